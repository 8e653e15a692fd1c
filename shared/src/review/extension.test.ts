import { describe, expect, it } from 'vitest'
import { judgeExtension, refusalToExtend } from './extension.ts'
import { NOTHING_SET } from './settings.ts'
import { computeDeadline, type Term } from './time-limit.ts'
import { buildWorkCalendar } from './work-calendar.ts'

const term = (length: number): Term => ({ length, unit: 'workday', basis: '本局设定' })
const once = { length: 3, on: '2026-11-05', reason: '案情复杂' }

describe('the extension of a term', () => {
  it('is made once', () => {
    expect(refusalToExtend('contract', term(5))).toBeNull()
    expect(refusalToExtend('contract', { ...term(5), extension: once })).toBe(
      '审核期限已于2026-11-05延长过一次，不得再次延长。',
    )
    expect(refusalToExtend('contract', null)).toBe('审核期限尚未开始计算。')
  })

  it('leads no further than the national limit, nor than the office has set', () => {
    expect(refusalToExtend('normative', term(15))).toContain('已达国家规定的上限15个工作日')
    expect(judgeExtension('normative', term(10), 5, NOTHING_SET)).toBeNull()
    expect(judgeExtension('normative', term(10), 6, NOTHING_SET)).toContain('至多可以延长5个工作日')
    expect(judgeExtension('decision', term(15), 10, NOTHING_SET)).toBeNull()
    expect(judgeExtension('decision', term(15), 11, NOTHING_SET)).toContain('延长不得超过10个工作日')
  })

  it('is shown in how the date was reached', () => {
    const calendar = buildWorkCalendar({ '2026': { off: [], work: [] } })
    const before = computeDeadline('2026-11-02', term(5), [], calendar)
    const after = computeDeadline('2026-11-02', { ...term(5), extension: once }, [], calendar)
    expect(before.due).toBe('2026-11-09')
    expect(after.due).toBe('2026-11-12')
    expect(after.steps).toContain('2026-11-05经审核负责人决定，延长3个工作日，理由：案情复杂。')
  })
})
