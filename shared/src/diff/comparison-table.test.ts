import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { applyFixes } from './apply-fixes.ts'
import { buildComparisonTable, buildProposalTable, rowAt } from './comparison-table.ts'
import { diffDocuments } from './diff-documents.ts'

const OLD = `青石县停车办法
第一条 停车场经营者应当在三日内报告。
第二条 禁止占用消防通道停车。
第三条 停车费由县城市管理局收取，不得减免。
第四条 本办法自公布之日起施行。`
const NEW = `青石县停车办法
第一条 停车场经营者应当在五日内报告。
第二条 停车费由县城市管理局收取，不得减免。
第三条 停车场应当设置充电车位，数量不少于车位总数的百分之十。
第四条 本办法自公布之日起施行。`

const tableOf = (all = false) => {
  const diff = diffDocuments(parseDocument(OLD), parseDocument(NEW))
  const grounds = [{ start: OLD.indexOf('禁止'), end: OLD.indexOf('禁止') + 4, note: '上位法已有规定，不必重复' }]
  return buildComparisonTable(OLD, NEW, diff, { all, grounds })
}
const wordsOf = (cells: ReadonlyArray<{ runs: ReadonlyArray<{ text: string }> }>) =>
  cells.map((cell) => cell.runs.map((run) => run.text).join('')).join('')

describe('buildComparisonTable', () => {
  it('has the three columns that officials use', () => {
    expect(tableOf().rows.map(({ name, notes }) => [name, ...notes])).toEqual([
      ['修改', '文字修改', '期限由“三日内”改为“五日内”'],
      ['删去', '删去', '上位法已有规定，不必重复'],
      ['新增', '新增'],
    ])
  })

  it('sets apart in either column what the other lacks', () => {
    const [edited] = tableOf().rows
    expect(edited?.before[0]?.runs.filter((run) => run.changed).map((run) => run.text)).toEqual(['三日'])
    expect(edited?.after[0]?.runs.filter((run) => run.changed).map((run) => run.text)).toEqual(['五日'])
  })

  it('holds every clause when asked for all', () => {
    const { rows } = tableOf(true)
    expect(rows.map(({ kind }) => kind)).toEqual(['edited', 'removed', 'renumbered', 'added', 'kept'])
    expect(rows.every((row) => wordsOf(row.before) === '' || OLD.includes(wordsOf(row.before)))).toBe(true)
  })
})

const fix = (before: string, after: string) => {
  const start = OLD.indexOf(before)
  return { start, end: start + before.length, before, after }
}

describe('rowAt', () => {
  const before = '第一条 企业应当缴纳保证金二十万元。\n第二条 本办法自公布之日起施行。\n第三条 未经备案的，不得经营。'
  const after = '第一条 企业应当缴纳保证金。\n第二条 本办法自公布之日起施行。\n第三条 物业服务人三十日内报送材料。'
  const diff = diffDocuments(parseDocument(before), parseDocument(after))
  const wordsAt = (words: string) => {
    const row = rowAt(before, after, diff, before.indexOf(words))
    return (
      row && [
        row.name,
        ...[row.before, row.after].map((cells) =>
          cells
            .flatMap(({ runs }) => runs)
            .map(({ text }) => text)
            .join(''),
        ),
      ]
    )
  }

  it('gives the clause that holds an offset, before and after', () => {
    expect(wordsAt('二十万元')).toEqual(['修改', '第一条 企业应当缴纳保证金二十万元。', '第一条 企业应当缴纳保证金。'])
    expect(wordsAt('施行')?.[0]).toBe('未变')
    expect(rowAt(before, after, diff, before.length)).toBeNull()
  })

  it('sets beside a struck clause the new one under its number', () => {
    expect(wordsAt('未经备案')).toEqual([
      '替换',
      '第三条 未经备案的，不得经营。',
      '第三条 物业服务人三十日内报送材料。',
    ])
  })
})

describe('buildProposalTable', () => {
  it('sets each touched clause beside its proposed wording', () => {
    const table = buildProposalTable(parseDocument(OLD), [
      { fix: fix('三日', '五个工作日'), note: '期限过短' },
      { fix: fix('，不得减免', ''), note: '减免另有规定' },
    ])
    expect(table.refused).toEqual([])
    expect(table.rows.map(({ before, after, notes }) => [before[0]?.label, wordsOf(after), ...notes])).toEqual([
      ['第一条', '第一条 停车场经营者应当在五个工作日内报告。', '期限过短'],
      ['第三条', '第三条 停车费由县城市管理局收取。', '减免另有规定'],
    ])
  })

  it('refuses proposals that want the same words, and says which', () => {
    const clash = [fix('应当在三日', '应当在五日'), fix('三日内', '七日内')].map((f) => ({ fix: f, note: '' }))
    expect(buildProposalTable(parseDocument(OLD), clash)).toEqual({ rows: [], refused: clash })
  })
})

describe('applyFixes', () => {
  it('makes adjacent fixes and tells where their words stand', () => {
    const text = '应当在三日内报告'
    const result = applyFixes(text, [
      { start: 3, end: 5, before: '三日', after: '五个工作日' },
      { start: 0, end: 3, before: '应当在', after: '可以于' },
      { start: 8, end: 8, before: '', after: '。' },
    ])
    expect(result).toEqual({
      status: 'applied',
      text: '可以于五个工作日内报告。',
      spans: [
        { start: 3, end: 8 },
        { start: 0, end: 3 },
        { start: 11, end: 12 },
      ],
    })
  })

  it('refuses overlaps and fixes made for another version', () => {
    const text = '应当在三日内报告'
    const a = { start: 0, end: 4, before: '应当在三', after: '' }
    const b = { start: 3, end: 5, before: '三日', after: '五日' }
    expect(applyFixes(text, [a, b])).toMatchObject({ status: 'refused', overlapping: [[a, b]] })
    expect(applyFixes(text, [{ ...b, before: '四日' }])).toMatchObject({ status: 'refused', overlapping: [] })
  })

  it('gives the same text in whatever order the fixes come', () => {
    const cuts = fc.uniqueArray(fc.nat(OLD.length), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(cuts, fc.array(fc.string({ maxLength: 3 }), { minLength: 6, maxLength: 6 }), (points, words) => {
        const sorted = [...points].sort((x, y) => x - y)
        const fixes = Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => {
          const [start, end] = [sorted[2 * n]!, sorted[2 * n + 1]!]
          return { start, end, before: OLD.slice(start, end), after: words[n]! }
        })
        const there = applyFixes(OLD, fixes)
        const back = applyFixes(OLD, [...fixes].reverse())
        expect(there.status).toBe('applied')
        expect(back.status === 'applied' && there.status === 'applied' && back.text === there.text).toBe(true)
      }),
    )
  })
})
