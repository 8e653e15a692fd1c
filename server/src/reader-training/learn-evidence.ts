import type { ParsedDocument } from '@hongxian/shared/document'
import {
  type Evidence,
  type EvidenceModel,
  type EvidenceNumbers,
  type EvidenceWeights,
  listEvidence,
  NO_TRUST,
  type Reader,
} from '@hongxian/shared/reader'
import { type CompiledRule, listFindings, type RuleSet, trustKey, type Witnessed, witness } from '@hongxian/shared/rule'
import { type LabelledPassage, locateSpans, parsePassage } from './collect-examples.ts'

/** A finding on a labelled passage, and whether it was right. */
export interface Tried extends Witnessed {
  readonly fold: number
  readonly isOfRule: boolean
  /** It meets a label of the same group of 审核事项. */
  readonly isRight: boolean
  /** It meets a label. */
  readonly isOffence: boolean
}

/** What the rules say of some passages, and a reader that has not seen them. */
export function tryPassages(
  passages: readonly LabelledPassage[],
  ruleSet: RuleSet,
  asOf: string,
  readerOf: (passage: LabelledPassage) => { readonly reader: Reader; readonly fold: number },
): Tried[] {
  return passages.flatMap((passage) => {
    const document = parsePassage(passage)
    const found = listFindings(document, ruleSet, asOf)
    const { reader, fold } = readerOf(passage)
    const labels = locateSpans(passage)
    return witness(found, reader.read(document), document, reader).map((one, i): Tried => {
      const { start, end, code } = one.finding
      const met = labels.filter((label) => label.start < end && start < label.end)
      const isRight = met.some((label) =>
        [label.code, ...(label.alt_codes ?? [])].some((c) => groupOf(c) === groupOf(code)),
      )
      return { ...one, fold, isOfRule: i < found.length, isRight, isOffence: met.length > 0 }
    })
  })
}

const groupOf = (code: string): string => code.slice(0, code.indexOf('.'))

/** Reviewers lose trust at the third false alarm, and answer for what they miss: 违法 is given up later than the rest. */
const ILLEGAL_SHARE = 0.3
const RULE_SHARE = 0.4
/** 存疑 of the reader needs nine in ten right on held-out families and at most three in a thousand lawful real sentences. */
const PRECISION = 0.9
const REAL_RATE = 0.003
/** A hint costs no alarm; below three in four right it only tires. */
const HINT_PRECISION = 0.75

/** What the rules say about lawful prose: each finding is taken for wrong. */
export const tryLawful = (documents: readonly ParsedDocument[], ruleSet: RuleSet, asOf: string): Judged[] =>
  documents.flatMap((document) => listFindings(document, ruleSet, asOf).map((finding) => ({ finding, isRight: false })))

type Judged = Pick<Tried, 'finding' | 'isRight'>

/**
 * Learn how far a finding is to be believed.
 *
 * @param tried findings on passages that no rule author has read, by readers that have not seen them
 * @param onLawful findings of the rules on lawful prose: a rule that disturbs it is trusted less
 * @param rules all: one that never spoke in the training has no record, and keeps the severity that its author gave it
 */
export function learnEvidence(
  tried: readonly Tried[],
  onLawful: readonly Judged[],
  rules: readonly CompiledRule[],
): Omit<EvidenceWeights, 'cuts'> {
  const byWords = rules.filter(goesByWords)
  const wordRules = new Set(byWords.map(({ source }) => source.id))
  const ofRules = tried.filter(({ isOfRule, finding }) => isOfRule && wordRules.has(finding.rule))
  const ofReader = tried.filter(({ isOfRule }) => !isOfRule)
  const record = countRight([
    ...tried.filter(({ isOfRule }) => isOfRule),
    ...onLawful.filter(({ finding }) => wordRules.has(finding.rule)),
  ])
  const trustsOf = (
    { source: { id, code } }: CompiledRule,
    severities: readonly ('illegal' | 'hint')[],
  ): [string, number][] =>
    severities.flatMap((severity) => {
      const key = trustKey({ rule: id, severity })
      return record.byRule.has(key) ? [[key, trustIn(record, key, code, severity === 'hint')]] : []
    })
  const trust = Object.fromEntries(byWords.flatMap((rule) => trustsOf(rule, ['illegal', 'hint'])))
  // What is missing or misnumbered stays a hint however often it is so.
  const facts = Object.fromEntries(
    rules.filter((rule) => !goesByWords(rule)).flatMap((rule) => trustsOf(rule, ['illegal'])),
  )
  const leftOut = (one: Tried): number =>
    trustIn(record, trustKey(one.finding), one.finding.code, one.finding.severity === 'hint', one.isRight)
  return {
    trust,
    facts,
    rule: fitLogOdds(
      ofRules.map((one) => listEvidence(leftOut(one), one.evidence)),
      ofRules.map(({ isRight }) => isRight),
      ofRules.map(({ evidence }) => shareIn(evidence)),
    ),
    reader: fitLogOdds(
      ofReader.map(({ evidence }) => listEvidence(NO_TRUST, evidence)),
      ofReader.map(({ isRight }) => isRight),
    ),
  }
}

/** What is cited, named, numbered and left out is a matter of fact, and so is what a matcher looks up in data. */
const BY_FACT = /^(cite|institution|form)\./
const BY_WORDS_STILL = 'form.ambiguity'

const goesByWords = ({ source: { code }, matcher }: CompiledRule): boolean =>
  matcher === null && (!BY_FACT.test(code) || code === BY_WORDS_STILL)

interface Count {
  right: number
  all: number
}

interface Record {
  readonly byRule: ReadonlyMap<string, Count>
  readonly byCode: ReadonlyMap<string, Count>
}

