import type { ReaderCase } from './reader-weights.ts'

/** Labelled cases by the pairs of characters they share. */
export interface CaseIndex {
  readonly cases: readonly ReaderCase[]
  /** Of each case, its pairs. */
  readonly pairs: readonly Int32Array[]
  /** How much each of them counts: rare ones more. */
  readonly weights: readonly Float64Array[]
  readonly norms: readonly number[]
  /** Places in `cases` by 审核事项. */
  readonly byCode: ReadonlyMap<string, readonly number[]>
}

export function indexCases(cases: readonly ReaderCase[]): CaseIndex {
  const sets = cases.map(({ quote }) => pairsOf(quote))
  const frequency = new Map<number, number>()
  for (const set of sets) for (const pair of set) frequency.set(pair, (frequency.get(pair) ?? 0) + 1)
  const pairs = sets.map((set) => Int32Array.from(set))
  const weights = pairs.map((own) =>
    Float64Array.from(own, (pair) => Math.log(cases.length / frequency.get(pair)!) ** 2),
  )
  const byCode = new Map<string, number[]>()
  for (const [at, { code }] of cases.entries()) byCode.set(code, [...(byCode.get(code) ?? []), at])
  return { cases, pairs, weights, norms: weights.map((own) => own.reduce((norm, weight) => norm + weight, 0)), byCode }
}

/** The two labelled cases of one 审核事项 whose words are nearest, rare pairs of characters counting more; the nearer first. */
export function nearestCases(index: CaseIndex, words: string, code: string): readonly ReaderCase[] {
  const own = pairsOf(words)
  // Most pairs of a case are not among these: a flag tells at once.
  const isSeen = new Uint8Array(1 << SKETCH_BITS)
  for (const pair of own) isSeen[sketch(pair)] = 1
  const scored: { readonly at: number; readonly likeness: number }[] = []
  for (const at of index.byCode.get(code) ?? []) {
    const pairs = index.pairs[at]!
    const weights = index.weights[at]!
    let shared = 0
    for (let i = 0; i < pairs.length; i++)
      if (isSeen[sketch(pairs[i]!)] === 1 && own.has(pairs[i]!)) shared += weights[i]!
    scored.push({ at, likeness: shared / Math.sqrt(index.norms[at]! || 1) })
  }
  scored.sort((a, b) => b.likeness - a.likeness || a.at - b.at)
  return scored.slice(0, 2).map(({ at }) => index.cases[at]!)
}

const SKETCH_BITS = 13
const sketch = (pair: number): number => (pair ^ (pair >>> 15)) & ((1 << SKETCH_BITS) - 1)

/** Two neighbouring characters as one whole number, compared far faster than words. */
function pairsOf(words: string): Set<number> {
  const bare = words.replace(/\s/g, '')
  const pairs = new Set<number>()
  for (let i = 0; i + 2 <= bare.length; i++) pairs.add((bare.charCodeAt(i) << 16) | bare.charCodeAt(i + 1))
  return pairs
}
