import type { Kysely } from 'kysely'

/** 法律顾问、专家咨询 of a matter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('consultations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('draft_id', 'text', (c) => c.notNull().references('drafts.id'))
    .addColumn('counsel_id', 'text', (c) => c.references('users.id'))
    .addColumn('counsel_name', 'text', (c) => c.notNull())
    .addColumn('capacity', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('asked_by', 'text', (c) => c.notNull().references('users.id'))
    .addColumn('due', 'text', (c) => c.notNull())
    .addColumn('due_basis', 'text', (c) => c.notNull())
    .addColumn('has_conflict', 'integer', (c) => c.notNull())
    .addColumn('declared_note', 'text', (c) => c.notNull())
    .addColumn('declared_at', 'text')
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text', (c) => c.references('users.id'))
    .addColumn('material_id', 'text', (c) => c.references('materials.id'))
    .addColumn('withdrawn', 'text')
    .execute()
  await db.schema.createIndex('consultations_by_draft').on('consultations').column('draft_id').execute()
  await db.schema
    .createIndex('consultations_by_counsel')
    .on('consultations')
    .columns(['counsel_id', 'draft_id'])
    .execute()
}
