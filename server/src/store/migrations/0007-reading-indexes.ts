import type { Kysely } from 'kysely'

/** What is read of one draft, or counted for one office, no longer walks through everybody's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('checks_by_draft').on('checks').column('draft_id').execute()
  await db.schema.createIndex('findings_by_draft').on('findings').column('draft_id').execute()
  await db.schema
    .createIndex('drafts_by_offices')
    .on('drafts')
    .columns(['review_organisation_id', 'organisation_id'])
    .execute()
}
