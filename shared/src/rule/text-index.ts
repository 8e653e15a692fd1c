import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import type { RuleSet } from './compiled.ts'
import type { NumberClass, Scope } from './pattern.ts'
import { type NumberToken, scanNumbers } from './scan-numbers.ts'
import { buildUnits, unitAt } from './units.ts'
import { findWords } from './word-automaton.ts'

/** Occurrences of one set of words: sorted by start, then end. */
export interface SetOccurrences {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

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
  readonly #units = new Map<Scope, readonly Span[]>()
  #numbers: ReadonlyMap<NumberClass, readonly NumberToken[]> | null = null
  /** The part of the text that was read. */
  readonly range: Span

  constructor(document: ParsedDocument, ruleSet: RuleSet, range: Span = { start: 0, end: document.text.length }) {
    this.document = document
    this.range = range
    this.#ruleSet = ruleSet
    this.#sets = new Array(ruleSet.sets.length)
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
    let sum = 0
    for (const word of this.#ruleSet.sets[set]!) sum += this.#from[word + 1]! - this.#from[word]!
    return sum
  }

  occurrences(set: number): SetOccurrences {
    const known = this.#sets[set]
    if (known !== undefined) return known
    const listed = this.#list(set)
    this.#sets[set] = listed
    return listed
  }

  #list(set: number): SetOccurrences {
    const total = this.count(set)
    if (total === 0) return NOTHING
    const { sets, words } = this.#ruleSet
    // start * 64 + length in one number: sorts by start, then by end.
    const keys = new Float64Array(total)
    let filled = 0
    for (const word of sets[set]!) {
      const { length } = words[word]!
      for (let i = this.#from[word]!; i < this.#from[word + 1]!; i++) keys[filled++] = this.#starts[i]! * 64 + length
    }
    if (sets[set]!.length > 1) keys.sort()
    const starts = new Int32Array(total)
    const ends = new Int32Array(total)
    for (let i = 0; i < total; i++) {
      const key = keys[i]!
      starts[i] = Math.floor(key / 64)
      ends[i] = starts[i]! + (key % 64)
    }
    return { starts, ends }
  }

  numbers(name: NumberClass): readonly NumberToken[] {
    this.#numbers ??= groupNumbers(scanNumbers(this.document.text, this.range.start, this.range.end))
    return this.#numbers.get(name) ?? []
  }

  /** The unit of a scope that holds an offset. */
  unit(scope: Scope, offset: number): Span {
    if (scope === 'document') return { start: 0, end: this.document.text.length }
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
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
