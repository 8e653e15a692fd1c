import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { compileReader } from './compile-reader.ts'
import { CODE_BITS, FEATURE_BITS, visitFeatures } from './features.ts'
import { indexCases, nearestCases } from './nearest-cases.ts'
import { packTable, type ReaderWeights, unpackTable } from './reader-weights.ts'

const OFFENDING = '未向村里缴清卫生费的住户，水表先停三天。'

/** Weights that know one sentence: every feature of it weighs 1. */
function weightsFor(text: string, suspect: number): ReaderWeights {
  const document = parseDocument(text, { fragment: true, kind: 'normative' })
  const level = new Int8Array(1 << FEATURE_BITS)
  for (const sentence of document.sentences)
    visitFeatures(document, sentence, (bucket) => {
      level[bucket] = 1
    })
  const nothing = packTable(new Int8Array(1 << CODE_BITS), [1])
  return {
    version: 'test',
    offence: packTable(level, [100]),
    bias: 0,
    suspect,
    hint: 500,
    unlike: 0,
    calibration: [
      [500, 0.6],
      [suspect, 0.9],
    ],
    codes: [
      { code: 'set.coercion', name: '违法设定强制', bias: 5, table: nothing },
      { code: 'set.fee', name: '违法设定收费', bias: 0, table: nothing },
    ],
    cases: [
      { code: 'set.coercion', quote: '欠费的住户先停水', why: '停水催费' },
      { code: 'set.coercion', quote: '拆除违章建筑', why: '强拆' },
      { code: 'set.fee', quote: '住户缴卫生费', why: '收费' },
    ],
  }
}

const read = (weights: ReaderWeights, text: string, kind: 'normative' | 'statute' = 'normative') =>
  compileReader(weights).read(parseDocument(text, { fragment: true, kind }))

describe('the second reader', () => {
  it('marks what resembles the cases, at most as suspect, and names the nearest', () => {
    const [finding] = read(weightsFor(OFFENDING, 600), OFFENDING)
    expect(finding).toMatchObject({ rule: 'reader/set.coercion', code: 'set.coercion', severity: 'suspect' })
    expect(OFFENDING.slice(finding!.start, finding!.end)).toContain('水表先停三天')
    expect(finding!.message).toContain('欠费的住户先停水')
    expect(finding!.message).toContain('约9成')
  })

  it('only hints below its threshold', () => {
    expect(read(weightsFor(OFFENDING, 1e9), OFFENDING).map(({ severity }) => severity)).toEqual(['hint'])
  })

  it('is silent about other words and about laws themselves', () => {
    const weights = weightsFor(OFFENDING, 600)
    expect(read(weights, '县水利局每年公布一次水质检测结果，接受群众监督。')).toEqual([])
    expect(read(weights, OFFENDING, 'statute')).toEqual([])
  })

  it('tells words that resemble no case', () => {
    const reader = compileReader({ ...weightsFor(OFFENDING, 600), bias: -600 })
    const [sound, bad] = ['县水利局每年公布一次水质检测结果，接受群众监督。', OFFENDING].map((text) => {
      const document = parseDocument(text, { fragment: true, kind: 'normative' })
      return reader.isUnlike(document, { start: 0, end: text.length })
    })
    expect([sound, bad]).toEqual([true, false])
  })

  it('counts rare pairs of characters for more when it looks for near cases', () => {
    const index = indexCases(weightsFor(OFFENDING, 600).cases)
    expect(nearestCases(index, '先停水', 'set.coercion')[0]?.quote).toBe('欠费的住户先停水')
    expect(nearestCases(index, '拆除围墙', 'set.coercion')[0]?.quote).toBe('拆除违章建筑')
  })
})

describe('packed weights', () => {
  it('unpack to what was packed', () => {
    const entries = fc.array(fc.tuple(fc.nat((1 << CODE_BITS) - 1), fc.integer({ min: -12, max: 12 })))
    fc.assert(
      fc.property(entries, (pairs) => {
        const level = new Int8Array(1 << CODE_BITS)
        for (const [bucket, value] of pairs) level[bucket] = value
        expect(unpackTable(packTable(level, []), CODE_BITS)).toEqual(level)
      }),
    )
  })

  it('refuse a table too large for its size', () => {
    const table = packTable(
      Int8Array.from({ length: 300 }, (_, i) => (i === 299 ? 1 : 0)),
      [1],
    )
    expect(() => unpackTable(table, 8)).toThrow(RangeError)
  })
})
