import type { Kysely } from 'kysely'

/** The day of publication of what may have to be filed with the 人大常委会 and is not yet, found by index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('reviews').addColumn('npc_open_since', 'text').execute()
  await db.schema.createIndex('reviews_by_npc_open_since').on('reviews').column('npc_open_since').execute()
}
