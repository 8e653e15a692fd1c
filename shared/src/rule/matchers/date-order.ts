import { firstStartingAt, type Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import { type Collector, type Fact, indicesIn } from '../facts.ts'
import type { NumberToken } from '../scan-numbers.ts'
import type { TextIndex } from '../text-index.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

/** A day as far as it is written: month and day are 0 where they are not. */
interface WrittenDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

const dayOf = (value: number): WrittenDay => ({
  year: Math.floor(value / 10_000),
  month: Math.floor(value / 100) % 100,
  day: value % 100,
})

/** Negative where `a` is earlier, as far as both are written. */
function compareDays(a: WrittenDay, b: WrittenDay): number {
  if (a.year !== b.year) return a.year - b.year
  if (a.month === 0 || b.month === 0 || a.month !== b.month)
    return a.month === 0 || b.month === 0 ? 0 : a.month - b.month
  return a.day === 0 || b.day === 0 ? 0 : a.day - b.day
}

const MADE_AFTER = /^[^，。；）)]{0,16}(?:公布|印发|发布|通过|签发)/
const FROM = /(?:自|从|由)(?:公历)?$/
const ONWARD = /^(?:\d{1,2}[时点])?\s*(?:起|以来|开始|之日起)/

/** A date with a year and what the words around it make of it. */
interface YearDate extends Fact {
  readonly value: number
  /** On it something was made known. */
  readonly isMaking: boolean
  /** Of 自2026年1月1日起, how long the words behind the date are; 0 of others. */
  readonly onward: number
}

const YEAR_DATES: Collector<YearDate> = {
  name: 'year dates',
  collect: ({ text, index }, range) =>
    datesIn(range, index).map(({ start, end, value }) => {
      const isFrom = FROM.test(text.slice(Math.max(0, start - 4), start))
      return {
        start,
        end,
        value,
        isMaking: !isFrom && MADE_AFTER.test(text.slice(end, end + 24)),
        onward: isFrom ? (ONWARD.exec(text.slice(end, end + 6))?.[0].length ?? 0) : 0,
      }
    }),
}

/** The day a document was made: its 成文日期, or the day the text says it was adopted or published. */
function madeOn(context: CheckContext): WrittenDay | null {
  const { date } = context.document.frontMatter
  const dates = context.facts(YEAR_DATES)
  const own = date === null ? undefined : dates[firstStartingAt(dates, date.start)]
  const made = own !== undefined && own.end <= date!.end ? own : dates.find(({ isMaking }) => isMaking)
  return made === undefined ? null : dayOf(made.value)
}

function dayOfCheck(context: CheckContext): WrittenDay {
  const [year, month, day] = context.asOf.split('-').map(Number)
  return { year: year!, month: month!, day: day! }
}

function datesIn(range: Span, index: TextIndex): NumberToken[] {
  const dates = index.numbers('日期')
  return indicesIn(dates, range)
    .map((at) => dates[at]!)
    .filter(({ end, value }) => end <= range.end && value >= 10_000)
}

/** 自 a day before the document was made 起; where it does not say when, before the day of the check, unless 基准 is 成文. */
export const pastStart: FindMatches = (context, options) => {
  const made = madeOn(context) ?? (options.基准 === '成文' ? null : dayOfCheck(context))
  if (made === null) return []
  return context.facts(YEAR_DATES).flatMap(({ start, end, value, onward }) => {
    if (onward === 0 || compareDays(dayOf(value), made) >= 0) return []
    return [{ start: start - 1, end: end + onward, values: { 日期: context.text.slice(start, end) } }]
  })
}

const IN_FORCE = /^[^，。；]{0,6}起[^，。；]{0,6}(?:施行|执行|实施|生效|试行|实行)/
const UNTIL_BEFORE =
  /(?:有效期|有效期限|执行期|执行期限|施行期|施行期限|试行期|实施期|期限|执行|施行|实施)[^，。；]{0,6}(?:至|到|截至|截止到?)$|(?:至|到|截至)$/
const ENDS_AFTER = /^[^，。；]{0,4}(?:止|为止|失效|废止|届满|到期|期满)/
const TRIAL = /试行|暂行/
const SPEAKS_OF_FORCE = /有效期|有效期限|执行期|施行期|试行期|实施期|失效|为?止|施行|执行/

