import { analyseSentence, type ParsedDocument, type Sentence } from '../document/index.ts'
import { isSpaceUnit, type Span } from '../text/index.ts'

/** Buckets of the feature table: 2 to this power. */
export const FEATURE_BITS = 22
const MASK = (1 << FEATURE_BITS) - 1

/** Buckets of the table that names the 审核事项: 2 to this power. */
export const CODE_BITS = 13

/** Two pairs of characters at most this far apart make one feature: 未…备案 … 不得. */
const PAIR_REACH = 8

/**
 * What the second reader sees of a sentence: runs of one to three characters, two pairs of characters in order within a
 * short reach, and what the parser knows of each 分句 (role, subject, modality, negation). `bucket` is a hash; a bucket may
 * come more than once.
 *
 * @param visit called with the bucket and the offsets of the characters it stands for (`start` to `end`, the whole 分句 for
 *   a grammatical feature)
 */
export function visitFeatures(
  document: ParsedDocument,
  sentence: Sentence,
  visit: (bucket: number, start: number, end: number) => void,
): void {
  const { units, offsets } = readUnits(document.text, sentence.start, sentence.end)
  visitRuns(units, offsets, visit)
  visitPairs(units, offsets, visit)
  visitGrammar(document, sentence, visit)
}

/** What names the 审核事项 of words already found: runs of one and two characters, and the kind of document. */
export function visitCodeFeatures(document: ParsedDocument, span: Span, visit: (bucket: number) => void): void {
  const { units, offsets } = readUnits(document.text, span.start, span.end)
  const last = units.length - 1
  for (let i = 0; i <= last; i++) {
    const first = mix(0x811c9dc5, units[i]!)
    visit(finish(first) >>> (FEATURE_BITS - CODE_BITS))
    if (i < last) visit(finish(mix(first, units[i + 1]!)) >>> (FEATURE_BITS - CODE_BITS))
  }
  if (offsets.length > 0) visit(finish(hashWord(0x27d4eb2f, document.kind)) >>> (FEATURE_BITS - CODE_BITS))
}

interface Units {
  readonly units: Uint16Array
  readonly offsets: Int32Array
}

/** Characters without white space; digits are one digit and half-width marks full-width, as officials mix them. */
function readUnits(text: string, start: number, end: number): Units {
  const units = new Uint16Array(end - start)
  const offsets = new Int32Array(end - start)
  let count = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (isSpaceUnit(unit)) continue
    units[count] = foldUnit(unit)
    offsets[count++] = at
  }
  return { units: units.subarray(0, count), offsets: offsets.subarray(0, count) }
}

function foldUnit(unit: number): number {
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)) return 0x30
  if (unit > 0x20 && unit < 0x7f) return unit + 0xfee0
  return unit
}

type Visit = (bucket: number, start: number, end: number) => void

function visitRuns(units: Uint16Array, offsets: Int32Array, visit: Visit): void {
  const { length } = units
  for (let i = 0; i < length; i++) {
    let hash = 0x811c9dc5
    for (let k = 0; k < 3 && i + k < length; k++) {
      hash = mix(hash, units[i + k]!)
      visit(finish(hash ^ k), offsets[i]!, offsets[i + k]! + 1)
    }
  }
}

function visitPairs(units: Uint16Array, offsets: Int32Array, visit: Visit): void {
  const last = units.length - 1
  for (let i = 0; i < last; i++) {
    const first = mix(mix(0x9e3779b9, units[i]!), units[i + 1]!)
    const reach = Math.min(last, i + 3 + PAIR_REACH)
    for (let j = i + 3; j < reach; j++)
      visit(finish(mix(mix(first, units[j]!), units[j + 1]!)), offsets[i]!, offsets[j + 1]! + 1)
  }
}

function visitGrammar(document: ParsedDocument, sentence: Sentence, visit: Visit): void {
  let before = 0x51ed270b
  for (const phrase of analyseSentence(document, sentence).phrases) {
    const negated = phrase.negation === null ? '' : '否'
    const signature = hashWord(0x85ebca6b, `${phrase.role}/${phrase.subjectClass}/${phrase.modality}/${negated}`)
    visit(finish(signature), phrase.start, phrase.end)
    visit(finish(mix(before, signature)), phrase.start, phrase.end)
    before = signature
    const { start, end } = phrase.predicate
    for (let at = start; at + 1 < Math.min(end, start + 12); at++) {
      const act = mix(mix(signature, document.text.charCodeAt(at)), document.text.charCodeAt(at + 1))
      visit(finish(act), at, at + 2)
    }
  }
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
