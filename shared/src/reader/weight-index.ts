import type { OpenTable } from './reader-weights.ts'

/** Where the weights of a bucket stand: open addressing, at most half full. */
export interface WeightIndex {
  /** Bucket plus one; 0 is an empty slot. */
  readonly buckets: Int32Array
  /** One array a table, in the order they were given: what the bucket of a slot weighs in it. */
  readonly weights: readonly Int32Array[]
  /** In which sentence a slot was last used, so that a feature counts once in each. */
  readonly lastUse: Int32Array
  uses: number
}

export function indexWeights(tables: readonly OpenTable[]): WeightIndex {
  const all = new Set(tables.flatMap(({ buckets }) => [...buckets]))
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, all.size * 2)))
  const index: WeightIndex = {
    buckets: new Int32Array(size),
    weights: tables.map(() => new Int32Array(size)),
    lastUse: new Int32Array(size),
    uses: 0,
  }
  for (const bucket of all) {
    let slot = bucket & (size - 1)
    while (index.buckets[slot] !== 0) slot = (slot + 1) & (size - 1)
    index.buckets[slot] = bucket + 1
  }
  for (const [t, { buckets, weights }] of tables.entries())
    for (const [i, bucket] of buckets.entries()) index.weights[t]![slotOf(index, bucket)] = weights[i]!
  return index
}

/** Slot of a bucket, or -1. A bucket is a hash already: the search begins at its low bits. */
export function slotOf({ buckets }: WeightIndex, bucket: number): number {
  const mask = buckets.length - 1
  let slot = bucket & mask
  for (;;) {
    const here = buckets[slot]!
    if (here === bucket + 1) return slot
    if (here === 0) return -1
    slot = (slot + 1) & mask
  }
}

/** The mark of a new sentence. */
export function nextUse(index: WeightIndex): number {
  if (index.uses === 0x7fffffff) {
    index.lastUse.fill(0)
    index.uses = 0
  }
  return ++index.uses
}
