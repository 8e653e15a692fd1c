import { isSpaceUnit } from './char-class.ts'
import { readNumeral, readSpacedNumeral } from './numeral.ts'
import type { Span } from './span.ts'

/** A calendar date in a text, as YYYY-MM-DD. */
export interface DateMention extends Span {
  readonly date: string
}

/**
 * Read the date that begins at `start`: 2026年10月28日, 二〇二六年十月二十八日, ２０２６年１月１日, 2026-10-28, 2026.10.28,
 * 2026/10/28, spaces between allowed.
 *
 * @returns `null` where none begins there, or the day is not in the calendar
 */
export function readDate(text: string, start: number): DateMention | null {
  const year = readYear(text, start)
  if (year === null) return null
  const afterYear = readSeparator(text, year.end, '年-./．－—')
  const month = afterYear < 0 ? null : (readSpacedNumeral(text, afterYear, '月') ?? readNumeral(text, afterYear))
  if (month === null) return null
  const afterMonth = readSeparator(text, month.end, '月-./．－—')
  const day = afterMonth < 0 ? null : (readSpacedNumeral(text, afterMonth, '日') ?? readNumeral(text, afterMonth))
  if (day === null || !isDay(year.value, month.value, day.value)) return null
  const closed = readSeparator(text, day.end, '日号')
  return {
    start,
    end: closed < 0 ? day.end : closed,
    date: `${year.value}-${pad(month.value)}-${pad(day.value)}`,
  }
}

/** 二 〇二六 年, spaces between its digits looked through. */
function readYear(text: string, start: number): { value: number; end: number } | null {
  for (const year of [readNumeral(text, start), readSpacedNumeral(text, start, '年')])
    if (year !== null && year.value >= 1900 && year.value <= 2199) return year
  return null
}

/** @returns the offset after one of `marks` and the spaces around it, or -1 */
function readSeparator(text: string, from: number, marks: string): number {
  let at = from
  while (at < text.length && isSpaceUnit(text.charCodeAt(at))) at++
  if (at >= text.length || !marks.includes(text[at]!)) return -1
  at++
  if (marks.startsWith('日')) return at
  while (at < text.length && isSpaceUnit(text.charCodeAt(at))) at++
  return at
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

/**
 * The calendar day in China at an instant, YYYY-MM-DD: law begins and ends to apply by the day of Beijing, whatever the zone of the
 * machine.
 */
export const dayInChina = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Is this a day of the calendar, written YYYY-MM-DD? */
export const isCalendarDay = (value: unknown): value is string =>
  typeof value === 'string' && readDate(value, 0)?.date === value

const pad = (value: number): string => String(value).padStart(2, '0')
