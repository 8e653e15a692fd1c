import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../document/index.ts'
import { compileReader } from './compile-reader.ts'
import { bucketOf, bucketsOfTwo, createFeatureList, FEATURE_BITS, indexPartners, listFeatures } from './features.ts'
import { indexCases, nearestCases } from './nearest-cases.ts'
import { packTable, type ReaderWeights, unpackTable } from './reader-weights.ts'
import { indexWeights, placeOf } from './weight-index.ts'

const OFFENDING = '未向村里缴清卫生费的住户，水表先停三天。'

const NO_PARTNERS = indexPartners(packTable([], [], []))

/** Weights that know one sentence: every feature of it weighs 1. */
function weightsFor(text: string, floor = 500): ReaderWeights {
  const document = parseDocument(text, { fragment: true, kind: 'normative' })
  const buckets = new Set<number>()
  const list = createFeatureList(false)
  for (const sentence of document.sentences) {
    listFeatures(text, sentence, NO_PARTNERS, list)
    for (const entry of list.entries.subarray(0, list.length)) buckets.add(bucketOf(entry))
  }
  const known = [...buckets].sort((a, b) => a - b)
  const nothing = packTable([], [], [1])
  return {
    version: 'test',
    offence: packTable(
      known,
      known.map(() => 1),
      [100],
    ),
    partners: nothing,
    bias: 0,
    kinds: {},
    beside: nothing,
    length: { base: 10, known: 5, beside: 0 },
    floor,
    evidence: {
      trust: {},
      facts: {},
      rule: { bias: 0, weights: {} },
      reader: { bias: 0, weights: {} },
      cuts: { illegal: 0, rule: 0, reader: 0, hint: 0 },
    },
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

/** What partners add to the features of a text: the words that each pair spans. */
function pairsOf(text: string, partners: readonly string[]): string[] {
  const buckets = partners.flatMap((two) => bucketsOfTwo(two, { start: 0, end: two.length })).sort((a, b) => a - b)
  const table = packTable(
    buckets,
    buckets.map(() => 0),
    [],
  )
  const [plain, list] = [createFeatureList(), createFeatureList()]
  const span = { start: 0, end: text.length }
  listFeatures(text, span, NO_PARTNERS, plain)
  listFeatures(text, span, indexPartners(table), list)
  const added: string[] = []
  for (let i = plain.length; i < list.length; i++) added.push(text.slice(list.starts[i], list.ends[i]))
  return added
}

describe('pairs of the second reader', () => {
  it('are two partners in order, whatever stands between', () => {
    expect(pairsOf('未缴清卫生费的，一律不予办理。', ['未缴', '办理'])).toEqual(['未缴清卫生费的，一律不予办理'])
    expect(pairsOf('未缴清卫生费的，一律不予办理。', ['未缴'])).toEqual([])
  })

  it('neither overlap nor reach further than a clause', () => {
    expect(pairsOf('未缴清', ['未缴', '缴清'])).toEqual([])
    expect(pairsOf(`未缴${'某'.repeat(28)}办理`, ['未缴', '办理'])).toHaveLength(1)
    expect(pairsOf(`未缴${'某'.repeat(29)}办理`, ['未缴', '办理'])).toEqual([])
  })
})

describe('the second reader', () => {
  it('marks what resembles the cases, as a hint, and names the nearest', () => {
    const [finding] = read(weightsFor(OFFENDING), OFFENDING)
    expect(finding).toMatchObject({ rule: 'reader/set.coercion', code: 'set.coercion', severity: 'hint' })
    expect(OFFENDING.slice(finding!.start, finding!.end)).toContain('水表先停三天')
    expect(finding!.message).toContain('欠费的住户先停水')
  })

  it('is silent below its floor, about other words and about laws themselves', () => {
    expect(read(weightsFor(OFFENDING, 1e9), OFFENDING)).toEqual([])
    expect(read(weightsFor(OFFENDING), '县水利局每年公布一次水质检测结果，接受群众监督。')).toEqual([])
    expect(read(weightsFor(OFFENDING), OFFENDING, 'statute')).toEqual([])
  })

  it('has nothing to say of a list of names', () => {
    const names = '柳溪镇、青石镇、南河镇、北塘镇、云台镇、东桥镇'
    for (const list of [names, '三水瑶族乡、青石镇、南河街道、云台镇 58'])
      expect(read(weightsFor(list), list)).toEqual([])
    const duty = '商户、企业、摊贩、学生先缴清卫生费方可进场。'
    expect(read(weightsFor(duty), duty)).toHaveLength(1)
    const document = parseDocument(names, { fragment: true, kind: 'normative' })
    expect(compileReader(weightsFor(names)).weigh(document, { start: 0, end: names.length }).score).toBeNull()
  })

  it('has nothing to say of the clause that every document ends with', () => {
    const count = (text: string) => read(weightsFor(text), text).length
    expect(count('第九条 本办法自发布之日起施行，有效期三年。')).toBe(0)
    expect(count('第九条 本办法自发布之日起施行，从去年起补缴。')).toBe(1)
  })

  it('hears the kind of the document and the sentences on either side', () => {
    const weights = weightsFor(OFFENDING)
    const inContracts: ReaderWeights = { ...weights, kinds: { contract: weights.offence } }
    const besides: ReaderWeights = { ...weights, beside: weights.offence }
    const plain = '县水利局每年公布一次水质检测结果，接受群众监督。'
    const scoreOf = (own: ReaderWeights, text: string, kind: 'normative' | 'contract' = 'normative') =>
      compileReader(own).weigh(parseDocument(text, { fragment: true, kind }), { start: 0, end: 5 }).score!
    expect(scoreOf(inContracts, OFFENDING, 'contract')).toBeGreaterThan(scoreOf(inContracts, OFFENDING))
    expect(scoreOf(besides, plain + OFFENDING)).toBeGreaterThan(scoreOf(besides, plain))
    expect(scoreOf(weights, plain + OFFENDING)).toBe(scoreOf(weights, plain))
    const both = parseDocument(plain + OFFENDING, { fragment: true, kind: 'normative' })
    expect(compileReader(besides).weigh(both, { start: 0, end: 5 }).alone).toBe(scoreOf(weights, plain))
  })

  it('says which group of 审核事项 the words speak of', () => {
    const { groups } = compileReader(weightsFor(OFFENDING)).weigh(
      parseDocument(OFFENDING, { fragment: true, kind: 'normative' }),
      { start: 0, end: OFFENDING.length },
    )
    expect([...groups]).toEqual([['set', 5]])
  })

  it('counts rare pairs of characters for more when it looks for near cases', () => {
    const index = indexCases(weightsFor(OFFENDING).cases)
    expect(nearestCases(index, '先停水', 'set.coercion')[0]?.quote).toBe('欠费的住户先停水')
    expect(nearestCases(index, '拆除围墙', 'set.coercion')[0]?.quote).toBe('拆除违章建筑')
  })
})

describe('packed weights', () => {
  it('unpack to what was packed', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.nat((1 << FEATURE_BITS) - 1), fc.integer({ min: -12, max: 12 })), {
      selector: ([bucket]) => bucket,
    })
    const values = Array.from({ length: 12 }, (_, i) => (i + 1) * 7)
    fc.assert(
      fc.property(entries, (pairs) => {
        const rising = [...pairs].sort((a, b) => a[0] - b[0])
        const packed = packTable(
          rising.map(([bucket]) => bucket),
          rising.map(([, level]) => level),
          values,
        )
        const { buckets, weights } = unpackTable(packed, FEATURE_BITS)
        expect([...buckets]).toEqual(rising.map(([bucket]) => bucket))
        expect([...weights]).toEqual(rising.map(([, level]) => level * 7 || 0))
      }),
    )
  })

  it('refuse a table too large for its size', () => {
    expect(() => unpackTable(packTable([299], [1], [1]), 8)).toThrow(RangeError)
  })

  it('are found again by their bucket, and nothing else is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1 << 12)), (buckets) => {
        const even = buckets.filter((bucket) => bucket % 2 === 0)
        const index = indexWeights([
          { buckets: Int32Array.from(buckets), weights: Int32Array.from(buckets, (b) => b * 3) },
          { buckets: Int32Array.from(even), weights: Int32Array.from(even, (b) => b * 5) },
        ])
        for (let bucket = 0; bucket <= 1 << 12; bucket++) {
          const place = placeOf(index, bucket)
          const found = place < 0 ? null : index.weights.map((weights) => weights[place])
          expect(found).toEqual(buckets.includes(bucket) ? [bucket * 3, bucket % 2 === 0 ? bucket * 5 : 0] : null)
        }
      }),
      { numRuns: 20 },
    )
  })
})
