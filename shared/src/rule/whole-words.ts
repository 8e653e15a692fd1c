import type { Span } from '../text/index.ts'

const STOPS = '，。；：、！？,;:!?（）()《》〈〉“”"‘’【】[]\n\r\t 　'
/** A phrase as long is quoted whole, several with the marks between them as long. */
const LONGEST = 40
const LONGEST_ACROSS_MARKS = 60
/** Of a longer phrase, so few characters to either end of the match are taken with it: 暂扣营运资格证|件. */
const REST = 4
/** The number of an item is no word of it: 3.甲方承诺. */
const ITEM_NUMBER = /^\d{1,3}[.．](?!\d)/

/**
 * The words of a match as a reader would underline them: the phrases (between two marks) it stands in, or, where those are
 * long, the match with no half word at its ends. In constant time.
 */
export function wholeWords(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from < to && STOPS.includes(text[from]!)) from++
  while (to > from && STOPS.includes(text[to - 1]!)) to--
  if (from === to) return { start, end }
  const head = phraseStart(text, from)
  const tail = phraseEnd(text, to)
  const hasMarks = phraseEnd(text, from) < to
  if (tail - head <= (hasMarks ? LONGEST_ACROSS_MARKS : LONGEST)) return { start: head, end: tail }
  return { start: from - head <= REST ? head : from, end: tail - to <= REST ? tail : to }
}

function phraseStart(text: string, at: number): number {
  let i = at
  while (i > 0 && at - i <= LONGEST && !STOPS.includes(text[i - 1]!)) i--
  const number = ITEM_NUMBER.exec(text.slice(i, i + 5))?.[0].length ?? 0
  return i + number <= at ? i + number : i
}

function phraseEnd(text: string, at: number): number {
  let i = at
  while (i < text.length && i - at <= LONGEST && !STOPS.includes(text[i]!)) i++
  return i
}
