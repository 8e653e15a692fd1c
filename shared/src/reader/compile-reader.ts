import { type DocumentKind, labelAt, type ParsedDocument, type Sentence, splitPhrases } from '../document/index.ts'
import type { Finding } from '../rule/finding.ts'
import { firstEndingAfter, type Span } from '../text/index.ts'
import type { EvidenceWeights } from './evidence.ts'
import {
  bucketOf,
  CODE_BITS,
  createFeatureList,
  FEATURE_BITS,
  indexPartners,
  isTriple,
  listFeatures,
  type Partners,
  visitCodeFeatures,
} from './features.ts'
import { indexCases, nearestCases } from './nearest-cases.ts'
import { type OpenTable, type ReaderWeights, unpackTable } from './reader-weights.ts'
import { indexWeights, layScoreRows, nextUse, placeOf, type ScoreRows, type WeightIndex } from './weight-index.ts'

/** Reads a document beside the rules. */
export interface Reader {
  /**
   * What may resemble the labelled offences, as hints: `rule` is `reader/<code>`. How far each is to be believed is for
   * `hearReader` to say, which knows what the rules found.
   *
   * @param within only the sentences that meet this span
   */
  readonly read: (document: ParsedDocument, within?: Span) => readonly Finding[]
  /** What the sentences under a span say to the reader. */
  readonly weigh: (document: ParsedDocument, span: Span) => Reading
  readonly evidence: EvidenceWeights
}

/** Whole numbers in thousandths. */
export interface Reading {
  /** How much they resemble labelled offences, the most alike of them; `null` where none can be compared. */
  readonly score: number | null
  /** The same without the sentences beside them. */
  readonly alone: number | null
  /** How much they speak of each group of 审核事项, by its strongest one. */
  readonly groups: ReadonlyMap<string, number>
}

/** Fewer characters say too little to compare. */
const SHORTEST = 10
const LONGEST = 600

/** Documents that set the law are not measured by cases written about documents below it. */
const SILENT_KINDS: readonly DocumentKind[] = ['statute', 'regulation', 'rule']
export const isReadable = ({ kind }: ParsedDocument): boolean => !SILENT_KINDS.includes(kind)

/** Make a reader of trained weights. The cases are indexed when the first finding asks for them. */
export function compileReader(weights: ReaderWeights): Reader {
  const model = compileModel(weights)
  const known = new WeakMap<ParsedDocument, (index: number) => number>()
  const knownAlone = new WeakMap<ParsedDocument, (index: number) => number>()
  let cases: ReturnType<typeof indexCases> | null = null
  /** Score of the sentence at an index, worked out once a document. */
  const scoreAt = (document: ParsedDocument, index: number): number => {
    let scores = known.get(document)
    if (scores === undefined) {
      scores = scoreSentences(model, document)
      known.set(document, scores)
    }
    return scores(index)
  }
  const aloneAt = (document: ParsedDocument, index: number): number => {
    let scores = knownAlone.get(document)
    if (scores === undefined) {
      scores = scoreSentences(model, document, { isAlone: true })
      knownAlone.set(document, scores)
    }
    return scores(index)
  }
  const read = (document: ParsedDocument, within?: Span): readonly Finding[] => {
    if (!isReadable(document)) return []
    const { sentences } = document
    const findings: Finding[] = []
    const until = within?.end ?? Number.POSITIVE_INFINITY
    const first = within === undefined ? 0 : firstEndingAfter(sentences, within.start)
    for (let index = first; index < sentences.length && sentences[index]!.start < until; index++) {
      if (scoreAt(document, index) < weights.floor || isStock(document.text, sentences[index]!)) continue
      cases ??= indexCases(weights.cases)
      const span = narrow(model, document, sentences[index]!)
      const code = nameCode(model, document, span)
      const near = nearestCases(cases, document.text.slice(span.start, span.end), code.code)
      findings.push(toFinding(document, span, code, near))
    }
    return findings
  }
  const weigh = (document: ParsedDocument, span: Span): Reading => {
    const { sentences } = document
    const first = firstEndingAfter(sentences, span.start)
    let score = Number.NEGATIVE_INFINITY
    let alone = Number.NEGATIVE_INFINITY
    let end = span.end
    for (let i = first; i < sentences.length && sentences[i]!.start < span.end; i++) {
      score = Math.max(score, scoreAt(document, i))
      alone = Math.max(alone, aloneAt(document, i))
      end = sentences[i]!.end
    }
    const groups = new Map<string, number>()
    const scores = weighCodes(model, document, { start: sentences[first]?.start ?? span.start, end })
    for (const [i, { code }] of model.codes.entries()) {
      const group = code.slice(0, code.indexOf('.'))
      groups.set(group, Math.max(groups.get(group) ?? Number.NEGATIVE_INFINITY, scores[i]!))
    }
    const isComparable = Number.isFinite(score)
    return { score: isComparable ? score : null, alone: isComparable ? alone : null, groups }
  }
  return { read, weigh, evidence: weights.evidence }
}

