import { isSpaceUnit } from '../text/char-class.ts'
import type { Span } from '../text/span.ts'

/** By code unit: 1 opens a bracket or quotation, 2 closes one, 3 parts phrases. */
const MARKS = new Uint8Array(0x10000)
for (const [value, marks] of ['', '（(《〈“‘【〔[', '）)》〉”’】〕]', '，,；;：:。！？'].entries())
  for (let i = 0; i < marks.length; i++) MARKS[marks.charCodeAt(i)] = value

/** Parts between commas, semicolons and colons; marks inside brackets and quotations do not part. */
export function splitPhrases(text: string, sentence: Span): Span[] {
  const parts: Span[] = []
  let depth = 0
  let start = sentence.start
  for (let at = sentence.start; at < sentence.end; at++) {
    const mark = MARKS[text.charCodeAt(at)]
    if (mark === 0) continue
    if (mark === 1) depth++
    else if (mark === 2) depth = Math.max(depth - 1, 0)
    else if (depth === 0 && !isInsideNumber(text, at)) {
      pushTrimmed(text, start, at, parts)
      start = at + 1
    }
  }
  pushTrimmed(text, start, sentence.end, parts)
  return parts
}

function isInsideNumber(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function pushTrimmed(text: string, from: number, to: number, parts: Span[]): void {
  let start = from
  let end = to
  while (start < end && isSpaceUnit(text.charCodeAt(start))) start++
  while (end > start && isSpaceUnit(text.charCodeAt(end - 1))) end--
  if (start < end) parts.push({ start, end })
}
