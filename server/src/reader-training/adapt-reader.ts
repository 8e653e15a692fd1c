import { indexPartners, type Partners, type ReaderCase, type ReaderWeights } from '@hongxian/shared/reader'
import type { Example } from './collect-examples.ts'
import { bucketIn, isOwn, listKeys, packTables, unpackTables } from './feature-keys.ts'
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
  const table = unpackTables(base)
  const keys = [...table.keys]
  const numbers = new Map(keys.map((key, i) => [key, i]))
  const isBase = keys.length
  const partners = indexPartners(base.partners)
  const rows = examples.map((example) => toRow(example, base, partners, numbers, keys, isBase))
  const start = new Float64Array(keys.length)
  for (let i = 0; i < isBase; i++) start[i] = table.weights[i]! / UNIT
  const factor = new Float32Array(keys.length).fill(RARITY)
  const adapted = trainLinear(
    rows,
    examples.map(({ codes }) => codes.length > 0),
    keys.length,
    factor,
    COST,
    { from: { weights: start, bias: base.bias / UNIT } },
  )
  const { level, values } = quantise(adapted, LEVELS, 200, UNIT)
  const used = keys.flatMap((_, i) => (i < isBase || level[i] !== 0 ? [i] : []))
  return {
    ...base,
    version: `${base.version}+${examples.length}`,
    ...packTables(
      used.map((i) => keys[i]!),
      used.map((i) => level[i]!),
      values,
    ),
    bias: Math.round(adapted.bias * UNIT),
    cases: [...base.cases, ...cases],
  }
}

/** @param isBase features with a lower number came with the product and tell how familiar a sentence is */
function toRow(
  { document, index }: Example,
  { length }: ReaderWeights,
  partners: Partners,
  numbers: Map<number, number>,
  keys: number[],
  isBase: number,
): Row {
  const around = listKeys(document, index, partners)
  // A run of three in the table counts as familiar: what an office adds must not change how long sentences measure.
  const triples = new Set(around.triples)
  const isKnown = (bucket: number): boolean => (numbers.get(bucket) ?? isBase) < isBase
  const features: number[] = []
  for (const key of around.keys) {
    let number = numbers.get(key)
    if (number === undefined) {
      if (!isOwn(key) || triples.has(bucketIn(key))) continue
      number = keys.push(key) - 1
      numbers.set(key, number)
    }
    features.push(number)
  }
  const known = around.triples.filter(isKnown).length
  const beside = around.triplesBeside.filter(isKnown).length
  return {
    features: Int32Array.from(features).sort(),
    scale: 1 / Math.sqrt(length.base + length.known * known + length.beside * beside),
  }
}
