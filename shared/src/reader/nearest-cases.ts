import type { ReaderCase } from './reader-weights.ts'

/** Labelled cases by the pairs of characters they share. */
export interface CaseIndex {
  readonly cases: readonly ReaderCase[]
  /** Of each case, its pairs and how much each counts: rare ones more. */
  readonly pairs: readonly (readonly (readonly [pair: string, weight: number])[])[]
  readonly norms: readonly number[]
  /** Places in `cases` by 审核事项. */
  readonly byCode: ReadonlyMap<string, readonly number[]>
}

export function indexCases(cases: readonly ReaderCase[]): CaseIndex {
  const sets = cases.map(({ quote }) => pairsOf(quote))
  const frequency = new Map<string, number>()
  for (const set of sets) for (const pair of set) frequency.set(pair, (frequency.get(pair) ?? 0) + 1)
  const pairs = sets.map((set) =>
    [...set].map((pair) => [pair, Math.log(cases.length / frequency.get(pair)!) ** 2] as const),
  )
  const byCode = new Map<string, number[]>()
  for (const [at, { code }] of cases.entries()) byCode.set(code, [...(byCode.get(code) ?? []), at])
  return { cases, pairs, norms: pairs.map((own) => own.reduce((norm, [, weight]) => norm + weight, 0)), byCode }
}

/** The two labelled cases of one 审核事项 whose words are nearest, rare pairs of characters counting more; the nearer first. */
export function nearestCases(index: CaseIndex, words: string, code: string): readonly ReaderCase[] {
  const own = pairsOf(words)
  const scored: { readonly at: number; readonly likeness: number }[] = []
  for (const at of index.byCode.get(code) ?? []) {
    let shared = 0
    for (const [pair, weight] of index.pairs[at]!) if (own.has(pair)) shared += weight
    scored.push({ at, likeness: shared / Math.sqrt(index.norms[at]! || 1) })
  }
  scored.sort((a, b) => b.likeness - a.likeness || a.at - b.at)
  return scored.slice(0, 2).map(({ at }) => index.cases[at]!)
}

function pairsOf(words: string): Set<string> {
  const bare = words.replace(/\s/g, '')
  const pairs = new Set<string>()
  for (let i = 0; i + 2 <= bare.length; i++) pairs.add(bare.slice(i, i + 2))
  return pairs
}
