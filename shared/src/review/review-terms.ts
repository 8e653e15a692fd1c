import type { ReviewKind } from './review-state.ts'
import { NOTHING_SET, numberSet, type OfficeSettings, type SettingKey, sourceOfSetting } from './settings.ts'
import type { Term } from './time-limit.ts'

/** Limits of the process, each begun by something that happens. */
export type LimitName =
  | 'intake'
  | 'supplement'
  | 'review'
  | 'consultation'
  | 'feedback'
  | 'recheck'
  | 'filing'
  | 'npcFiling'
  | 'evaluation'

/** What each kind of matter has a limit for, and the setting that it goes by; `filing` of a contract is its 备存. */
const KEYS: Readonly<Record<ReviewKind, Readonly<Partial<Record<LimitName, SettingKey>>>>> = {
  normative: {
    review: 'normative.review.workdays',
    filing: 'filing.days',
    npcFiling: 'filing.npc.days',
    evaluation: 'evaluation.normative.months',
  },
  decision: { review: 'decision.review.workdays', evaluation: 'evaluation.decision.months' },
  contract: { review: 'contract.review.workdays', filing: 'contract.filing.workdays' },
  enforcement: { review: 'enforcement.review.workdays' },
}

const COMMON: Readonly<Partial<Record<LimitName, SettingKey>>> = {
  intake: 'intake.workdays',
  supplement: 'supplement.workdays',
  consultation: 'consultation.workdays',
  feedback: 'feedback.workdays',
  recheck: 'recheck.workdays',
}

/**
 * A limit as an office has set it, or as it stands without a setting; `null` where this kind has none.
 *
 * @param settings of the office that reviews; nothing set where not given
 */
export function termOf(kind: ReviewKind, limit: LimitName, settings: OfficeSettings = NOTHING_SET): Term | null {
  const key = KEYS[kind][limit] ?? COMMON[limit]
  const length = key && numberSet(settings, key)
  if (key === undefined || length === null || length === undefined) return null
  return { length, unit: UNITS[key.split('.').at(-1) as keyof typeof UNITS], basis: sourceOfSetting(settings, key) }
}

const UNITS = { workdays: 'workday', days: 'day', months: 'month' } as const
