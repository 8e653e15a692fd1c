import { describe, expect, it } from 'vitest'
import { shareOfShorter, similarityOf } from './similarity.ts'

describe('likeness of wording', () => {
  it('is 1 for the same words however they are spaced, 0 for nothing in common', () => {
    expect(similarityOf('第一条 为了规范', '第一条为了\n规范')).toBe(1)
    expect(similarityOf('甲乙丙', '丁戊己')).toBe(0)
    expect(similarityOf('', '')).toBe(0)
  })

  it('counts a pair as often as both have it', () => {
    expect(similarityOf('甲甲甲甲', '甲甲')).toBeCloseTo((2 * 1) / (3 + 1))
    expect(similarityOf('甲乙丙丁', '甲乙丁丙')).toBeCloseTo(1 / 3)
  })

  it('tells a text that has grown from another one', () => {
    expect(similarityOf('第一条 为了', '第一条 为了规范住宅小区物业管理活动，制定本规定。')).toBeLessThan(0.5)
    expect(shareOfShorter('第一条 为了', '第一条 为了规范住宅小区物业管理活动，制定本规定。')).toBe(1)
  })
})
