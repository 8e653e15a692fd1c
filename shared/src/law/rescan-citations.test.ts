import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CitationScan, scanCitations } from './find-citations.ts'
import { rescanCitations } from './rescan-citations.ts'

const SENTENCES = [
  '根据《中华人民共和国行政许可法》第十七条、《某省行政程序规定》，制定本办法。',
  '《临江县停车管理办法》（以下简称《办法》）由县公安局执行。',
  '违反《办法》第三条规定的，依照该办法第九条处理。',
  '《某市养犬管理条例》（国发〔2019〕5号）及其实施细则同时废止。',
  '依照行政处罚法第六十三条组织听证。',
  '《某县收费规定》、《某县奖励规定》和《某县考核规定》即行废止。',
  '按照条例第五条办理登记，收到申请之日起三日内答复。',
  '各乡镇人民政府应当按照职责分工做好工作，定期向社会公布进展情况，接受群众监督。',
]
const WORDS = [
  '《',
  '》',
  '、',
  '第三条',
  '该办法',
  '《办法》',
  '（以下简称《条例》）',
  '同时废止',
  '\n',
  '。',
  '的',
  '原',
  '号',
]

const listed = ({ places }: CitationScan) =>
  places.flatMap(({ citations, moved }) =>
    citations.map((one) => ({ ...one, start: one.start + moved, end: one.end + moved })),
  )

describe('rescanCitations', () => {
  it('finds after edits what a scan of the whole text finds, or says that it cannot', () => {
    const change = fc.tuple(
      fc.noBias(fc.nat(9999)).map((part) => part / 10_000),
      fc.nat(4),
      fc.constantFrom('', ...WORDS),
    )
    const lines = fc.array(fc.constantFrom(...SENTENCES), { minLength: 90, maxLength: 140 })
    let told = 0
    fc.assert(
      fc.property(lines, fc.array(change, { minLength: 1, maxLength: 12 }), (sentences, changes) => {
        let text = sentences.join('\n')
        let scan = scanCitations({ text }, null)
        for (const [place, removed, word] of changes) {
          const at = Math.floor(place * text.length)
          const after = text.slice(0, at) + word + text.slice(at + removed)
          const shift = after.length - text.length
          const start = text.lastIndexOf('\n', at - 1) + 1
          const newline = text.indexOf('\n', at + removed)
          const region = { start, end: (newline < 0 ? text.length : newline + 1) + shift }
          const again = rescanCitations(scan, text, { text: after }, null, region, shift)
          const full = scanCitations({ text: after }, null)
          if (again !== null) {
            told++
            expect(listed(again.scan)).toEqual(listed(full))
          }
          scan = again?.scan ?? full
          text = after
        }
      }),
      { numRuns: 60 },
    )
    expect(told).toBeGreaterThan(100)
  })
})
