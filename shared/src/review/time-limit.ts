import { addDays, addMonths, type WorkCalendar } from './work-calendar.ts'

/** A term, as a law or a rule states it. */
export interface Term {
  readonly length: number
  /** 工作日 · 日 · 月. */
  readonly unit: 'workday' | 'day' | 'month'
  /** Where it is laid down, for the explanation. */
  readonly basis: string
  /** In the same unit, once. */
  readonly extension?: Extension
}

/** 延长: decided by the 审核负责人. */
export interface Extension {
  readonly length: number
  /** The day it was decided. */
  readonly on: string
  readonly reason: string
}

/** Time that does not count: 补正, 征求意见, 专家论证. Both days do not count; an open pause has no end yet. */
export interface Pause {
  readonly from: string
  readonly to: string | null
  readonly reason: string
}

export interface Deadline {
  /** Last day, YYYY-MM-DD; `null` while a pause is open. */
  readonly due: string | null
  /** How it was reached, one sentence each. */
  readonly steps: readonly string[]
}

/**
 * The last day of a term. The day of the event does not count (民法典第二百零一条); a month ends on the same-numbered day
 * (第二百零二条); a term of days or months that ends on a day off ends on the next day worked (第二百零三条).
 *
 * @param start day of the event
 * @throws MissingYearError where the holidays of a year that matters are not known
 */
export function computeDeadline(start: string, term: Term, pauses: readonly Pause[], calendar: WorkCalendar): Deadline {
  const unit = { workday: '个工作日', day: '日', month: '个月' }[term.unit]
  const steps = [
    `${start}起算，当日不计入，自次日开始（《民法典》第二百零一条）。`,
    `期限为${term.length}${unit}（${term.basis}）。`,
    ...(term.extension
      ? [
          `${term.extension.on}经审核负责人决定，延长${term.extension.length}${unit}，理由：${withoutStop(term.extension.reason)}。`,
        ]
      : []),
  ]
  const open = pauses.find(({ to }) => to === null)
  if (open) return { due: null, steps: [...steps, `${open.from}起因${open.reason}暂停计算，恢复后继续。`] }
  const closed = pauses.map((pause) => ({ ...pause, to: pause.to as string }))
  for (const { from, to, reason } of closed) steps.push(`${from}至${to}因${reason}不计入。`)
  const isPaused = (day: string) => closed.some(({ from, to }) => from <= day && day <= to)
  const last =
    term.unit === 'workday'
      ? countWorkdays(start, lengthOf(term), isPaused, calendar)
      : countDays(start, { unit: term.unit, length: lengthOf(term) }, isPaused)
  const due = term.unit === 'workday' ? last : nextWorkday(last, calendar)
  if (due !== last) steps.push(`最后一日${last}为休息日，顺延至${due}（《民法典》第二百零三条）。`)
  return { due, steps: [...steps, `届满日为${due}。`] }
}

/** With its extension. */
export const lengthOf = ({ length, extension }: Term): number => length + (extension?.length ?? 0)

const withoutStop = (sentence: string): string => sentence.replace(/。$/, '')

function countWorkdays(
  start: string,
  length: number,
  isPaused: (day: string) => boolean,
  calendar: WorkCalendar,
): string {
  let day = start
  for (let counted = 0; counted < length; ) {
    day = addDays(day, 1)
    if (!isPaused(day) && calendar.isWorkday(day)) counted++
  }
  return day
}

function countDays(
  start: string,
  { unit, length }: Pick<Term, 'unit' | 'length'>,
  isPaused: (day: string) => boolean,
): string {
  const end = unit === 'month' ? addMonths(start, length) : addDays(start, length)
  let day = end
  // Every day that a pause took is given back at the end, and such a day can be paused itself.
  let owed = 0
  for (let passed = addDays(start, 1); passed <= end; passed = addDays(passed, 1)) if (isPaused(passed)) owed++
  while (owed > 0) {
    day = addDays(day, 1)
    if (!isPaused(day)) owed--
  }
  return day
}

function nextWorkday(day: string, calendar: WorkCalendar): string {
  let next = day
  while (!calendar.isWorkday(next)) next = addDays(next, 1)
  return next
}

/** Working days left until a deadline, the last included; negative once it is over. */
export function workdaysLeft(today: string, due: string, calendar: WorkCalendar): number {
  let left = 0
  const [from, to] = today < due ? [today, due] : [due, today]
  for (let day = from; day < to; ) {
    day = addDays(day, 1)
    if (calendar.isWorkday(day)) left++
  }
  return today < due ? left : -left
}
