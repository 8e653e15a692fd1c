import { isVisible, type Scope } from './drafts.ts'
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
  review: StoredReview & {
    readonly state: string
    readonly validUntil: string | null
    readonly evaluationDue: string | null
    readonly npcOpenSince: string | null
  },
): Promise<string> {
  const row = {
    revision: review.revision,
    state: review.state,
    matter: review.matter,
    valid_until: review.validUntil,
    evaluation_due: review.evaluationDue,
    npc_open_since: review.npcOpenSince,
    changed_at: at,
  }
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

/** Reviews of these drafts, as far as there are any. */
export function listReviewsOf(
  db: Reading,
  draftIds: readonly string[],
): Promise<(WatchedReview & { readonly state: string })[]> {
  return watched(db).select('reviews.state').where('drafts.id', 'in', draftIds).execute()
}

/** Every review that an office may see, in the order of the drafts. */
export function listAllReviews(db: Reading, scope: Scope): Promise<WatchedReview[]> {
  return watched(db)
    .where((eb) => isVisible(scope)(eb as never))
    .orderBy('drafts.id')
    .execute()
}

const watched = (db: Reading) =>
  db
    .selectFrom('reviews')
    .innerJoin('drafts', 'drafts.id', 'reviews.draft_id')
    .innerJoin('organisations', 'organisations.id', 'drafts.organisation_id')
    .leftJoin('organisations as offices', 'offices.id', 'drafts.review_organisation_id')
    .select([
      'drafts.id as draftId',
      'drafts.title',
      'organisations.name as organisation',
      'offices.name as reviewOffice',
      'reviews.matter',
    ])

/** Lets an office see the draft from now on: it was submitted there. */
export async function grantReview({ db }: Writing, draftId: string, organisationId: string): Promise<void> {
  await db.updateTable('drafts').set({ review_organisation_id: organisationId }).where('id', '=', draftId).execute()
}

/** Lets the unit that a draft was taken in for look at it from now on. */
export async function noteDraftingUnit({ db }: Writing, draftId: string, organisationId: string): Promise<void> {
  await db.updateTable('drafts').set({ drafting_organisation_id: organisationId }).where('id', '=', draftId).execute()
}

/** A review that an office may have to be reminded of. */
export interface WatchedReview {
  readonly draftId: string
  readonly title: string
  /** Names. */
  readonly organisation: string
  readonly reviewOffice: string | null
  /** JSON. */
  readonly matter: string
}

/**
 * Reviews in one of these states, those whose text is valid until one of these days, those to be evaluated before the last of
 * them, and those that may have to be filed with the 人大常委会 yet. What is long finished is passed over in the database: an office has thousands of those.
 */
export function listWatchedReviews(
  db: Reading,
  scope: Scope,
  states: readonly string[],
  days: { readonly from: string; readonly to: string },
): Promise<WatchedReview[]> {
  return watched(db)
    .where((eb) => isVisible(scope)(eb as never))
    .where((eb) =>
      eb.or([
        eb('reviews.state', 'in', states),
        eb.and([eb('reviews.valid_until', '>=', days.from), eb('reviews.valid_until', '<=', days.to)]),
        eb('reviews.evaluation_due', '<=', days.to),
        eb('reviews.npc_open_since', 'is not', null),
      ]),
    )
    .orderBy('drafts.id')
    .execute()
}
