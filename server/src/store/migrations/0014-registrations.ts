import type { Kysely } from 'kysely'
import { keepAppendOnly } from '../engine.ts'

interface Then {
  drafts: { id: string; organisation_id: string; review_organisation_id: string | null }
  reviews: { draft_id: string; matter: string; changed_at: string }
  registrations: {
    organisation_id: string
    number: string
    year: number | null
    serial: number | null
    draft_id: string
    registered_at: string
  }
}

/** 登记号, each once in an office; those given before are taken over. */
export async function up(db: Kysely<Then>): Promise<void> {
  await db.schema
    .createTable('registrations')
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('year', 'integer')
    .addColumn('serial', 'integer')
    .addColumn('draft_id', 'text', (c) => c.notNull().references('drafts.id'))
    .addColumn('registered_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('registrations_once', ['organisation_id', 'number'])
    .addUniqueConstraint('registrations_in_order', ['organisation_id', 'year', 'serial'])
    .execute()
  const reviews = await db
    .selectFrom('reviews')
    .innerJoin('drafts', 'drafts.id', 'reviews.draft_id')
    .select(['draft_id', 'matter', 'changed_at', 'organisation_id', 'review_organisation_id'])
    .execute()
  for (const review of reviews) {
    const number = (JSON.parse(review.matter) as { case?: { registrationNumber?: string | null } }).case
      ?.registrationNumber
    if (!number) continue
    await db
      .insertInto('registrations')
      .values({
        organisation_id: review.review_organisation_id ?? review.organisation_id,
        number,
        year: null,
        serial: null,
        draft_id: review.draft_id,
        registered_at: review.changed_at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await keepAppendOnly(db as Kysely<unknown>, ['registrations'])
}
