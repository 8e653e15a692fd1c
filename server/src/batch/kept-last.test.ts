import { describe, expect, it } from 'vitest'
import { KeptLast } from './kept-last.ts'

describe('what was used last', () => {
  it('is kept, and what was not used for longest is let go', () => {
    const kept = new KeptLast<number>(2)
    kept.set('a', 1)
    kept.set('b', 2)
    expect(kept.get('a')).toBe(1)
    kept.set('c', 3)
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3])
  })
})
