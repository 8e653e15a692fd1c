import type { Kysely } from 'kysely'
import { keepAppendOnly } from '../engine.ts'

/** How each office has set the process, one row for each change of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('office_settings')
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('changed', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addColumn('changed_by', 'text', (c) => c.notNull().references('users.id'))
    .addPrimaryKeyConstraint('office_settings_in_order', ['organisation_id', 'sequence'])
    .execute()
  await keepAppendOnly(db, ['office_settings'])
}
