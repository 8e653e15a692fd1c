import type { RuleSet } from './compiled.ts'
import type { WordPlaces } from './word-places.ts'

type Vocabulary = Pick<RuleSet, 'sets' | 'words'>

/** Lists of numbers, one behind the other: those of the list l are `items[from[l]] … items[from[l + 1] - 1]`. */
interface Lists {
  readonly from: Int32Array
  readonly items: Int32Array
}

const WORD_LISTS = new WeakMap<RuleSet['sets'], Lists>()

/** The words of each set. */
function listsOf(sets: RuleSet['sets']): Lists {
  let lists = WORD_LISTS.get(sets)
  if (lists === undefined) {
    const from = new Int32Array(sets.length + 1)
    for (let set = 0; set < sets.length; set++) from[set + 1] = from[set]! + sets[set]!.length
    lists = { from, items: Int32Array.from(sets.flat()) }
    WORD_LISTS.set(sets, lists)
  }
  return lists
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

/** Where the words of a set begin of which none stands. */
const NO_WORD = 2

/** Which words of each set stand. Of most sets nobody asks more than whether any does. */
export class PresentWords {
  /** One flag a set: does any of its words stand? */
  readonly stands: Uint8Array
  /** Those of a set, by their place among all that stand, are `places[first(set)] … places[last(set) - 1]`. */
  places = new Int32Array(1024)
  #used = NO_WORD
  readonly #sets: Lists
  readonly #held: WordPlaces
  /** Of each set that was asked for, where its words begin; how many they are and how often they stand is told before. */
  readonly #first: Int32Array

  constructor(vocabulary: Vocabulary, held: WordPlaces) {
    this.#sets = listsOf(vocabulary.sets)
    this.#held = held
    this.#first = new Int32Array(vocabulary.sets.length)
    this.stands = flagSets(vocabulary, held.words)
  }

  first(set: number): number {
    const first = this.#first[set]!
    return first === 0 ? this.#find(set) : first
  }

  last(set: number): number {
    const first = this.first(set)
    return first + this.places[first - 2]!
  }

  /** How often the words of a set stand. */
  count(set: number): number {
    // The list may be another one after it grew.
    const first = this.first(set)
    return this.places[first - 1]!
  }

  #find(set: number): number {
    if (this.stands[set] === 0) return NO_WORD
    const { from, items } = this.#sets
    const { placeOf, from: starts } = this.#held
    const first = this.#used + 2
    this.#grow(first + from[set + 1]! - from[set]!)
    let last = first
    let count = 0
    for (let i = from[set]!; i < from[set + 1]!; i++) {
      const place = placeOf[items[i]!]! - 1
      if (place < 0) continue
      this.places[last++] = place
      count += starts[place + 1]! - starts[place]!
    }
    this.places[first - 2] = last - first
    this.places[first - 1] = count
    this.#first[set] = first
    this.#used = last
    return first
  }

  #grow(needed: number): void {
    if (needed <= this.places.length) return
    const grown = new Int32Array(2 * needed)
    grown.set(this.places)
    this.places = grown
  }
}

function flagSets({ sets, words }: Vocabulary, standing: Int32Array): Uint8Array {
  const { from, items } = holdersOf(sets, words.length)
  const stands = new Uint8Array(sets.length)
  for (const word of standing) for (let i = from[word]!; i < from[word + 1]!; i++) stands[items[i]!] = 1
  return stands
}
