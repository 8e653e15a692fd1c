import type { Mark } from './marker.ts'
import { isCut, type Line, makeLine, type Scan } from './scan-lines.ts'

/**
 * Cut lines where an article or chapter number was glued to the end of other words. A number inside a line is a
 * reference unless it is the very next one, the line after does not begin with it, and no 款, 项 or 的规定 follows.
 */
export function splitGluedLines(text: string, scan: Scan): Line[] {
  const { lines, candidates } = scan
  if (candidates.length === 0) return lines
  const split: Line[] = []
  let next = 0
  const last: LastNumbers = { article: 0, chapter: 0, dun: 0 }
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!
    note(last, line.mark)
    const listed = listIn(candidates, next, line)
    while (next < candidates.length && candidates[next]!.start < line.start) next++
    while (next < candidates.length && candidates[next]!.start < line.end) {
      const mark = candidates[next++]!
      if (
        mark.style === 'paren'
          ? !listed && !goesOn(lines, i, line, mark)
          : line.isQuoted || !isGlued(text, lines, i, mark, last)
      )
        continue
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

/** Do the marks inside a line make a list that begins with （一） and goes on? */
function listIn(candidates: readonly Mark[], from: number, line: Line): boolean {
  if (line.isQuoted || line.hasTab) return false
  let expected = line.mark?.style === 'paren' && line.mark.number === 1 ? 2 : 1
  for (let i = from; i < candidates.length && candidates[i]!.start < line.end; i++) {
    const mark = candidates[i]!
    if (mark.style !== 'paren' || mark.start < line.start) continue
    if (expected > 1) return true
    if (mark.number !== expected) return false
    expected++
  }
  return false
}

/** （三）…；（四）… on the line of （三）, where no line of its own begins with （四）. */
function goesOn(lines: readonly Line[], at: number, line: Line, mark: Mark): boolean {
  if (line.isQuoted || line.hasTab || line.mark?.style !== 'paren' || line.mark.number === null) return false
  return mark.number === line.mark.number + 1 && nextNumber(lines, at, 'paren') !== mark.number
}

/** The last number of each style that can be glued. */
interface LastNumbers {
  article: number
  chapter: number
  dun: number
}

function note(last: LastNumbers, mark: Mark | null): void {
  if (mark?.number == null) return
  if (mark.style === 'article') last.article = mark.number
  else if (mark.style === 'chapter') last.chapter = mark.number
  else if (mark.style === 'dun') last.dun = mark.number
}

function isGlued(text: string, lines: readonly Line[], at: number, mark: Mark, last: LastNumbers): boolean {
  if (mark.style === 'dun') return mark.number === last.dun + 1 && nextNumber(lines, at, 'dun') === mark.number + 1
  if (mark.style !== 'article' && mark.style !== 'chapter') return false
  const isNext = mark.number === last[mark.style] + 1
  // 第二章 glued to a paragraph, where the heading of the first is lost.
  const isLedTo = mark.style === 'chapter' && nextNumber(lines, at, 'chapter') === (mark.number ?? 0) + 1
  if (mark.suffix > 0 || !(isNext || (isLedTo && (mark.number ?? 0) > last.chapter))) return false
  if (continuesReference(text, mark.end)) return false
  const next = nextNumber(lines, at, mark.style)
  if (!isCut(text.charCodeAt(mark.start - 1))) return isNext && next === (mark.number ?? 0) + 1
  return next === null ? last[mark.style] > 0 : next !== mark.number
}

/** How far ahead the next number of a style is looked for. */
const LOOK_AHEAD = 2000

/** The number of the next line that is numbered in `style`. */
function nextNumber(lines: readonly Line[], at: number, style: Mark['style']): number | null {
  for (let i = at + 1; i < lines.length && i < at + LOOK_AHEAD; i++) {
    const { mark } = lines[i]!
    if (mark?.style === style) return mark.number
  }
  return null
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
function continuesReference(text: string, at: number): boolean {
  return at >= text.length || REFERENCE_TAILS.some((tail) => text.startsWith(tail, at))
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  while (end > start && (text.charCodeAt(end - 1) === 0x3000 || text.charCodeAt(end - 1) === 0xa0)) end--
  return end
}
