import { analyseSentence, labelAt, type ParsedDocument, type Sentence } from '../document/index.ts'
import type { Finding } from '../rule/finding.ts'
import type { Span } from '../text/index.ts'
import { visitCodeFeatures, visitFeatures } from './features.ts'
import { indexCases, nearestCases } from './nearest-cases.ts'
import { type ReaderWeights, unpackCodeTable, unpackTable } from './reader-weights.ts'

/** Reads a document beside the rules. */
export interface Reader {
  /** What resembles the labelled offences: `rule` is `reader/<code>`, never 违法. */
  readonly read: (document: ParsedDocument) => readonly Finding[]
  /** Do the sentences under a span resemble no labelled offence at all? */
  readonly isUnlike: (document: ParsedDocument, span: Span) => boolean
}

/** Fewer characters say too little to compare. */
const SHORTEST = 10
const LONGEST = 600

/** Documents that set the law are not measured by cases written about documents below it. */
const SILENT_KINDS = ['statute', 'regulation', 'rule']

/** Make a reader of trained weights. Costs one table of 4 MB; the cases are indexed when the first finding asks for them. */
export function compileReader(weights: ReaderWeights): Reader {
  const model = compileModel(weights)
  let cases: ReturnType<typeof indexCases> | null = null
  const read = (document: ParsedDocument): readonly Finding[] => {
    if (SILENT_KINDS.includes(document.kind)) return []
    const findings: Finding[] = []
    for (const sentence of document.sentences) {
      const score = scoreSentence(model, document, sentence)
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
  const isUnlike = (document: ParsedDocument, span: Span): boolean => {
    const under = document.sentences.filter(({ start, end }) => start < span.end && span.start < end)
    const scores = under.map((sentence) => scoreSentence(model, document, sentence)).filter(Number.isFinite)
    return scores.length > 0 && Math.max(...scores) < weights.unlike
  }
  return { read, isUnlike }
}

export interface Model {
  readonly level: Int8Array
  readonly values: readonly number[]
  readonly bias: number
  readonly codes: readonly {
    readonly code: string
    readonly name: string
    readonly bias: number
    readonly level: Int8Array
    readonly values: readonly number[]
  }[]
}

export function compileModel(weights: ReaderWeights): Model {
  return {
    level: unpackTable(weights.offence),
    values: weights.offence.values,
    bias: weights.bias,
    codes: weights.codes.map(({ code, name, bias, table }) => ({
      code,
      name,
      bias,
      level: unpackCodeTable(table),
      values: table.values,
    })),
  }
}

/**
 * How much a sentence resembles those that offend: a whole number, comparable across sentences. Sums of whole numbers and
 * one square root, so every engine agrees.
 */
export function scoreSentence(model: Model, document: ParsedDocument, sentence: Sentence): number {
  const length = sentence.end - sentence.start
  if (length < SHORTEST || length > LONGEST) return Number.NEGATIVE_INFINITY
  let sum = 0
  let count = 0
  visitFeatures(document, sentence, (bucket) => {
    const level = model.level[bucket]!
    if (level === 0) return
    sum += level > 0 ? model.values[level - 1]! : -model.values[-level - 1]!
    count++
  })
  return Math.round(sum / Math.sqrt(Math.max(count, 1))) + model.bias
}

/** The smallest run of whole 分句 that carries the decision: those at the edges that weigh nothing towards it are left out. */
function narrow(model: Model, document: ParsedDocument, sentence: Sentence): Span {
  const { phrases } = analyseSentence(document, sentence)
  if (phrases.length < 2) return { start: sentence.start, end: sentence.end }
  const weight = phrases.map(() => 0)
  visitFeatures(document, sentence, (bucket, start, end) => {
    const level = model.level[bucket]!
    if (level === 0) return
    const value = level > 0 ? model.values[level - 1]! : -model.values[-level - 1]!
    for (const [i, phrase] of phrases.entries()) if (phrase.start <= start && end <= phrase.end) weight[i]! += value
  })
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
  let best = model.codes[0]!
  let highest = Number.NEGATIVE_INFINITY
  for (const one of model.codes) {
    let sum = 0
    let count = 0
    visitCodeFeatures(document, span, (bucket) => {
      const level = one.level[bucket]!
      count++
      if (level !== 0) sum += level > 0 ? one.values[level - 1]! : -one.values[-level - 1]!
    })
    const score = sum / Math.sqrt(Math.max(count, 1)) + one.bias
    if (score > highest) {
      highest = score
      best = one
    }
  }
  return best
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
