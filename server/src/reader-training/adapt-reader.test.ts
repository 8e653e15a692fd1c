import { parseDocument } from '@hongxian/shared/document'
import type { ReaderWeights } from '@hongxian/shared/reader'
import { beforeAll, describe, expect, it } from 'vitest'
import { readBuiltInReader } from '../rule-pack/index.ts'
import { adaptReader } from './adapt-reader.ts'
import { type JudgedWords, judgedCases, judgedExamples } from './judged-examples.ts'
import { scoreExamples } from './train-reader.ts'

// What one office took over as a problem, and what it held to be none: ways of speaking of its own.
const PROBLEMS = [
  '各村给外来收购车辆排号，未排号的由村口劝返。',
  '外来收购车辆没有村里排号条的，路口不予放行。',
  '收购户进村先到村委会领排号条，无条者劝返。',
  '对未领排号条的车辆，由路口值守人员劝返。',
]
const FINE = [
  '各村在路口设置指示牌，方便外来收购车辆通行。',
  '村委会为进村收购的车辆提供停车和过秤服务。',
  '路口值守人员为外来车辆指路，不收取费用。',
  '收购户可以自愿在村委会登记联系方式，便于联系货源。',
]

const judge = (text: string, isProblem: boolean, n: number): JudgedWords => ({
  draftId: `d${n}`,
  versionId: `v${n}`,
  text,
  kind: 'normative',
  start: 0,
  end: text.length,
  quote: text,
  code: 'competition.flow',
  message: '限制外地经营者进入。依据见条例。',
  isProblem,
})
const judged = [...PROBLEMS.map((t, n) => judge(t, true, n)), ...FINE.map((t, n) => judge(t, false, n + 10))]
const scoreOf = (weights: ReaderWeights, text: string) => {
  const document = parseDocument(text, { kind: 'normative', fragment: true })
  const example = { document, index: 0, codes: [], passage: null, fold: 0 }
  return scoreExamples(weights, [example])[0]!
}

let base: ReaderWeights
let adapted: ReaderWeights
beforeAll(async () => {
  base = await readBuiltInReader()
  adapted = adaptReader(base, judgedExamples(judged), judgedCases(judged))
})

describe('an office’s own training', () => {
  it('finds the office’s way of speaking in sentences it has not seen, and leaves the sound ones alone', () => {
    const bad = '拉货车辆未领村里排号条的，由值守人员在路口劝返。'
    const good = '值守人员在路口为拉货车辆指路。'
    expect(scoreOf(adapted, bad)).toBeGreaterThan(scoreOf(base, bad))
    expect(scoreOf(adapted, good)).toBeLessThan(0)
  })

  it('hardly moves what the office never spoke of', () => {
    for (const text of ['未经备案的企业，不得在本县从事经营活动。', '县水利局每年公布一次水质检测结果。'])
      expect(Math.abs(scoreOf(adapted, text) - scoreOf(base, text))).toBeLessThan(350)
  })

  it('is the same each time, keeps the thresholds, and compares with the office’s cases too', () => {
    expect(adaptReader(base, judgedExamples(judged), judgedCases(judged))).toEqual(adapted)
    expect([adapted.floor, adapted.evidence]).toEqual([base.floor, base.evidence])
    expect(adapted.cases.at(-1)).toEqual({
      code: 'competition.flow',
      quote: PROBLEMS[3],
      why: '限制外地经营者进入',
    })
  })

  it('takes a sentence with a problem for one, whatever else in it was held to be none', () => {
    const text = '各村给外来收购车辆排号，并在路口设置指示牌。'
    const both = [
      { ...judge(text, true, 1), start: 0, end: 11, quote: text.slice(0, 11) },
      { ...judge(text, false, 1), start: 12, end: 20, quote: text.slice(12, 20) },
    ]
    expect(judgedExamples(both).map(({ codes }) => codes)).toEqual([['competition.flow']])
  })
})
