import { type Kysely, sql } from 'kysely'

/** The unit that a draft was taken in for sees it; taken in already, it is named in the matter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('drafts')
    .addColumn('drafting_organisation_id', 'text', (c) => c.references('organisations.id'))
    .execute()
  await db.schema
    .createIndex('drafts_by_drafting_unit')
    .on('drafts')
    .columns(['drafting_organisation_id', 'updated_at', 'id'])
    .execute()
  const taken = sql<{ draft_id: string; matter: string }>`
    SELECT draft_id, matter FROM reviews WHERE matter LIKE '%"takenIn":{%'`
  for (const { draft_id, matter } of (await taken.execute(db)).rows) {
    const unit = (JSON.parse(matter) as { case: { takenIn?: { organisationId: string | null } } }).case.takenIn
    if (unit?.organisationId)
      await sql`UPDATE drafts SET drafting_organisation_id = ${unit.organisationId} WHERE id = ${draft_id}`.execute(db)
  }
}
