import type { ParsedDocument } from '../document/index.ts'
import { isSpaceUnit, type Span } from '../text/index.ts'
import { type SparseTable, unpackTable } from './reader-weights.ts'

/** Buckets a feature may fall into: 2 to this power, so many that two features rarely share one. */
export const FEATURE_BITS = 24
const BUCKETS = (1 << FEATURE_BITS) - 1

/** Set above the bits of its bucket on the entry of a run of three characters, and of a run of fewer. */
const TRIPLE = 1 << FEATURE_BITS
const SHORT = 2 << FEATURE_BITS

/** Buckets of the table that names the 审核事项: 2 to this power. */
export const CODE_BITS = 17

// Signed: a hash that began above 2^31 would be kept as a fraction and be slow.
const RUN_SEED = 0x811c9dc5 | 0
const SKIP_SEED = 0x9e3779b9 | 0
const KIND_SEED = 0x27d4eb2f
const PAIR_SEED = 0x165667b1

const LONGEST_RUN = 3
/** Two characters this near each other, with others between them, make one feature: 未…备, 不…办. */
const SKIP_REACH = 6
/** Two partners that begin this near each other make one feature: 未缴清…办理, 本市…优先. */
const PAIR_REACH = 30

/** Runs of two characters that are heard in pairs too, however much stands between: one bit a bucket. */
export type Partners = Uint32Array

export function indexPartners(table: SparseTable): Partners {
  const partners = new Uint32Array(1 << (FEATURE_BITS - 5))
  for (const bucket of unpackTable(table, FEATURE_BITS).buckets) partners[bucket >> 5]! |= 1 << (bucket & 31)
  return partners
}

/**
 * Features in the order they were found, in arrays that are used again for the next sentence: `entries[i]` stands for the
 * characters from `starts[i]` to `ends[i]`. Only the first `length` count.
 */
export interface FeatureList {
  entries: Int32Array
  starts: Int32Array
  ends: Int32Array
  length: number
  /** Without, `starts` and `ends` are left alone: a score needs no places. */
  readonly hasPlaces: boolean
}

export const createFeatureList = (hasPlaces = true): FeatureList => ({
  entries: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  length: 0,
  hasPlaces,
})

/** The bucket of an entry. */
export const bucketOf = (entry: number): number => entry & BUCKETS

/** Is the entry a run of three characters? How many of those training has seen says how familiar a sentence is. */
export const isTriple = (entry: number): boolean => (entry & TRIPLE) !== 0

/** Is the entry a run of one or two characters? Those also weigh by the kind of document, and towards the sentences beside. */
export const isShort = (entry: number): boolean => (entry & SHORT) !== 0

/**
 * What the second reader sees of a sentence: runs of one to three characters, two characters in order within a short reach,
 * and two partners in order within a longer one. A bucket is a hash; it may come more than once.
 *
 * @param list emptied, then filled
 */
export function listFeatures(text: string, { start, end }: Span, partners: Partners, list: FeatureList): void {
  const { units, offsets, count } = readUnits(text, start, end)
  makeRoom(list, (LONGEST_RUN + SKIP_REACH + PAIR_REACH) * (end - start))
  listRuns(units, offsets, count, list)
  listSkips(units, offsets, count, list)
  listPairs(units, offsets, count, partners, list)
}

/** Buckets of the runs of two characters in a span, in order: what may become partners. */
export function bucketsOfTwo(text: string, { start, end }: Span): number[] {
  const { units, count } = readUnits(text, start, end)
  return Array.from({ length: Math.max(0, count - 1) }, (_, i) => bucketOfTwo(units[i]!, units[i + 1]!))
}

function makeRoom(list: FeatureList, most: number): void {
  list.length = 0
  if (list.entries.length >= most) return
  list.entries = new Int32Array(most)
  if (!list.hasPlaces) return
  list.starts = new Int32Array(most)
  list.ends = new Int32Array(most)
}

/** What names the 审核事项 of words already found: runs of one and two characters, and the kind of document. */
export function visitCodeFeatures({ text, kind }: ParsedDocument, span: Span, visit: (bucket: number) => void): void {
  const { units, count } = readUnits(text, span.start, span.end)
  const last = count - 1
  for (let i = 0; i <= last; i++) {
    const first = mix(RUN_SEED, units[i]!)
    visit(codeBucket(first))
    if (i < last) visit(codeBucket(mix(first, units[i + 1]!)))
  }
  if (count > 0) visit(codeBucket(hashWord(KIND_SEED, kind)))
}

