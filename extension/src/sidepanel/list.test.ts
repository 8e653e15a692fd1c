import { describe, expect, it } from 'vitest'
import type { ReviewFinding } from '../review.ts'
import { countBySeverity, foldRepeats, groupByClause, groupLabel, nextUndecided, select } from './list.ts'

const finding = (key: string, over: Partial<ReviewFinding> = {}): ReviewFinding => ({
  key,
  rule: 'normative/set.license#filing-as-permit',
  code: 'set.license',
  severity: 'illegal',
  start: 0,
  end: 4,
  clause: '第七条第二款',
  message: '涉嫌变相设定许可。',
  authority: [{ law: '中华人民共和国行政许可法', article: '第十七条' }],
  suggestion: '改为事后备案。',
  quote: '未经备案',
  item: '违法设定许可',
  id: null,
  decision: null,
  ...over,
})
const decided = { decision: 'accepted', reason: '', falseAlarm: false, by: '', at: '', waiting: false } as const
const all = ['illegal', 'improper', 'suspect', 'hint'] as const

describe('select', () => {
  const list = [
    finding('a'),
    finding('b', { severity: 'hint', clause: '第八条' }),
    finding('c', { severity: 'improper' }),
  ]
  it('keeps the order of the text, and only the wished severities', () => {
    expect(select(list, ['illegal', 'improper'], '', 'clause').map(({ key }) => key)).toEqual(['a', 'c'])
  })
  it('finds by clause, item and law, all words required', () => {
    expect(select(list, all, '第八条 许可法', 'clause').map(({ key }) => key)).toEqual(['b'])
    expect(select(list, all, '没有这样的词', 'clause')).toEqual([])
  })
  it('puts the gravest first when asked', () => {
    expect(select(list, all, '', 'severity').map(({ key }) => key)).toEqual(['a', 'c', 'b'])
  })
})

describe('groupLabel', () => {
  it.each([
    ['第七条第二款', '第七条'],
    ['第三条之一第（二）项', '第三条之一'],
    ['一、（二）', '一、（二）'],
    ['', '文件总体'],
  ])('%s → %s', (clause, label) => {
    expect(groupLabel(clause)).toBe(label)
  })
})

describe('groupByClause', () => {
  it('puts the paragraphs of one clause under one label', () => {
    const groups = groupByClause(
      [finding('a'), finding('b', { clause: '第七条' }), finding('c', { clause: '第九条' })],
      'clause',
    )
    expect(groups.map(({ label, findings }) => [label, findings.length])).toEqual([
      ['第七条', 2],
      ['第九条', 1],
    ])
  })
  it('puts notes where their words stand, or last of all', () => {
    const note = {
      id: 'n',
      by: '',
      body: '',
      waiting: false,
      isOwn: true,
      start: 3,
      end: 4,
      quote: '',
      clause: '第二条',
    }
    const list = [finding('a', { start: 2, clause: '第一条' }), finding('c', { start: 9, clause: '第三条' })]
    expect(groupByClause(list, 'clause', [note]).map(({ label }) => label)).toEqual(['第一条', '第二条', '第三条'])
    expect(groupByClause(list, 'severity', [note]).map(({ label }) => label)).toEqual(['illegal', '批注'])
  })
})

describe('nextUndecided', () => {
  const list = [finding('a'), finding('b', { decision: decided }), finding('c')]
  it('goes on below, then from the top', () => {
    expect(nextUndecided(list, 'a')).toBe('c')
    expect(nextUndecided(list, 'c')).toBe('a')
  })
  it('ends when all is decided', () => {
    expect(nextUndecided([finding('a'), finding('b', { decision: decided })], 'a')).toBeNull()
  })
})

it('counts every severity', () => {
  expect(countBySeverity([finding('a'), finding('b', { severity: 'hint' }), finding('c')])).toEqual({
    illegal: 2,
    improper: 0,
    suspect: 0,
    hint: 1,
  })
})

describe('foldRepeats', () => {
  const many = Array.from({ length: 20 }, (_, i) => finding(`k${i}`))
  it('shows a rule that speaks twenty times four times and a count', () => {
    const { shown, folded } = foldRepeats([...many, finding('other', { rule: 'r2' })], new Set())
    expect(shown.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2', 'k3', 'other'])
    expect([...folded]).toEqual([['k3', 16]])
  })
  it('hides nothing of a rule that was unfolded, nor of one that speaks seldom', () => {
    expect(foldRepeats(many, new Set([many[0]!.rule])).shown).toHaveLength(20)
    expect(foldRepeats(many.slice(0, 6), new Set()).shown).toHaveLength(6)
  })
})
