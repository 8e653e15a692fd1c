import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { termOf } from './review-terms.ts'
import { computeDeadline, type Pause, type Term, workdaysLeft } from './time-limit.ts'
import { addMonths, buildWorkCalendar, type HolidayYear, MissingYearError } from './work-calendar.ts'

const holidays = JSON.parse(
  readFileSync(new URL('../../rules/reference/holidays.json', import.meta.url), 'utf8'),
) as Record<string, HolidayYear>
const calendar = buildWorkCalendar(holidays)
const due = (start: string, length: number, unit: Term['unit'], pauses: Pause[] = []) =>
  computeDeadline(start, { length, unit, basis: '测试' }, pauses, calendar).due

describe('computeDeadline', () => {
  it.each([
    ['a plain week', '2026-03-02', 5, 'workday', '2026-03-09'],
    ['a term that begins on a Friday', '2026-03-06', 1, 'workday', '2026-03-09'],
    ['Spring Festival 2026 and the days worked in exchange', '2026-02-13', 6, 'workday', '2026-02-28'],
    ['National Day 2026 and the days worked in exchange', '2026-09-30', 3, 'workday', '2026-10-10'],
    ['calendar days that end on a Sunday', '2026-03-05', 10, 'day', '2026-03-16'],
    ['calendar days that end in a holiday', '2026-09-11', 20, 'day', '2026-10-08'],
    ['31 January and one month, ending on a Saturday that is worked', '2026-01-31', 1, 'month', '2026-02-28'],
  ] as const)('%s', (_, start, length, unit, expected) => {
    expect(due(start, length, unit)).toBe(expected)
  })

  it('does not count a pause, and knows no end while it lasts', () => {
    expect(due('2026-03-02', 5, 'workday', [{ from: '2026-03-04', to: '2026-03-05', reason: '补正材料' }])).toBe(
      '2026-03-11',
    )
    expect(due('2026-03-02', 5, 'workday', [{ from: '2026-03-04', to: null, reason: '补正材料' }])).toBeNull()
    expect(due('2026-03-02', 10, 'day', [{ from: '2026-03-04', to: '2026-03-06', reason: '补正材料' }])).toBe(
      '2026-03-16',
    )
  })

  it('does not count the days of a pause over a holiday twice', () => {
    const pause = { from: '2026-02-12', to: '2026-02-25', reason: '征求意见' }
    expect(due('2026-02-10', 3, 'workday', [pause])).toBe('2026-02-27')
  })

  it('says how the day was reached', () => {
    const { steps } = computeDeadline('2026-03-05', termOf('normative', 'review') as Term, [], calendar)
    expect(steps).toEqual([
      '2026-03-05起算，当日不计入，自次日开始（《民法典》第二百零一条）。',
      '期限为15个工作日（国办发〔2018〕115号，一般不少于5个工作日、不超过15个工作日）。',
      '届满日为2026-03-26。',
    ])
    expect(computeDeadline('2026-03-05', { length: 10, unit: 'day', basis: '测试' }, [], calendar).steps).toContain(
      '最后一日2026-03-15为休息日，顺延至2026-03-16（《民法典》第二百零三条）。',
    )
  })

  it('refuses to guess the holidays of a year it does not know', () => {
    expect(() => due('2039-12-28', 5, 'workday')).toThrow(MissingYearError)
    expect(() => due('2039-12-28', 5, 'workday')).toThrow('缺少2039年的节假日安排')
  })
})

describe('workdaysLeft', () => {
  it.each([
    ['2026-03-02', '2026-03-09', 5],
    ['2026-03-09', '2026-03-09', 0],
    ['2026-03-11', '2026-03-09', -2],
  ])('from %s to %s: %i', (today, day, left) => {
    expect(workdaysLeft(today, day, calendar) + 0).toBe(left)
  })
})

describe('addMonths', () => {
  it('ends on the last day of a month that has no such day', () => {
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
  })
})
