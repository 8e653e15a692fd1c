import {
  CloseBracket,
  CloseQuote,
  charClass,
  isSpaceUnit,
  Newline,
  OpenBracket,
  SentenceEnd,
  Tab,
} from './char-class.ts'
import type { Span } from './span.ts'

/**
 * Sentences of `[start, end)`: each ends at 。；！？ (closing quotation marks included) or a line break. A mark inside
 * brackets that close on the same line ends nothing. White space around a sentence is left out.
 */
export function splitSentences(text: string, start = 0, end = text.length): Span[] {
  const sentences: Span[] = []
  let from = start
  let ends: number[] = []
  let openings: number[] = []
  const flush = (until: number): void => {
    for (const at of [...ends, until]) {
      push(text, from, at, sentences)
      from = at
    }
    ends = []
    openings = []
  }
  for (let i = start; i < end; i++) {
    const value = charClass[text.charCodeAt(i)]
    if (value === Newline || value === Tab) flush(i)
    else if (value === OpenBracket) openings.push(ends.length)
    else if (value === CloseBracket) ends.length = openings.pop() ?? ends.length
    else if (value === SentenceEnd) {
      while (i + 1 < end && charClass[text.charCodeAt(i + 1)] === CloseQuote) i++
      ends.push(i + 1)
    }
  }
  flush(end)
  return sentences
}

function push(text: string, from: number, to: number, sentences: Span[]): void {
  let start = from
  let end = to
  const isBlank = (at: number): boolean =>
    isSpaceUnit(text.charCodeAt(at)) || charClass[text.charCodeAt(at)] === Newline
  while (start < end && isBlank(start)) start++
  while (end > start && isBlank(end - 1)) end--
  if (start < end) sentences.push({ start, end })
}
