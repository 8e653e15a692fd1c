import type { Kysely } from 'kysely'

/** What a reviewer said instead of the machine on taking a finding over, and which notes stand in the opinion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('decisions').addColumn('verdict', 'text').execute()
  await db.schema.alterTable('decisions').addColumn('message', 'text').execute()
  await db.schema.alterTable('annotations').addColumn('listed_as', 'text').execute()
}
