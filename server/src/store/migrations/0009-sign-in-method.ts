import type { Kysely } from 'kysely'

/** How whoever holds a credential proved who they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('credentials')
    .addColumn('method', 'text', (c) => c.notNull().defaultTo('password'))
    .execute()
}
