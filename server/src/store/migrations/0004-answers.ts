import type { Kysely } from 'kysely'

/** What was answered to requests that carried a key, so that sending one again does nothing again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('answers')
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('key_digest', 'text', (c) => c.notNull())
    .addColumn('request_digest', 'text', (c) => c.notNull())
    .addColumn('answer', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('answers_once', ['user_id', 'key_digest'])
    .execute()
  await db.schema.createIndex('answers_by_time').on('answers').column('created_at').execute()
}
