import type { Kysely } from 'kysely'

/** The review of a draft, and the office that it was submitted to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('drafts')
    .addColumn('review_organisation_id', 'text', (c) => c.references('organisations.id'))
    .execute()
  await db.schema
    .createIndex('drafts_by_review_office')
    .on('drafts')
    .columns(['review_organisation_id', 'updated_at', 'id'])
    .execute()
  await db.schema
    .createTable('reviews')
    .addColumn('draft_id', 'text', (c) => c.primaryKey().references('drafts.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('matter', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('reviews_by_state').on('reviews').column('state').execute()
}
