import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import type { RuleSet } from './compiled.ts'
import type { NumberClass, Scope } from './pattern.ts'
import { type NumberToken, scanNumbers } from './scan-numbers.ts'
import { buildUnits, phraseAt, unitAt } from './units.ts'
import { findWords } from './word-automaton.ts'

/** Occurrences of one set of words: sorted by start, then end. */
export interface SetOccurrences {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

// start * KEY + length in one number sorts by start, then by end; no word is longer than MAX_WORD_LENGTH.
const KEY = 64
const FEW = 6
const NOTHING: SetOccurrences = { starts: new Int32Array(0), ends: new Int32Array(0) }

/**
 * Where the words of a rule set stand in one text: one pass over the text serves all rules. Lists of sets, numbers and
 * units are made when a rule first asks for them.
 */
export class TextIndex {
  readonly document: ParsedDocument
  readonly #ruleSet: RuleSet
  /** Starts grouped by word: those of word w are `#starts[#from[w]] … #starts[#from[w + 1] - 1]`. */
  readonly #from: Int32Array
  readonly #starts: Int32Array
  readonly #sets: (SetOccurrences | undefined)[]
  readonly #counts: Int32Array
  readonly #units = new Map<Scope, readonly Span[]>()
  #numbers: ReadonlyMap<NumberClass, readonly NumberToken[]> | null = null
  /** The part of the text that was read. */
  readonly range: Span

  constructor(document: ParsedDocument, ruleSet: RuleSet, range: Span = { start: 0, end: document.text.length }) {
    this.document = document
    this.range = range
    this.#ruleSet = ruleSet
    this.#sets = new Array(ruleSet.sets.length)
    this.#counts = new Int32Array(ruleSet.sets.length).fill(-1)
    const found = findWords(ruleSet.automaton, document.text, range.start, range.end)
    const from = new Int32Array(ruleSet.words.length + 2)
    for (let i = 0; i < found.length; i++) from[found.words[i]! + 2]!++
    for (let word = 2; word < from.length; word++) from[word]! += from[word - 1]!
    const starts = new Int32Array(found.length)
    for (let i = 0; i < found.length; i++) starts[from[found.words[i]! + 1]!++] = found.starts[i]!
    this.#from = from
    this.#starts = starts
  }

