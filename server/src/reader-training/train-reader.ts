import type { ParsedDocument, Sentence } from '@hongxian/shared/document'
import {
  bucketOf,
  CODE_BITS,
  compileModel,
  createFeatureList,
  FEATURE_BITS,
  isTriple,
  listFeatures,
  packTable,
  type ReaderCase,
  type ReaderWeights,
  type SparseTable,
  scoreSentence,
  visitCodeFeatures,
} from '@hongxian/shared/reader'
import type { Example } from './collect-examples.ts'
import { quantise, type Row, trainLinear, UNIT } from './train-linear.ts'

/** A feature seen in fewer sentences of the training says nothing about a class of wording. */
const SEEN_OFTEN = 2
/** Runs of three characters that count as familiar. */
const KNOWN_OFTEN = 3
/** How many features keep a weight: those that weighed most when all were heard. */
const KEPT = 75_000
const COST = 8
const CODE_COST = 1
const CODE_KEPT = 1500
const LEVELS = 12
/** Added to the squared length of every sentence: a few familiar words in a short one are no proof. */
const BASE_LENGTH = 2000

/** Thresholds and calibration are chosen on scores of sentences that the weights have not seen. */
export interface Cut {
  readonly suspect: number
  readonly hint: number
  readonly unlike: number
  readonly calibration: readonly (readonly [number, number])[]
}

const UNCUT: Cut = {
  suspect: Number.POSITIVE_INFINITY,
  hint: Number.POSITIVE_INFINITY,
  unlike: Number.NEGATIVE_INFINITY,
  calibration: [],
}

export interface TrainOptions {
  readonly version: string
  readonly names: ReadonlyMap<string, string>
  readonly cases: readonly ReaderCase[]
  readonly cut?: Cut
}

/** Train both tables. Deterministic; about ten seconds for twenty thousand sentences. */
export function trainReader(
  examples: readonly Example[],
  { version, names, cases, cut = UNCUT }: TrainOptions,
): ReaderWeights {
  return {
    version,
    ...trainOffence(examples),
    suspect: cut.suspect,
    hint: cut.hint,
    unlike: cut.unlike,
    calibration: cut.calibration,
    codes: trainCodes(examples, names),
    cases,
  }
}

/**
 * Twice: with every feature, sentences scaled to unit length, to see which weigh most; then with those alone, sentences
 * scaled as the reader will, which does not know the others.
 */
function trainOffence(examples: readonly Example[]): Pick<ReaderWeights, 'offence' | 'bias' | 'length'> {
  const isOffence = examples.map(({ codes }) => codes.length > 0)
  const { buckets, seen, rarity, isTripleAt, rows } = numberFeatures(examples)
  const squares = rows.map((row) => row.reduce((sum, i) => sum + rarity[i]! ** 2, 0))
  const all = rows.map((features, i): Row => ({ features, scale: 1 / Math.sqrt(Math.max(squares[i]!, 1)) }))
  const first = trainLinear(all, isOffence, buckets.length, rarity, COST)

  const strength = first.weights.map((weight, i) => Math.abs(weight) / rarity[i]!)
  const least = kthLargest(strength, KEPT)
  const isFamiliar = isTripleAt.map((isRun, i) =>
    isRun === 1 && (seen[i]! >= KNOWN_OFTEN || strength[i]! >= least) ? 1 : 0,
  )
  const known = rows.map((row) => row.reduce((count, i) => count + isFamiliar[i]!, 0))
  const length = { base: BASE_LENGTH, known: Math.round(slopeOf(known, squares)) }
  const kept = rows.map(
    (row, i): Row => ({
      features: row.filter((feature) => strength[feature]! >= least),
      scale: 1 / Math.sqrt(length.base + length.known * known[i]!),
    }),
  )
  const second = trainLinear(kept, isOffence, buckets.length, rarity, COST)

  const { level, values } = quantise(second, LEVELS, 200, UNIT)
  const used = [...buckets.keys()]
    .filter((i) => level[i] !== 0 || isFamiliar[i] === 1)
    .sort((a, b) => buckets[a]! - buckets[b]!)
  const offence: SparseTable = packTable(
    used.map((i) => buckets[i]!),
    used.map((i) => level[i]!),
    values,
  )
  return { offence, bias: Math.round(second.bias * UNIT), length }
}

