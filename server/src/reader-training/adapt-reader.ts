import {
  bucketOf,
  createFeatureList,
  FEATURE_BITS,
  isTriple,
  listFeatures,
  packTable,
  type ReaderCase,
  type ReaderWeights,
  unpackTable,
} from '@hongxian/shared/reader'
import type { Example } from './collect-examples.ts'
import { quantise, type Row, trainLinear, UNIT } from './train-linear.ts'

/** Whole numbers of a weight are kept in twice the steps of the weights that come with the product, which stay as they are. */
const LEVELS = 23
/** What a feature of an office's own words counts: as a rare word does in the training of the product. */
const RARITY = 6
const COST = 1

/**
 * The weights moved as little as needed towards what an office decided: the training goes on from where that of the product
 * ended. Thresholds and the naming of the 审核事项 stay.
 *
 * @param examples sentences that reviewers judged
 * @param cases what they took over as problems, to be compared with
 */
export function adaptReader(
  base: ReaderWeights,
  examples: readonly Example[],
  cases: readonly ReaderCase[],
): ReaderWeights {
  const table = unpackTable(base.offence, FEATURE_BITS)
  const numbers = new Map<number, number>()
  const buckets = [...table.buckets]
  for (const [i, bucket] of buckets.entries()) numbers.set(bucket, i)
  const isBase = buckets.length
  const rows = examples.map((example) => toRow(example, base, numbers, buckets, isBase))
  const start = new Float64Array(buckets.length)
  for (let i = 0; i < isBase; i++) start[i] = table.weights[i]! / UNIT
  const factor = new Float32Array(buckets.length).fill(RARITY)
  const adapted = trainLinear(
    rows,
    examples.map(({ codes }) => codes.length > 0),
    buckets.length,
    factor,
    COST,
    { from: { weights: start, bias: base.bias / UNIT } },
  )
  const { level, values } = quantise(adapted, LEVELS, 200, UNIT)
  const used = [...buckets.keys()].filter((i) => i < isBase || level[i] !== 0).sort((a, b) => buckets[a]! - buckets[b]!)
  const offence = packTable(
    used.map((i) => buckets[i]!),
    used.map((i) => level[i]!),
    values,
  )
  return {
    ...base,
    version: `${base.version}+${examples.length}`,
    offence,
    bias: Math.round(adapted.bias * UNIT),
    cases: [...base.cases, ...cases],
  }
}

const list = createFeatureList(false)

/** @param isBase features with a lower number came with the product and tell how familiar a sentence is */
function toRow(
  { document, sentence }: Example,
  { length }: ReaderWeights,
  numbers: Map<number, number>,
  buckets: number[],
  isBase: number,
): Row {
  listFeatures(document.text, sentence, list)
  const features = new Set<number>()
  let known = 0
  for (const entry of list.entries.subarray(0, list.length)) {
    const bucket = bucketOf(entry)
    let number = numbers.get(bucket)
    if (number === undefined) {
      // A run of three in the table counts as familiar: what an office adds must not change how long sentences measure.
      if (isTriple(entry)) continue
      number = buckets.push(bucket) - 1
      numbers.set(bucket, number)
    }
    if (features.has(number)) continue
    features.add(number)
    if (number < isBase && isTriple(entry)) known++
  }
  return { features: Int32Array.from(features), scale: 1 / Math.sqrt(length.base + length.known * known) }
}
