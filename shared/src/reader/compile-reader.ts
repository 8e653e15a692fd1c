import { analyseSentence, labelAt, type ParsedDocument, type Sentence } from '../document/index.ts'
import type { Finding } from '../rule/finding.ts'
import type { Span } from '../text/index.ts'
import {
  bucketOf,
  CODE_BITS,
  createFeatureList,
  FEATURE_BITS,
  isTriple,
  listFeatures,
  visitCodeFeatures,
} from './features.ts'
import { indexCases, nearestCases } from './nearest-cases.ts'
import { type OpenTable, type ReaderWeights, unpackTable } from './reader-weights.ts'
import { indexWeights, nextUse, slotOf, type WeightIndex } from './weight-index.ts'

/** Reads a document beside the rules. */
export interface Reader {
  /**
   * What resembles the labelled offences: `rule` is `reader/<code>`, never 违法.
   *
   * @param within only the sentences that meet this span
   */
  readonly read: (document: ParsedDocument, within?: Span) => readonly Finding[]
  /** How much the sentences under a span resemble labelled offences, the most alike of them. */
  readonly liken: (document: ParsedDocument, span: Span) => Likeness
  /** How much the sentences under a span speak of one 审核事项: a whole number, comparable between 审核事项 of the same span. */
  readonly weighCode: (document: ParsedDocument, span: Span, code: string) => number
}

/** `none`: unlike nearly every labelled offence; `close`: alike enough for a hint of its own. */
export type Likeness = 'none' | 'some' | 'close'

/** Fewer characters say too little to compare. */
const SHORTEST = 10
const LONGEST = 600

/** Documents that set the law are not measured by cases written about documents below it. */
const SILENT_KINDS = ['statute', 'regulation', 'rule']

/** Make a reader of trained weights. The cases are indexed when the first finding asks for them. */
export function compileReader(weights: ReaderWeights): Reader {
  const model = compileModel(weights)
  const known = new WeakMap<ParsedDocument, Float64Array>()
  let cases: ReturnType<typeof indexCases> | null = null
  /** Score of the sentence at an index, worked out once a document. */
  const scoreAt = (document: ParsedDocument, index: number): number => {
    let scores = known.get(document)
    if (scores === undefined) {
      scores = new Float64Array(document.sentences.length).fill(Number.NaN)
      known.set(document, scores)
    }
    if (Number.isNaN(scores[index]!)) scores[index] = scoreSentence(model, document, document.sentences[index]!)
    return scores[index]!
  }
  const read = (document: ParsedDocument, within?: Span): readonly Finding[] => {
    if (SILENT_KINDS.includes(document.kind)) return []
    const { sentences } = document
    const findings: Finding[] = []
    const until = within?.end ?? Number.POSITIVE_INFINITY
    const first = within === undefined ? 0 : firstEndingAfter(sentences, within.start)
    for (let index = first; index < sentences.length && sentences[index]!.start < until; index++) {
      const sentence = sentences[index]!
      const score = scoreAt(document, index)
      if (score < weights.hint) continue
      cases ??= indexCases(weights.cases)
      const span = narrow(model, document, sentence)
      const code = nameCode(model, document, span)
      findings.push(
        toFinding(
          weights,
          document,
          span,
          code,
          score,
          nearestCases(cases, document.text.slice(span.start, span.end), code.code),
        ),
      )
    }
    return findings
  }
  const liken = (document: ParsedDocument, span: Span): Likeness => {
    const { sentences } = document
    let highest = Number.NEGATIVE_INFINITY
    for (let i = firstEndingAfter(sentences, span.start); i < sentences.length && sentences[i]!.start < span.end; i++)
      highest = Math.max(highest, scoreAt(document, i))
    if (highest >= weights.hint) return 'close'
    // Sentences too short or too long to be compared say nothing either way.
    return highest >= weights.unlike || !Number.isFinite(highest) ? 'some' : 'none'
  }
  const weighCode = (document: ParsedDocument, span: Span, code: string): number => {
    const { sentences } = document
    const first = firstEndingAfter(sentences, span.start)
    const last = Math.min(firstEndingAfter(sentences, span.end - 1), sentences.length - 1)
    const weights = model.codes.find((one) => one.code === code)
    if (weights === undefined || first > last) return 0
    return codeScore(weights, listCodeBuckets(document, { start: sentences[first]!.start, end: sentences[last]!.end }))
  }
  return { read, liken, weighCode }
}

/** Sentences stand in order and do not overlap. */
function firstEndingAfter(sentences: readonly Sentence[], offset: number): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sentences[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}

export interface Model {
  readonly offence: WeightIndex
  readonly length: ReaderWeights['length']
  readonly bias: number
  readonly codes: readonly {
    readonly code: string
    readonly name: string
    readonly bias: number
    /** Indexed by bucket. */
    readonly weights: Int32Array
  }[]
}

export function compileModel({ offence, length, bias, codes }: ReaderWeights): Model {
  return {
    offence: indexWeights(unpackTable(offence, FEATURE_BITS)),
    length,
    bias,
    codes: codes.map(({ code, name, bias, table }) => ({
      code,
      name,
      bias,
      weights: spread(unpackTable(table, CODE_BITS)),
    })),
  }
}

