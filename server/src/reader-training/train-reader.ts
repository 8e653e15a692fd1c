import type { ParsedDocument, Sentence } from '@hongxian/shared/document'
import {
  CODE_BITS,
  compileModel,
  FEATURE_BITS,
  packTable,
  type ReaderCase,
  type ReaderWeights,
  scoreSentence,
  visitCodeFeatures,
  visitFeatures,
} from '@hongxian/shared/reader'
import type { Example } from './collect-examples.ts'
import { type Linear, quantise, type Row, trainLinear } from './train-linear.ts'

/** A feature seen fewer times in training says nothing about a class of wording. */
const SEEN_OFTEN = 4
const COST = 2
const CODE_COST = 1
/** Whole numbers of a score are this many to one unit of margin. */
const UNIT = 1000

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
  const offence = trainOffence(examples)
  const tables = quantise(offence, 12, 200, UNIT)
  return {
    version,
    offence: packTable(tables.level, tables.values),
    bias: Math.round(offence.bias * UNIT),
    suspect: cut.suspect,
    hint: cut.hint,
    unlike: cut.unlike,
    calibration: cut.calibration,
    codes: trainCodes(examples, names),
    cases,
  }
}

function trainOffence(examples: readonly Example[]): Linear {
  const size = 1 << FEATURE_BITS
  const all = examples.map(({ document, sentence }) => bucketsOf(document, sentence))
  const seen = countRows(all, size)
  const factor = new Float32Array(size)
  for (let bucket = 0; bucket < size; bucket++)
    if (seen[bucket]! >= SEEN_OFTEN) factor[bucket] = (Math.log(examples.length / seen[bucket]!) + 1) / 4
  const rows = all.map((features): Row => {
    const kept = features.filter((bucket) => factor[bucket] !== 0)
    return { features: kept, scale: 1 / Math.sqrt(Math.max(kept.length, 1)) }
  })
  return trainLinear(
    rows,
    examples.map(({ codes }) => codes.length > 0),
    size,
    factor,
    COST,
  )
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
    const linear = trainLinear(rows, isCode, size, factor, CODE_COST)
    const { level, values } = quantise(linear, 7, 20, UNIT)
    return { code, name, bias: Math.round(linear.bias * UNIT), table: packTable(level, values) }
  })
}

function bucketsOf(document: ParsedDocument, sentence: Sentence): Int32Array {
  const buckets: number[] = []
  visitFeatures(document, sentence, (bucket) => buckets.push(bucket))
  return Int32Array.from(buckets)
}

function countRows(all: readonly Int32Array[], size: number): Int32Array {
  const seen = new Int32Array(size)
  const lastRow = new Int32Array(size).fill(-1)
  for (const [row, buckets] of all.entries())
    for (const bucket of buckets)
      if (lastRow[bucket] !== row) {
        lastRow[bucket] = row
        seen[bucket]!++
      }
  return seen
}

/** Scores of examples under some weights, in order. */
export function scoreExamples(weights: ReaderWeights, examples: readonly Example[]): number[] {
  const model = compileModel(weights)
  return examples.map(({ document, sentence }) => scoreSentence(model, document, sentence))
}
