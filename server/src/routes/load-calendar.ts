import { readFileSync } from 'node:fs'
import { buildWorkCalendar, type HolidayYear, type WorkCalendar } from '@hongxian/shared/review'

const FILE = new URL('../../../shared/rules/reference/holidays.json', import.meta.url)

/**
 * The State Council's yearly notices on holidays, as the rules' reference data states them.
 *
 * @param holidays by year, as an update of the reference data brought them; those of the product where not given
 */
export function loadCalendar(holidays?: Readonly<Record<string, unknown>>): WorkCalendar {
  const stated = (holidays ?? JSON.parse(readFileSync(FILE, 'utf8'))) as Record<string, HolidayYear>
  const years = Object.entries(stated).filter(([year]) => /^\d{4}$/.test(year))
  return buildWorkCalendar(Object.fromEntries(years))
}
