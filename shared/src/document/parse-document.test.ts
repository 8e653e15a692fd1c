import { describe, expect, it } from 'vitest'
import { clauseAt, labelAt, parseDocument } from './index.ts'

const labels = (text: string): string[] => parseDocument(text).nodes.map((node) => node.label)

describe('parseDocument', () => {
  it('reads chapters, articles, 款 and 项 as a lawyer cites them', () => {
    const text = `测试办法

第一章　总则
第一条 为了规范测试，制定本办法。
第二条 测试应当符合下列条件：
（一）真实；
（二）可复核。
前款规定自公布之日起执行。`
    expect(labels(text)).toEqual([
      '',
      '第一章',
      '第一条',
      '第二条',
      '第二条第一款',
      '第二条第一款第（一）项',
      '第二条第一款第（二）项',
      '第二条第二款',
    ])
  })

  it('reads the headings of 公文体 by their path', () => {
    const text =
      '测试意见\n一、总体要求\n（一）指导思想。坚持实事求是。\n1.第一点。\n（1）再细。\n二、保障措施\n加强领导。'
    expect(labels(text)).toEqual(['', '一、', '一、（一）', '一、（一）1.', '一、（一）1.（1）', '二、'])
  })

  it('gives a notice and the measures it issues a tree each', () => {
    const text = `某县人民政府关于印发《测试办法》的通知
各乡镇人民政府：
现将《测试办法》印发给你们，请遵照执行。
某县人民政府
2026年10月28日

测试办法
第一条 为了测试，制定本办法。
第二条 本办法自公布之日起施行。`
    const { nodes } = parseDocument(text)
    expect(nodes.map((node) => [node.kind, node.parent])).toEqual([
      ['root', null],
      ['body', 0],
      ['body', 0],
      ['article', 2],
      ['article', 2],
    ])
  })

  it('leaves articles quoted in an amendment as content', () => {
    const text = `关于修改《测试办法》的决定
一、将第三条修改为：“第三条 测试应当公开。
第四条 测试结果应当公布。”
二、删去第五条。`
    expect(labels(text)).toEqual(['', '一、', '二、'])
  })

  it('sees numbers glued to the words before them', () => {
    const text = `第一章 总则
第一条 甲应当公开。 第二条 乙应当登记。
第三条 有下列情形之一的，责令改正：（一）拒绝；（二）拖延。
（三）隐瞒； （四）伪造。第二章 附则
第四条 依照本办法第五条 的规定处理。
第五条 本办法自公布之日起施行。`
    expect(labels(text).slice(1)).toEqual([
      '第一章',
      '第一条',
      '第二条',
      '第三条',
      '第三条第（一）项',
      '第三条第（二）项',
      '第三条第（三）项',
      '第三条第（四）项',
      '第二章',
      '第四条',
      '第五条',
    ])
  })

  it('keeps a paragraph between two 项 in the 项 above it', () => {
    const text = '第一条 甲应当：\n（一）登记；\n登记应当公开。\n（二）备案。\n第二条 乙。'
    expect(labels(text).slice(1)).toEqual(['第一条', '第一条第（一）项', '第一条第（二）项', '第二条'])
  })

  it('reads a title alone on the line of its article', () => {
    const text = '第一条 目的\n为了测试，制定本办法。\n第二条（范围）\n测试适用本办法。\n另有规定的除外。'
    const { nodes } = parseDocument(text)
    expect(
      nodes.slice(1).map((node) => [node.label, node.title && text.slice(node.title.start, node.title.end)]),
    ).toEqual([
      ['第一条', '目的'],
      ['第二条', '范围'],
      ['第二条第一款', null],
      ['第二条第二款', null],
    ])
  })

  it.each([
    ['前款 in a first 款', '第一条 前款规定适用。\n第二条 乙。', 'dangling-reference', '第一条'],
    ['an article that is not there', '第一条 依照本办法第九条处理。\n第二条 乙。', 'dangling-reference', '第一条'],
    ['a 款 that is not there', '第一条 依照本办法第二条第三款处理。\n第二条 乙。', 'dangling-reference', '第一条'],
    ['a level on its head', '一、总体\n1.甲。\n（一）乙。', 'level', '一、1.（一）'],
    ['a short form without use', '第一条 依照《某法》（以下简称《法律》）处理。', 'definition', '第一条'],
    [
      'a short form used before it is given',
      '第一条 依照《法律》。\n第二条 依照《某法》（以下简称《法律》）和《法律》处理。',
      'definition',
      '第二条',
    ],
    [
      'two short forms for one title',
      '《某法》（以下简称《甲法》），《某法》（以下简称《乙法》）。甲法、乙法。',
      'definition',
      '',
    ],
    ['a 项 without its 条', '第一章 总则\n（一）甲。\n第一条 乙。', 'orphan-item', '第一章（一）'],
  ])('reports %s', (_, text, kind, at) => {
    expect(parseDocument(text).anomalies.map((one) => [one.kind, one.at])).toEqual([[kind, at]])
  })

  it('splits sentences and knows the clause of each', () => {
    const text = '第一条 甲应当申报；乙应当审核。\n第二条 丙可以查阅（但涉密的除外。）资料。'
    const { sentences, nodes } = parseDocument(text)
    expect(sentences.map((s) => [nodes[s.node]!.label, text.slice(s.start, s.end)])).toEqual([
      ['第一条', '甲应当申报；'],
      ['第一条', '乙应当审核。'],
      ['第二条', '丙可以查阅（但涉密的除外。）资料。'],
    ])
  })

  it('answers for any string', () => {
    for (const text of ['', '第', '\n\n', '\ud800', '（'.repeat(100), '第一条']) {
      const document = parseDocument(text)
      expect(document.nodes[0]).toMatchObject({ kind: 'root', start: 0, end: text.length })
    }
  })
})

describe('clauseAt', () => {
  it('finds the innermost clause and the root between clauses', () => {
    const text = '第一条 甲。\n\n第二条 乙：\n（一）丙。'
    const document = parseDocument(text)
    expect(labelAt(document, text.indexOf('甲'))).toBe('第一条')
    expect(labelAt(document, text.indexOf('丙'))).toBe('第二条第（一）项')
    expect(clauseAt(document, 7).kind).toBe('root')
    expect(() => clauseAt(document, text.length + 1)).toThrow(RangeError)
  })
})
