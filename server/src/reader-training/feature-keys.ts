import type { DocumentKind, ParsedDocument, Sentence } from '@hongxian/shared/document'
import {
  bucketOf,
  createFeatureList,
  FEATURE_BITS,
  isHeardBeside,
  isShort,
  isTriple,
  listFeatures,
  type Partners,
  packTable,
  type ReaderWeights,
  unpackTable,
} from '@hongxian/shared/reader'

// Tables of the reader: of the sentence, of those beside it, then one a kind of document that cases were written about.
const OWN = 0
const BESIDE = 1
const KINDS: readonly DocumentKind[] = ['normative', 'decision', 'contract', 'enforcement', 'other']
const BUCKETS = 2 ** FEATURE_BITS

/** A key is a table and a bucket in one number below this. */
export const KEY_COUNT = (BESIDE + 1 + KINDS.length) * BUCKETS

const keyOf = (table: number, bucket: number): number => table * BUCKETS + bucket
export const bucketIn = (key: number): number => key % BUCKETS
/** Does the key belong to the table of the sentence itself? */
export const isOwn = (key: number): boolean => key < BUCKETS

/** What the reader sees of one sentence and of those beside it. */
export interface SentenceKeys {
  /** One that stands in both sentences beside comes twice. */
  readonly keys: Float64Array
  /** Buckets of the runs of three characters in the sentence, and in those beside it. */
  readonly triples: readonly number[]
  readonly triplesBeside: readonly number[]
}

export function listKeys({ sentences, text, kind }: ParsedDocument, index: number, partners: Partners): SentenceKeys {
  const keys: number[] = []
  const ofKind = KINDS.indexOf(kind)
  const triples: number[] = []
  for (const entry of entriesOf(text, sentences[index]!, partners)) {
    keys.push(keyOf(OWN, bucketOf(entry)))
    if (ofKind >= 0 && isShort(entry)) keys.push(keyOf(BESIDE + 1 + ofKind, bucketOf(entry)))
    if (isTriple(entry)) triples.push(bucketOf(entry))
  }
  const triplesBeside: number[] = []
  for (const sentence of [sentences[index - 1], sentences[index + 1]]) {
    if (sentence === undefined || !isHeardBeside(sentence)) continue
    for (const entry of entriesOf(text, sentence, partners)) {
      if (isShort(entry)) keys.push(keyOf(BESIDE, bucketOf(entry)))
      if (isTriple(entry)) triplesBeside.push(bucketOf(entry))
    }
  }
  return { keys: Float64Array.from(keys), triples, triplesBeside }
}

const list = createFeatureList(false)

function entriesOf(text: string, sentence: Sentence, partners: Partners): ReadonlySet<number> {
  listFeatures(text, sentence, partners, list)
  return new Set(list.entries.subarray(0, list.length))
}

type Tables = Pick<ReaderWeights, 'offence' | 'beside' | 'kinds'>

/** @param level of each key, into `values`, as `packTable` takes it */
export function packTables(keys: readonly number[], level: readonly number[], values: readonly number[]): Tables {
  const order = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!)
  const tableAt = (table: number) => {
    const own = order.filter((i) => Math.floor(keys[i]! / BUCKETS) === table)
    return packTable(
      own.map((i) => bucketIn(keys[i]!)),
      own.map((i) => level[i]!),
      values,
    )
  }
  return {
    offence: tableAt(OWN),
    beside: tableAt(BESIDE),
    kinds: Object.fromEntries(KINDS.map((kind, i) => [kind, tableAt(BESIDE + 1 + i)])),
  }
}

/** Keys and what each weighs. */
export function unpackTables({ offence, beside, kinds }: Tables): {
  readonly keys: readonly number[]
  readonly weights: readonly number[]
} {
  const keys: number[] = []
  const weights: number[] = []
  for (const [table, packed] of [offence, beside, ...KINDS.map((kind) => kinds[kind])].entries()) {
    if (packed === undefined) continue
    const open = unpackTable(packed, FEATURE_BITS)
    for (const [i, bucket] of open.buckets.entries()) {
      keys.push(keyOf(table, bucket))
      weights.push(open.weights[i]!)
    }
  }
  return { keys, weights }
}