const codeBucket = (hash: number): number => finish(hash) >>> (FEATURE_BITS - CODE_BITS)

interface Units {
  /** Only the first `count` entries count; read before the next call. */
  readonly units: Uint16Array
  readonly offsets: Int32Array
  readonly count: number
}

let held = { units: new Uint16Array(1024), offsets: new Int32Array(1024) }

/** Characters without white space; digits are one digit and half-width marks full-width, as officials mix them. */
function readUnits(text: string, start: number, end: number): Units {
  if (held.units.length < end - start)
    held = { units: new Uint16Array(end - start), offsets: new Int32Array(end - start) }
  const { units, offsets } = held
  let count = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (isSpaceUnit(unit)) continue
    units[count] = foldUnit(unit)
    offsets[count++] = at
  }
  return { units, offsets, count }
}

function foldUnit(unit: number): number {
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)) return 0x30
  if (unit > 0x20 && unit < 0x7f) return unit + 0xfee0
  return unit
}

function listRuns(units: Uint16Array, offsets: Int32Array, count: number, list: FeatureList): void {
  const { entries, starts, ends, hasPlaces } = list
  let n = list.length
  for (let i = 0; i < count; i++) {
    const longest = Math.min(LONGEST_RUN, count - i)
    let hash = RUN_SEED
    for (let k = 0; k < longest; k++) {
      hash = mix(hash, units[i + k]!)
      const bucket = finish(hash ^ k)
      entries[n] = bucket | (k === 2 ? TRIPLE : SHORT)
      if (hasPlaces) {
        starts[n] = offsets[i]!
        ends[n] = offsets[i + k]! + 1
      }
      n++
    }
  }
  list.length = n
}

function listSkips(units: Uint16Array, offsets: Int32Array, count: number, list: FeatureList): void {
  const { entries, starts, ends, hasPlaces } = list
  let n = list.length
  for (let i = 0; i < count; i++) {
    const first = mix(SKIP_SEED, units[i]!)
    const reach = Math.min(count, i + SKIP_REACH + 1)
    for (let j = i + 2; j < reach; j++) {
      entries[n] = finish(mix(first, units[j]!))
      if (hasPlaces) {
        starts[n] = offsets[i]!
        ends[n] = offsets[j]! + 1
      }
      n++
    }
  }
  list.length = n
}

function listPairs(
  units: Uint16Array,
  offsets: Int32Array,
  count: number,
  partners: Partners,
  list: FeatureList,
): void {
  const { entries, starts, ends, hasPlaces } = list
  if (found.places.length < count) found = { places: new Int32Array(count), buckets: new Int32Array(count) }
  const { places, buckets } = found
  let n = list.length
  let last = 0
  for (let j = 0; j + 1 < count; j++) {
    const bucket = bucketOfTwo(units[j]!, units[j + 1]!)
    if ((partners[bucket >> 5]! & (1 << (bucket & 31))) === 0) continue
    for (let k = last - 1; k >= 0 && j - places[k]! <= PAIR_REACH; k--) {
      if (j - places[k]! < 2) continue
      entries[n] = finish(mix(mix(PAIR_SEED, buckets[k]!), bucket))
      if (hasPlaces) {
        starts[n] = offsets[places[k]!]!
        ends[n] = offsets[j + 1]! + 1
      }
      n++
    }
    places[last] = j
    buckets[last++] = bucket
  }
  list.length = n
}

let found = { places: new Int32Array(1024), buckets: new Int32Array(1024) }

/** As `listRuns` has it. */
const bucketOfTwo = (first: number, second: number): number => finish(mix(mix(RUN_SEED, first), second) ^ 1)

function hashWord(seed: number, word: string): number {
  let hash = seed
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i))
  return hash
}

// FNV-1a by 32-bit integers, then an avalanche: the same in every engine.
function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 15)
  h = Math.imul(h, 0x2c1b3c6d)
  h ^= h >>> 12
  h = Math.imul(h, 0x297a2d39)
  return (h ^ (h >>> 15)) & BUCKETS
}
