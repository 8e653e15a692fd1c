import {
  addMonths,
  type OfficeSettings,
  type ReviewKind,
  refusalToEvaluate,
  type Side,
  termOf,
} from '@hongxian/shared/review'
import type { Actor } from '../http/index.ts'
import type { LoadedReview, MatterClock } from './matter.ts'

/** What somebody's office is to a matter. */
export function sidesOf({ organisation }: Actor, { draft, reviewOffice }: LoadedReview): readonly Side[] {
  const isOwn = draft.organisation.id === organisation.id
  const isReviewing = reviewOffice === null ? isOwn : reviewOffice.id === organisation.id
  return [...(isOwn ? (['drafting'] as const) : []), ...(isReviewing ? (['reviewing'] as const) : [])]
}

/** What a document stands at, as its evaluation goes by it. */
export const inForce = ({ reviewCase, clock }: Pick<LoadedReview, 'reviewCase' | 'clock'>) => ({
  kind: reviewCase.kind,
  state: reviewCase.state,
  publishedOn: clock.publishedOn,
  validUntil: clock.validUntil,
  evaluations: clock.evaluations,
  counselIds: reviewCase.counselIds,
})

/** The day until which 后评估 is due, fixed as the office has set it now; none where nothing is set. */
export function nextEvaluation(
  kind: ReviewKind,
  from: string,
  settings: OfficeSettings,
): Pick<MatterClock, 'evaluationDue' | 'evaluationBasis'> {
  const term = termOf(kind, 'evaluation', settings)
  if (term === null) return { evaluationDue: null, evaluationBasis: null }
  return {
    evaluationDue: addMonths(from, term.length),
    evaluationBasis: `自${from}起满${term.length}个月（${term.basis}）`,
  }
}

/** 起草单位承办人 of the unit that made it, and the 登记员 of either office. */
export function mayEvaluate(actor: Actor, loaded: LoadedReview): boolean {
  const sides = sidesOf(actor, loaded)
  if (sides.length === 0 || refusalToEvaluate(inForce(loaded)) !== null) return false
  return actor.roles.includes('registrar') || (sides.includes('drafting') && actor.roles.includes('drafter'))
}
