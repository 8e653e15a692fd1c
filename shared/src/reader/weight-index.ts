import type { OpenTable } from './reader-weights.ts'

/** Where the weights of a bucket stand. */
export interface WeightIndex {
  /** One bit for the low bits of each bucket: most that are not there are ruled out by memory that stays at hand. */
  readonly filter: Uint32Array
  /** Open addressing, at most half full: place plus one; 0 is an empty slot. */
  readonly slots: Int32Array
  /** Bucket of each place. */
  readonly buckets: Int32Array
  /** One array a table, in the order they were given: what the bucket of a place weighs in it. */
  readonly weights: readonly Int32Array[]
}

const FILTER_BITS = 20
const FILTER_MASK = (1 << FILTER_BITS) - 1

export function indexWeights(tables: readonly OpenTable[]): WeightIndex {
  const buckets = Int32Array.from(new Set(tables.flatMap((table) => [...table.buckets])))
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, buckets.length * 2)))
  const index: WeightIndex = {
    filter: new Uint32Array(1 << (FILTER_BITS - 5)),
    slots: new Int32Array(size),
    buckets,
    weights: tables.map(() => new Int32Array(buckets.length)),
  }
  for (const [place, bucket] of buckets.entries()) {
    const bit = bucket & FILTER_MASK
    index.filter[bit >> 5]! |= 1 << (bit & 31)
    let slot = bucket & (size - 1)
    while (index.slots[slot] !== 0) slot = (slot + 1) & (size - 1)
    index.slots[slot] = place + 1
  }
  for (const [t, table] of tables.entries())
    for (const [i, bucket] of table.buckets.entries()) index.weights[t]![placeOf(index, bucket)] = table.weights[i]!
  return index
}

/** Place of a bucket, or -1. A bucket is a hash already: the search begins at its low bits. */
export function placeOf({ filter, slots, buckets }: WeightIndex, bucket: number): number {
  const bit = bucket & FILTER_MASK
  if ((filter[bit >> 5]! & (1 << (bit & 31))) === 0) return -1
  const mask = slots.length - 1
  let slot = bucket & mask
  for (;;) {
    const place = slots[slot]! - 1
    if (place < 0 || buckets[place] === bucket) return place
    slot = (slot + 1) & mask
  }
}

/** What scoring asks of a place, side by side in memory, so that one reach gets all of it. */
export interface ScoreRows {
  /** Four numbers a place: when it was last used, its weight in the sentence, its weight beside it, nothing. */
  readonly rows: Int32Array
  uses: number
}

/** @param kind table of the kind of document; `undefined` where it has none */
export function layScoreRows(
  { buckets }: WeightIndex,
  own: Int32Array,
  kind: Int32Array | undefined,
  beside: Int32Array,
): ScoreRows {
  const rows = new Int32Array(buckets.length * 4)
  for (let place = 0; place < buckets.length; place++) {
    rows[place * 4 + 1] = own[place]! + (kind?.[place] ?? 0)
    rows[place * 4 + 2] = beside[place]!
  }
  return { rows, uses: 0 }
}

/** The mark of a new sentence: a feature counts once in each. */
export function nextUse(table: ScoreRows): number {
  if (table.uses === 0x7fffffff) {
    for (let at = 0; at < table.rows.length; at += 4) table.rows[at] = 0
    table.uses = 0
  }
  return ++table.uses
}
