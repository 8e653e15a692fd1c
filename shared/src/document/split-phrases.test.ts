import { describe, expect, it } from 'vitest'
import { splitPhrases } from './split-phrases.ts'

describe('splitPhrases', () => {
  it.each([
    ['甲应当申报，乙应当审核；丙除外。', ['甲应当申报', '乙应当审核', '丙除外']],
    ['丙可以查阅（涉密的，除外）资料，不收费。', ['丙可以查阅（涉密的，除外）资料', '不收费']],
    ['处1,000元罚款, 没收违法所得', ['处1,000元罚款', '没收违法所得']],
    ['（未完，甲', ['（未完，甲']],
    ['，。', []],
  ])('parts %s', (text, phrases) => {
    const spans = splitPhrases(text, { start: 0, end: text.length })
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(phrases)
  })
})
