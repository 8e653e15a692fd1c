import type { ParsedDocument } from '../document/index.ts'
import { firstEndingAfter, firstStartingAt, lowerBound, type Span } from '../text/index.ts'
import type { Requirement, RuleSet } from './compiled.ts'
import { flagPossible, type Needs } from './needs.ts'
import type { NumberClass, Scope } from './pattern.ts'
import { findPresent, type PresentWords } from './present-words.ts'
import { type NumberToken, scanNumbers } from './scan-numbers.ts'
import { findEdit, type TextEdit } from './text-edit.ts'
import { UnitRows, type VisitStarts } from './unit-rows.ts'
import { phraseAt, unitAround, unitAt, unitsOf } from './units.ts'
import { moveWords, placeWords, type WordPlaces } from './word-places.ts'

/** Occurrences of one set of words: sorted by start, then end. */
export interface SetOccurrences {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

// start * KEY + length in one number sorts by start, then by end; no word is longer than MAX_WORD_LENGTH.
const KEY = 64
// So few words are looked up each by itself; of more a list is made.
const FEW = 8

type Vocabulary = Pick<RuleSet, 'automaton' | 'sets' | 'words' | 'requirements' | 'needs'>

const NONE_LISTED = new Uint8Array(0)

/**
 * Where the words of a rule set stand in one text: one pass over the text serves all rules. Lists of sets, numbers and
 * units are made when a rule first asks for them.
 */
export class TextIndex {
  readonly document: ParsedDocument
  readonly #ruleSet: Vocabulary
  #words: WordPlaces | null = null
  /** Occurrences of the sets that were asked for; the flags tell at once which. */
  readonly #lists = new Map<number, SetOccurrences>()
  #isListed = NONE_LISTED
  #presentWords: PresentWords | null = null
  #possible: Uint8Array | null = null
  readonly #rows = new Map<Scope, UnitRows>()
  #lastStart = -1
  #lastHit = 0
  #tokens: readonly NumberToken[] | null = null
  #numbers: ReadonlyMap<NumberClass, readonly NumberToken[]> | null = null
  /** The part of the text that was read. */
  readonly range: Span
  /** Is only a part read, or nothing yet? */
  #isPartly: boolean
  /** The index of an earlier text, from which this one is made when it is asked for. */
  #basis: TextIndex | null = null

  constructor(document: ParsedDocument, ruleSet: Vocabulary, range: Span = { start: 0, end: document.text.length }) {
    this.document = document
    this.range = range
    this.#isPartly = range.start > 0 || range.end < document.text.length
    this.#ruleSet = ruleSet
  }

  /**
   * The index of an edited text. Most that is asked after an edit is asked of the lines around it; should all of the text be
   * read after all, only the words and numbers around the edit are looked for again.
   */
  static after(previous: TextIndex, document: ParsedDocument): TextIndex {
    const index = new TextIndex(document, previous.#ruleSet)
    index.#isPartly = true
    index.#basis = previous.#words === null ? previous.#basis : previous
    return index
  }

  /** Have the words of the text been looked for? */
  get isRead(): boolean {
    return this.#words !== null
  }

  get #places(): WordPlaces {
    this.#words ??= this.#placeWords()
    return this.#words
  }

