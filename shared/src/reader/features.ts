import { analyseSentence, type ParsedDocument, type Phrase, type Sentence } from '../document/index.ts'
import { isSpaceUnit, type Span } from '../text/index.ts'

/** Buckets of the feature table: 2 to this power. */
export const FEATURE_BITS = 22
const MASK = (1 << FEATURE_BITS) - 1

/** Buckets of the table that names the 审核事项: 2 to this power. */
export const CODE_BITS = 13

// Signed: a hash that began above 2^31 would be kept as a fraction and be slow.
const RUN_SEED = 0x811c9dc5 | 0
const PAIR_SEED = 0x9e3779b9 | 0
const GRAMMAR_SEED = 0x85ebca6b | 0

/** Two pairs of characters at most this far apart make one feature: 未…备案 … 不得. */
const PAIR_REACH = 8

/**
 * Features in the order they were found, in arrays that are used again for the next sentence: `buckets[i]` stands for the
 * characters from `starts[i]` to `ends[i]` (the whole 分句 for a grammatical feature). Only the first `length` entries count.
 */
export interface FeatureList {
  buckets: Int32Array
  starts: Int32Array
  ends: Int32Array
  length: number
  /** Without, `starts` and `ends` are left alone: a score needs no places. */
  readonly hasPlaces: boolean
}

export const createFeatureList = (hasPlaces = true): FeatureList => ({
  buckets: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  length: 0,
  hasPlaces,
})

/** At most so many features begin at one character: runs, pairs, and a 分句 of that one character. */
const MOST_AT_ONE = 3 + PAIR_REACH + 13

/**
 * What the second reader sees of a sentence: runs of one to three characters, two pairs of characters in order within a
 * short reach, and what the parser knows of each 分句 (role, subject, modality, negation). A bucket is a hash; it may come
 * more than once.
 *
 * @param list emptied, then filled
 */
export function listFeatures(document: ParsedDocument, sentence: Sentence, list: FeatureList): void {
  const { units, offsets, count } = readUnits(document.text, sentence.start, sentence.end)
  makeRoom(list, MOST_AT_ONE * (sentence.end - sentence.start))
  listRuns(units, offsets, count, list)
  listPairs(units, offsets, count, list)
  listGrammar(document, sentence, list)
}

/** The same one by one. */
export function visitFeatures(
  document: ParsedDocument,
  sentence: Sentence,
  visit: (bucket: number, start: number, end: number) => void,
): void {
  const list = createFeatureList()
  listFeatures(document, sentence, list)
  const { buckets, starts, ends, length } = list
  for (let i = 0; i < length; i++) visit(buckets[i]!, starts[i]!, ends[i]!)
}

function makeRoom(list: FeatureList, most: number): void {
  list.length = 0
  if (list.buckets.length >= most) return
  list.buckets = new Int32Array(most)
  if (!list.hasPlaces) return
  list.starts = new Int32Array(most)
  list.ends = new Int32Array(most)
}

/** What names the 审核事项 of words already found: runs of one and two characters, and the kind of document. */
export function visitCodeFeatures(document: ParsedDocument, span: Span, visit: (bucket: number) => void): void {
  const { units, count } = readUnits(document.text, span.start, span.end)
  const last = count - 1
  for (let i = 0; i <= last; i++) {
    const first = mix(RUN_SEED, units[i]!)
    visit(finish(first) >>> (FEATURE_BITS - CODE_BITS))
    if (i < last) visit(finish(mix(first, units[i + 1]!)) >>> (FEATURE_BITS - CODE_BITS))
  }
  if (count > 0) visit(finish(hashWord(0x27d4eb2f, document.kind)) >>> (FEATURE_BITS - CODE_BITS))
}

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
  const { buckets, starts, ends, hasPlaces } = list
  let n = list.length
  for (let i = 0; i < count; i++) {
    const longest = Math.min(3, count - i)
    let hash = RUN_SEED
    for (let k = 0; k < longest; k++) {
      hash = mix(hash, units[i + k]!)
      buckets[n] = finish(hash ^ k)
      if (hasPlaces) {
        starts[n] = offsets[i]!
        ends[n] = offsets[i + k]! + 1
      }
      n++
    }
  }
  list.length = n
}

function listPairs(units: Uint16Array, offsets: Int32Array, count: number, list: FeatureList): void {
  const { buckets, starts, ends, hasPlaces } = list
  const last = count - 1
  let n = list.length
  for (let i = 0; i < last; i++) {
    const first = mix(mix(PAIR_SEED, units[i]!), units[i + 1]!)
    const reach = Math.min(last, i + 3 + PAIR_REACH)
    for (let j = i + 3; j < reach; j++) {
      buckets[n] = finish(mix(mix(first, units[j]!), units[j + 1]!))
      if (hasPlaces) {
        starts[n] = offsets[i]!
        ends[n] = offsets[j + 1]! + 1
      }
      n++
    }
  }
  list.length = n
}

function listGrammar(document: ParsedDocument, sentence: Sentence, list: FeatureList): void {
  const { text } = document
  let before = 0x51ed270b
  for (const phrase of analyseSentence(document, sentence).phrases) {
    const signature = signatureOf(phrase)
    add(list, finish(signature), phrase.start, phrase.end)
    add(list, finish(mix(before, signature)), phrase.start, phrase.end)
    before = signature
    const { start, end } = phrase.predicate
    const until = Math.min(end, start + 12) - 1
    for (let at = start; at < until; at++) {
      const act = mix(mix(signature, text.charCodeAt(at)), text.charCodeAt(at + 1))
      add(list, finish(act), at, at + 2)
    }
  }
}

const SLASH = 0x2f

/** Hash of `role/subjectClass/modality/否`. */
function signatureOf({ role, subjectClass, modality, negation }: Phrase): number {
  let hash = mix(hashWord(GRAMMAR_SEED, role), SLASH)
  hash = mix(hashWord(hash, String(subjectClass)), SLASH)
  hash = mix(hashWord(hash, String(modality)), SLASH)
  return negation === null ? hash : hashWord(hash, '否')
}

function add(list: FeatureList, bucket: number, start: number, end: number): void {
  list.buckets[list.length] = bucket
  if (list.hasPlaces) {
    list.starts[list.length] = start
    list.ends[list.length] = end
  }
  list.length++
}

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
  return (h ^ (h >>> 15)) & MASK
}
