import type { Span } from '../text/span.ts'

/** A title in 书名号: the span takes the marks in, `inner` is what stands between them without spaces and line breaks. */
export interface QuotedTitle extends Span {
  readonly inner: string
}

const OPEN = 0x300a // 《
const CLOSE = 0x300b // 》
const STOP = 0x3002 // 。
// The longest title in the catalogue has 86 characters; nested 书名号 and wrapped lines need room.
const LONGEST = 160

/** Every 《…》 that begins in `range` in order, outermost only; a mark without its partner is passed over. */
export function scanTitles(text: string, range: Span = { start: 0, end: text.length }): QuotedTitle[] {
  const titles: QuotedTitle[] = []
  const words = text.slice(0, range.end)
  let from = words.indexOf('《', range.start)
  while (from >= 0) {
    const end = closingOf(text, from)
    if (end > 0) titles.push({ start: from, end, inner: text.slice(from + 1, end - 1).replace(/\s+/g, '') })
    from = words.indexOf('《', end > 0 ? end : from + 1)
  }
  return titles
}

/** Offset after the partner of the 《 at `start`, or -1. */
function closingOf(text: string, start: number): number {
  let depth = 0
  let breaks = 0
  const limit = Math.min(text.length, start + LONGEST)
  for (let index = start; index < limit; index++) {
    const code = text.charCodeAt(index)
    if (code === OPEN) {
      // No title nests deeper; this also bounds the work on a run of opening marks.
      if (++depth > 5) return -1
    } else if (code === CLOSE) {
      // 《关于实施《水法》办法》 nests; a second 《 without its own 》 means the first was never closed.
      if (--depth === 0) return index + 1
    } else if (code === STOP) return -1
    else if (code === 0x0a && ++breaks > 1) return -1
  }
  return -1
}
