import { weighEvidence } from '@hongxian/shared/reader'
import { describe, expect, it } from 'vitest'
import { chooseCuts, fitLogOdds } from './learn-evidence.ts'

describe('log-odds learned from numbers', () => {
  it('are those of the counts where there is one yes-or-no number', () => {
    // 300 of 400 right with it, 100 of 400 without: log-odds of 3 and of 1/3.
    const rows = Array.from({ length: 800 }, (_, i) => ({ seen: i < 400 ? 1000 : 0 }))
    const isRight = rows.map((_, i) => (i < 400 ? i % 4 !== 0 : i % 4 === 0))
    const model = fitLogOdds(rows, isRight)
    expect(weighEvidence(model, { seen: 1000 })).toBeGreaterThan(1060)
    expect(weighEvidence(model, { seen: 1000 })).toBeLessThan(1110)
    expect(weighEvidence(model, { seen: 0 })).toBeGreaterThan(-1110)
    expect(weighEvidence(model, { seen: 0 })).toBeLessThan(-1060)
  })

  it('are those of fewer rows where some count less', () => {
    const rows = Array.from({ length: 800 }, (_, i) => ({ seen: i < 400 ? 1000 : 0 }))
    const isRight = rows.map((_, i) => i % 4 !== 0)
    const model = fitLogOdds(
      rows,
      isRight,
      isRight.map((right) => (right ? 1 / 3 : 1)),
    )
    expect(Math.abs(weighEvidence(model, { seen: 1000 }))).toBeLessThan(20)
    expect(Math.abs(weighEvidence(model, { seen: 0 }))).toBeLessThan(20)
  })

  it('give nothing to a number that never changes', () => {
    const model = fitLogOdds(
      Array.from({ length: 10 }, () => ({ same: 0 })),
      Array.from({ length: 10 }, (_, i) => i % 2 === 0),
    )
    expect(model.weights).toEqual({ same: 0 })
  })
})

describe('the thresholds', () => {
  const held = Array.from({ length: 1000 }, (_, i) => ({ margin: 1000 - i, isOffence: i < 90 || i % 2 === 0 }))

  it('are the lowest at which nine, and three in four, above them were right', () => {
    const cuts = chooseCuts(held, [])
    const shareAbove = (cut: number) => {
      const above = held.filter(({ margin }) => margin >= cut)
      return above.filter(({ isOffence }) => isOffence).length / above.length
    }
    expect(shareAbove(cuts.reader)).toBeGreaterThanOrEqual(0.9)
    expect(shareAbove(cuts.reader - 3)).toBeLessThan(0.9)
    expect(shareAbove(cuts.hint)).toBeGreaterThanOrEqual(0.75)
    expect(cuts.hint).toBeLessThan(cuts.reader)
  })

  it('stay above all but three in a thousand lawful real sentences', () => {
    const lawful = Array.from({ length: 1000 }, (_, i) => (i < 10 ? 950 : -5000))
    expect(chooseCuts(held, lawful).reader).toBeGreaterThan(950)
  })
})