/** Least squares through the origin. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  let xy = 0
  let xx = 0
  for (const [i, value] of x.entries()) {
    xy += value * y[i]!
    xx += value * value
  }
  return xy / Math.max(xx, 1)
}

function kthLargest(values: Float64Array, k: number): number {
  if (values.length <= k) return Number.MIN_VALUE
  return Float64Array.from(values).sort()[values.length - k]!
}

interface Numbered {
  /** Bucket of each feature, by its number. */
  readonly buckets: Int32Array
  /** In how many examples each stands. */
  readonly seen: Uint32Array
  /** Inverse document frequency of each feature. */
  readonly rarity: Float32Array
  /** 1 for a run of three characters. */
  readonly isTripleAt: Uint8Array
  /** Numbers of the features of each example, each once. */
  readonly rows: readonly Int32Array[]
}

/** Number the features that training has seen often enough. */
function numberFeatures(examples: readonly Example[]): Numbered {
  const entries = examples.map(({ document, sentence }) => entriesOf(document, sentence))
  const uses = new Uint32Array(1 << FEATURE_BITS)
  for (const row of entries) for (const entry of row) uses[bucketOf(entry)]!++
  const numberOf = new Int32Array(1 << FEATURE_BITS)
  const buckets: number[] = []
  for (let bucket = 0; bucket < uses.length; bucket++) {
    if (uses[bucket]! < SEEN_OFTEN) continue
    buckets.push(bucket)
    numberOf[bucket] = buckets.length
  }
  const seen = Uint32Array.from(buckets, (bucket) => uses[bucket]!)
  const rarity = Float32Array.from(seen, (count) => Math.log(examples.length / count) + 1)
  const isTripleAt = new Uint8Array(buckets.length)
  const rows = entries.map((row) => {
    const numbers: number[] = []
    for (const entry of row) {
      const number = numberOf[bucketOf(entry)]! - 1
      if (number < 0) continue
      if (isTriple(entry)) isTripleAt[number] = 1
      numbers.push(number)
    }
    return Int32Array.from(numbers)
  })
  return { buckets: Int32Array.from(buckets), seen, rarity, isTripleAt, rows }
}

const list = createFeatureList(false)

function entriesOf({ text }: ParsedDocument, sentence: Sentence): Int32Array {
  listFeatures(text, sentence, list)
  return Int32Array.from(new Set(list.entries.subarray(0, list.length)))
}

function trainCodes(examples: readonly Example[], names: ReadonlyMap<string, string>): ReaderWeights['codes'] {
  const size = 1 << CODE_BITS
  const offending = examples.filter(({ codes }) => codes.length > 0)
  const rows = offending.map(({ document, sentence }): Row => {
    const features: number[] = []
    visitCodeFeatures(document, sentence, (bucket) => features.push(bucket))
    return { features: Int32Array.from(features), scale: 1 / Math.sqrt(Math.max(features.length, 1)) }
  })
  const factor = new Float32Array(size).fill(1)
  return [...names].map(([code, name]) => {
    const isCode = offending.map(({ codes }) => codes.includes(code))
    const linear = trainLinear(rows, isCode, size, factor, CODE_COST, { isBalanced: true })
    const { level, values } = quantise(linear, 7, 20, UNIT)
    const least = kthLargest(linear.weights.map(Math.abs), CODE_KEPT)
    const used = [...level.keys()].filter((bucket) => level[bucket] !== 0 && Math.abs(linear.weights[bucket]!) >= least)
    const table = packTable(
      used,
      used.map((bucket) => level[bucket]!),
      values,
    )
    return { code, name, bias: Math.round(linear.bias * UNIT), table }
  })
}

/** Scores of examples under some weights, in order. */
export function scoreExamples(weights: ReaderWeights, examples: readonly Example[]): number[] {
  const model = compileModel(weights)
  return examples.map(({ document, sentence }) => scoreSentence(model, document, sentence))
}
