import type { Kysely } from 'kysely'
import { keepAppendOnly } from '../engine.ts'

/** Rules that an office writes itself: the draft, what was published of it, and what was put in force when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rule_drafts')
    .addColumn('organisation_id', 'text', (c) => c.primaryKey().references('organisations.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addColumn('changed_by', 'text', (c) => c.notNull().references('users.id'))
    .execute()
  await db.schema
    .createTable('rule_publications')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull().references('rule_sets.digest'))
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('added', 'integer', (c) => c.notNull())
    .addColumn('disabled', 'integer', (c) => c.notNull())
    .addColumn('changed', 'integer', (c) => c.notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addColumn('published_by', 'text', (c) => c.notNull().references('users.id'))
    .addUniqueConstraint('rule_publications_numbered', ['organisation_id', 'number'])
    .execute()
  await db.schema
    .createTable('rule_choices')
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id'))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('publication_id', 'text', (c) => c.references('rule_publications.id'))
    .addColumn('digest', 'text', (c) => c.notNull().references('rule_sets.digest'))
    .addColumn('base_digest', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('chosen_at', 'text', (c) => c.notNull())
    .addColumn('chosen_by', 'text', (c) => c.references('users.id'))
    .addPrimaryKeyConstraint('rule_choices_in_order', ['organisation_id', 'sequence'])
    .execute()
  await db.schema.createIndex('rule_choices_by_digest').on('rule_choices').column('digest').execute()
  await db.schema.createIndex('checks_by_rule_set').on('checks').column('rule_set_digest').execute()
  await keepAppendOnly(db, ['rule_publications', 'rule_choices'])
}
