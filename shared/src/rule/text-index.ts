import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import type { RuleSet } from './compiled.ts'
import type { NumberClass, Scope } from './pattern.ts'
import { MAX_WORD_LENGTH } from './read-frame.ts'
import { type NumberToken, scanNumbers } from './scan-numbers.ts'
import { phraseAt, unitAt, unitsOf } from './units.ts'
import { buildAutomaton, findWords, type Occurrences } from './word-automaton.ts'

/** Occurrences of one set of words: sorted by start, then end. */
export interface SetOccurrences {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

// start * KEY + length in one number sorts by start, then by end; no word is longer than MAX_WORD_LENGTH.
const KEY = 64
const FEW = 6
// A set asked for this often is worth a list.
const OFTEN = 16
const NOTHING: SetOccurrences = { starts: new Int32Array(0), ends: new Int32Array(0) }

/**
 * Where the words of a rule set stand in one text: one pass over the text serves all rules. Lists of sets, numbers and
 * units are made when a rule first asks for them.
 */
export class TextIndex {
  readonly document: ParsedDocument
  readonly #ruleSet: Pick<RuleSet, 'automaton' | 'sets' | 'words'>
  #words: WordPlaces | null = null
  readonly #sets: (SetOccurrences | undefined)[]
  readonly #counts: Int32Array
  readonly #visits: Int32Array
  #numbers: ReadonlyMap<NumberClass, readonly NumberToken[]> | null = null
  /** The part of the text that was read. */
  readonly range: Span

  constructor(
    document: ParsedDocument,
    ruleSet: Pick<RuleSet, 'automaton' | 'sets' | 'words'>,
    range: Span = { start: 0, end: document.text.length },
  ) {
    this.document = document
    this.range = range
    this.#ruleSet = ruleSet
    this.#sets = new Array(ruleSet.sets.length)
    this.#visits = new Int32Array(ruleSet.sets.length)
    this.#counts = new Int32Array(ruleSet.sets.length).fill(-1)
  }

  /** The index of the text after an edit: only the words around the edit are looked for again. */
  static edited(previous: TextIndex, document: ParsedDocument, edit: TextEdit): TextIndex {
    const index = new TextIndex(document, previous.#ruleSet)
    const held = previous.#words
    if (held !== null) index.#words = moveWords(previous.#ruleSet, held, document.text, edit)
    return index
  }

  get #places(): WordPlaces {
    this.#words ??= placeWords(this.#ruleSet, this.document.text, this.range)
    return this.#words
  }

  /** An index that knows the units of a document and no words. */
  static unitsOnly(document: ParsedDocument): TextIndex {
    return new TextIndex(document, NO_RULES, { start: 0, end: 0 })
  }