  #placeWords(): WordPlaces {
    const basis = this.#basis
    const { text } = this.document
    if (basis === null || basis.#words === null) return placeWords(this.#ruleSet, text, this.range)
    this.#readTokens()
    this.#basis = null
    return moveWords(this.#ruleSet, basis.#words, text, findEdit(basis.document.text, text))
  }

  #readTokens(): readonly NumberToken[] {
    const { text } = this.document
    const basis = this.#basis
    this.#tokens ??=
      basis === null || basis.#tokens === null
        ? scanNumbers(text, this.range.start, this.range.end)
        : moveNumbers(basis.#tokens, text, findEdit(basis.document.text, text))
    return this.#tokens
  }

  /** Call `visit` for each word that starts in `[start, end)`, as often as it does. */
  visitWords(start: number, end: number, visit: (word: number) => void): void {
    const { hits } = this.#places
    for (let i = this.#firstHit(start); i < hits.length && hits.starts[i]! < end; i++) visit(hits.words[i]!)
  }

  get #present(): PresentWords {
    this.#presentWords ??= findPresent(this.#ruleSet, this.#places)
    return this.#presentWords
  }

  /** How often the words and numbers of a requirement stand in the text. */
  count({ set, numbers }: Requirement): number {
    let count = set < 0 ? 0 : this.#present.counts[set]!
    for (const name of numbers) count += this.numbers(name).length
    return count
  }

  /** One flag an alternative of a rule: does all that it requires stand somewhere? */
  get possible(): Uint8Array {
    this.#possible ??= this.possibleOf(this.#ruleSet.needs)
    return this.#possible
  }

  possibleOf(needs: Needs): Uint8Array {
    const { requirements } = this.#ruleSet
    return flagPossible(needs, this.#present.counts, (id) => this.count(requirements[id]!) > 0)
  }

  /** Which units of a scope hold what is required. */
  rows(scope: Exclude<Scope, 'document'>): UnitRows {
    let rows = this.#rows.get(scope)
    if (rows === undefined) {
      const { requirements } = this.#ruleSet
      const units = this.#isPartly ? this.unitsIn(scope, this.range) : this.units(scope)
      rows = new UnitRows(units, this.range, requirements.length, this.#visitStarts)
      this.#rows.set(scope, rows)
    }
    return rows
  }

  readonly #visitStarts: VisitStarts = ({ set, numbers }, visit) => {
    if (set >= 0) {
      const { from, starts } = this.#places
      const { heads, next, places } = this.#present
      for (let k = heads[set]!; k > 0; k = next[k]!) {
        const place = places[k]!
        visit(starts, from[place]!, from[place + 1]!)
      }
    }
    for (const name of numbers) {
      const starts = this.numbers(name).map(({ start }) => start)
      visit(starts, 0, starts.length)
    }
  }

  /** Where what is required begins, in order. */
  startsOf(requirement: Requirement): readonly number[] {
    const found: number[] = []
    this.#visitStarts(requirement, (starts, first, last) => {
      for (let i = first; i < last; i++) found.push(starts[i]!)
    })
    return found.sort((a, b) => a - b)
  }

  /** Every occurrence of a set. */
  occurrences(set: number): SetOccurrences {
    if (this.#isListed[set] === 1) return this.#lists.get(set)!
    if (this.#isListed === NONE_LISTED) this.#isListed = new Uint8Array(this.#ruleSet.sets.length)
    const listed = this.#list(set)
    this.#lists.set(set, listed)
    this.#isListed[set] = 1
    return listed
  }

  #list(set: number): SetOccurrences {
    const { sizes, counts, heads, next, places } = this.#present
    const { from, starts: placed, lengths } = this.#places
    const keys = new Int32Array(counts[set]!)
    let filled = 0
    for (let k = heads[set]!; k > 0; k = next[k]!) {
      const place = places[k]!
      for (let i = from[place]!; i < from[place + 1]!; i++) keys[filled++] = placed[i]! * KEY + lengths[place]!
    }
    if (sizes[set]! > 1) keys.sort()
    const ends = new Int32Array(keys.length)
    for (let i = 0; i < keys.length; i++) {
      const start = Math.floor(keys[i]! / KEY)
      ends[i] = start + (keys[i]! % KEY)
      keys[i] = start
    }
    return { starts: keys, ends }
  }

  /** Call `visit` for each occurrence of a set whole within `[start, end)`, by start, then end. */
  visit(set: number, start: number, end: number, visit: (start: number, end: number) => void): void {
    const count = this.#present.sizes[set]!
    if (count === 0) return
    if (count > FEW || this.#isListed[set] === 1) this.#visitListed(set, start, end, visit)
    else this.#visitFew(set, start, end, visit)
  }

  #visitListed(set: number, start: number, end: number, visit: (start: number, end: number) => void): void {
    const { starts, ends } = this.occurrences(set)
    for (let i = lowerBound(starts, start); i < starts.length && starts[i]! < end; i++)
      if (ends[i]! <= end) visit(starts[i]!, ends[i]!)
  }

  #visitFew(set: number, start: number, end: number, visit: (start: number, end: number) => void): void {
    const { sizes, heads, next, places } = this.#present
    const { from, starts, lengths } = this.#places
    const found: number[] = []
    for (let k = heads[set]!; k > 0; k = next[k]!) {
      const place = places[k]!
      const length = lengths[place]!
      const to = from[place + 1]!
      for (let i = lowerBound(starts, start, from[place]!, to); i < to && starts[i]! + length <= end; i++)
        found.push(starts[i]! * KEY + length)
    }
    if (found.length > 1 && sizes[set]! > 1) found.sort((a, b) => a - b)
    for (const key of found) visit(Math.floor(key / KEY), Math.floor(key / KEY) + (key % KEY))
  }

