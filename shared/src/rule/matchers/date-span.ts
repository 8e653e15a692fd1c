import { readNumeral, type Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { type Collector, type Fact, indicesIn } from '../facts.ts'
import type { NumberToken } from '../scan-numbers.ts'
import { type FindMatches, namesIn, type Options, withOptions } from './matcher.ts'

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
    starts === null || ends === null
      ? joinedSpans(context)
      : spansBetween(context, datesSaying(context, starts, ends, options), options.范围)
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

/** A date as it is written: `year` is `null` where none is, `month` and `day` 0. */
interface DateFact extends Fact {
  readonly year: number | null
  readonly month: number
  readonly day: number
}

/** A date and, where one follows, that to which a span runs from it. */
interface JoinedDate extends DateFact {
  readonly to: {
    readonly year: number | null
    readonly month: number
    readonly day: number
    readonly length: number
  } | null
}

const JOINED_DATES: Collector<JoinedDate> = {
  name: 'joined dates',
  collect: (context, range) => {
    const { text } = context
    const dates = context.index.numbers('日期')
    return indicesIn(dates, range).map((at) => {
      const from = readDay(dates[at]!)
      const joiner = hasDay(from) ? JOINER.exec(text.slice(from.end, from.end + 12)) : null
      if (joiner === null) return { ...from, to: null }
      const start = from.end + joiner[0].length
      const next = nextWithDay(dates, at)
      const to = next !== null && next.start === start ? next : dayOnly(text, start, from)
      if (to === null) return { ...from, to: null }
      return { ...from, to: { year: to.year, month: to.month, day: to.day, length: to.end - from.start } }
    })
  },
}

const readDay = ({ start, end, value }: NumberToken): DateFact => ({
  start,
  end,
  year: value >= 10_000 ? Math.floor(value / 10_000) : null,
  month: Math.floor(value / 100) % 100,
  day: value % 100,
})

const hasDay = ({ month, day }: DateFact): boolean => month > 0 && day > 0

function nextWithDay(dates: readonly NumberToken[], at: number): DateFact | null {
  for (let i = at + 1; i < dates.length; i++) {
    const date = readDay(dates[i]!)
    if (hasDay(date)) return date
  }
  return null
}

function joinedSpans(context: CheckContext): DaySpan[] {
  const spans: DaySpan[] = []
  // A date without a year is of the year named last.
  let year: number | null = null
  for (const from of context.facts(JOINED_DATES)) {
    year = from.year ?? year
    if (from.to === null) continue
    const days = daysBetween({ ...from, year }, { ...from.to, year: from.to.year ?? year })
    if (days !== null) spans.push({ start: from.start, end: from.start + from.to.length, days })
  }
  return spans
}

/** 9月20日至23日: the second day is of the same month. */
function dayOnly(text: string, at: number, from: DateFact): DateFact | null {
  const day = readNumeral(text, at)
  if (day === null || day.value > 31 || text[day.end] !== '日') return null
  return { start: at, end: day.end + 1, year: from.year, month: from.month, day: day.value }
}

type Day = Pick<DateFact, 'year' | 'month' | 'day'>

function daysBetween(from: Day, to: Day): number | null {
  const year = from.year ?? ANY_YEAR
  const toYear = to.year !== null && to.year !== from.year ? to.year : to.month < from.month ? year + 1 : year
  const days = Math.round((Date.UTC(toYear, to.month - 1, to.day) - Date.UTC(year, from.month - 1, from.day)) / DAY_MS)
  return days < 0 ? null : days
}

/** A date with what its 分句 says. */
interface SayingDate extends DateFact {
  readonly isStart: boolean
  readonly isEnd: boolean
}

const datesSaying = (
  context: CheckContext,
  starts: readonly string[],
  ends: readonly string[],
  options: Options,
): readonly SayingDate[] =>
  context.facts({
    name: withOptions('dates saying', { 起: options.起, 止: options.止 }),
    collect: (near, range) => {
      const dates = near.index.numbers('日期')
      return indicesIn(dates, range).map((at) => {
        const date = readDay(dates[at]!)
        const phrase = near.index.unit('phrase', date.start)
        const words = near.text.slice(phrase.start, phrase.end)
        const says = (list: readonly string[]) => hasDay(date) && list.some((word) => words.includes(word))
        return { ...date, isStart: says(starts), isEnd: says(ends) }
      })
    },
  })

function spansBetween(context: CheckContext, dates: readonly SayingDate[], scope: unknown): DaySpan[] {
  const spans: DaySpan[] = []
  let from: SayingDate | null = null
  let year: number | null = null
  for (const fact of dates) {
    year = fact.year ?? year
    if (!fact.isStart && !fact.isEnd) continue
    const date = { ...fact, year }
    if (from !== null && fact.isEnd && isNear(context, from, date, scope)) {
      const days = exactDays(from, date)
      if (days >= 0) spans.push({ start: from.start, end: date.end, days })
    }
    if (fact.isStart) from = date
  }
  return spans
}

const exactDays = (from: Day, to: Day) =>
  Math.round(
    (Date.UTC(to.year ?? ANY_YEAR, to.month - 1, to.day) - Date.UTC(from.year ?? ANY_YEAR, from.month - 1, from.day)) /
      DAY_MS,
  )

const isNear = (context: CheckContext, from: Span, to: Span, scope: unknown) =>
  scope === '全文' || context.index.unit('paragraph', from.start).end >= to.end
