import type { Requirement, RuleSet } from './compiled.ts'
import type { TextIndex } from './text-index.ts'

type Vocabulary = Pick<RuleSet, 'sets' | 'words'>

/** Which of many patterns the words of a stretch of text may wake: of each word, those that it may begin. */
export interface Wakers {
  readonly count: number
  /** Those that a word w may wake are `woken[from[w]] … woken[from[w + 1] - 1]`. */
  readonly from: Int32Array
  readonly woken: Int32Array
  /** Those that words alone do not rule out. */
  readonly always: readonly number[]
}

/** @param needs of each pattern, what it cannot do without */
export function indexWakers(needs: readonly (readonly Requirement[])[], { sets, words }: Vocabulary): Wakers {
  const always: number[] = []
  const from = new Int32Array(words.length + 2)
  const keys = needs.map((requirements, place) => {
    const key = fewestWords(requirements, sets)
    if (key === null) always.push(place)
    return key ?? []
  })
  for (const key of keys) for (const word of key) from[word + 2]!++
  for (let word = 2; word < from.length; word++) from[word]! += from[word - 1]!
  const woken = new Int32Array(from.at(-1)!)
  for (const [place, key] of keys.entries()) for (const word of key) woken[from[word + 1]!++] = place
  return { count: needs.length, from, woken, always }
}

/** One of these words must stand there; `null` where a number might do. */
function fewestWords(requirements: readonly Requirement[], sets: Vocabulary['sets']): readonly number[] | null {
  let fewest: readonly number[] | null = null
  for (const { set, numbers } of requirements)
    if (numbers.length === 0 && (fewest === null || sets[set]!.length < fewest.length)) fewest = sets[set]!
  return fewest
}

/** One flag a pattern: may it stand where a word of `[start, end)` begins? */
export function wokenBy(wakers: Wakers, index: TextIndex, start: number, end: number): Uint8Array {
  const { count, from, woken, always } = wakers
  const isWoken = new Uint8Array(count)
  for (const place of always) isWoken[place] = 1
  index.visitWords(start, end, (word) => {
    for (let i = from[word]!; i < from[word + 1]!; i++) isWoken[woken[i]!] = 1
  })
  return isWoken
}
