/**
 * What is known of one finding besides its rule, in thousandths. A log-odds model over it, learned from labelled passages
 * that no rule author has read, says how far the finding is to be believed.
 */
export interface Evidence {
  /** Group of its 审核事项: the part of the code before the dot. */
  readonly group: string
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

export type EvidenceNumbers = Readonly<Record<string, number>>

/** Whole numbers: every engine adds them up to the same. */
export interface EvidenceModel {
  readonly bias: number
  /** By the names of `listEvidence`, in thousandths. A name that training did not know weighs nothing. */
  readonly weights: EvidenceNumbers
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
   * Margin of a finding of the reader → log-odds that its words offend, whichever group of 审核事项 they offend against: what a
   * card tells. Weights before version 3 have none, and tell the margin.
   */
  readonly told?: EvidenceModel
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
/** Where the slope of score and of lead may change: what is unlike every offence and what is plainly like one add no more. */
const SCORE_BENDS = [-1000, -500, 0, 500]
const LEAD_BENDS = [-300, 0, 300]

/** @param trust log-odds in thousandths */
export function listEvidence(trust: number, evidence: Evidence): EvidenceNumbers {
  const score = clamp(evidence.score ?? 0, WIDEST_SCORE)
  const lead = clamp(evidence.lead, WIDEST_LEAD)
  const { group } = evidence
  return {
    trust,
    score,
    ...bent('score', score, SCORE_BENDS),
    lead,
    ...bent('lead', lead, LEAD_BENDS),
    sameAlarms: 1000 * Math.min(evidence.sameAlarms, MOST_PEERS),
    sameHints: 1000 * Math.min(evidence.sameHints, MOST_PEERS),
    otherAlarms: 1000 * Math.min(evidence.otherAlarms, MOST_PEERS),
    isIllegal: evidence.isIllegal ? 1000 : 0,
    isHint: evidence.isHint ? 1000 : 0,
    isUnread: evidence.score === null ? 1000 : 0,
    // Some groups of 审核事项 are told by words alone, others hang on what no sentence shows.
    [group]: 1000,
    [`score×${group}`]: score,
    [`lead×${group}`]: lead,
    // What is nearly always right needs no likeness.
    'trust×score': product(trust, score),
    'trust×lead': product(trust, lead),
    'score×lead': product(score, lead),
  }
}

const product = (a: number, b: number): number => Math.round((a * b) / 1000)

const bent = (name: string, value: number, bends: readonly number[]): EvidenceNumbers =>
  Object.fromEntries(bends.map((bend) => [`${name}>${bend}`, Math.max(value - bend, 0)]))

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value))

/** Log-odds in thousandths that a finding is right. */
export function weighEvidence({ bias, weights }: EvidenceModel, numbers: EvidenceNumbers): number {
  let sum = 0
  for (const [name, value] of Object.entries(numbers)) sum += value * (weights[name] ?? 0)
  return bias + Math.round(sum / 1000)
}

/** Log-odds in thousandths of 0.15, 0.25 … 0.85. */
const TENTHS = [-1735, -1099, -619, -201, 201, 619, 1099, 1735]

/** How many findings in ten of such a margin were right: 1 to 9. */
export const tenthsRight = (margin: number): number => 1 + TENTHS.filter((least) => margin >= least).length
