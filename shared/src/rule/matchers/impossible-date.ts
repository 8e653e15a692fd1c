import { readNumeral } from '../../text/index.ts'
import { eachByItself, type MatcherFinding } from './matcher.ts'

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days that no calendar has: 2月30日, 2025年2月29日, 13月1日. */
export const impossibleDate = eachByItself('impossible-date', ({ text }, range) => {
  const findings: MatcherFinding[] = []
  for (let at = text.indexOf('月', range.start); at >= 0 && at < range.end; at = text.indexOf('月', at + 1)) {
    const found = readAround(text, at)
    if (found !== null && !exists(found)) findings.push({ start: found.start, end: found.end, values: {} })
  }
  return findings
})

interface WrittenDate {
  readonly start: number
  readonly end: number
  readonly year: number | null
  readonly month: number
  readonly day: number
}

function readAround(text: string, at: number): WrittenDate | null {
  const day = readNumeral(text, at + 1)
  if (day === null || (text[day.end] !== '日' && text[day.end] !== '号')) return null
  const month = numeralBefore(text, at)
  if (month === null || month.value < 1) return null
  const year = text[month.start - 1] === '年' ? numeralBefore(text, month.start - 1) : null
  const isYear = year !== null && year.value >= 1900 && year.value < 2200
  return {
    start: isYear ? year.start : month.start,
    end: day.end + 1,
    year: isYear ? year.value : null,
    month: month.value,
    day: day.value,
  }
}

/** The numeral that ends at `end`: at most seven characters (二〇二六). */
function numeralBefore(text: string, end: number): { value: number; start: number } | null {
  for (let start = Math.max(0, end - 7); start < end; start++) {
    const read = readNumeral(text, start)
    if (read?.end === end) return { value: read.value, start }
  }
  return null
}

function exists({ year, month, day }: WrittenDate): boolean {
  if (month > 12 || day < 1 || day > DAYS[month - 1]!) return false
  if (month !== 2 || day !== 29 || year === null) return true
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