export interface Model {
  /** The table of the sentence, that of the sentences beside it, then one for each of `kinds`. */
  readonly offence: WeightIndex
  readonly partners: Partners
  /** By the place of the table of the kind. */
  readonly rows: Map<number, ScoreRows>
  readonly kinds: readonly DocumentKind[]
  readonly length: ReaderWeights['length']
  readonly bias: number
  readonly codes: readonly { readonly code: string; readonly name: string; readonly bias: number }[]
  /** What names the 审核事项: of each bucket, its row of `codeWeights` plus one, or 0; one column a code. */
  readonly codeRows: Int32Array
  readonly codeWeights: Int32Array
}

export function compileModel({ offence, partners, beside, kinds, length, bias, codes }: ReaderWeights): Model {
  const tables = [offence, beside, ...Object.values(kinds)]
  return {
    offence: indexWeights(tables.map((table) => unpackTable(table, FEATURE_BITS))),
    partners: indexPartners(partners),
    rows: new Map(),
    kinds: Object.keys(kinds) as DocumentKind[],
    length,
    bias,
    codes: codes.map(({ code, name, bias }) => ({ code, name, bias })),
    ...layCodes(codes.map(({ table }) => unpackTable(table, CODE_BITS))),
  }
}

/** The tables of the codes side by side, so that a bucket is looked up once for all of them. */
function layCodes(tables: readonly OpenTable[]): Pick<Model, 'codeRows' | 'codeWeights'> {
  const codeRows = new Int32Array(1 << CODE_BITS)
  let rows = 0
  for (const { buckets } of tables) for (const bucket of buckets) if (codeRows[bucket] === 0) codeRows[bucket] = ++rows
  const codeWeights = new Int32Array(rows * tables.length)
  for (const [column, { buckets, weights }] of tables.entries())
    for (const [i, bucket] of buckets.entries())
      codeWeights[(codeRows[bucket]! - 1) * tables.length + column] = weights[i]!
  return { codeRows, codeWeights }
}

/** Where the table of a kind stands; -1 where there is none. */
const tableOf = ({ kinds }: Model, kind: DocumentKind): number => {
  const at = kinds.indexOf(kind)
  return at < 0 ? -1 : at + 2
}

const features = createFeatureList(false)
const placed = createFeatureList()

/**
 * How much the sentence at an index resembles those that offend: a whole number, comparable across sentences. Each feature
 * counts once, and the sum is divided by how much of the sentence training has seen at all, so that a long familiar sentence
 * and a short one are measured alike. Sums of whole numbers and one square root: every engine agrees. Each sentence is taken
 * apart once, when it or one beside it is asked for.
 */
export function scoreSentences(
  model: Model,
  document: ParsedDocument,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): (index: number) => number {
  const { length, bias } = model
  const { sentences, text } = document
  const rows = rowsFor(model, document.kind)
  const parts = new Array<SentenceParts | undefined>(sentences.length)
  const partsAt = (index: number): SentenceParts => {
    const sentence = sentences[index]
    if (sentence === undefined) return NO_PARTS
    parts[index] ??= sumSentence(model, text, sentence, rows)
    return parts[index]
  }
  return (index) => {
    if (!isComparable(text, sentences[index]!)) return Number.NEGATIVE_INFINITY
    const { own, known } = partsAt(index)
    const before = isAlone ? NO_PARTS : partsAt(index - 1)
    const after = isAlone ? NO_PARTS : partsAt(index + 1)
    const size = length.base + length.known * known + length.beside * (before.known + after.known)
    return Math.round((own + before.beside + after.beside) / Math.sqrt(size)) + bias
  }
}

/** What one sentence adds to its own score and to those of the sentences beside it. */
export interface SentenceParts {
  readonly own: number
  readonly beside: number
  /** Runs of three characters that training has seen. */
  readonly known: number
}

const NO_PARTS: SentenceParts = { own: 0, beside: 0, known: 0 }

function sumSentence({ offence, partners }: Model, text: string, sentence: Span, table: ScoreRows): SentenceParts {
  if (!isHeardBeside(sentence)) return NO_PARTS
  listFeatures(text, sentence, partners, features)
  const { rows } = table
  const { entries, length } = features
  const use = nextUse(table)
  let own = 0
  let beside = 0
  let known = 0
  for (let i = 0; i < length; i++) {
    const entry = entries[i]!
    const place = placeOf(offence, bucketOf(entry))
    if (place < 0) continue
    const row = place * 4
    if (rows[row] === use) continue
    rows[row] = use
    own += rows[row + 1]!
    beside += rows[row + 2]!
    if (isTriple(entry)) known++
  }
  return { own, beside, known }
}

