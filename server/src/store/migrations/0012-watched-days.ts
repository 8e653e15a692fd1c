import { type Kysely, sql } from 'kysely'

/** Days that reminders look for, found by index: the end of 有效期 and the day until which 后评估 is due. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['valid_until', 'evaluation_due']) {
    await db.schema.alterTable('reviews').addColumn(column, 'text').execute()
    await db.schema.createIndex(`reviews_by_${column}`).on('reviews').column(column).execute()
  }
  const valid = sql<{ draft_id: string; matter: string }>`
    SELECT draft_id, matter FROM reviews WHERE matter LIKE '%"validUntil":"%'`
  for (const { draft_id, matter } of (await valid.execute(db)).rows) {
    const { validUntil } = (JSON.parse(matter) as { clock: { validUntil: string } }).clock
    await sql`UPDATE reviews SET valid_until = ${validUntil} WHERE draft_id = ${draft_id}`.execute(db)
  }
}
