import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { diffDocuments } from './diff-documents.ts'
import { applyPatch, toPatch } from './patch.ts'

const compare = (a: string, b: string) => diffDocuments(parseDocument(a), parseDocument(b))
const numerals = '一二三四五六七八九十'
const article = (n: number, words: string) => `第${numerals[n - 1]}条 ${words}`
const measures = (...clauses: string[]) =>
  ['青石县若干管理办法', ...clauses.map((words, n) => article(n + 1, words))].join('\n')

const PURPOSE = '为了规范停车管理，制定本办法。'
const DEADLINE = '经营者应当自收到通知之日起三日内向县公安局报告。'
const PENALTY = '违反第二条规定的，由工商行政管理部门处五百元以上一千元以下罚款。'
const EFFECT = '本办法自2024年1月1日起施行。'

describe('diffDocuments', () => {
  it('calls out what must not be overlooked, with its kind', () => {
    const after = measures(
      PURPOSE,
      '经营者可以自收到通知之日起五日内向县公安局报告。',
      '违反第二条规定的，由市场监督管理部门处一千元以上三千元以下罚款。',
      '本办法自2025年1月1日起施行。',
    )
    const { changes } = compare(measures(PURPOSE, DEADLINE, PENALTY, EFFECT), after)
    expect(changes.flatMap((change) => change.substantive)).toEqual([
      { kind: '情态', before: '应当', after: '可以' },
      { kind: '期限', before: '三日内', after: '五日内' },
      { kind: '金额', before: '五百元以上', after: '一千元以上' },
      { kind: '金额', before: '一千元以下', after: '三千元以下' },
      { kind: '主体', before: '工商行政管理部门', after: '市场监督管理部门' },
      { kind: '日期', before: '2024年1月1日', after: '2025年1月1日' },
    ])
  })

  it('says nothing of a citation that follows its article, and speaks of one that does not', () => {
    const before = measures(PURPOSE, DEADLINE, PENALTY, EFFECT)
    const inserted = '县人民政府统一领导停车管理工作，协调解决重大问题。'
    const followed = compare(before, measures(PURPOSE, inserted, DEADLINE, PENALTY.replace('第二条', '第三条'), EFFECT))
    expect(followed.changes.find((change) => change.before[0] === '第三条')).toMatchObject({
      kind: 'edited',
      substantive: [],
    })
    const astray = compare(before, measures(PURPOSE, inserted, DEADLINE, PENALTY.replace('第二条', '第四条'), EFFECT))
    expect(astray.changes.find((change) => change.before[0] === '第三条')?.substantive).toEqual([
      { kind: '引用条款', before: '第二条', after: '第四条' },
    ])
  })

  it('names a comma an edit and a bracket shape nothing', () => {
    const { changes } = compare(
      measures(PURPOSE, '乡(镇)人民政府负责日常管理。', '有关部门应当在各自职责范围内做好工作。'),
      measures(PURPOSE, '乡（镇）人民政府负责日常管理。', '有关部门应当在各自职责范围内，做好工作。'),
    )
    expect(changes.map(({ kind, typographic }) => ({ kind, typographic }))).toEqual([
      { kind: 'kept', typographic: false },
      { kind: 'kept', typographic: true },
      { kind: 'edited', typographic: true },
    ])
  })

  it('tells which 项 came and which merely moved on', () => {
    const list = (...items: string[]) =>
      ['有下列情形之一的，不予受理：', ...items.map((words, n) => `（${numerals[n]}）${words}；`)].join('\n')
    const { changes } = compare(
      measures(PURPOSE, list('申请人不具备资格的', '申请材料不齐全的')),
      measures(PURPOSE, list('申请人不具备资格的', '超过规定期限提出的', '申请材料不齐全的')),
    )
    expect(changes[1]?.parts.map(({ kind, before, after }) => ({ kind, before, after }))).toEqual([
      { kind: 'added', before: [], after: ['第二条第（二）项'] },
      { kind: 'renumbered', before: ['第二条第（二）项'], after: ['第二条第（三）项'] },
    ])
  })

  it('keeps the number with its article when a paragraph is put in front', () => {
    const { changes } = compare(measures(PURPOSE, DEADLINE), measures(PURPOSE, `经营者应当诚信经营。\n${DEADLINE}`))
    expect(changes[1]?.runs[0]).toMatchObject({ kind: 'kept' })
  })

  it('shows chapter headings in the frame, renumbered', () => {
    const chapter = (n: number, title: string) => `第${numerals[n - 1]}章 ${title}`
    const a = ['某办法', chapter(1, '总则'), article(1, PURPOSE), chapter(2, '罚则'), article(2, PENALTY)].join('\n')
    const b = [
      '某办法',
      chapter(1, '总则'),
      article(1, PURPOSE),
      chapter(2, '报告'),
      article(2, DEADLINE),
      chapter(3, '罚则'),
      article(3, PENALTY),
    ].join('\n') // prettier-ignore
    const { frame } = compare(a, b)
    expect(frame.map(({ kind, after }) => [kind, ...after])).toContainEqual(['renumbered', '第三章'])
    expect(frame.map(({ kind, after }) => [kind, ...after])).toContainEqual(['added', '第二章'])
  })

  it('compares an empty text with a full one', () => {
    expect(compare('', '').changes).toEqual([])
    expect(compare('', measures(PURPOSE)).changes.map(({ kind }) => kind)).toEqual(['added'])
    expect(compare(measures(PURPOSE), '').changes.map(({ kind }) => kind)).toEqual(['removed'])
  })
})

const clause = fc
  .array(
    fc.constantFrom('经营者', '应当', '可以', '三日内', '五日内', '报告', '县公安局', '，', '；', '𠀀', '(', '（'),
    { minLength: 2, maxLength: 14 },
  )
  .map((words) => `${words.join('')}。`)
const text = fc
  .array(fc.tuple(clause, fc.constantFrom('article', 'chapter', 'item', 'heading', 'line')), { maxLength: 12 })
  .map((parts) =>
    parts
      .map(([words, kind], n) => {
        const number = numerals[n % 10]
        if (kind === 'article') return `第${number}条 ${words}`
        if (kind === 'chapter') return `第${number}章 ${words.slice(0, 4)}`
        if (kind === 'item') return `（${number}）${words}`
        return kind === 'heading' ? `${number}、${words}` : words
      })
      .join('\n'),
  )

describe('laws of the comparison', () => {
  it('applied to the old text it gives the new', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const diff = compare(a, b)
        expect(applyPatch(a, toPatch(b, diff))).toBe(b)
      }),
      { numRuns: 300 },
    )
  })

  it('a text compared with itself has not changed', () => {
    fc.assert(
      fc.property(text, (a) => {
        const { changes, frame } = compare(a, a)
        expect([...changes, ...frame].every(({ kind, runs }) => kind === 'kept' && runs.length === 0)).toBe(true)
      }),
    )
  })

  it('tells of every non-blank character once', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { changes, frame } = compare(a, b)
        for (const [whole, side] of [
          [a, 'spansA'],
          [b, 'spansB'],
        ] as const) {
          // prettier-ignore
          const held = new Set<number>()
          for (const span of [...changes, ...frame].flatMap((change) => change[side])) {
            for (let at = span.start; at < span.end; at++) held.add(at)
          }
          for (let at = 0; at < whole.length; at++) if (/\S/u.test(whole[at]!)) expect(held.has(at)).toBe(true)
        }
      }),
    )
  })
})