  /** One place of a set whole within `[start, end)`, the first; `null` where there is none. */
  one(set: number, start: number, end: number): Span | null {
    let found: Span | null = null
    this.visit(set, start, end, (from, to) => {
      found ??= { start: from, end: to }
    })
    return found
  }

  /** Does a word of the set stand whole within `[start, end)`? */
  has(set: number, start: number, end: number): boolean {
    const { sizes, heads, next, places } = this.#present
    if (sizes[set]! > FEW || this.#isListed[set] === 1) return this.#hasListed(set, start, end)
    const { from, starts, lengths } = this.#places
    for (let k = heads[set]!; k > 0; k = next[k]!) {
      const place = places[k]!
      const to = from[place + 1]!
      const at = lowerBound(starts, start, from[place]!, to)
      if (at < to && starts[at]! + lengths[place]! <= end) return true
    }
    return false
  }

  #hasListed(set: number, start: number, end: number): boolean {
    const { starts, ends } = this.occurrences(set)
    for (let i = lowerBound(starts, start); i < starts.length && starts[i]! < end; i++) if (ends[i]! <= end) return true
    return false
  }

  /** First hit at or after `start`; the same unit is asked about again and again. */
  #firstHit(start: number): number {
    if (this.#lastStart !== start) {
      const { hits } = this.#places
      this.#lastStart = start
      this.#lastHit = lowerBound(hits.starts, start, 0, hits.length)
    }
    return this.#lastHit
  }

  numbers(name: NumberClass): readonly NumberToken[] {
    this.#numbers ??= groupNumbers(this.#readTokens())
    return this.#numbers.get(name) ?? []
  }

  /** The unit of a scope that holds an offset. */
  unit(scope: Scope, offset: number): Span {
    if (scope === 'document') return { start: 0, end: this.document.text.length }
    if (scope === 'phrase') return phraseAt(this.document.text, this.unit('sentence', offset), offset)
    // Of a part the list of all units is not worth making.
    if (this.#isPartly && scope !== 'sentence') return unitAround(this.document, scope, offset)
    return unitAt(this.units(scope), offset, this.document.text)
  }

  /** The units of a scope that meet a range. */
  unitsIn(scope: Scope, range: Span): readonly Span[] {
    if (!this.#isPartly) return this.units(scope).filter((unit) => unit.start < range.end && range.start < unit.end)
    const units: Span[] = []
    const { sentences } = this.document
    const isOfSentences = scope === 'sentence' || scope === 'phrase'
    for (let at = range.start; at < range.end; ) {
      // Between sentences there is no unit of theirs.
      const from = isOfSentences ? Math.max(at, sentences[firstEndingAfter(sentences, at)]?.start ?? range.end) : at
      if (from >= range.end) break
      const unit = this.unit(scope, from)
      units.push(unit)
      at = unit.end
    }
    return units
  }

  units(scope: Scope): readonly Span[] {
    return unitsOf(this.document, scope)
  }
}

/** No number runs across a line: those of other lines stay as they are. */
function moveNumbers(tokens: readonly NumberToken[], text: string, edit: TextEdit): NumberToken[] {
  const shift = edit.endB - edit.endA
  const start = text.lastIndexOf('\n', edit.start - 1) + 1
  const newline = text.indexOf('\n', edit.endB)
  const end = newline < 0 ? text.length : newline
  const moved = tokens.slice(0, firstStartingAt(tokens, start))
  for (const token of scanNumbers(text, start, end)) moved.push(token)
  for (let i = firstStartingAt(tokens, end - shift); i < tokens.length; i++)
    moved.push(shift === 0 ? tokens[i]! : moveNumber(tokens[i]!, shift))
  return moved
}

function moveNumber(token: NumberToken, shift: number): NumberToken {
  const { start, end, numeral } = token
  return {
    class: token.class,
    start: start + shift,
    end: end + shift,
    value: token.value,
    unit: token.unit,
    numeral: { start: numeral.start + shift, end: numeral.end + shift, value: numeral.value },
  }
}

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
