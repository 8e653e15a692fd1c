/** One year of the State Council's notice on holidays. Days YYYY-MM-DD. */
export interface HolidayYear {
  /** Days off, weekends within a holiday included. */
  readonly off: readonly string[]
  /** Saturdays and Sundays worked in exchange. */
  readonly work: readonly string[]
}

/** Which days are worked. */
export interface WorkCalendar {
  /** @throws MissingYearError for a year whose holidays are not known */
  isWorkday(day: string): boolean
}

/** The holidays of a year are not on record: nothing is computed with guesses (全国年节及纪念日放假办法). */
export class MissingYearError extends Error {
  override readonly name = 'MissingYearError'
  readonly year: string
  constructor(year: string) {
    super(`缺少${year}年的节假日安排，不能计算期限。请导入国务院办公厅当年的放假通知。`)
    this.year = year
  }
}

export function buildWorkCalendar(years: Readonly<Record<string, HolidayYear>>): WorkCalendar {
  const known = new Map(
    Object.entries(years).map(([year, { off, work }]) => [year, { off: new Set(off), work: new Set(work) }]),
  )
  return {
    isWorkday(day) {
      const year = known.get(day.slice(0, 4))
      if (!year) throw new MissingYearError(day.slice(0, 4))
      if (year.off.has(day)) return false
      return year.work.has(day) || !isWeekend(day)
    },
  }
}

const DAY_MS = 86_400_000
const toMs = (day: string): number => Date.parse(`${day}T00:00:00Z`)

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(toMs(day)).getUTCDay())

/** @param days may be negative */
export const addDays = (day: string, days: number): string =>
  new Date(toMs(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The same day of a later month, or the last of that month where it has no such day (民法典第二百零二条). */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

/** Calendar days from one day to another; negative where the second comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / DAY_MS)
