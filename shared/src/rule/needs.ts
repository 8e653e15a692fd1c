import type { Requirement } from './compiled.ts'

/**
 * What each of many patterns cannot do without, in one list that is read from end to end: of thousands of patterns most are
 * ruled out in most texts, and to reach each by itself would cost more than to look at what it needs.
 */
export interface Needs {
  readonly count: number
  /** For each pattern the number of its requirements, then those: the set of one of words alone, `~id` of another. */
  readonly codes: Int32Array
}

/** @param patterns of each, its requirements */
export function listNeeds(patterns: readonly (readonly Requirement[])[]): Needs {
  const codes = patterns.flatMap((requirements) => [
    requirements.length,
    ...requirements.map(({ id, set, numbers }) => (numbers.length === 0 ? set : ~id)),
  ])
  return { count: patterns.length, codes: Int32Array.from(codes) }
}

/**
 * One flag a pattern: does all that it needs stand somewhere?
 *
 * @param counts how often each set stands
 * @param stands does a requirement that is not of words alone?
 */
export function flagPossible({ count, codes }: Needs, counts: Int32Array, stands: (id: number) => boolean): Uint8Array {
  const isPossible = new Uint8Array(count)
  for (let at = 0, place = 0; place < count; place++) {
    const end = at + 1 + codes[at]!
    for (at++; at < end; at++) {
      const code = codes[at]!
      if (code >= 0 ? counts[code] === 0 : !stands(~code)) break
    }
    if (at === end) isPossible[place] = 1
    at = end
  }
  return isPossible
}
