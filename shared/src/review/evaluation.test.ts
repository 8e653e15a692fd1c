import { describe, expect, it } from 'vitest'
import { type InForce, judgeEvaluation, refusalToEvaluate } from './evaluation.ts'

const document: InForce = {
  kind: 'normative',
  state: 'archived',
  publishedOn: '2022-01-01',
  validUntil: '2026-12-31',
  evaluations: [],
  counselIds: ['advisor'],
}
const keep = { on: '2026-11-20', result: 'keep', validUntil: '2031-12-31' } as const
const judged = (said: object, of: Partial<InForce> = {}, person = 'p') =>
  judgeEvaluation({ ...document, ...of }, { ...keep, ...said }, person, '2026-11-21').join('')

describe('judgeEvaluation', () => {
  it('lets a document go on, be amended or end', () => {
    expect(judged({})).toBe('')
    expect(judged({ result: 'amend', validUntil: null })).toBe('')
    expect(judged({ result: 'repeal', validUntil: '2026-11-30' })).toBe('')
    expect(judged({ validUntil: null }, { kind: 'decision', validUntil: null })).toBe('')
  })

  it.each([
    [{ validUntil: null }, {}, '应当确定新的有效期'],
    [{ validUntil: '2026-11-20' }, {}, '应当晚于评估日期'],
    [{ on: '2026-11-22' }, {}, '不得晚于今日'],
    [{ on: '2021-12-31' }, {}, '不得早于2022-01-01'],
    [{ result: 'amend' }, {}, '原有效期不变'],
    [{ result: 'repeal', validUntil: null }, {}, '应当填写失效日期'],
    [{ result: 'repeal', validUntil: '2026-11-19' }, {}, '不得早于评估日期'],
    [{}, { kind: 'contract' }, '适用于行政规范性文件和重大行政决策'],
    [{}, { state: 'registered' }, '尚未公布'],
    [{}, { publishedOn: null }, '尚未公布'],
  ] as const)('refuses %j of %j', (said, of, sentence) => {
    expect(judged(said, of)).toContain(sentence)
  })

  it('is not done by whoever advised, nor of what was repealed', () => {
    expect(judged({}, {}, 'advisor')).toContain('不得评估同一文件')
    const repealed = {
      on: '2025-01-01',
      result: 'repeal',
      summary: '',
      validUntil: '2025-02-01',
      by: { id: 'p', name: '' },
    }
    expect(refusalToEvaluate({ ...document, evaluations: [repealed as never] })).toContain('已经后评估废止')
  })
})
