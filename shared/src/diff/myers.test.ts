import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { increasingSubsequence } from './increasing-subsequence.ts'
import { myers } from './myers.ts'

const sequence = fc.array(fc.nat(4), { maxLength: 24 }).map((list) => Int32Array.from(list))

/** Length of a longest common subsequence, by the textbook table. */
function longestCommon(a: Int32Array, b: Int32Array): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!)
    }
  }
  return table[a.length]![b.length]!
}

describe('myers', () => {
  it('keeps as much as can be kept', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const kept = myers(a, b, 100)!
        for (const { a: x, b: y, length } of kept) {
          expect([...a.slice(x, x + length)]).toEqual([...b.slice(y, y + length)])
        }
        expect(kept.reduce((sum, { length }) => sum + length, 0)).toBe(longestCommon(a, b))
      }),
      { numRuns: 500 },
    )
  })

  it('gives up past the edits allowed', () => {
    expect(myers(Int32Array.of(1, 2, 3), Int32Array.of(4, 5, 6), 5)).toBeNull()
    expect(myers(Int32Array.of(1, 2, 3), Int32Array.of(4, 5, 6), 6)).toEqual([])
  })
})

describe('increasingSubsequence', () => {
  it('finds the heaviest', () => {
    expect(increasingSubsequence([3, 1, 2, 9, 4])).toEqual([1, 2, 3])
    expect(increasingSubsequence([3, 1, 2], [5, 1, 1])).toEqual([0])
    expect(increasingSubsequence([])).toEqual([])
  })
})
