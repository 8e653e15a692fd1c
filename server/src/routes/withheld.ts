import { type Actor, HttpProblem } from '../http/index.ts'
import { findReview, findReviewOffice, type Reading, type Withheld } from '../store/index.ts'
import type { LoadedReview, Matter } from './matter.ts'

/** The unit that asked has no part in how the office comes to its opinion: those who only draft, there or here. */
const isOutside = ({ organisation, roles }: Actor, officeId: string): boolean =>
  organisation.id !== officeId || isOnlyDrafter({ roles })

export const isOnlyDrafter = ({ roles }: Pick<Actor, 'roles'>): boolean =>
  roles.length > 0 && roles.every((role) => role === 'drafter')

/**
 * What of a review this person does not see yet: decisions, notes and questions of the office that reviews become known with
 * the opinion that its lead signs (国办发〔2018〕115号: 审核机构出具书面审核意见). `null` where nothing is withheld.
 */
export async function withheldFrom(db: Reading, actor: Actor, draftId: string): Promise<Withheld | null> {
  const office = await findReviewOffice(db, draftId)
  if (office === null || !isOutside(actor, office.id)) return null
  const stored = await findReview(db, draftId)
  const matter = stored ? (JSON.parse(stored.matter) as Matter) : null
  const at = matter?.issued?.at ?? null
  // One signed before this was kept has been read by now.
  if (at === null && matter?.case.opinionNumber) return null
  return { organisationId: office.id, userId: actor.id, after: at }
}

/** Moves that tell how a review will end before it has. */
export const TELLING_MOVES = ['draft-opinion', 'agree-opinion', 'send-back'] as const

/** @throws HttpProblem `move-refused` for those outside, while the opinion is not signed */
export function assertIssued(actor: Actor, { reviewOffice: office, reviewCase }: LoadedReview): void {
  if (office === null || reviewCase.opinionNumber !== null || !isOutside(actor, office.id)) return
  const sentence = '审核意见尚未签发，签发后可以查阅。'
  throw new HttpProblem('move-refused', sentence, { reasons: [sentence] })
}
