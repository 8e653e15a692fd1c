import type { Mark } from './marker.ts'
import { type Line, makeLine, type Scan } from './scan-lines.ts'

/**
 * Cut lines where an article or chapter number was glued to the end of other words. A number inside a line is a
 * reference unless it is the very next one, the line after does not begin with it, and no 款, 项 or 的规定 follows.
 */
export function splitGluedLines(text: string, scan: Scan): Line[] {
  const { lines, candidates } = scan
  if (candidates.length === 0) return lines
  const split: Line[] = []
  let next = 0
  const last = { article: 0, chapter: 0 }
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!
    note(last, line.mark)
    while (next < candidates.length && candidates[next]!.start < line.start) next++
    while (next < candidates.length && candidates[next]!.start < line.end) {
      const mark = candidates[next++]!
      if (line.isQuoted || !isGlued(text, lines, i, mark, last)) continue
      split.push(
        makeLine(text, line.start, trimEnd(text, line.start, mark.start), line.isAfterBlank, line, line.isGlued),
      )
      line = makeLine(text, mark.start, line.end, false, line, true)
      note(last, line.mark)
    }
    split.push(line)
  }
  return split
}

function note(last: { article: number; chapter: number }, mark: Mark | null): void {
  if (mark?.number == null) return
  if (mark.style === 'article') last.article = mark.number
  else if (mark.style === 'chapter') last.chapter = mark.number
}

function isGlued(
  text: string,
  lines: readonly Line[],
  at: number,
  mark: Mark,
  last: { article: number; chapter: number },
): boolean {
  if (mark.style !== 'article' && mark.style !== 'chapter') return false
  if (mark.suffix > 0 || mark.number !== last[mark.style] + 1) return false
  if (continuesReference(text, mark.end)) return false
  for (let i = at + 1; i < lines.length; i++) {
    const next = lines[i]!.mark
    if (next?.style === mark.style) return next.number !== mark.number
  }
  return last[mark.style] > 0
}

const REFERENCE_TAILS = [
  '第',
  '的',
  '、',
  '，',
  '。',
  '；',
  '和',
  '及',
  '与',
  '或',
  '至',
  '到',
  '规定',
  '所',
  '中',
  '之',
  '）',
  '(',
  '》',
  '”',
]

/** 第三条第二款, 第三条的规定, 第三条、第五条: what follows shows a reference. */
export function continuesReference(text: string, at: number): boolean {
  return at >= text.length || REFERENCE_TAILS.some((tail) => text.startsWith(tail, at))
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  while (end > start && (text.charCodeAt(end - 1) === 0x3000 || text.charCodeAt(end - 1) === 0xa0)) end--
  return end
}
