import type { RuleSet } from './compiled.ts'
import type { WordPlaces } from './word-places.ts'

type Vocabulary = Pick<RuleSet, 'sets' | 'words'>

/** Lists of numbers, one behind the other: those of the list l are `items[from[l]] … items[from[l + 1] - 1]`. */
interface Lists {
  readonly from: Int32Array
  readonly items: Int32Array
}

const HOLDERS = new WeakMap<RuleSet['sets'], Lists>()

/** The sets that hold each word. */
function holdersOf(sets: RuleSet['sets'], wordCount: number): Lists {
  let holders = HOLDERS.get(sets)
  if (holders === undefined) {
    const from = new Int32Array(wordCount + 2)
    for (const set of sets) for (const word of set) from[word + 2]!++
    for (let word = 2; word < from.length; word++) from[word]! += from[word - 1]!
    const items = new Int32Array(from.at(-1)!)
    for (let set = 0; set < sets.length; set++) for (const word of sets[set]!) items[from[word + 1]!++] = set
    holders = { from, items }
    HOLDERS.set(sets, holders)
  }
  return holders
}

/** What stands of the words of each set, in chains: `places[k]` for k from `heads[set]` on to `next[k]`, till 0. */
export interface PresentWords {
  /** How many words of a set stand, and how often all of them together. */
  readonly sizes: Int32Array
  readonly counts: Int32Array
  readonly heads: Int32Array
  readonly next: Int32Array
  /** Each word by its place among all that stand. */
  readonly places: Int32Array
}

/** One pass over the sets that hold the words which stand: of tens of thousands of sets a short text meets some. */
export function findPresent({ sets, words }: Vocabulary, held: WordPlaces): PresentWords {
  const { from, items } = holdersOf(sets, words.length)
  let total = 0
  for (const word of held.words) total += from[word + 1]! - from[word]!
  const sizes = new Int32Array(sets.length)
  const counts = new Int32Array(sets.length)
  const heads = new Int32Array(sets.length)
  const next = new Int32Array(total + 1)
  const places = new Int32Array(total + 1)
  let used = 0
  for (let place = 0; place < held.words.length; place++) {
    const word = held.words[place]!
    const count = held.from[place + 1]! - held.from[place]!
    for (let i = from[word]!; i < from[word + 1]!; i++) {
      const set = items[i]!
      used++
      places[used] = place
      next[used] = heads[set]!
      heads[set] = used
      counts[set]! += count
      sizes[set]!++
    }
  }
  return { sizes, counts, heads, next, places }
}
