import type { ReaderCase } from './reader-weights.ts'

/** Labelled cases by the pairs of characters they share. */
export interface CaseIndex {
  readonly cases: readonly ReaderCase[]
  readonly pairs: readonly ReadonlySet<string>[]
  readonly frequency: ReadonlyMap<string, number>
}

export function indexCases(cases: readonly ReaderCase[]): CaseIndex {
  const pairs = cases.map(({ quote }) => pairsOf(quote))
  const frequency = new Map<string, number>()
  for (const set of pairs) for (const pair of set) frequency.set(pair, (frequency.get(pair) ?? 0) + 1)
  return { cases, pairs, frequency }
}

/** The two labelled cases of one 审核事项 whose words are nearest, rare pairs of characters counting more; the nearer first. */
export function nearestCases(index: CaseIndex, words: string, code: string): readonly ReaderCase[] {
  const own = pairsOf(words)
  const total = index.cases.length
  const scored: { readonly at: number; readonly likeness: number }[] = []
  for (const [at, one] of index.cases.entries()) {
    if (one.code !== code) continue
    let shared = 0
    let norm = 0
    for (const pair of index.pairs[at]!) {
      const weight = Math.log(total / index.frequency.get(pair)!) ** 2
      norm += weight
      if (own.has(pair)) shared += weight
    }
    scored.push({ at, likeness: shared / Math.sqrt(norm || 1) })
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
