import { type Kysely, sql } from 'kysely'

/** Where each draft has been read: one draft has several addresses, and one address can hold several drafts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('draft_addresses')
    .addColumn('draft_id', 'text', (c) => c.notNull().references('drafts.id'))
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('address', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('draft_addresses_once', ['organisation_id', 'address', 'draft_id'])
    .execute()
  await sql`INSERT INTO draft_addresses (draft_id, organisation_id, address)
            SELECT id, organisation_id, source FROM drafts`.execute(db)
  await db.schema.createIndex('versions_by_digest').on('versions').column('digest').execute()
  await db.schema.createIndex('drafts_by_title').on('drafts').columns(['organisation_id', 'title']).execute()
}
