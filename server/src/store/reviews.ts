import { sha256 } from './history.ts'
import type { Reading, Writing } from './store.ts'

/** The review of a draft as it stands; `matter` is JSON of the caller's shape. */
export interface StoredReview {
  /** Goes up with every change; 0 before the first. */
  readonly revision: number
  readonly matter: string
}

export async function findReview(db: Reading, draftId: string): Promise<StoredReview | null> {
  const row = await db
    .selectFrom('reviews')
    .select(['revision', 'matter'])
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row ?? null
}

/** @returns digest of the matter, for the history */
export async function putReview(
  { db, at }: Writing,
  draftId: string,
  review: StoredReview & { readonly state: string },
): Promise<string> {
  const row = { revision: review.revision, state: review.state, matter: review.matter, changed_at: at }
  await db
    .insertInto('reviews')
    .values({ ...row, draft_id: draftId })
    .onConflict((conflict) => conflict.column('draft_id').doUpdateSet(row))
    .execute()
  return sha256(review.matter)
}

/** The office that a draft was submitted to, or `null`. */
export async function findReviewOffice(db: Reading, draftId: string): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('drafts')
    .innerJoin('organisations', 'organisations.id', 'drafts.review_organisation_id')
    .select(['organisations.id', 'organisations.name'])
    .where('drafts.id', '=', draftId)
    .executeTakeFirst()
  return row ?? null
}

/** Lets an office see the draft from now on: it was submitted there. */
export async function grantReview({ db }: Writing, draftId: string, organisationId: string): Promise<void> {
  await db.updateTable('drafts').set({ review_organisation_id: organisationId }).where('id', '=', draftId).execute()
}
