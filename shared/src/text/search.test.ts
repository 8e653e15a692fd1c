import { describe, expect, it } from 'vitest'
import { firstEndingAfter, firstStartingAt, lowerBound } from './search.ts'

const OFFSETS = Array.from({ length: 20 }, (_, i) => i - 2)

/** What a search must find, by looking at each in turn. */
function firstOf<T>(list: readonly T[], isFound: (one: T) => boolean): number {
  const index = list.findIndex(isFound)
  return index < 0 ? list.length : index
}

describe('lowerBound', () => {
  const sorted = Int32Array.of(2, 3, 3, 3, 7, 11)

  it('finds the first value that is not smaller', () => {
    for (const value of OFFSETS) expect(lowerBound(sorted, value)).toBe(firstOf([...sorted], (one) => one >= value))
    expect(lowerBound(sorted, 3)).toBe(1)
    expect(lowerBound(sorted, 12)).toBe(6)
    expect(lowerBound([], 1)).toBe(0)
  })

  it('stays within the part it is given', () => {
    expect(lowerBound(sorted, 3, 2, 4)).toBe(2)
    expect(lowerBound(sorted, 7, 1, 3)).toBe(3)
    expect(lowerBound(sorted, 0, 5)).toBe(5)
    expect(lowerBound(sorted, 7, 4, 4)).toBe(4)
  })
})

describe('search over spans', () => {
  // Neighbours that touch, a gap between others.
  const spans = [
    { start: 1, end: 4 },
    { start: 4, end: 5 },
    { start: 8, end: 12 },
    { start: 12, end: 15 },
  ]

  it('finds the first that starts at or after an offset', () => {
    for (const offset of OFFSETS)
      expect(firstStartingAt(spans, offset)).toBe(firstOf(spans, ({ start }) => start >= offset))
    expect([4, 5, 13].map((offset) => firstStartingAt(spans, offset))).toEqual([1, 2, 4])
    expect(firstStartingAt([], 3)).toBe(0)
  })

  it('finds the last that starts at or before an offset, one ahead of what starts behind it', () => {
    expect([0, 1, 7, 8, 20].map((offset) => firstStartingAt(spans, offset + 1) - 1)).toEqual([-1, 0, 1, 2, 3])
  })

  it('finds the first of several that start together', () => {
    const nested = [
      { start: 0, end: 9 },
      { start: 3, end: 9 },
      { start: 3, end: 5 },
      { start: 6, end: 9 },
    ]
    expect(firstStartingAt(nested, 3)).toBe(1)
  })

  it('finds the first that ends after an offset: at its end a span is left', () => {
    for (const offset of OFFSETS)
      expect(firstEndingAfter(spans, offset)).toBe(firstOf(spans, ({ end }) => end > offset))
    expect([3, 4, 5, 15].map((offset) => firstEndingAfter(spans, offset))).toEqual([0, 1, 2, 4])
    expect(firstEndingAfter([], 3)).toBe(0)
  })
})
