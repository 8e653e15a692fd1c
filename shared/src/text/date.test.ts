import { describe, expect, it } from 'vitest'
import { dayInChina, isCalendarDay, readDate } from './date.ts'

describe('readDate', () => {
  it.each([
    ['2026年10月28日', '2026-10-28'],
    ['二〇二六年十月二十八日', '2026-10-28'],
    ['二○一一年四月十二日', '2011-04-12'],
    ['２０２６年１月１日', '2026-01-01'],
    ['2026 年 6 月 1 日', '2026-06-01'],
    ['2026-10-28', '2026-10-28'],
    ['2026.1.5', '2026-01-05'],
    ['2024年2月29日', '2024-02-29'],
    ['二O一一年三月十一日', '2011-03-11'],
    ['二00二年一月一日', '2002-01-01'],
    ['二 ○一 二 年 一 月 十 日', '2012-01-10'],
    ['二ＯＯ一年二月五日', '2001-02-05'],
  ])('reads %s', (words, date) => {
    expect(readDate(words, 0)).toEqual({ start: 0, end: words.length, date })
  })

  it.each(['2026年2月29日', '2026年13月1日', '2026年', '10月28日', '2026年10月', '二 0 年1月1日', '第三条', ''])(
    'refuses %j',
    (words) => {
      expect(readDate(words, 0)).toBeNull()
    },
  )

  it('stops where the date ends', () => {
    expect(readDate('自2026年12月1日起施行', 1)).toEqual({ start: 1, end: 11, date: '2026-12-01' })
  })
})

describe('dayInChina', () => {
  it('goes by the day of Beijing', () => {
    expect(dayInChina(new Date('2026-11-20T15:59:59Z'))).toBe('2026-11-20')
    expect(dayInChina(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21')
  })
})

describe('isCalendarDay', () => {
  it('asks for a day that is there, written in full', () => {
    expect(isCalendarDay('2026-02-28')).toBe(true)
    for (const other of ['2026-02-30', '2026-2-28', '2026年2月28日', '2026-02-28T00:00', 20260228, null])
      expect(isCalendarDay(other)).toBe(false)
  })
})