function spread({ buckets, weights }: OpenTable): Int32Array {
  const all = new Int32Array(1 << CODE_BITS)
  for (const [i, bucket] of buckets.entries()) all[bucket] = weights[i]!
  return all
}

const features = createFeatureList(false)
const placed = createFeatureList()

/**
 * How much a sentence resembles those that offend: a whole number, comparable across sentences. Each feature counts once,
 * and the sum is divided by how much of the sentence training has seen at all, so that a long familiar sentence and a short
 * one are measured alike. Sums of whole numbers and one square root: every engine agrees.
 */
export function scoreSentence({ offence, length, bias }: Model, { text }: ParsedDocument, sentence: Sentence): number {
  const width = sentence.end - sentence.start
  if (width < SHORTEST || width > LONGEST || isEnumeration(text, sentence)) return Number.NEGATIVE_INFINITY
  listFeatures(text, sentence, features)
  const { weights, lastUse } = offence
  const { entries } = features
  const use = nextUse(offence)
  let sum = 0
  let known = 0
  for (let i = 0; i < features.length; i++) {
    const entry = entries[i]!
    const slot = slotOf(offence, bucketOf(entry))
    if (slot < 0 || lastUse[slot] === use) continue
    lastUse[slot] = use
    sum += weights[slot]!
    if (isTriple(entry)) known++
  }
  return Math.round(sum / Math.sqrt(length.base + length.known * known)) + bias
}

/** Names strung together (a list of towns) say nothing that could offend, and share characters with whatever does. */
function isEnumeration(text: string, { start, end }: Span): boolean {
  let marks = 0
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === ENUMERATION_COMMA) marks++
  return marks * 5 > end - start
}

const ENUMERATION_COMMA = 0x3001

/** The smallest run of whole 分句 that carries the decision: those at the edges that weigh nothing towards it are left out. */
function narrow(model: Model, document: ParsedDocument, sentence: Sentence): Span {
  const { phrases } = analyseSentence(document, sentence)
  if (phrases.length < 2) return { start: sentence.start, end: sentence.end }
  const weight = phrases.map(() => 0)
  listFeatures(document.text, sentence, placed)
  const { entries, starts, ends } = placed
  for (let k = 0; k < placed.length; k++) {
    const slot = slotOf(model.offence, bucketOf(entries[k]!))
    const value = slot < 0 ? 0 : model.offence.weights[slot]!
    if (value === 0) continue
    for (const [i, phrase] of phrases.entries())
      if (phrase.start <= starts[k]! && ends[k]! <= phrase.end) weight[i]! += value
  }
  let first = 0
  let last = phrases.length - 1
  while (first < last && weight[first]! <= 0) first++
  while (last > first && weight[last]! <= 0) last--
  return { start: phrases[first]!.start, end: phrases[last]!.end }
}

function nameCode(
  model: Model,
  document: ParsedDocument,
  span: Span,
): { readonly code: string; readonly name: string } {
  const buckets = listCodeBuckets(document, span)
  let best = model.codes[0]!
  let highest = Number.NEGATIVE_INFINITY
  for (const one of model.codes) {
    const score = codeScore(one, buckets)
    if (score > highest) {
      highest = score
      best = one
    }
  }
  return best
}

function listCodeBuckets(document: ParsedDocument, span: Span): readonly number[] {
  const buckets: number[] = []
  visitCodeFeatures(document, span, (bucket) => buckets.push(bucket))
  return buckets
}

function codeScore({ weights, bias }: Model['codes'][number], buckets: readonly number[]): number {
  let sum = 0
  for (const bucket of buckets) sum += weights[bucket]!
  return Math.round(sum / Math.sqrt(Math.max(buckets.length, 1))) + bias
}

function toFinding(
  weights: ReaderWeights,
  document: ParsedDocument,
  span: Span,
  { code, name }: { readonly code: string; readonly name: string },
  score: number,
  near: readonly { readonly quote: string; readonly why: string }[],
): Finding {
  const share = shareAt(weights, score)
  const likeness = near.map(({ quote, why }) => `“${clip(quote)}”（${why}）`).join('；')
  return {
    rule: `reader/${code}`,
    code,
    severity: score >= weights.suspect ? 'suspect' : 'hint',
    start: span.start,
    end: span.end,
    clause: labelAt(document, span.start),
    message: `与标注案例比对，此处表述疑似涉及“${name}”（同等相似程度的表述中约${share}成确有问题）。相近案例：${likeness}。`,
    authority: [],
    suggestion: '本提示由案例比对得出，不是规则判断；请审核人核对上位法依据后作出决定。',
  }
}

function shareAt({ calibration }: ReaderWeights, score: number): number {
  let share = calibration[0]?.[1] ?? 0
  for (const [from, value] of calibration) if (score >= from) share = value
  return Math.min(9, Math.max(1, Math.round(share * 10)))
}

const clip = (words: string): string => (words.length > 40 ? `${words.slice(0, 39)}…` : words)
