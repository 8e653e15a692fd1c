import {
  CloseBracket,
  CloseQuote,
  charClass,
  isSpaceUnit,
  Newline,
  OpenBracket,
  OpenQuote,
  Ordinal,
  Ordinary,
  SentenceEnd,
  Space,
  Tab,
} from '../text/char-class.ts'
import { isNumeralUnit } from '../text/numeral.ts'
import { type Mark, readMark } from './marker.ts'

/** One line of the text, without the white space around it. Blank lines are not kept, only remembered. */
export interface Line {
  readonly start: number
  readonly end: number
  /** The number it begins with; `null` in a line that is quoted (inside a quotation that opened on an earlier line). */
  mark: Mark | null
  isQuoted: boolean
  /** Where its words begin: after the mark and the space behind it. */
  readonly words: number
  readonly isAfterBlank: boolean
  readonly hasTab: boolean
  readonly hasOpenQuote: boolean
  /** Ends with 。；： or the like, closing quotes and brackets looked through. */
  readonly isFinished: boolean
  /** Cut off the line before it, where a number was glued to the end of other words. */
  readonly isGlued: boolean
}

/** What one pass over the characters finds. */
export interface Scan {
  readonly lines: Line[]
  /** Offsets just after each sentence end inside a line, closing quotes and brackets included; rising. */
  readonly sentenceEnds: number[]
  /** Numbers that stand inside a line after a space or a full stop, in order; most are references. */
  readonly candidates: Mark[]
}

/** Units that may stand before the number of a line without being part of it: Markdown's marks. */
function isMarkup(unit: number): boolean {
  return unit === 0x23 || unit === 0x2a || unit === 0x3e
}

/** Signs that word processors set before a number or leave behind: bullets, and characters of their private fonts. */
export function isBullet(unit: number): boolean {
  return (unit >= 0xe000 && unit <= 0xf8ff) || BULLETS.includes(unit)
}

const BULLETS = Array.from('•●◆■▪▲►➢★·', (sign) => sign.charCodeAt(0))

/** Where the number behind a bullet begins; the bullet itself where none does. */
function skipBullet(text: string, at: number): number {
  let next = at + 1
  while (next - at < 8 && (isSpaceUnit(text.charCodeAt(next)) || isBullet(text.charCodeAt(next)))) next++
  return readMark(text, next, text.length) === null ? at : next
}

/** Split a text into lines, with the number each begins with and where sentences end. Linear. */
export function scanLines(text: string): Scan {
  const lines: Line[] = []
  const sentenceEnds: number[] = []
  const candidates: Mark[] = []
  const length = text.length
  let isAfterBlank = false
  let at = 0
  while (at < length) {
    let start = at
    for (; start < length; start++) {
      const unit = text.charCodeAt(start)
      const value = charClass[unit]
      if (value !== Space && value !== Tab && !isMarkup(unit)) break
    }
    if (start >= length) break
    if (isBullet(text.charCodeAt(start))) start = skipBullet(text, start)
    const lineEnd = scanLine(text, start, sentenceEnds, candidates)
    let end = lineEnd.at
    while (end > start && isSpaceUnit(text.charCodeAt(end - 1))) end--
    if (end > start) {
      lines.push(makeLine(text, start, end, isAfterBlank, lineEnd, false))
      isAfterBlank = false
    } else isAfterBlank = true
    at = lineEnd.at + 1
    if (text.charCodeAt(lineEnd.at) === 0x0d && text.charCodeAt(at) === 0x0a) at++
  }
  return { lines, sentenceEnds, candidates }
}

export function makeLine(
  text: string,
  start: number,
  end: number,
  isAfterBlank: boolean,
  seen: { readonly hasTab: boolean; readonly hasOpenQuote: boolean },
  isGlued: boolean,
): Line {
  const mark = readMark(text, start, end)
  let words = mark === null ? start : mark.end
  while (words < end && isSpaceUnit(text.charCodeAt(words))) words++
  return {
    start,
    end,
    mark,
    isQuoted: false,
    words,
    isAfterBlank,
    hasTab: seen.hasTab,
    hasOpenQuote: seen.hasOpenQuote,
    isFinished: endsFinished(text, start, end),
    isGlued,
  }
}

/** ：: also finish a line: a list follows. */
function endsFinished(text: string, start: number, end: number): boolean {
  for (let i = end - 1; i >= start; i--) {
    const unit = text.charCodeAt(i)
    const value = charClass[unit]
    if (value === SentenceEnd || unit === 0xff1a || unit === 0x3a) return true
    if (value !== CloseBracket && value !== CloseQuote && value !== Space && unit !== 0x22) return false
  }
  return false
}

/** Scan from `start` to the end of its line, adding to `sentenceEnds` and `candidates`; sentence ends inside closed brackets are dropped again. */
export function scanLine(
  text: string,
  start: number,
  sentenceEnds: number[],
  candidates: Mark[],
): { at: number; hasTab: boolean; hasOpenQuote: boolean } {
  const length = text.length
  const openings: number[] = []
  let hasTab = false
  let hasOpenQuote = false
  let i = start
  for (; i < length; i++) {
    const value = charClass[text.charCodeAt(i)]!
    if (value === Ordinary || value === CloseQuote || value === Space) continue
    if (value === Newline) break
    if (value === SentenceEnd) {
      i = skipClosers(text, i + 1) - 1
      sentenceEnds.push(i + 1)
      // 一、 glued behind a full stop.
      if (isNumeralUnit(text.charCodeAt(i + 1))) {
        const mark = readMark(text, i + 1, length)
        if (mark?.style === 'dun') candidates.push(mark)
      }
    } else if (value === OpenBracket) {
      // （二） inside a line, behind ； or ：: members of a list set out in running words.
      const mark = i > start && isListCut(text, i - 1, start) ? readMark(text, i, length) : null
      if (mark?.style === 'paren') {
        candidates.push(mark)
        i = mark.end - 1
      } else openings.push(sentenceEnds.length)
    } else if (value === CloseBracket) {
      const kept = openings.pop()
      if (kept !== undefined) sentenceEnds.length = kept
    } else if (value === OpenQuote) hasOpenQuote = true
    else if (value === Tab) {
      hasTab = true
      sentenceEnds.push(i) // cells of a table row
    } else if (value === Ordinal && i > start && isCut(text.charCodeAt(i - 1))) {
      const mark = readMark(text, i, length)
      if (mark !== null) candidates.push(mark)
    }
  }
  return { at: i, hasTab, hasOpenQuote }
}

/** 。” and 。） belong to one sentence end. A bracket is looked through only where a quote or bracket directly follows. */
function skipClosers(text: string, at: number): number {
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (charClass[unit] !== CloseQuote && unit !== 0x300d && unit !== 0x300f) break
    at++
  }
  return at
}

/** ；（二） and ； （二）: a stop or colon before the bracket, spaces looked through. */
function isListCut(text: string, at: number, start: number): boolean {
  while (at > start && isSpaceUnit(text.charCodeAt(at))) at--
  const unit = text.charCodeAt(at)
  return charClass[unit] === SentenceEnd || unit === 0xff1a || unit === 0x3a
}

/** May a number glued to the words before it follow this unit? */
export function isCut(unit: number): boolean {
  const value = charClass[unit]
  return value === SentenceEnd || value === Space || value === CloseBracket || value === CloseQuote || value === Tab
}