  /** How often the words of a set stand in the text, without listing them. */
  count(set: number): number {
    const known = this.#counts[set]!
    if (known >= 0) return known
    const { from } = this.#places
    let sum = 0
    for (const word of this.#ruleSet.sets[set]!) sum += from[word + 1]! - from[word]!
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
    const { from, starts: placed } = this.#places
    return placed.subarray(from[words[0]!]!, from[words[0]! + 1]!)
  }

  /** Call `visit` for each occurrence of a set whole within `[start, end)`, by start, then end. */
  visit(set: number, start: number, end: number, visit: (start: number, end: number) => void): void {
    const words = this.#ruleSet.sets[set]!
    if (words.length > FEW || this.#sets[set] !== undefined || ++this.#visits[set]! > OFTEN) {
      const { starts, ends } = this.occurrences(set)
      for (let i = lowerBound(starts, start); i < starts.length && starts[i]! < end; i++)
        if (ends[i]! <= end) visit(starts[i]!, ends[i]!)
      return
    }
    const found: number[] = []
    const { from, starts: placed } = this.#places
    for (const word of words) {
      const length = this.#lengthOf(word)
      const last = from[word + 1]!
      for (let i = lowerBoundIn(placed, start, from[word]!, last); i < last; i++) {
        if (placed[i]! + length > end) break
        found.push(placed[i]! * KEY + length)
      }
    }
    if (words.length > 1) found.sort((a, b) => a - b)
    for (const key of found) visit(Math.floor(key / KEY), Math.floor(key / KEY) + (key % KEY))
  }

  /** Does a word of the set stand whole within `[start, end)`? */
  has(set: number, start: number, end: number): boolean {
    const words = this.#ruleSet.sets[set]!
    if (words.length > FEW || this.#sets[set] !== undefined || ++this.#visits[set]! > OFTEN)
      return this.#hasListed(set, start, end)
    const { from, starts: placed } = this.#places
    for (const word of words) {
      const at = lowerBoundIn(placed, start, from[word]!, from[word + 1]!)
      if (at < from[word + 1]! && placed[at]! + this.#lengthOf(word) <= end) return true
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
    const { from } = this.#places
    const words = this.#ruleSet.sets[set]!.filter((word) => from[word + 1]! > from[word]!)
    const starts = new Int32Array(total)
    const ends = new Int32Array(total)
    if (words.length <= FEW) this.#mergeFew(words, starts, ends)
    else this.#sortMany(words, starts, ends)
    return { starts, ends }
  }

  /** Take the least of the heads again and again: for a few words that beats sorting. */
  #mergeFew(words: readonly number[], starts: Int32Array, ends: Int32Array): void {
    const { from, starts: placed } = this.#places
    const heads = words.map((word) => from[word]!)
    for (let filled = 0; filled < starts.length; filled++) {
      let best = -1
      let bestKey = Number.POSITIVE_INFINITY
      for (let i = 0; i < words.length; i++) {
        if (heads[i]! >= from[words[i]! + 1]!) continue
        const key = placed[heads[i]!]! * KEY + this.#lengthOf(words[i]!)
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
    const { from, starts: placed } = this.#places
    const keys = new Float64Array(starts.length)
    let filled = 0
    for (const word of words)
      for (let i = from[word]!; i < from[word + 1]!; i++) keys[filled++] = placed[i]! * KEY + this.#lengthOf(word)
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
    return unitsOf(this.document, scope)
  }
}

/** Starts grouped by word: those of word w are `starts[from[w]] … starts[from[w + 1] - 1]`. */
interface WordPlaces {
  readonly from: Int32Array
  readonly starts: Int32Array
}

function placeWords(ruleSet: Pick<RuleSet, 'automaton' | 'words'>, text: string, range: Span): WordPlaces {
  return groupByWord(findWords(ruleSet.automaton, text, range.start, range.end), ruleSet.words.length)
}

function groupByWord(found: Occurrences, count: number): WordPlaces {
  const from = new Int32Array(count + 2)
  for (let i = 0; i < found.length; i++) from[found.words[i]! + 2]!++
  for (let word = 2; word < from.length; word++) from[word]! += from[word - 1]!
  const starts = new Int32Array(found.length)
  for (let i = 0; i < found.length; i++) starts[from[found.words[i]! + 1]!++] = found.starts[i]!
  return { from, starts }
}

/** One run of text replaced by another: `[start, endA)` before, `[start, endB)` after. */
export interface TextEdit {
  readonly start: number
  readonly endA: number
  readonly endB: number
}

function moveWords(
  ruleSet: Pick<RuleSet, 'automaton' | 'words'>,
  held: WordPlaces,
  text: string,
  { start, endA, endB }: TextEdit,
): WordPlaces {
  const shift = endB - endA
  const low = Math.max(0, start - MAX_WORD_LENGTH)
  const found = groupByWord(findWords(ruleSet.automaton, text, low, text.length, endB), ruleSet.words.length)
  const count = ruleSet.words.length
  const from = new Int32Array(count + 2)
  const starts = new Int32Array(held.starts.length + found.starts.length)
  let filled = 0
  for (let word = 0; word < count; word++) {
    from[word] = filled
    const last = held.from[word + 1]!
    let i = held.from[word]!
    for (; i < last && held.starts[i]! < low; i++) starts[filled++] = held.starts[i]!
    for (let k = found.from[word]!; k < found.from[word + 1]!; k++) starts[filled++] = found.starts[k]!
    while (i < last && held.starts[i]! < endA) i++
    for (; i < last; i++) starts[filled++] = held.starts[i]! + shift
  }
  from[count] = filled
  from[count + 1] = filled
  return { from, starts: starts.subarray(0, filled) }
}

const NO_RULES: Pick<RuleSet, 'automaton' | 'sets' | 'words'> = { automaton: buildAutomaton([]), sets: [], words: [] }

function groupNumbers(tokens: readonly NumberToken[]): ReadonlyMap<NumberClass, readonly NumberToken[]> {
  const groups = new Map<NumberClass, NumberToken[]>()
  for (const token of tokens) {
    addTo(groups, token.class, token)
    // 〔数〕 is the numeral alone: 〔数〕年 fits 三年 as 〔数〕名 fits 三名. 年限 repeats a 期限.
    if (token.class !== '数' && token.class !== '日期' && token.class !== '年限')
      addTo(groups, '数', { ...token, ...token.numeral, class: '数', unit: '' })
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
