import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument, reparseDocument } from './index.ts'

const TEXT = `某县人民政府关于印发《测试办法》的通知
各乡镇人民政府：
现将《测试办法》印发给你们，请遵照执行。
某县人民政府
2026年10月28日

测试办法
第一章　总则
第一条　为了规范测试，根据《某法》，制定本办法。
第二条　【适用范围】本县行政区域内的测试，适用本办法。
测试应当公开；不公开的，说明理由。
第三条　测试应当符合下列条件：
（一）真实；
（二）可复核（包括事后复核）。
前款规定的条件由县测试局公布。
第二章　附则
第四条　违反本办法第三条规定的，由县测试局（以下简称测试局）责令改正。
测试局应当公开处理结果。
第五条　本办法自2026年12月1日起施行，有效期五年。
附件1
测试表
一、填表
1.姓名`

const WORDS = [
  '应当',
  '。',
  '；',
  '，',
  '甲',
  '第',
  '第三条',
  '（',
  '）',
  '“',
  '”',
  '\n',
  '\n\n',
  ' ',
  '　',
  '：',
  '一、',
  '（三）',
  '\t',
  '#',
  '起施行',
  '废止',
  '2026年1月1日',
  '办法',
  '《',
  '》',
  '第一章',
  '附件',
  '附件3',
  '本办法第三条',
  '第 二 条',
  '1.8月18日',
  '，2、',
  '● ',
  '1.',
]

describe('reparseDocument', { timeout: 60_000 }, () => {
  it('equals a full parse after any edit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(TEXT.length), fc.nat(6), fc.array(fc.constantFrom(...WORDS), { maxLength: 3 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (edits) => {
          let document = parseDocument(TEXT)
          for (const [at, deleted, words] of edits) {
            const { text } = document
            const edited = text.slice(0, at) + words.join('') + text.slice(at + deleted)
            document = reparseDocument(document, edited)
            expect(document).toEqual(parseDocument(edited))
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('shares what stands before the edit and moves what stands behind it', () => {
    const before = parseDocument(TEXT)
    const after = reparseDocument(before, TEXT.replace('测试应当公开；', '测试结果应当及时公开；'))
    expect(after).toEqual(parseDocument(after.text))
    expect(after.nodes[4]).toBe(before.nodes[4])
    expect(after.sentences[2]).toBe(before.sentences[2])
  })

  it('keeps the kind and level that were stated', () => {
    const before = parseDocument(TEXT, { kind: 'contract', issuerLevel: '省', fragment: true })
    for (const edited of [TEXT.replace('不公开', '不予公开'), `${TEXT}\n2.年龄`]) {
      expect(reparseDocument(before, edited)).toEqual(
        parseDocument(edited, { kind: 'contract', issuerLevel: '省', fragment: true }),
      )
    }
  })
})