  /** How often the words of a set stand in the text, without listing them. */
  count(set: number): number {
    const known = this.#counts[set]!
    if (known >= 0) return known
    let sum = 0
    for (const word of this.#ruleSet.sets[set]!) sum += this.#from[word + 1]! - this.#from[word]!
    this.#counts[set] = sum
    return sum
  }

  occurrences(set: number): SetOccurrences {
    const known = this.#sets[set]
    if (known !== undefined) return known
    const listed = this.#list(set)
    this.#sets[set] = listed
    return listed
  }

  /** Starts of a set in order; cheaper than `occurrences` for a single word. */
  starts(set: number): Int32Array {
    const words = this.#ruleSet.sets[set]!
    if (words.length > 1) return this.occurrences(set).starts
    return this.#starts.subarray(this.#from[words[0]!]!, this.#from[words[0]! + 1]!)
  }

  /** Call `visit` for each occurrence of a set whole within `[start, end)`, by start, then end. */
  visit(set: number, start: number, end: number, visit: (start: number, end: number) => void): void {
    const words = this.#ruleSet.sets[set]!
    if (words.length > FEW || this.#sets[set] !== undefined) {
      const { starts, ends } = this.occurrences(set)
      for (let i = lowerBound(starts, start); i < starts.length && starts[i]! < end; i++)
        if (ends[i]! <= end) visit(starts[i]!, ends[i]!)
      return
    }
    const found: number[] = []
    for (const word of words) {
      const length = this.#lengthOf(word)
      const last = this.#from[word + 1]!
      for (let i = lowerBoundIn(this.#starts, start, this.#from[word]!, last); i < last; i++) {
        if (this.#starts[i]! + length > end) break
        found.push(this.#starts[i]! * KEY + length)
      }
    }
    if (words.length > 1) found.sort((a, b) => a - b)
    for (const key of found) visit(Math.floor(key / KEY), Math.floor(key / KEY) + (key % KEY))
  }

  /** Does a word of the set stand whole within `[start, end)`? */
  has(set: number, start: number, end: number): boolean {
    const words = this.#ruleSet.sets[set]!
    if (words.length > FEW || this.#sets[set] !== undefined) return this.#hasListed(set, start, end)
    for (const word of words) {
      const at = lowerBoundIn(this.#starts, start, this.#from[word]!, this.#from[word + 1]!)
      if (at < this.#from[word + 1]! && this.#starts[at]! + this.#lengthOf(word) <= end) return true
    }
    return false
  }

  #hasListed(set: number, start: number, end: number): boolean {
    const { starts, ends } = this.occurrences(set)
    for (let i = lowerBound(starts, start); i < starts.length && starts[i]! < end; i++) if (ends[i]! <= end) return true
    return false
  }

  #list(set: number): SetOccurrences {
    const total = this.count(set)
    if (total === 0) return NOTHING
    const words = this.#ruleSet.sets[set]!.filter((word) => this.#from[word + 1]! > this.#from[word]!)
    const starts = new Int32Array(total)
    const ends = new Int32Array(total)
    if (words.length <= FEW) this.#mergeFew(words, starts, ends)
    else this.#sortMany(words, starts, ends)
    return { starts, ends }
  }

  /** Take the least of the heads again and again: for a few words that beats sorting. */
  #mergeFew(words: readonly number[], starts: Int32Array, ends: Int32Array): void {
    const heads = words.map((word) => this.#from[word]!)
    for (let filled = 0; filled < starts.length; filled++) {
      let best = -1
      let bestKey = Number.POSITIVE_INFINITY
      for (let i = 0; i < words.length; i++) {
        if (heads[i]! >= this.#from[words[i]! + 1]!) continue
        const key = this.#starts[heads[i]!]! * KEY + this.#lengthOf(words[i]!)
        if (key >= bestKey) continue
        best = i
        bestKey = key
      }
      heads[best]!++
      starts[filled] = Math.floor(bestKey / KEY)
      ends[filled] = starts[filled]! + (bestKey % KEY)
    }
  }

  #sortMany(words: readonly number[], starts: Int32Array, ends: Int32Array): void {
    const keys = new Float64Array(starts.length)
    let filled = 0
    for (const word of words)
      for (let i = this.#from[word]!; i < this.#from[word + 1]!; i++)
        keys[filled++] = this.#starts[i]! * KEY + this.#lengthOf(word)
    keys.sort()
    for (let i = 0; i < keys.length; i++) {
      starts[i] = Math.floor(keys[i]! / KEY)
      ends[i] = starts[i]! + (keys[i]! % KEY)
    }
  }

  #lengthOf(word: number): number {
    return this.#ruleSet.words[word]!.length
  }

  numbers(name: NumberClass): readonly NumberToken[] {
    this.#numbers ??= groupNumbers(scanNumbers(this.document.text, this.range.start, this.range.end))
    return this.#numbers.get(name) ?? []
  }

  /** The unit of a scope that holds an offset. */
  unit(scope: Scope, offset: number): Span {
    if (scope === 'document') return { start: 0, end: this.document.text.length }
    if (scope === 'phrase') return phraseAt(this.document.text, this.unit('sentence', offset), offset)
    return unitAt(this.units(scope), offset, this.document.text)
  }

  units(scope: Scope): readonly Span[] {
    let units = this.#units.get(scope)
    if (units === undefined) {
      units = buildUnits(this.document, scope)
      this.#units.set(scope, units)
    }
    return units
  }
}

function groupNumbers(tokens: readonly NumberToken[]): ReadonlyMap<NumberClass, readonly NumberToken[]> {
  const groups = new Map<NumberClass, NumberToken[]>()
  for (const token of tokens) {
    addTo(groups, token.class, token)
    // Every quantity is a number as well.
    if (token.class !== '数' && token.class !== '日期' && token.class !== '年限') addTo(groups, '数', token)
  }
  return groups
}

function addTo(groups: Map<NumberClass, NumberToken[]>, name: NumberClass, token: NumberToken): void {
  const group = groups.get(name)
  if (group === undefined) groups.set(name, [token])
  else group.push(token)
}

/** First index whose value is at least `value`. */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  return lowerBoundIn(sorted, value, 0, sorted.length)
}

/** The same within `[from, to)`. */
function lowerBoundIn(sorted: ArrayLike<number>, value: number, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