/**
 * From the day of effect to the last day of validity, in one sentence or in two of one 条. Option 种类: 倒置 (ends before it begins),
 * 过长 (more than five years), 试行过长 (暂行, 试行: more than two), 不符 (not the years that the document states), 已满 (ends before
 * the document was made).
 */
export const validitySpan: FindMatches = (context, options) => {
  const wanted = namesIn(options.种类) ?? ['倒置', '过长', '试行过长', '不符', '已满']
  const made = madeOn(context)
  return context.facts(SPANS_OF_FORCE).flatMap((force): MatcherFinding[] => {
    if (!wanted.includes(faultOfForce(force, made, context))) return []
    const { from, to, start, end } = force
    return [{ start, end, values: { 年数: String(Math.round(yearsBetween(from, to) * 10) / 10) } }]
  })
}

function faultOfForce({ from, to, isTrial }: Force, made: WrittenDay | null, context: CheckContext): string {
  const years = yearsBetween(from, to)
  if (compareDays(to, from) < 0) return '倒置'
  if (made !== null && compareDays(to, made) < 0) return '已满'
  if ((isTrial || TRIAL.test(context.document.frontMatter.title?.value ?? '')) && years > 2) return '试行过长'
  if (years > 5) return '过长'
  const stated = yearsStated(context)
  return stated !== null && Math.abs(stated - years) > QUARTER ? '不符' : ''
}

const QUARTER = 0.25
const TERM_OF_FORCE =
  /(?:本[^，。；]{1,4}|(?:施行|执行|实施|试行)[，,]?)(?:有效期|有效期限|试行期|施行期)[^，。；\d一二三四五六七八九十]{0,3}$/

interface TermOfForce extends Fact {
  readonly years: number
}

const TERMS_OF_FORCE: Collector<TermOfForce> = {
  name: 'terms of force',
  collect: ({ text, index }, range) => {
    const terms = index.numbers('年限')
    return indicesIn(terms, range)
      .map((at) => terms[at]!)
      .filter(({ start }) => TERM_OF_FORCE.test(text.slice(Math.max(0, start - 14), start)))
      .map(({ start, end, value }) => ({ start, end, years: value }))
  },
}

/** 有效期三年, where the document says so once. */
function yearsStated(context: CheckContext): number | null {
  const terms = context.facts(TERMS_OF_FORCE)
  return terms.length === 1 ? terms[0]!.years : null
}

interface Force extends Fact {
  readonly from: WrittenDay
  readonly to: WrittenDay
  readonly isTrial: boolean
}

const SPANS_OF_FORCE: Collector<Force> = { name: 'spans of force', collect: spansOfForce }

function spansOfForce({ text, index }: CheckContext, range: Span): Force[] {
  const spans: Force[] = []
  for (const last of datesIn(range, index)) {
    const before = text.slice(Math.max(0, last.start - 16), last.start)
    if (!UNTIL_BEFORE.test(before)) continue
    const unit = index.unit('sentence', last.start)
    const first = datesIn({ start: unit.start, end: last.start }, index).findLast(
      ({ start, end }) =>
        FROM.test(text.slice(Math.max(0, start - 4), start)) &&
        (IN_FORCE.test(text.slice(end, end + 20)) || /^\s*(?:起)?\s*$/.test(text.slice(end, last.start - 1))),
    )
    if (first === undefined) continue
    const isOfForce =
      SPEAKS_OF_FORCE.test(text.slice(first.end, last.start)) || ENDS_AFTER.test(text.slice(last.end, last.end + 8))
    if (!isOfForce) continue
    const start = first.start - 1
    const isTrial = TRIAL.test(text.slice(start, last.end))
    spans.push({ from: dayOf(first.value), to: dayOf(last.value), start, end: last.end, isTrial })
  }
  return spans
}

/** Whole years and their part; a year alone counts from its first day to its last. */
function yearsBetween(from: WrittenDay, to: WrittenDay): number {
  const start = Date.UTC(from.year, (from.month || 1) - 1, from.day || 1)
  const end = Date.UTC(to.year, (to.month || 12) - 1, (to.day || 30) + 1)
  return (end - start) / (365.25 * 86_400_000) - SLACK
}

// 2026年1月1日至2031年1月1日 is five years by every drafter's reckoning.
const SLACK = 0.02
