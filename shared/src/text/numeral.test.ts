import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumeral, parseNumeral, readNumeral, readSpacedNumeral } from './numeral.ts'

describe('parseNumeral', () => {
  it.each([
    ['二十三', 23],
    ['廿三', 23],
    ['卅', 30],
    ['十', 10],
    ['一十', 10],
    ['一百零一', 101],
    ['一百一十', 110],
    ['一千二百六十', 1260],
    ['一千零四十', 1040],
    ['〇', 0],
    ['二〇二六', 2026],
    ['二○一八', 2018],
    ['２３', 23],
    ['23', 23],
    ['壹佰零壹', 101],
    ['三万五千', 35000],
    ['一亿零三万', 100030000],
    ['两', 2],
  ])('reads %s as %d', (numeral, value) => {
    expect(parseNumeral(numeral)).toBe(value)
  })

  it.each(['', '第', '三条', 'x', '2.5', '9'.repeat(40), '九'.repeat(40)])('refuses %j', (numeral) => {
    expect(parseNumeral(numeral)).toBeNull()
  })

  it('stops at the first unit that is no numeral', () => {
    expect(readNumeral('第二十三条', 1)).toEqual({ value: 23, end: 4 })
    expect(readNumeral('条', 0)).toBeNull()
  })
})

describe('readSpacedNumeral', () => {
  it.each([
    ['二 十 三 条', { value: 23, end: 5 }],
    ['二O一一年', { value: 2011, end: 4 }],
    ['1 2 条', { value: 12, end: 3 }],
    ['二 十', null],
    ['二 十个', null],
    ['条', null],
  ])('reads %j up to its unit', (words, read) => expect(readSpacedNumeral(words, 0, '条年')).toEqual(read))
})

describe('formatNumeral', () => {
  it.each([
    [0, '零'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [101, '一百零一'],
    [112, '一百一十二'],
    [1005, '一千零五'],
    [10_010, '一万零一十'],
    [100_000_001, '一亿零一'],
  ])('writes %d as %s', (value, words) => {
    expect(formatNumeral(value)).toBe(words)
  })

  it('is undone by parseNumeral', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(parseNumeral(formatNumeral(value))).toBe(value)
      }),
    )
  })

  it('refuses what is no clause number', () => {
    expect(() => formatNumeral(-1)).toThrow(RangeError)
    expect(() => formatNumeral(1.5)).toThrow(RangeError)
  })
})
