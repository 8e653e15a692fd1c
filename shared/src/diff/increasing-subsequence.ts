/**
 * The heaviest strictly increasing subsequence, in O(n log n) by a Fenwick tree of prefix maxima.
 *
 * @param weights positive, as long as `values`; without them every value weighs 1
 * @returns ascending indices into `values`
 */
export function increasingSubsequence(values: readonly number[], weights?: readonly number[]): number[] {
  const ranks = rankValues(values)
  const tree = new Int32Array(values.length + 1).fill(-1)
  const total = new Float64Array(values.length)
  const previous = new Int32Array(values.length).fill(-1)
  let best = -1
  for (let i = 0; i < values.length; i++) {
    const before = queryMax(tree, total, ranks[i]! - 1)
    previous[i] = before
    total[i] = (before < 0 ? 0 : total[before]!) + (weights ? weights[i]! : 1)
    updateMax(tree, total, ranks[i]!, i)
    if (best < 0 || total[i]! > total[best]!) best = i
  }
  const picked: number[] = []
  for (let i = best; i >= 0; i = previous[i]!) picked.push(i)
  return picked.reverse()
}

/** 1-based ranks; equal values share one. */
function rankValues(values: readonly number[]): Int32Array {
  const sorted = [...new Set(values)].sort((x, y) => x - y)
  const rankOf = new Map(sorted.map((value, rank) => [value, rank + 1]))
  return Int32Array.from(values, (value) => rankOf.get(value)!)
}

function queryMax(tree: Int32Array, total: Float64Array, rank: number): number {
  let best = -1
  for (let at = rank; at > 0; at -= at & -at) {
    const i = tree[at]!
    if (i >= 0 && (best < 0 || total[i]! > total[best]!)) best = i
  }
  return best
}

function updateMax(tree: Int32Array, total: Float64Array, rank: number, i: number): void {
  for (let at = rank; at < tree.length; at += at & -at) {
    const held = tree[at]!
    if (held < 0 || total[i]! > total[held]!) tree[at] = i
  }
}
