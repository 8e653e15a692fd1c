import type { Span } from '../text/index.ts'

/** One run of text replaced by another: `[start, endA)` before, `[start, endB)` after. */
export interface TextEdit {
  readonly start: number
  readonly endA: number
  readonly endB: number
}

/** First and last difference of two texts. */
export function findEdit(before: string, after: string): TextEdit {
  const limit = Math.min(before.length, after.length)
  const start = commonPrefix(before, after, limit)
  let end = 0
  while (end < limit - start && isTailEqual(before, after, end, Math.min(BLOCK, limit - start - end)))
    end += Math.min(BLOCK, limit - start - end)
  while (end < limit - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++
  return { start, endA: before.length - end, endB: after.length - end }
}

// Slices of a block are compared at once, far faster than unit by unit.
const BLOCK = 2048

function commonPrefix(before: string, after: string, limit: number): number {
  let start = 0
  while (start + BLOCK <= limit && before.slice(start, start + BLOCK) === after.slice(start, start + BLOCK))
    start += BLOCK
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++
  return start
}

function isTailEqual(before: string, after: string, end: number, size: number): boolean {
  const a = before.length - end
  const b = after.length - end
  return before.slice(a - size, a) === after.slice(b - size, b)
}

/** How far what stands behind the edit has moved. */
export const shiftOf = ({ endA, endB }: TextEdit): number => endB - endA

/** The whole lines that hold `[start, end]`, with the breaks that end them. */
export function linesAround(text: string, start: number, end: number): Span {
  const newline = text.indexOf('\n', Math.min(end, text.length))
  return {
    start: start <= 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  }
}