const codeKey = (code: string, isHint: boolean): string => (isHint ? `${code}?` : code)

function countRight(tried: readonly Judged[]): Record {
  const byRule = new Map<string, Count>()
  const byCode = new Map<string, Count>()
  for (const { finding, isRight } of tried)
    for (const [counts, key] of [
      [byRule, trustKey(finding)],
      [byCode, codeKey(finding.code, finding.severity === 'hint')],
    ] as const) {
      const count = counts.get(key) ?? { right: 0, all: 0 }
      counts.set(key, count)
      count.all++
      if (isRight) count.right++
    }
  return { byRule, byCode }
}

/** So many findings of its 审核事项 are added to the record of a rule that spoke seldom. */
const BORROWED = 4

/** @param own whether the finding itself was right, if it is to be left out of the record */
function trustIn({ byRule, byCode }: Record, key: string, code: string, isHint: boolean, own?: boolean): number {
  const out = own === undefined ? 0 : 1
  const won = own === true ? 1 : 0
  const ofCode = byCode.get(codeKey(code, isHint)) ?? { right: 0, all: 0 }
  const share = (ofCode.right - won + 2) / (ofCode.all - out + 4)
  const ofRule = byRule.get(key) ?? { right: own === true ? 1 : 0, all: out }
  const right = (ofRule.right - won + BORROWED * share) / (ofRule.all - out + BORROWED)
  return logOdds(right)
}

/** In thousandths. */
const logOdds = (share: number): number => Math.round(1000 * Math.log(share / (1 - share)))

const STEPS = 30

/** Of a sentence in which many rules speak, all together count little more than one. */
const shareIn = ({ sameAlarms, sameHints, otherAlarms }: Evidence): number =>
  1 / (1 + sameAlarms + sameHints + otherAlarms)

/**
 * Logistic regression, ridge of one on every weight, by Newton's method; numbers in thousandths.
 *
 * @param counts how much each row counts, one where nothing is said
 */
export function fitLogOdds(
  rows: readonly EvidenceNumbers[],
  isRight: readonly boolean[],
  counts: readonly number[] = [],
): EvidenceModel {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort()
  const width = names.length + 1
  const x = rows.map((row) => sparse([1, ...names.map((name) => (row[name] ?? 0) / 1000)]))
  let weights = new Array<number>(width).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : weight))
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j && i > 0 ? 1 : 0)))
    for (const [r, row] of x.entries()) {
      const p = 1 / (1 + Math.exp(-dot(row, weights)))
      const count = counts[r] ?? 1
      const error = count * (p - (isRight[r] ? 1 : 0))
      const slope = count * p * (1 - p)
      const { places, values } = row
      for (let i = 0; i < places.length; i++) {
        const line = hessian[places[i]!]!
        gradient[places[i]!]! += error * values[i]!
        for (let j = 0; j <= i; j++) line[places[j]!]! += slope * values[i]! * values[j]!
      }
    }
    for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) hessian[j]![i] = hessian[i]![j]!
    const change = solve(hessian, gradient)
    weights = weights.map((weight, i) => weight - change[i]!)
    if (Math.max(...change.map(Math.abs)) < 1e-6) break
  }
  const [bias, ...rest] = weights.map((weight) => Math.round(1000 * weight))
  return { bias: bias!, weights: Object.fromEntries(names.map((name, i) => [name, rest[i]!])) }
}

/** What is not zero in a row, in rising order. */
interface SparseRow {
  readonly places: readonly number[]
  readonly values: readonly number[]
}

function sparse(row: readonly number[]): SparseRow {
  const places = [...row.keys()].filter((place) => row[place] !== 0)
  return { places, values: places.map((place) => row[place]!) }
}

const dot = ({ places, values }: SparseRow, weights: readonly number[]): number =>
  places.reduce((sum, place, i) => sum + weights[place]! * values[i]!, 0)

/** Gauss with partial pivots; a column that says nothing gets nothing. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = right.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    const swapped = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = swapped
    const head = rows[column]!
    if (Math.abs(head[column]!) < 1e-12) continue
    for (const [i, row] of rows.entries()) {
      if (i === column) continue
      const times = row[column]! / head[column]!
      for (let j = column; j <= n; j++) row[j]! -= times * head[j]!
    }
  }
  return rows.map((row, i) => (Math.abs(row[i]!) < 1e-12 ? 0 : row[n]! / row[i]!))
}

/** A finding with the margin that weights give it which have not seen its family. */
export interface HeldMargin {
  readonly margin: number
  readonly isOffence: boolean
}

/**
 * @param ofReader findings of the reader, weighed without what the rules found
 * @param lawful margins on lawful real sentences
 */
export function chooseCuts(ofReader: readonly HeldMargin[], lawful: readonly number[]): EvidenceWeights['cuts'] {
  const reader = lowestCut(ofReader, lawful, PRECISION, REAL_RATE)
  return {
    illegal: logOdds(ILLEGAL_SHARE),
    rule: logOdds(RULE_SHARE),
    reader,
    hint: Math.min(reader, lowestCut(ofReader, lawful, HINT_PRECISION, REAL_RATE * 3)),
  }
}

function lowestCut(held: readonly HeldMargin[], lawful: readonly number[], precision: number, rate: number): number {
  const falling = [...held].sort((a, b) => b.margin - a.margin)
  const allowed = [...lawful].sort((a, b) => b - a)[Math.floor(lawful.length * rate)] ?? Number.NEGATIVE_INFINITY
  let right = 0
  let cut = falling[0]?.margin ?? 0
  for (const [i, { margin, isOffence }] of falling.entries()) {
    if (margin <= allowed) break
    if (isOffence) right++
    if (right / (i + 1) >= precision) cut = margin
  }
  return cut
}
