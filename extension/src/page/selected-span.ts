import type { Span } from '@hongxian/shared/text'
import type { PageText, PieceSource } from './piece-map.ts'

/** What the person has marked of the text read, in whatever frame or field it stands; `null` where nothing of it is marked. */
export function selectedSpan({ pieces }: PageText): Span | null {
  const ranges = new Map<Document, Range | null>()
  let found = { start: -1, end: -1 }
  for (const { source, from, start, length } of pieces) {
    const chosen = chosenIn(source, ranges)
    if (!chosen) continue
    const first = Math.max(from, chosen.start)
    const last = Math.min(from + length, chosen.end)
    if (first >= last) continue
    found = { start: found.start < 0 ? start + first - from : found.start, end: start + last - from }
  }
  return found.start < 0 ? null : found
}

/** The marked part of a source, in its own offsets. */
function chosenIn(source: PieceSource, ranges: Map<Document, Range | null>): Span | null {
  const page = source.ownerDocument
  if (!('data' in source)) {
    const { selectionStart, selectionEnd } = source
    return page.activeElement === source ? { start: selectionStart ?? 0, end: selectionEnd ?? 0 } : null
  }
  if (!ranges.has(page)) {
    const selection = page.getSelection()
    ranges.set(page, selection && !selection.isCollapsed ? selection.getRangeAt(0) : null)
  }
  const range = ranges.get(page)
  if (!range?.intersectsNode(source)) return null
  return {
    start: range.startContainer === source ? range.startOffset : 0,
    end: range.endContainer === source ? range.endOffset : source.data.length,
  }
}
