import type { Requirement } from './compiled.ts'
import type { TextIndex } from './text-index.ts'

/** Which of many patterns the words of a stretch of text may wake: of each set, those that cannot do without it. */
export interface Wakers {
  readonly count: number
  readonly bySet: readonly (readonly number[] | undefined)[]
  /** Those that words alone do not rule out. */
  readonly always: readonly number[]
}

/** @param needs of each pattern, what each of its alternatives cannot do without */
export function indexWakers(needs: readonly (readonly (readonly Requirement[])[])[], setCount: number): Wakers {
  const bySet = new Array<number[] | undefined>(setCount).fill(undefined)
  const always: number[] = []
  for (const [place, alternatives] of needs.entries()) {
    const keys = alternatives.map(fewestSets)
    if (keys.includes(null)) {
      always.push(place)
      continue
    }
    for (const set of keys.flatMap((key) => key ?? [])) {
      const held = bySet[set]
      if (held === undefined) bySet[set] = [place]
      else if (held.at(-1) !== place) held.push(place)
    }
  }
  return { count: needs.length, bySet, always }
}

/** One of these sets must stand there; `null` where a number might do. */
function fewestSets(requirements: readonly Requirement[]): readonly number[] | null {
  const plain = requirements.filter(({ numbers }) => numbers.length === 0)
  return plain.reduce<readonly number[] | null>(
    (a, { sets }) => (a === null || sets.length < a.length ? sets : a),
    null,
  )
}

/** One flag a pattern: may it stand where a word of `[start, end)` stands? */
export function wokenBy({ count, bySet, always }: Wakers, index: TextIndex, start: number, end: number): Uint8Array {
  const isWoken = new Uint8Array(count)
  for (const place of always) isWoken[place] = 1
  index.visitSets(start, end, (set) => {
    const woken = bySet[set]
    if (woken !== undefined) for (const place of woken) isWoken[place] = 1
  })
  return isWoken
}
