import type { ParsedDocument } from '@hongxian/shared/document'
import {
  bucketsOfTwo,
  CODE_BITS,
  compileModel,
  indexPartners,
  type Partners,
  packTable,
  type ReaderCase,
  type ReaderWeights,
  scoreSentences,
  visitCodeFeatures,
} from '@hongxian/shared/reader'
import type { Example } from './collect-examples.ts'
import { bucketIn, isOwn, KEY_COUNT, listKeys, packTables, type SentenceKeys } from './feature-keys.ts'
import { quantise, type Row, trainLinear, UNIT } from './train-linear.ts'

/** A feature seen in fewer sentences of the training says nothing about a class of wording. */
const SEEN_OFTEN = 3
/** Runs of three characters that count as familiar. */
const KNOWN_OFTEN = 16
/** How many features keep a weight: those that weighed most when all were heard. */
const KEPT = 98_000
/** Runs of two characters that are heard in pairs, and in how many sentences each must stand. */
const PARTNERS = 4000
const PARTNER_SEEN = 25
const COST = 1
const CODE_COST = 1
const CODE_KEPT = 900
const LEVELS = 12
/** Added to the squared length of every sentence: a few familiar words in a short one are no proof. */
const BASE_LENGTH = 2000

/** What is learned on sentences that the weights have not seen. */
export type Judgement = Pick<ReaderWeights, 'floor' | 'evidence'>

/** Before anything is learned of it: every sentence is a candidate. */
const UNJUDGED: Judgement = {
  floor: Number.MIN_SAFE_INTEGER,
  evidence: {
    trust: {},
    facts: {},
    rule: { bias: 0, weights: {} },
    reader: { bias: 0, weights: {} },
    cuts: { illegal: 0, rule: 0, reader: 0, hint: 0 },
  },
}

export interface TrainOptions {
  readonly version: string
  readonly names: ReadonlyMap<string, string>
  readonly cases: readonly ReaderCase[]
  readonly judgement?: Judgement
}

/** Train both tables. Deterministic; about ten seconds for twenty thousand sentences. */
export function trainReader(
  examples: readonly Example[],
  { version, names, cases, judgement = UNJUDGED }: TrainOptions,
): ReaderWeights {
  return {
    version,
    ...trainOffence(examples),
    ...judgement,
    codes: trainCodes(examples, names),
    cases,
  }
}

/**
 * Twice: with every feature, sentences scaled to unit length, to see which weigh most; then with those alone, sentences
 * scaled as the reader will, which does not know the others.
 */
function trainOffence(
  examples: readonly Example[],
): Pick<ReaderWeights, 'offence' | 'partners' | 'beside' | 'kinds' | 'bias' | 'length'> {
  const isOffence = examples.map(({ codes }) => codes.length > 0)
  const chosen = choosePartners(examples)
  const partners = packTable(
    chosen,
    chosen.map(() => 0),
    [],
  )
  const { keys, seen, rarity, entries, rows } = numberFeatures(examples, indexPartners(partners))
  const squares = rows.map((row) => row.reduce((sum, i) => sum + rarity[i]! ** 2, 0))
  const all = rows.map((features, i): Row => ({ features, scale: 1 / Math.sqrt(BASE_LENGTH + squares[i]!) }))
  const first = trainLinear(all, isOffence, keys.length, rarity, COST)

  const strength = first.weights.map((weight, i) => Math.abs(weight) / rarity[i]!)
  const least = kthLargest(strength, KEPT)
  const ofKept = rows.map((row) => row.filter((feature) => strength[feature]! >= least))
  const triples = new Set(entries.flatMap(({ triples }) => triples))
  const isFamiliar = keys.map(
    (key, i) => isOwn(key) && triples.has(bucketIn(key)) && (seen[i]! >= KNOWN_OFTEN || strength[i]! >= least),
  )
  const familiar = new Set(keys.filter((_, i) => isFamiliar[i]).map(bucketIn))
  const known = entries.map(
    ({ triples, triplesBeside }): Known => ({
      own: triples.filter((bucket) => familiar.has(bucket)).length,
      beside: triplesBeside.filter((bucket) => familiar.has(bucket)).length,
    }),
  )
  const length = { base: BASE_LENGTH, ...slopesOf(known, squares) }
  const kept = ofKept.map(
    (features, i): Row => ({
      features,
      scale: 1 / Math.sqrt(length.base + length.known * known[i]!.own + length.beside * known[i]!.beside),
    }),
  )
  const second = trainLinear(kept, isOffence, keys.length, rarity, COST)

  const { level, values } = quantise(second, LEVELS, 200, UNIT)
  const used = keys.flatMap((_, i) => (level[i] !== 0 || isFamiliar[i] ? [i] : []))
  return {
    ...packTables(
      used.map((i) => keys[i]!),
      used.map((i) => level[i]!),
      values,
    ),
    partners,
    bias: Math.round(second.bias * UNIT),
    length,
  }
}

