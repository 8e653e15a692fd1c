import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffDocuments } from '../diff/index.ts'
import { parseDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { carrySpan, createCarryContext } from './carry-span.ts'
import { compareFindings } from './compare-findings.ts'
import { describeSpan } from './describe-span.ts'
import { findApproximate, findExact } from './match-quote.ts'
import { resolveSelectors } from './resolve-selectors.ts'

const OLD = `青石县停车办法
第一条 停车场经营者应当在三日内向县公安局报告，并公示收费标准。
第二条 禁止占用消防通道停车。
第三条 停车费由县城市管理局收取，不得减免。
第四条 道路停车泊位由县公安局施划，报县人民政府备案。
第五条 本办法自公布之日起施行。`
const NEW = `青石县停车办法
第一条 县人民政府统一领导停车管理工作，协调解决重大问题。
第二条 停车场经营者应当在五日内向县公安局报告，并公示收费标准。
第三条 道路停车泊位由县公安局施划，报县人民政府备案。
第四条 停车费由县城市管理局收取，不得减免。
第五条 本办法自公布之日起施行。`

const contextOf = (a: string, b: string) => createCarryContext(a, b, diffDocuments(parseDocument(a), parseDocument(b)))
const spanOf = (text: string, words: string): Span => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
})

/** What the mark stands on in the new text, or why it has no place. */
function carriedWords(words: string, a = OLD, b = NEW): string {
  const carried = carrySpan(contextOf(a, b), spanOf(a, words))
  return carried.status === 'orphaned'
    ? carried.reason
    : `${carried.status} ${b.slice(carried.span.start, carried.span.end)}`
}

describe('carrySpan', () => {
  it.each([
    ['words of a renumbered clause', '并公示收费标准', 'kept 并公示收费标准'],
    ['a changed word', '三日', 'edited 五日'],
    ['words around a change', '应当在三日内向县公安局', 'edited 应当在五日内向县公安局'],
    ['words of a moved clause', '道路停车泊位', 'kept 道路停车泊位'],
    ['the number of a clause', '第四条', 'edited 第三条'],
    ['words of a removed clause', '占用消防通道', 'clause-removed'],
    ['the title', '停车办法', 'kept 停车办法'],
  ])('%s', (_name, words, expected) => {
    expect(carriedWords(words)).toBe(expected)
  })

  it('orphans words that were struck', () => {
    expect(carriedWords('，并公示收费标准', OLD, OLD.replace('，并公示收费标准', ''))).toBe('words-removed')
  })

  it('does not put a mark on unrelated words that stand where its own stood', () => {
    const b = OLD.replace('并公示收费标准', '其从业人员的培训经费由县财政部门每年核定一次并列入下一年度预算')
    expect(carriedWords('公示收费', OLD, b)).toBe('words-removed')
  })

  it('follows words to another place of their clause', () => {
    const a = '办法\n第一条 经营者应当公示收费标准。经营者不得拒绝残疾人车辆停放。从业人员应当佩戴标志。'
    const b = '办法\n第一条 从业人员应当佩戴标志。经营者应当公示收费标准。经营者不得拒绝残疾人车辆停放。'
    expect(carriedWords('从业人员应当佩戴标志', a, b)).toBe('kept 从业人员应当佩戴标志')
  })

  it('carries a mark over two clauses that stay together', () => {
    const words = '第四条 道路停车泊位由县公安局施划，报县人民政府备案。\n第五条 本办法'
    const b = OLD.replace('报县人民政府备案', '报县人民政府批准')
    expect(carriedWords(words, OLD, b)).toBe(`edited ${words.replace('备案', '批准')}`)
  })

  it('refuses a span past the end', () => {
    expect(() => carrySpan(contextOf(OLD, NEW), { start: 0, end: OLD.length + 1 })).toThrow(RangeError)
  })
})

const sentence = fc
  .array(fc.constantFrom('经营者', '应当', '可以', '三日内', '五日内', '报告', '县公安局', '，', '收费标准', '不得'), {
    minLength: 3,
    maxLength: 12,
  })
  .map((words) => `${words.join('')}。`)
const document = fc
  .array(sentence, { minLength: 1, maxLength: 6 })
  .map((clauses) => clauses.map((words, n) => `第${'一二三四五六'[n]}条 ${words}`).join('\n'))

describe('laws of carrying', () => {
  it('in an unchanged text every span stays where it is', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), (text, x, y) => {
        const [start, end] = [x % text.length, y % text.length].sort((p, q) => p - q) as [number, number]
        if (text.slice(start, end).trim() !== text.slice(start, end) || start === end) return
        expect(carrySpan(contextOf(text, text), { start, end })).toEqual({ status: 'kept', span: { start, end } })
      }),
    )
  })

  it('spans of one edited clause that do not overlap keep their order', () => {
    const pair = fc.tuple(sentence, sentence).map(([x, y]) => [`第一条 ${x}`, `第一条 ${y}`] as const)
    fc.assert(
      fc.property(pair, fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), ([a, b], points) => {
        const [p, q, r, s] = points.map((n) => n % (a.length + 1)).sort((x, y) => x - y) as [
          number,
          number,
          number,
          number,
        ]
        // Short spans only: longer ones may be found elsewhere in their clause, on purpose.
        if (q - p > 5 || s - r > 5 || p === q || r === s) return
        const context = contextOf(a, b)
        const first = carrySpan(context, { start: p, end: q })
        const second = carrySpan(context, { start: r, end: s })
        if (first.status === 'orphaned' || second.status === 'orphaned') return
        expect(first.span.start).toBeLessThanOrEqual(second.span.start)
        expect(first.span.end).toBeLessThanOrEqual(second.span.end)
      }),
      { numRuns: 1000 },
    )
  })

  it('a kept span stands on the same words', () => {
    fc.assert(
      fc.property(document, document, fc.nat(), fc.nat(24), (a, b, at, length) => {
        const start = at % a.length
        const end = Math.min(a.length, start + length)
        const carried = carrySpan(contextOf(a, b), { start, end })
        if (carried.status !== 'kept' || a.slice(start, end).includes('\n')) return
        expect(b.slice(carried.span.start, carried.span.end).trim()).toBe(a.slice(start, end).trim())
      }),
      { numRuns: 300 },
    )
  })
})

