import { CloseBracket, CloseQuote, charClass, OpenBracket, OpenQuote, Ordinal } from '../text/char-class.ts'
import type { ShortForm } from './definitions.ts'
import { readInternalReference } from './internal-references.ts'
import { isComparison } from './number-anomalies.ts'

/** One run of a line replaced by another: `[from, until)` before, `[from, untilNow)` after. */
export interface LineEdit {
  readonly from: number
  readonly until: number
  readonly untilNow: number
  /** The line that holds it. */
  readonly lineStart: number
  readonly lineEnd: number
}

/** How far the words that anomalies hang on look behind them and ahead, at the most. */
const BEHIND = 30
const AHEAD = 44
/** 第三条第二款: so far ahead of its 第 a reference is decided by what directly follows. */
const NUMBER_AHEAD = 12
/** A 第 so far from the head of its clause is not looked at as a reference to itself. */
const FAR_FROM_HEAD = 400
const NEAR_HEAD = 8

/**
 * Does an edit that leaves the structure as it was leave the anomalies as they were, moved? It does where it neither brings
 * nor takes any of the words and marks that they hang on, nor stands right beside one.
 */
export function keepsAnomalies(before: string, after: string, edit: LineEdit, forms: readonly ShortForm[]): boolean {
  const { from, until, untilNow, lineStart, lineEnd } = edit
  const shift = untilNow - until
  if (from - lineStart < NEAR_HEAD || startsAnnex(before, lineStart) || isComparison(before) !== isComparison(after))
    return false
  // The first sentence of a clause is judged otherwise, and so is what stands far from its head.
  if (lineEnd - lineStart + Math.abs(shift) > FAR_FROM_HEAD && before.slice(from, lineEnd).includes('第')) return false
  return (
    !holdsMark(before, from, until) &&
    !holdsMark(after, from, untilNow) &&
    !standsBeside(before, from, until, lineStart, lineEnd) &&
    !standsBeside(after, from, untilNow, lineStart, lineEnd + shift) &&
    forms.every((form) => isUsedAlike(form, before, after, edit)) &&
    ordinalsAhead(before, from).every((at) => isReadAlike(before, after, at))
  )
}

const startsAnnex = (text: string, lineStart: number): boolean =>
  text.slice(lineStart, lineStart + NEAR_HEAD).includes('附')

function holdsMark(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const value = charClass[text.charCodeAt(i)]
    if (
      value === OpenBracket ||
      value === CloseBracket ||
      value === OpenQuote ||
      value === CloseQuote ||
      value === Ordinal ||
      text[i] === '。'
    )
      return true
  }
  return false
}

/** 2、 inside a line stands for a number that seems to be missing; ） behind a digit is the mark of a list. */
const BESIDE = /前款|[①-⑳]|[\d一二三四五六七八九十百零〇０-９][、.．）)]|[a-zA-Z][）)]|[）)]/

function standsBeside(text: string, from: number, until: number, lineStart: number, lineEnd: number): boolean {
  const start = Math.max(lineStart, from - 4)
  if (BESIDE.test(text.slice(start, Math.min(lineEnd, until + 4)))) return true
  const behind = text.slice(Math.max(lineStart, from - 24), Math.min(lineEnd, until + AHEAD))
  if (behind.includes('附')) return true
  if (/[下简]称/.test(text.slice(Math.max(lineStart, from - BEHIND), Math.min(lineEnd, until + 110)))) return true
  const near = text.slice(Math.max(lineStart, from - NUMBER_AHEAD), Math.min(lineEnd, until + NUMBER_AHEAD))
  return near.includes('第')
}

/** The 第 whose reference may run up to an offset. */
function ordinalsAhead(text: string, offset: number): number[] {
  const found: number[] = []
  for (let at = Math.max(0, offset - BEHIND); at < offset; at++)
    if (charClass[text.charCodeAt(at)] === Ordinal) found.push(at)
  return found
}

const isReadAlike = (before: string, after: string, at: number): boolean =>
  JSON.stringify(readInternalReference(before, at)) === JSON.stringify(readInternalReference(after, at))

/** Does a short form stand near the edit before and after it, or neither time? */
function isUsedAlike({ term }: ShortForm, before: string, after: string, { from, until, untilNow }: LineEdit): boolean {
  const width = term.length + 1
  return (
    before.slice(Math.max(0, from - width), until + width).includes(term) ===
    after.slice(Math.max(0, from - width), untilNow + width).includes(term)
  )
}
