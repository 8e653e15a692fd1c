import { describe, expect, it } from 'vitest'
import { composeOpinion, type OpinionInput, sayItem, sayPoints } from './opinion.ts'
import type { OpinionPoint } from './opinion-point.ts'

const input: OpinionInput = {
  kind: 'normative',
  conclusion: 'revise',
  title: '临江县住宅小区物业管理若干规定（送审稿）',
  addressee: '县住房和城乡建设局',
  reviewer: '临江县司法局',
  number: '临司审〔2026〕37号',
  receivedOn: '2026-11-02',
  signedOn: '2026-11-06',
  version: { number: 1, digest: 'ab'.repeat(32) },
  points: [
    {
      clause: '第七条',
      start: 120,
      quote: '未经备案的，不得经营',
      verdict: 'illegal',
      message: '以备案为从事活动的前提，属于变相设定行政许可。',
      authority: [{ law: '中华人民共和国行政许可法', article: '第十七条', gist: '规范性文件一律不得设定行政许可' }],
      suggestion: '改为事后备案，并删去禁止性后果。',
    },
    {
      clause: '第九条',
      start: 200,
      quote: '有关部门',
      verdict: 'hint',
      message: '责任部门不明确。',
      authority: [],
      suggestion: '',
    },
  ],
  consulted: [],
  feedbackBy: '2026-11-13',
}

describe('a point of the paper', () => {
  it.each([
    [
      { clause: '第八条', quote: '企业应当缴纳保证金20万元。', text: '“缴纳保证金20万元”没有法律依据。建议：删去。' },
      '第八条“企业应当缴纳保证金20万元”，没有法律依据。建议：删去。',
    ],
    [{ clause: '第九条', quote: '列入“黑名单”；', text: '该条没有依据。' }, '第九条“列入‘黑名单’”。该条没有依据。'],
  ])('quotes the words once and ends them once', (item, sentence) => {
    expect(sayItem(item)).toBe(sentence)
  })
})

describe('composeOpinion', () => {
  it('puts what is unlawful first, each point with clause, defect, basis and proposal', () => {
    const opinion = composeOpinion(input)
    expect(opinion.sections.map(({ heading }) => heading)).toEqual(['与上位法不一致的内容', '其他建议'])
    expect(opinion.sections[0]?.items[0]).toEqual({
      number: 1,
      at: 120,
      clause: '第七条',
      quote: '未经备案的，不得经营',
      text: '以备案为从事活动的前提，属于变相设定行政许可。依据：《中华人民共和国行政许可法》第十七条（规范性文件一律不得设定行政许可）。建议：改为事后备案，并删去禁止性后果。',
    })
    expect(opinion.signature).toEqual({ body: '临江县司法局', date: '2026年11月6日' })
    expect(opinion.requirements[0]).toBe('请于2026年11月13日前反馈采纳情况和修改后的文本。')
  })

  it('numbers its points through, by the place of each within its part', () => {
    const [first, second] = input.points as [OpinionPoint, OpinionPoint]
    const points = [second, { ...first, start: 300, clause: '第十条' }, first]
    const { sections } = composeOpinion({ ...input, points })
    expect(sections.map(({ items }) => items.map(({ number, clause }) => [number, clause]))).toEqual([
      [
        [1, '第七条'],
        [2, '第十条'],
      ],
      [[3, '第九条']],
    ])
  })

  it('gives its points as paragraphs for a paper of one’s own', () => {
    const [first, second] = input.points as [OpinionPoint, OpinionPoint]
    expect(sayPoints([second])).toBe('关于第九条“有关部门”。责任部门不明确。')
    expect(sayPoints([second, first])).toMatch(
      /^一、关于第七条“未经备案的，不得经营”。以备案为.*事后备案，并删去禁止性后果。\n二、关于第九条“有关部门”。责任部门不明确。$/,
    )
  })

  it('names a title within a title in single marks', () => {
    const title = '临江县人民政府关于印发《临江县城市养犬管理办法》的通知'
    const opinion = composeOpinion({ ...input, title })
    expect(opinion.title).toBe('关于《临江县人民政府关于印发〈临江县城市养犬管理办法〉的通知》的合法性审核意见')
    expect(opinion.conclusion).toMatch(/^《临江县人民政府关于印发〈临江县城市养犬管理办法〉的通知》/)
  })

  it('says whom the reviewer heard', () => {
    expect(composeOpinion(input).process).toBe('')
    expect(composeOpinion({ ...input, consulted: ['法律顾问张某', '专家李某'] }).process).toBe(
      '审核过程中，听取了法律顾问张某、专家李某的意见，供审核参考，不代替本意见。',
    )
  })

  it('words the conclusion as its kind of paper does', () => {
    expect(composeOpinion({ ...input, conclusion: 'unlawful' }).conclusion).toBe(
      '《临江县住宅小区物业管理若干规定（送审稿）》第七条与上位法的规定相抵触，审核结论为：不合法，不得提请集体审议。',
    )
    expect(composeOpinion({ ...input, kind: 'contract', conclusion: 'lawful', points: [] }).conclusion).toContain(
      '可以签订',
    )
  })
})
