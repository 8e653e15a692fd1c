import { readFileSync } from 'node:fs'
import { buildWorkCalendar, type HolidayYear, type WorkCalendar } from '@hongxian/shared/review'

const FILE = new URL('../../../shared/rules/reference/holidays.json', import.meta.url)

/** The State Council's yearly notices on holidays, as the rules' reference data states them. */
export function loadCalendar(): WorkCalendar {
  const years = Object.entries(JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, HolidayYear>)
  return buildWorkCalendar(Object.fromEntries(years.filter(([year]) => /^\d{4}$/.test(year))))
}
