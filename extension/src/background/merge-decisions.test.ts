import { describe, expect, it } from 'vitest'
import type { ReviewFinding, ShownDecision } from '../review.ts'
import { sourceOf } from './draft-source.ts'
import { applyWaiting, carryDecisions } from './merge-decisions.ts'
import type { OutboxEntry } from './outbox.ts'

const accepted: ShownDecision = {
  decision: 'accepted',
  reason: '',
  falseAlarm: false,
  by: '张三',
  at: '',
  waiting: false,
}

const finding = (quote: string, over: Partial<ReviewFinding> = {}): ReviewFinding => ({
  key: `r@${quote}`,
  rule: 'r',
  code: 'set.license',
  severity: 'illegal',
  start: 0,
  end: quote.length,
  clause: '第一条',
  message: '',
  authority: [],
  suggestion: '',
  quote,
  item: '',
  id: null,
  decision: null,
  ...over,
})

const entry = (
  quote: string,
  decision: 'accepted' | 'rejected' | 'undone',
  over: Partial<OutboxEntry> = {},
): OutboxEntry => ({
  id: quote + decision,
  source: 'http://oa/1',
  textId: 't',
  findingId: null,
  versionId: null,
  place: { rule: 'r', start: 0, end: quote.length, quote },
  act: { kind: 'decision', decision, reason: '属内部管理', falseAlarm: false },
  at: '2026-11-21T08:00:00.000Z',
  refusal: '',
  ...over,
})

describe('carryDecisions', () => {
  it('keeps the decision on the same words, wherever they moved', () => {
    const [moved] = carryDecisions(
      [finding('未经备案', { decision: accepted })],
      [finding('未经备案', { start: 40, end: 44 })],
    )
    expect(moved!.decision).toBe(accepted)
  })

  it('does not give one decision to two findings on the same words', () => {
    const after = carryDecisions(
      [finding('未经备案', { decision: accepted })],
      [finding('未经备案'), finding('未经备案')],
    )
    expect(after.map(({ decision }) => decision)).toEqual([accepted, null])
  })

  it('drops the decision when the words changed', () => {
    expect(carryDecisions([finding('未经备案', { decision: accepted })], [finding('未经登记')])[0]!.decision).toBeNull()
  })
})

describe('applyWaiting', () => {
  it('shows a kept decision as taken and waiting, the last word counts', () => {
    const [shown] = applyWaiting([finding('未经备案')], [entry('未经备案', 'accepted'), entry('未经备案', 'rejected')])
    expect(shown!.decision).toMatchObject({ decision: 'rejected', waiting: true, reason: '属内部管理' })
  })

  it('shows a taken-back decision as open', () => {
    const [shown] = applyWaiting(
      [finding('未经备案', { decision: accepted, id: 'f1' })],
      [entry('未经备案', 'undone', { findingId: 'f1' })],
    )
    expect(shown!.decision).toBeNull()
  })

  it('leaves findings of other words as they are', () => {
    const other = finding('处以罚款', { decision: accepted })
    expect(applyWaiting([other], [entry('未经备案', 'rejected')])[0]).toBe(other)
  })
})

describe('sourceOf', () => {
  it.each([
    ['http://oa/doc?id=7#top', 'http://oa/doc?id=7'],
    ['http://oa/app#/doc/7', 'http://oa/app#/doc/7'],
    ['http://oa/app#!/doc/7', 'http://oa/app#!/doc/7'],
  ])('names %s as %s', (url, source) => {
    expect(sourceOf(url)).toBe(source)
  })
})
