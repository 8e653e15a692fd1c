import { type CaseDate, datedWordsIn, daysOf } from '../case-dates.ts'
import type { CheckContext } from '../check-context.ts'
import type { Fact } from '../facts.ts'
import { type FindMatches, namesIn, type Options, withOptions } from './matcher.ts'

const DAY_MS = 86_400_000
/** A plan, a deadline, a period: nothing that has happened. */
const NOT_AN_EVENT =
  /拟于|拟在|计划|将于|将在|期限|届满|之前|日前|前完成|以前|有效期|生效|预计|尚未|曾|此前|前次|上次|原处罚|去年|上年|起诉|判决/

/**
 * Steps of one case out of order: what must come first (应先) bears a later date than what must follow it (应后). Words of
 * either may be several: each that must come first is held, at its earliest date, against the earliest of those that follow.
 * Options 相隔大于, 相隔小于: with them, the steps are in order, and so many days lie between. Option 标 (应后): the date to
 * mark, else the one that is late.
 */
export const caseOrder: FindMatches = (context, options) => {
  // The first of a month stands for a date without a day: good enough for years, not for days.
  const isLong = Number(options.相隔大于 ?? 0) > 60
  const facts = stepDates(context, options)
  const days = daysOf(facts)
  const dates = facts
    .map((fact, i): StepDay => ({ ...fact, ...days[i]! }))
    .filter(({ isEvent, isMonth }) => isEvent && (!isMonth || isLong))
  const then = earliest(dates.filter(({ isThen }) => isThen))
  if (then === null) return []
  const found = wordsIn(options.应先)
    .map((_, i) => earliest(dates.filter(({ first }) => first.includes(i))))
    .filter((first): first is StepDay => first !== null && first !== then)
    .filter((first) => isSought(then.day - first.day, options))
  return [...new Set(found)].slice(0, 1).map((first) => {
    const late = then.day < first.day && options.标 !== '应后' ? first : then
    return {
      start: late.start,
      end: late.start + late.length,
      values: { 天数: String(Math.abs(then.day - first.day)), 先日: labelOf(first), 后日: labelOf(then) },
    }
  })
}

/** A date and which steps its words name. */
interface StepDate extends Fact {
  readonly value: number
  readonly length: number
  readonly isEvent: boolean
  /** Which words of 应先 it bears. */
  readonly first: readonly number[]
  readonly isThen: boolean
}

type StepDay = StepDate & Pick<CaseDate, 'day' | 'isMonth'>

const NONE: readonly number[] = []

function stepDates(context: CheckContext, options: Options): readonly StepDate[] {
  const firsts = wordsIn(options.应先)
  const thens = wordsIn(options.应后)
  return context.facts({
    name: withOptions('step dates', { 应先: options.应先, 应后: options.应后 }),
    collect: (near, range) =>
      datedWordsIn(near, range).map(({ start, end, value, words, length }) => {
        const first = firsts.flatMap((word, i) => (words.includes(word) ? [i] : NONE))
        const isThen = thens.some((word) => words.includes(word))
        const isEvent = (first.length > 0 || isThen) && !NOT_AN_EVENT.test(words)
        return { start, end, value, length, isEvent, first, isThen }
      }),
  })
}

function isSought(days: number, { 相隔大于: above, 相隔小于: below }: Readonly<Record<string, unknown>>): boolean {
  if (above === undefined && below === undefined) return days < 0
  return days >= 0 && days > Number(above ?? -1) && days < Number(below ?? Number.POSITIVE_INFINITY)
}

function wordsIn(option: unknown): readonly string[] {
  return namesIn(option)?.flatMap((name) => name.replace(/^[【[]|[】\]]$/g, '').split(/[|｜]/)) ?? []
}

function earliest(dates: readonly StepDay[]): StepDay | null {
  return dates.reduce<StepDay | null>((a, b) => (a === null || b.day < a.day ? b : a), null)
}

function labelOf({ day }: StepDay): string {
  const date = new Date(day * DAY_MS)
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`
}