/** Laid out for a kind of document when one is first read. */
function rowsFor(model: Model, kind: DocumentKind): ScoreRows {
  const at = tableOf(model, kind)
  let rows = model.rows.get(at)
  if (rows === undefined) {
    const [own, beside] = model.offence.weights as [Int32Array, Int32Array]
    rows = layScoreRows(model.offence, own, model.offence.weights[at], beside)
    model.rows.set(at, rows)
  }
  return rows
}

/** A table without stops says nothing of the sentences beside it. */
export const isHeardBeside = ({ start, end }: Span): boolean => end - start <= LONGEST

/** 本办法自发布之日起施行: whole as it stands, whatever passages with a second date have taught. */
const STOCK =
  /^\s*(?:第.{1,6}[条章]|[一二三四五六七八九十]+、|[（(].{1,2}[）)])?\s*本[^，。]{2,8}自(?:发布|公布|印发|发文|签发)之日起(?:施行|执行|实施|生效|试行)(?:，(?:有效期|试行期)[^，。]{1,8})?[。；]?\s*$/
const isStock = (text: string, { start, end }: Span): boolean => end - start < 60 && STOCK.test(text.slice(start, end))

/** Long enough to say something, and no list of names. */
function isComparable(text: string, sentence: Sentence): boolean {
  const width = sentence.end - sentence.start
  return width >= SHORTEST && width <= LONGEST && !isEnumeration(text, sentence)
}

/** Names strung together (a list of towns) say nothing that could offend, and share characters with whatever does. */
function isEnumeration(text: string, { start, end }: Span): boolean {
  let marks = 0
  let longest = 0
  let last = start
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== ENUMERATION_COMMA) continue
    marks++
    longest = Math.max(longest, at - last)
    last = at + 1
  }
  longest = Math.max(longest, end - last)
  return (
    marks * 5 > end - start ||
    (marks >= SOME_NAMES && longest <= LONGEST_NAME) ||
    (marks >= MANY_NAMES && marks * 10 > end - start)
  )
}

/** So many names and nothing but names make a list: 甲镇、乙镇、丙镇、丁乡 58. */
const SOME_NAMES = 3
const LONGEST_NAME = 8
/** From so many on, names of ten characters make a list too. */
const MANY_NAMES = 8
const ENUMERATION_COMMA = 0x3001

/** The smallest run of whole 分句 that carries the decision: those at the edges that weigh nothing towards it are left out. */
function narrow(model: Model, document: ParsedDocument, sentence: Sentence): Span {
  const phrases = splitPhrases(document.text, sentence)
  if (phrases.length < 2) return { start: sentence.start, end: sentence.end }
  const weight = phrases.map(() => 0)
  listFeatures(document.text, sentence, model.partners, placed)
  const { entries, starts, ends } = placed
  const [ofSentence] = model.offence.weights as [Int32Array]
  const ofKind = model.offence.weights[tableOf(model, document.kind)]
  for (let k = 0; k < placed.length; k++) {
    const place = placeOf(model.offence, bucketOf(entries[k]!))
    const value = place < 0 ? 0 : ofSentence[place]! + (ofKind?.[place] ?? 0)
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
  const scores = weighCodes(model, document, span)
  let best = 0
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i
  return model.codes[best]!
}

/** How much the words speak of each 审核事项, in the order of `codes`. */
function weighCodes({ codes, codeRows, codeWeights }: Model, document: ParsedDocument, span: Span): Int32Array {
  const sums = new Int32Array(codes.length)
  let length = 0
  visitCodeFeatures(document, span, (bucket) => {
    length++
    const row = codeRows[bucket]!
    if (row === 0) return
    const from = (row - 1) * codes.length
    for (let i = 0; i < codes.length; i++) sums[i]! += codeWeights[from + i]!
  })
  const scale = Math.sqrt(Math.max(length, 1))
  return sums.map((sum, i) => Math.round(sum / scale) + codes[i]!.bias)
}

function toFinding(
  document: ParsedDocument,
  span: Span,
  { code, name }: { readonly code: string; readonly name: string },
  near: readonly { readonly quote: string; readonly why: string }[],
): Finding {
  const likeness = near.map(({ quote, why }) => `“${clip(quote)}”（${why}）`).join('；')
  return {
    rule: `reader/${code}`,
    code,
    severity: 'hint',
    start: span.start,
    end: span.end,
    clause: labelAt(document, span.start),
    message: `与标注案例比对，此处表述疑似涉及“${name}”。相近案例：${likeness}。`,
    authority: [],
    suggestion: '本提示由案例比对得出，不是规则判断；请审核人核对上位法依据后作出决定。',
  }
}

const clip = (words: string): string => (words.length > 40 ? `${words.slice(0, 39)}…` : words)
