/**
 * What is known of one finding besides its rule, in thousandths. A log-odds model over it, learned from labelled passages
 * that no rule author has read, says how far the finding is to be believed.
 */
export interface Evidence {
  /** How much the sentences under the finding resemble labelled offences; `null` where they cannot be compared. */
  readonly score: number | null
  /** How far they speak of the group of its 审核事项 rather than of any other. */
  readonly lead: number
  /** Other findings of rules in the sentence: alarms and hints of the same group, alarms of others. */
  readonly sameAlarms: number
  readonly sameHints: number
  readonly otherAlarms: number
  readonly isIllegal: boolean
  readonly isHint: boolean
}

/** Whole numbers: every engine adds them up to the same. */
export interface EvidenceModel {
  readonly bias: number
  /** One for each number of `listEvidence`, in thousandths. */
  readonly weights: readonly number[]
}

export interface EvidenceWeights {
  /**
   * Log-odds in thousandths that a rule is right where it speaks: by its id, its hints by the id and `?`. Of rules that go
   * by words; the rest is weighed with it.
   */
  readonly trust: Readonly<Record<string, number>>
  /** The same of the alarms of rules that go by facts (citations, names, figures, forms): what they stand in says nothing. */
  readonly facts: Readonly<Record<string, number>>
  readonly rule: EvidenceModel
  readonly reader: EvidenceModel
  /**
   * A margin at or above is an alarm: of a rule that says 违法, of another, of the second reader. One of the reader at or
   * above `hint` is a hint.
   */
  readonly cuts: {
    readonly illegal: number
    readonly rule: number
    readonly reader: number
    readonly hint: number
  }
}

/** Of a finding of the second reader itself, which has no rule to be trusted. */
export const NO_TRUST = 0

const WIDEST_SCORE = 3000
const WIDEST_LEAD = 800
const MOST_PEERS = 2

/** @param trust log-odds in thousandths */
export function listEvidence(trust: number, evidence: Evidence): number[] {
  const score = clamp(evidence.score ?? 0, WIDEST_SCORE)
  const lead = clamp(evidence.lead, WIDEST_LEAD)
  return [
    trust,
    score,
    Math.max(score, 0),
    lead,
    Math.max(lead, 0),
    1000 * Math.min(evidence.sameAlarms, MOST_PEERS),
    1000 * Math.min(evidence.sameHints, MOST_PEERS),
    1000 * Math.min(evidence.otherAlarms, MOST_PEERS),
    evidence.isIllegal ? 1000 : 0,
    evidence.isHint ? 1000 : 0,
    evidence.score === null ? 1000 : 0,
  ]
}

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value))

/** Log-odds in thousandths that a finding is right. */
export function weighEvidence({ bias, weights }: EvidenceModel, numbers: readonly number[]): number {
  let sum = 0
  for (const [i, value] of numbers.entries()) sum += value * weights[i]!
  return bias + Math.round(sum / 1000)
}

/** Log-odds in thousandths of 0.15, 0.25 … 0.85. */
const TENTHS = [-1735, -1099, -619, -201, 201, 619, 1099, 1735]

/** How many findings in ten of such a margin were right: 1 to 9. */
export const tenthsRight = (margin: number): number => 1 + TENTHS.filter((least) => margin >= least).length