describe('selectors', () => {
  it('a span described and resolved is the span', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(), fc.nat(), (text, x, y) => {
        const [start, end] = [x % (text.length + 1), y % (text.length + 1)].sort((p, q) => p - q) as [number, number]
        expect(resolveSelectors(text, describeSpan(text, { start, end }))).toEqual({
          status: 'kept',
          span: { start, end },
        })
      }),
      { numRuns: 500 },
    )
  })

  it('find the words where the text in front grew', () => {
    const selectors = describeSpan(OLD, spanOf(OLD, '停车费由县城市管理局收取'))
    const resolved = resolveSelectors(NEW, selectors)
    expect(resolved).toEqual({ status: 'kept', span: spanOf(NEW, '停车费由县城市管理局收取') })
  })

  it('find words of which a few changed', () => {
    const selectors = describeSpan(OLD, spanOf(OLD, '停车场经营者应当在三日内向县公安局报告'))
    expect(resolveSelectors(NEW, selectors)).toEqual({
      status: 'edited',
      span: spanOf(NEW, '停车场经营者应当在五日内向县公安局报告'),
    })
  })

  it('do not choose between look-alikes', () => {
    const penalty = (who: string) => `${who}未按照规定备案的，由县城市管理局责令限期改正，处一千元以下罚款。`
    const selectors = describeSpan(penalty('甲'), spanOf(penalty('甲'), '由县城市管理局责令限期改正'))
    expect(resolveSelectors(`${penalty('乙')}${penalty('丙')}`, selectors)).toEqual({
      status: 'orphaned',
      reason: 'ambiguous',
    })
  })

  it('orphan a short quote that is gone', () => {
    expect(resolveSelectors(NEW, describeSpan(OLD, spanOf(OLD, '消防通道')))).toEqual({
      status: 'orphaned',
      reason: 'not-found',
    })
  })
})

describe('findApproximate', () => {
  it('finds what is within the errors allowed, nearest first', () => {
    const text = '前文若干字。经营者应当在五日内报告情况。中间若干字。经营者可以于五日内报告情形。'
    const [best, ...others] = findApproximate(text, '经营者应当在三日内报告情况', 3)
    expect(best).toMatchObject({ ...spanOf(text, '经营者应当在五日内报告情况'), errors: 1 })
    expect(others.every((match) => match.errors > 1)).toBe(true)
  })

  it('counts overlapping exact occurrences', () => {
    expect(findExact('哈哈哈', '哈哈')).toEqual([0, 1])
    expect(findExact('哈哈哈', '')).toEqual([])
  })
})

describe('compareFindings', () => {
  const finding = (text: string, words: string, rule = 'normative/set.time-limit#report') => ({
    ...spanOf(text, words),
    rule,
    code: rule.split('#')[0]!.split('/')[1]!,
  })
  const compare = (a: ReturnType<typeof finding>[], b: ReturnType<typeof finding>[]) =>
    compareFindings(contextOf(OLD, NEW), a, b)

  it('tells resolved, persisting, moved and new apart', () => {
    const before = [
      finding(OLD, '三日内'),
      finding(OLD, '占用消防通道'),
      finding(OLD, '不得减免'),
      finding(OLD, '施划，报'),
    ]
    const after = [finding(NEW, '五日内'), finding(NEW, '施划，报'), finding(NEW, '统一领导')]
    const result = compare(before, after)
    expect(result.persisting).toEqual([
      { before: before[0], after: after[0], moved: false },
      { before: before[3], after: after[1], moved: false },
    ])
    expect(result.resolved).toEqual([
      { finding: before[1], reason: 'removed' },
      { finding: before[2], reason: 'rule' },
    ])
    expect(result.new).toEqual([after[2]])
  })

  it('lets another rule of the same matter take over, and never one finding twice', () => {
    const before = [finding(OLD, '三日内', 'a/set.time-limit#x')]
    const after = [finding(NEW, '五日内', 'b/set.time-limit#y'), finding(NEW, '五日内', 'a/other#z')]
    expect(compare(before, after).persisting).toMatchObject([{ after: after[0] }])
    expect(compare(before, after).new).toEqual([after[1]])
  })

  it('puts every finding in exactly one list', () => {
    const one = (text: string) =>
      fc
        .tuple(fc.nat(text.length - 6), fc.constantFrom('a/x#1', 'a/x#2', 'b/y#1'))
        .map(([start, rule]) => ({ start, end: start + 5, rule, code: rule.slice(2, 3) }))
    fc.assert(
      fc.property(fc.array(one(OLD), { maxLength: 8 }), fc.array(one(NEW), { maxLength: 8 }), (before, after) => {
        const result = compareFindings(contextOf(OLD, NEW), before, after)
        expect(result.resolved.length + result.persisting.length).toBe(before.length)
        expect(result.new.length + result.persisting.length).toBe(after.length)
      }),
      { numRuns: 60 },
    )
  })
})
