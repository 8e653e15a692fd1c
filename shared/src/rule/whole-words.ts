import type { Span } from '../text/index.ts'

const STOPS = '，。；：、！？,;:!?（）()《》〈〉“”"‘’【】[]\n\r\t 　'
/** So few characters to either end of a phrase are taken with it: 不缴纳|的, 暂扣营运资格证|件. */
const REST = 4
/** Fewer say nothing by themselves; their phrase is quoted as far as it is this long. */
const SHORT = 5
const LONGEST = 40

/**
 * The words of a match as a reader would underline them: no half word at its ends, no bare verb. Only within the phrase
 * (between two marks) at either end, in constant time.
 */
export function wholeWords(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from < to && STOPS.includes(text[from]!)) from++
  while (to > from && STOPS.includes(text[to - 1]!)) to--
  if (from === to) return { start, end }
  const head = phraseStart(text, from)
  const tail = phraseEnd(text, to)
  if (to - from < SHORT && tail - head <= LONGEST) return { start: head, end: tail }
  return { start: from - head <= REST ? head : from, end: tail - to <= REST ? tail : to }
}

function phraseStart(text: string, at: number): number {
  let i = at
  while (i > 0 && at - i <= LONGEST && !STOPS.includes(text[i - 1]!)) i--
  return i
}

function phraseEnd(text: string, at: number): number {
  let i = at
  while (i < text.length && i - at <= LONGEST && !STOPS.includes(text[i]!)) i++
  return i
}
