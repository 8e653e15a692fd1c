import { isSpaceUnit } from '../text/char-class.ts'
import type { Mark } from './marker.ts'
import type { Line } from './scan-lines.ts'

const OPEN = 0x201c
const CLOSE = 0x201d
/** A quotation longer than this many lines is taken for a quotation mark that was never closed. */
const MAX_LINES = 400

/**
 * Take the numbers away from lines inside a quotation that opened on an earlier line: in 将第三条修改为：“…” the quoted
 * articles are content, not structure. Only a quotation after a colon or at the head of a line can run over lines, so
 * a stray “ in running words swallows nothing. Each further paragraph of a quotation may open with “ again.
 */
export function muteQuotedLines(text: string, lines: readonly Line[]): void {
  for (let i = 0; i < lines.length; i++) {
    const depth = openDepth(text, lines[i]!)
    if (depth === 0) continue
    const last = findClosingLine(text, lines, i, depth)
    for (let j = i + 1; j <= last; j++) {
      lines[j]!.mark = null
      lines[j]!.isQuoted = true
    }
    i = Math.max(i, last)
  }
}

const INSERTING = ['内容如下', '修改为', '增加', '作为', '规定如下']

/**
 * The same for words set out without quotation marks: after 增加五条，…内容如下： numbers that do not go on with those of
 * the amending text are content, up to the number that does.
 */
export function muteInsertedLines(text: string, lines: readonly Line[]): void {
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]!
    const next = lines[i + 1]!.mark
    if (line.mark?.number == null || next === null || !isStructural(next.style) || !endsWithInsertion(text, line))
      continue
    const { style, number } = line.mark
    if (next.style === style && next.number === number + 1) continue
    for (i++; i < lines.length; i++) {
      const { mark } = lines[i]!
      if (mark?.style === style && mark.number === number + 1) break
      lines[i]!.mark = null
      lines[i]!.isQuoted = true
    }
    i--
  }
}

function isStructural(style: string): boolean {
  return style === 'article' || style === 'chapter' || style === 'section'
}

function endsWithInsertion(text: string, line: Line): boolean {
  if (text[line.end - 1] !== '：' && text[line.end - 1] !== ':') return false
  const tail = text.slice(Math.max(line.start, line.end - 60), line.end)
  return INSERTING.some((word) => tail.includes(word))
}

/** Quotations still open at the end of a line, if the outermost of them may run over lines; otherwise 0. */
function openDepth(text: string, line: Line): number {
  if (!line.hasOpenQuote) return 0
  let depth = 0
  let mayRun = false
  for (let at = line.start; at < line.end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === OPEN) {
      if (depth === 0) mayRun = at === line.start || isBeforeQuotation(text, at)
      depth++
    } else if (unit === CLOSE && depth > 0) depth--
  }
  return mayRun ? depth : 0
}

function isBeforeQuotation(text: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && isSpaceUnit(text.charCodeAt(before))) before--
  const unit = text.charCodeAt(before)
  return unit === 0xff1a || unit === 0x3a
}

/** 二十四、 after 二十三、…：“…: the amending text goes on, so the quotation was left unclosed. */
function followsOn(opening: Mark | null, mark: Mark | null): boolean {
  if (opening?.number == null || mark === null) return false
  return mark.style === opening.style && mark.number === opening.number + 1
}

/** @returns index of the line that closes the quotation, or `from` where none does */
function findClosingLine(text: string, lines: readonly Line[], from: number, openedDepth: number): number {
  let depth = openedDepth
  for (let i = from + 1; i < lines.length && i - from <= MAX_LINES; i++) {
    const line = lines[i]!
    if (followsOn(lines[from]!.mark, line.mark)) return i - 1
    for (let at = line.start; at < line.end; at++) {
      const unit = text.charCodeAt(at)
      if (unit === OPEN && at > line.start) depth++
      else if (unit === CLOSE && --depth <= 0) return i
    }
  }
  return from
}
