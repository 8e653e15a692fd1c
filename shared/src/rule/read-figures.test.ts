import { describe, expect, it } from 'vitest'
import { faultOf } from './figure-fault.ts'
import { Problems } from './place.ts'
import { readFigures, readFigureValue, toFigure } from './read-figures.ts'
import { scanNumbers } from './scan-numbers.ts'

const stated = (text: string) => scanNumbers(text).flatMap((token) => toFigure(token, text))[0]!

describe('readFigureValue', () => {
  it.each([
    ['不少于三十日', { is: 'atLeast', quantity: 'time', low: 30, unit: '日' }],
    ['不超过二十个工作日', { is: 'atMost', low: 20, unit: '工作日' }],
    ['六个月', { is: 'exactly', low: 180, unit: '月' }],
    ['不超过百分之十', { is: 'atMost', quantity: 'ratio', low: 0.1 }],
    ['百分之五至百分之十二', { is: 'between', low: 0.05, high: 0.12 }],
    ['不少于三分之二', { is: 'atLeast', low: 2 / 3 }],
    ['不少于五人', { is: 'atLeast', quantity: 'count', low: 5, unit: '人' }],
    ['不超过二百元', { is: 'atMost', quantity: 'money', low: 200 }],
  ])('reads %s', (text, value) => {
    expect(readFigureValue(text)).toMatchObject(value)
  })

  it('refuses words without a figure', () => {
    expect(readFigureValue('合理期限')).toBeNull()
  })
})

describe('faultOf', () => {
  it.each([
    // A month is not quite thirty days: the same time in two units agrees.
    ['一百八十日', '六个月', null],
    ['九十日', '三个月', null],
    ['３０日', '三十日', null],
    ['三十个自然日', '三十日', null],
    ['十五日', '三十日', 'less'],
    ['一年', '六个月', 'more'],
    // Weekends count.
    ['20日', '二十个工作日', null],
    ['30日', '不超过二十个工作日', null],
    ['40日', '不超过二十个工作日', 'more'],
    ['5日', '不少于七个工作日', 'less'],
    ['5个工作日', '不少于七日', null],
    ['15个工作日', '不超过十五日', 'more'],
    ['百分之三', '百分之五至百分之十二', 'less'],
    ['4人', '不少于三人', null],
    ['3家', '不少于五人', null],
  ])('%s against %s: %s', (draft, law, fault) => {
    expect(faultOf(stated(draft), readFigureValue(law)!)).toBe(fault)
  })

  it('takes the days of a law that counts working days as they stand', () => {
    expect(faultOf(stated('5个工作日'), readFigureValue('不超过五日')!, true)).toBeNull()
    expect(faultOf(stated('7日'), readFigureValue('不超过五日')!, true)).toBe('more')
  })
})

describe('readFigures', () => {
  const row = {
    编号: 'a',
    事项: '公示',
    审核事项: 'conflict.upper',
    法定: '不少于七日',
    前接: '公示',
    错: '公示三日。',
    对: '公示七日。',
  }
  const read = (rows: unknown[]) => {
    const problems = new Problems()
    const figures = readFigures([{ 法律: '某法', 版本: '2020-01-01', 数值: rows }], problems)
    return { figures, problems: problems.all.map(({ detail }) => detail) }
  }

  it('gives each row its law, and a gist where none is written', () => {
    expect(read([{ ...row, 条款: '第三条' }]).figures[0]!.authority).toEqual({
      law: '某法',
      version: '2020-01-01',
      article: '第三条',
      gist: '公示：不少于七日',
    })
  })

  it('tells what is wrong in a row', () => {
    expect(read([row, row]).problems).toEqual(['编号“a”用过了，换一个'])
    expect(read([{ ...row, 法定: '尽快' }]).problems[0]).toContain('不少于三十日')
    expect(read([{ ...row, 错: undefined }]).problems).toEqual(['“错”至少写一句'])
    expect(read([{ ...row, 前接: undefined }]).problems[0]).toContain('前接')
    expect(read([{ ...row, 除非: [{ 全文: '信访' }] }]).problems[0]).toContain('全文')
  })
})
