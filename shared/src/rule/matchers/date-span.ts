import { readNumeral, type Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { type FindMatches, namesIn } from './matcher.ts'

interface DatePlace extends Span {
  readonly year: number | null
  readonly month: number
  readonly day: number
}

const DAY_MS = 86_400_000
const ANY_YEAR = 2026
const JOINER = /^\s*(?:起|始)?\s*(?:至|到|—{1,2}|－|–|-|~|～)\s*(?:同年|当年|次年|翌年)?/

/**
 * Days between two dates: of a span (9月20日至9月23日), or, with 起 and 止, from the date in whose 分句 a word of 起 stands to
 * the date in whose 分句 a word of 止 stands. Options: 短于, 长于 (days), 起, 止 (words), 范围 (款 or 全文, for 起 and 止).
 */
export const dateSpan: FindMatches = (context, options) => {
  const starts = wordsIn(options.起)
  const ends = wordsIn(options.止)
  const spans =
    starts === null || ends === null ? joinedSpans(context) : spansBetween(context, starts, ends, options.范围)
  return spans
    .filter(({ days }) => (typeof options.短于 === 'number' ? days < options.短于 : true))
    .filter(({ days }) => (typeof options.长于 === 'number' ? days > options.长于 : true))
    .map(({ start, end, days }) => ({ start, end, values: { 天数: String(days) } }))
}

/** 【立案|受理】 and lists alike. */
function wordsIn(option: unknown): readonly string[] | null {
  return namesIn(option)?.flatMap((name) => name.replace(/^[【[]|[】\]]$/g, '').split(/[|｜]/)) ?? null
}

interface DaySpan extends Span {
  readonly days: number
}

function datesOf(context: CheckContext): readonly DatePlace[] {
  return context.once('dates', () => {
    let year: number | null = null
    return context.index.numbers('日期').flatMap(({ start, end, value }) => {
      const stated = Math.floor(value / 10_000)
      if (stated > 0) year = stated
      const day = value % 100
      const month = Math.floor(value / 100) % 100
      return day === 0 || month === 0 ? [] : [{ start, end, year: stated > 0 ? stated : year, month, day }]
    })
  })
}

function joinedSpans(context: CheckContext): DaySpan[] {
  const dates = datesOf(context)
  return dates.flatMap((from, i) => {
    const joiner = JOINER.exec(context.text.slice(from.end, from.end + 12))
    if (joiner === null) return []
    const at = from.end + joiner[0].length
    const next = dates[i + 1]
    const to = next !== undefined && next.start === at ? next : dayOnly(context.text, at, from)
    if (to === null) return []
    const days = daysBetween(from, to)
    return days === null ? [] : [{ start: from.start, end: to.end, days }]
  })
}

/** 9月20日至23日: the second day is of the same month. */
function dayOnly(text: string, at: number, from: DatePlace): DatePlace | null {
  const day = readNumeral(text, at)
  if (day === null || day.value > 31 || text[day.end] !== '日') return null
  return { ...from, start: at, end: day.end + 1, day: day.value }
}

function daysBetween(from: DatePlace, to: DatePlace): number | null {
  const year = from.year ?? ANY_YEAR
  const toYear = to.year !== null && to.year !== from.year ? to.year : to.month < from.month ? year + 1 : year
  const days = Math.round((Date.UTC(toYear, to.month - 1, to.day) - Date.UTC(year, from.month - 1, from.day)) / DAY_MS)
  return days < 0 ? null : days
}

function spansBetween(
  context: CheckContext,
  starts: readonly string[],
  ends: readonly string[],
  scope: unknown,
): DaySpan[] {
  const spans: DaySpan[] = []
  let from: DatePlace | null = null
  for (const date of datesOf(context)) {
    const phrase = context.index.unit('phrase', date.start)
    const words = context.text.slice(phrase.start, phrase.end)
    if (from !== null && ends.some((word) => words.includes(word)) && isNear(context, from, date, scope)) {
      const days = exactDays(from, date)
      if (days >= 0) spans.push({ start: from.start, end: date.end, days })
    }
    if (starts.some((word) => words.includes(word))) from = date
  }
  return spans
}

const exactDays = (from: DatePlace, to: DatePlace) =>
  Math.round(
    (Date.UTC(to.year ?? ANY_YEAR, to.month - 1, to.day) - Date.UTC(from.year ?? ANY_YEAR, from.month - 1, from.day)) /
      DAY_MS,
  )

const isNear = (context: CheckContext, from: Span, to: Span, scope: unknown) =>
  scope === '全文' || context.index.unit('paragraph', from.start).end >= to.end
