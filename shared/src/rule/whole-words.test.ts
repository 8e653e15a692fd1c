import { describe, expect, it } from 'vitest'
import { wholeWords } from './whole-words.ts'

describe('whole words', () => {
  it.each([
    ['逾期不缴纳的，加处罚款。', '不缴纳', '逾期不缴纳的'],
    ['一年内两次违章的，暂扣营运资格证件。', '暂扣营运资格证', '暂扣营运资格证件'],
    ['情节严重的，停业，直至吊销。', '停业，', '停业'],
    [
      '由养路队将堆放在路肩上的全部砂石料统一运走变卖。',
      '养路队将堆放在路肩上的全部砂石料统一运走',
      '由养路队将堆放在路肩上的全部砂石料统一运走变卖',
    ],
    ['第三条　应当备案。', '应当备案', '应当备案'],
    [
      '对拖欠物业费一年以上的业主，由街道办事处汇总后列入名单，并公开。',
      '的业主，由街道办事处汇总后列入',
      '对拖欠物业费一年以上的业主，由街道办事处汇总后列入名单',
    ],
    ['3.甲方承诺规划许可在十日内办结；', '甲方承诺规划许可', '甲方承诺规划许可在十日内办结'],
    ['2.5万元以下的，减半收取。', '万元以下', '2.5万元以下的'],
    ['。。', '。', '。'],
  ])('of %s around %s', (text, words, whole) => {
    const start = text.indexOf(words)
    const span = wholeWords(text, { start, end: start + words.length })
    expect(text.slice(span.start, span.end)).toBe(whole)
  })

  it('never run over a long line', () => {
    const text = '甲'.repeat(1000)
    expect(wholeWords(text, { start: 500, end: 502 })).toEqual({ start: 500, end: 502 })
  })
})
