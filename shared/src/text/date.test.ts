import { describe, expect, it } from 'vitest'
import { parseDate, readDate } from './date.ts'

describe('parseDate', () => {
  it.each([
    ['2026年10月28日', '2026-10-28'],
    ['二〇二六年十月二十八日', '2026-10-28'],
    ['二○一一年四月十二日', '2011-04-12'],
    ['２０２６年１月１日', '2026-01-01'],
    ['2026 年 6 月 1 日', '2026-06-01'],
    ['2026-10-28', '2026-10-28'],
    ['2026.1.5', '2026-01-05'],
    ['2024年2月29日', '2024-02-29'],
  ])('reads %s', (words, date) => {
    expect(parseDate(words)).toBe(date)
  })

  it.each(['2026年2月29日', '2026年13月1日', '2026年', '10月28日', '2026年10月', '第三条', ''])(
    'refuses %j',
    (words) => {
      expect(parseDate(words)).toBeNull()
    },
  )

  it('stops where the date ends', () => {
    expect(readDate('自2026年12月1日起施行', 1)).toEqual({ start: 1, end: 11, date: '2026-12-01' })
  })
})
