import { describe, expect, it } from 'vitest'
import { ReviewKind } from './review-state.ts'
import { type LimitName, termOf } from './review-terms.ts'
import { isSet, NOTHING_SET, numberSet, type OfficeSettings, SETTING_KEYS, SETTINGS } from './settings.ts'

const LIMITS: LimitName[] = ['intake', 'supplement', 'review', 'consultation', 'feedback', 'recheck', 'filing']
const set: OfficeSettings = {
  office: '临江县司法局',
  values: {
    'normative.review.workdays': { value: 10, since: '2026-11-21' },
    'intake.workdays': { value: 2, since: '2026-11-21' },
    'validity.years': { value: 5, since: '2026-11-21' },
    'consultation.pauses': { value: false, since: '2026-11-21' },
  },
}

describe('settings', () => {
  it.each(SETTING_KEYS)('%s stands within its own bounds, and says what hangs on it', (key) => {
    const { fallback, min, max, unit, name, note } = SETTINGS[key]
    expect(`${name}${note}`).toMatch(/^[^!！]+。$/)
    if (unit === 'switch') return expect(typeof fallback).toBe('boolean')
    expect(min).toBeLessThan(max as number)
    if (fallback === null) return
    expect(fallback).toBeGreaterThanOrEqual(min as number)
    expect(fallback).toBeLessThanOrEqual(max as number)
  })

  it('leave no office outside of what national texts say', () => {
    expect(SETTINGS['normative.review.workdays']).toMatchObject({ min: 5, max: 15, fallback: 15 })
    expect(SETTINGS['decision.review.workdays']).toMatchObject({ min: 7 })
  })

  it('compute nothing that a local rule alone could say, until the office says it', () => {
    expect(numberSet(NOTHING_SET, 'validity.years')).toBeNull()
    expect(termOf('decision', 'evaluation')).toBeNull()
    expect(numberSet(set, 'validity.years')).toBe(5)
    expect(isSet(NOTHING_SET, 'consultation.pauses')).toBe(true)
    expect(isSet(set, 'consultation.pauses')).toBe(false)
  })

  it('give each limit with where it comes from', () => {
    expect(termOf('normative', 'review')?.basis).toBe('国办发〔2018〕115号，一般不少于5个工作日、不超过15个工作日')
    expect(termOf('normative', 'review', set)).toEqual({
      length: 10,
      unit: 'workday',
      basis:
        '临江县司法局设定的“审核期限（行政规范性文件）”，2026-11-21起执行；国办发〔2018〕115号，一般不少于5个工作日、不超过15个工作日',
    })
    expect(termOf('contract', 'review', set)?.basis).toBe(
      '“审核期限（政府合同）”的默认值，地方通行规定，临江县司法局未另行设定',
    )
    for (const kind of ReviewKind.options)
      for (const limit of LIMITS) expect(termOf(kind, limit)?.length ?? 1).toBeGreaterThan(0)
    expect(termOf('enforcement', 'filing')).toBeNull()
    expect(termOf('normative', 'filing')).toMatchObject({ length: 15, unit: 'day' })
    expect(termOf('contract', 'filing')).toMatchObject({ length: 5, unit: 'workday' })
  })
})