/** The runs of two characters that tell offending sentences from lawful ones best: buckets, rising. */
function choosePartners(examples: readonly Example[]): number[] {
  const counts = new Map<number, { offending: number; lawful: number }>()
  let offences = 0
  for (const { document, index, codes } of examples) {
    const offends = codes.length > 0
    if (offends) offences++
    for (const bucket of new Set(bucketsOfTwo(document.text, document.sentences[index]!))) {
      const count = counts.get(bucket) ?? { offending: 0, lawful: 0 }
      counts.set(bucket, count)
      if (offends) count.offending++
      else count.lawful++
    }
  }
  const even = Math.log(offences / (examples.length - offences))
  return [...counts]
    .filter(([, { offending, lawful }]) => offending + lawful >= PARTNER_SEEN)
    .map(([bucket, { offending, lawful }]) => {
      const lean = Math.log((offending + 0.5) / (lawful + 0.5)) - even
      return { bucket, strength: Math.abs(lean) * Math.sqrt(offending + lawful) }
    })
    .sort((a, b) => b.strength - a.strength || a.bucket - b.bucket)
    .slice(0, PARTNERS)
    .map(({ bucket }) => bucket)
    .sort((a, b) => a - b)
}

/** Least squares through the origin, of two variables. */
function slopesOf(
  known: readonly Known[],
  squares: readonly number[],
): { readonly known: number; readonly beside: number } {
  let [oo, ob, bb, os, bs] = [0, 0, 0, 0, 0]
  for (const [i, { own, beside }] of known.entries()) {
    oo += own * own
    ob += own * beside
    bb += beside * beside
    os += own * squares[i]!
    bs += beside * squares[i]!
  }
  const determinant = oo * bb - ob * ob
  // Without sentences beside, as in an office's single sentences, there is one variable.
  if (determinant <= 0) return { known: Math.round(os / Math.max(oo, 1)), beside: 0 }
  return {
    known: Math.max(1, Math.round((os * bb - bs * ob) / determinant)),
    beside: Math.max(0, Math.round((bs * oo - os * ob) / determinant)),
  }
}

function kthLargest(values: Float64Array, k: number): number {
  if (values.length <= k) return Number.MIN_VALUE
  return Float64Array.from(values).sort()[values.length - k]!
}

/** How many runs of three characters of a sentence, and of those beside it, the reader will know. */
interface Known {
  readonly own: number
  readonly beside: number
}

interface Numbered {
  /** Table and bucket of each feature, by its number. */
  readonly keys: readonly number[]
  /** In how many examples each stands. */
  readonly seen: readonly number[]
  /** Inverse document frequency of each feature. */
  readonly rarity: Float32Array
  readonly entries: readonly SentenceKeys[]
  /** Numbers of the features of each example; one that stands on both sides of a sentence comes twice. */
  readonly rows: readonly Int32Array[]
}

/** Number the features that training has seen often enough. */
function numberFeatures(examples: readonly Example[], partners: Partners): Numbered {
  const entries = examples.map(({ document, index }) => listKeys(document, index, partners))
  const uses = new Uint8Array(KEY_COUNT)
  for (const { keys } of entries) for (const key of new Set(keys)) if (uses[key]! < 255) uses[key]!++
  const numberOf = new Map<number, number>()
  const seen: number[] = []
  const rows = entries.map(({ keys }) => {
    const row: number[] = []
    let last = -1
    for (const key of keys.sort()) {
      if (uses[key]! < SEEN_OFTEN) continue
      let number = numberOf.get(key)
      if (number === undefined) {
        number = numberOf.size
        numberOf.set(key, number)
        seen.push(0)
      }
      if (key !== last) seen[number]!++
      last = key
      row.push(number)
    }
    return Int32Array.from(row)
  })
  const rarity = Float32Array.from(seen, (count) => Math.log(examples.length / count) + 1)
  return { keys: [...numberOf.keys()], seen, rarity, entries, rows }
}

function trainCodes(examples: readonly Example[], names: ReadonlyMap<string, string>): ReaderWeights['codes'] {
  const size = 1 << CODE_BITS
  const offending = examples.filter(({ codes }) => codes.length > 0)
  const rows = offending.map(({ document, index }): Row => {
    const features: number[] = []
    visitCodeFeatures(document, document.sentences[index]!, (bucket) => features.push(bucket))
    return { features: Int32Array.from(features).sort(), scale: 1 / Math.sqrt(Math.max(features.length, 1)) }
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
  const known = new Map<ParsedDocument, (index: number) => number>()
  return examples.map(({ document, index }) => {
    const scoreAt = known.get(document) ?? scoreSentences(model, document)
    known.set(document, scoreAt)
    return scoreAt(index)
  })
}
