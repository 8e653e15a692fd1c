import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTimeOf } from '../../../test/cpu-time.ts'
import { formatNumeral } from '../text/numeral.ts'
import { clauseAt, type ParsedDocument, parseDocument } from './index.ts'

/** A document as drafts are made: chapters, articles with 款 and 项, headings, annexes, and noise between them. */
const pieces = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('县测试局应当公开结果。', '企业不得拒绝；拒绝的，责令改正。', '有下列情形之一的：'),
  },
  { weight: 4, arbitrary: fc.nat(12).map((n) => `第${formatNumeral(n + 1)}条　测试应当公开。`) },
  { weight: 2, arbitrary: fc.nat(4).map((n) => `第${formatNumeral(n + 1)}章　总则`) },
  { weight: 4, arbitrary: fc.nat(6).map((n) => `（${formatNumeral(n + 1)}）真实；`) },
  { weight: 2, arbitrary: fc.nat(6).map((n) => `${n + 1}.姓名；`) },
  { weight: 2, arbitrary: fc.nat(6).map((n) => `${formatNumeral(n + 1)}、总体要求`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('附件1', '附件：1.表', '目录', '2026年1月1日', '某县测试办法', '“第三条 甲。', '乙。”'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)
const texts = fc
  .array(fc.tuple(pieces, fc.constantFrom('\n', '\n\n', '\r\n', ' ', '')), { maxLength: 40 })
  .map((list) => list.flat().join(''))

function expectSound({ text, nodes, sentences, anomalies, frontMatter }: ParsedDocument): void {
  expect(nodes[0]).toMatchObject({ kind: 'root', parent: null, start: 0, end: text.length })
  nodes.forEach((node, index) => {
    expect(node.end).toBeGreaterThanOrEqual(node.start)
    if (node.parent === null) return
    const parent = nodes[node.parent]!
    expect(parent.children).toContain(index)
    expect(node.start).toBeGreaterThanOrEqual(parent.start)
    expect(node.end).toBeLessThanOrEqual(parent.end)
  })
  for (const { children } of nodes) {
    for (let i = 1; i < children.length; i++) {
      expect(children[i]!).toBeGreaterThan(children[i - 1]!)
      expect(nodes[children[i]!]!.start).toBeGreaterThanOrEqual(nodes[children[i - 1]!]!.end)
    }
  }
  let last = 0
  for (const sentence of sentences) {
    expect(sentence.start).toBeGreaterThanOrEqual(last)
    expect(sentence.end).toBeGreaterThan(sentence.start)
    expect(text.slice(sentence.start, sentence.end)).not.toMatch(/[\n\r]/)
    last = sentence.end
    const node = nodes[sentence.node]!
    expect(node.start <= sentence.start && sentence.end <= node.end).toBe(true)
  }
  for (const { start, end } of anomalies) expect(0 <= start && start <= end && end <= text.length).toBe(true)
  for (const part of Object.values(frontMatter).flat()) {
    if (part !== null) expect(part.start < part.end && part.end <= text.length).toBe(true)
  }
}

describe('parseDocument, for any text', { timeout: 60_000 }, () => {
  it('nests clauses, keeps siblings in order and sentences inside their clause', () => {
    fc.assert(
      fc.property(texts, (text) => expectSound(parseDocument(text))),
      { numRuns: 300 },
    )
  })

  it('covers every word: what is no number and no space stands in a sentence', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { sentences, nodes } = parseDocument(text)
        const isCovered = new Uint8Array(text.length)
        for (const { start, end } of sentences) isCovered.fill(1, start, end)
        for (const { marker } of nodes) if (marker !== null) isCovered.fill(1, marker.start, marker.end)
        for (let i = 0; i < text.length; i++) {
          if (/[一-鿿]/.test(text[i]!) && isCovered[i] === 0) {
            // Numbers outside the provisions (a 目录, 附件1) are left out of sentences but are no node.
            expect('第一二三四五六七八九十章条、（）附件').toContain(text[i])
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leads from a clause to itself by the place of its number', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = parseDocument(text)
        for (const node of document.nodes)
          if (node.marker !== null) expect(clauseAt(document, node.marker.start)).toBe(node)
      }),
      { numRuns: 300 },
    )
  })

  it('gives every clause of a well-numbered document a label of its own', () => {
    const text = Array.from({ length: 30 }, (_, n) => {
      const article = `第${formatNumeral(n + 1)}条　测试应当符合下列条件：\n（一）真实；\n（二）可复核。\n前款由县测试局公布。`
      return n % 10 === 0 ? `第${formatNumeral(n / 10 + 1)}章　测试\n${article}` : article
    }).join('\n')
    const labels = parseDocument(text).nodes.map((node) => node.label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels).toContain('第三十条第一款第（二）项')
  })
})

describe('parseDocument, for hostile text', { timeout: 60_000 }, () => {
  it.each([
    ['5 MB of 第', '第'.repeat(5_000_000)],
    ['10,000 nested brackets', `${'（'.repeat(10_000)}${'）'.repeat(10_000)}`],
    ['brackets that never close', '（《'.repeat(100_000)],
    ['quotations that never close', '：“甲\n'.repeat(50_000)],
    ['lone surrogates', '\ud800\udc00\ud800'.repeat(100_000)],
    ['right-to-left marks', '\u202e第一条\u202c 甲。\n'.repeat(20_000)],
    ['NULs', '\0'.repeat(1_000_000)],
    ['one article again and again', '第一条 甲。\n'.repeat(50_000)],
    ['headings, then chapters alone', `一、甲。\n${'第一章\n'.repeat(60_000)}`],
    ['annexes that announce', '甲。\n附件：1.甲表\n'.repeat(40_000)],
    ['an article that names itself', `第一条 ${'本办法第一条'.repeat(100_000)}`],
    ['digits set apart', `第${' 二'.repeat(500_000)}`],
    ['dates and titles', '2026年1月1日\n某某办法\n甲。\n'.repeat(20_000)],
  ])('returns a tree for %s', (_, text) => {
    let end = -1
    // Linear work takes well under a second; a quadratic step would take minutes.
    expect(
      cpuTimeOf(() => {
        end = parseDocument(text).nodes[0]!.end
      }),
    ).toBeLessThan(15_000)
    expect(end).toBe(text.length)
  })
})
