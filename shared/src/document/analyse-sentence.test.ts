import { describe, expect, it } from 'vitest'
import { analyseSentence, parseDocument } from './index.ts'

/** `role|subject|class|modality` of each phrase of the last sentence. */
function read(text: string): string[] {
  const document = parseDocument(text)
  const analysis = analyseSentence(document, document.sentences.at(-1)!)
  return analysis.phrases.map(({ role, subject, subjectClass, modality }) =>
    [role, subject === null ? '' : text.slice(subject.start, subject.end), subjectClass ?? '', modality ?? ''].join(
      '|',
    ),
  )
}

describe('analyseSentence', () => {
  it.each([
    ['县市场监督管理局应当在三日内答复。', ['statement|县市场监督管理局|行政机关|应当']],
    ['企业不得转包工程。', ['statement|企业|相对人|不得']],
    ['任何单位和个人不得阻挠检查。', ['statement|任何单位和个人|相对人|不得']],
    [
      '企业拒不改正的，由县应急管理局责令停产，并处一万元罚款。',
      ['condition|企业|相对人|', 'consequence|县应急管理局|行政机关|', 'consequence||行政机关|'],
    ],
    ['对未备案的企业，县住房和城乡建设局不予受理。', ['statement|||', 'statement|县住房和城乡建设局|行政机关|不予']],
    ['未经公安机关批准的经营者不得营业。', ['statement|未经公安机关批准的经营者|相对人|不得']],
    ['各乡镇人民政府要加强组织领导。', ['statement|各乡镇人民政府|行政机关|应当']],
    ['法律、行政法规另有规定的，从其规定。', ['condition|||', 'exception|||']],
    ['除依法需要保密的外，行政机关应当公开。', ['exception|||', 'statement|行政机关|行政机关|应当']],
    ['有关部门及其工作人员不得泄露商业秘密。', ['statement|有关部门及其工作人员|行政机关|不得']],
    ['鼓励企业参加展会。', ['statement||行政机关|鼓励']],
    ['外地供应商的产品不得入围。', ['statement|外地供应商的产品||不得']],
    ['农户信息不得对外提供。', ['statement|农户信息||不得']],
    ['所在单位应当扣减绩效。', ['statement|所在单位|相对人|应当']],
    ['业主无须交纳任何费用。', ['statement|业主|相对人|无须']],
    ['供应商可应邀参加会议。', ['statement|供应商|相对人|可以']],
  ])('reads %s', (sentence, phrases) => {
    expect(read(sentence)).toEqual(phrases)
  })

  it('carries a subject left out from the sentence before in the same 款', () => {
    expect(read('第一条 物业服务企业应当公示价格。不得强制收费。')).toEqual(['statement|物业服务企业|相对人|不得'])
  })

  it('does not carry a subject over to the next 条', () => {
    expect(read('第一条 企业应当申报。\n第二条 应当公示价格。')).toEqual(['statement|||应当'])
  })

  it('gives 项 the subject of the words above them', () => {
    expect(read('第一条 经营者不得有下列行为：\n（一）虚假宣传；\n（二）强制交易。')).toEqual([
      'statement|经营者|相对人|',
    ])
  })

  it('does not take parts of other words for modal words', () => {
    expect(read('供应商响应招标文件的要求。')).toEqual(['statement|供应商|相对人|'])
    expect(read('公安机关负责应急处置和许可管理。')).toEqual(['statement|公安机关|行政机关|'])
  })

  it('finds definitions and quotations', () => {
    const text = '本办法所称“示范企业”，是指依法设立的企业。'
    const document = parseDocument(text)
    const { definition, quotations } = analyseSentence(document, document.sentences[0]!)
    expect(text.slice(definition!.term.start, definition!.term.end)).toBe('“示范企业”')
    expect(text.slice(definition!.meaning.start, definition!.meaning.end)).toBe('依法设立的企业')
    expect(quotations.map((span) => text.slice(span.start, span.end))).toEqual(['示范企业'])
  })

  it('marks the word that denies', () => {
    const text = '主管部门不另收保证金，罚款不超过一万元。'
    const document = parseDocument(text)
    const { phrases } = analyseSentence(document, document.sentences[0]!)
    expect(phrases.map(({ negation }) => (negation === null ? '' : text.slice(negation.start, negation.end)))).toEqual([
      '不另',
      '',
    ])
  })
})
