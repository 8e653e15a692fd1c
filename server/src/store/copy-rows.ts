import { type RawBuilder, sql, type Transaction } from 'kysely'
import { StoreError } from './engine.ts'
import { markAll } from './search-index.ts'
import type { Reading, Store } from './store.ts'
import { KEYS, type Tables } from './tables.ts'

// A version's text may be long, a file longer; so many stand in memory at once.
const ROWS_AT_ONCE = 200
const FILES_AT_ONCE = 4

/**
 * Copies all of one store into another, which is empty: wholly or not at all.
 *
 * @param verify looks at the copy before it is kept; where it throws, nothing is
 */
export const transfer = (from: Store, to: Store, verify: (copy: Reading) => Promise<void>): Promise<void> =>
  from.snapshot((source) =>
    to.write(async ({ db }) => {
      await copyRows(source, db)
      await verify(db)
    }),
  )

/**
 * Copies every row into an empty database of the same shape, and counts them on both sides.
 *
 * @param from read at one instant, so that the copy holds together
 * @throws StoreError if `to` is not empty, or has not as many rows afterwards
 */
export async function copyRows(from: Reading, to: Transaction<Tables>): Promise<void> {
  for (const table of Object.keys(KEYS) as (keyof Tables)[]) {
    if ((await countRows(to, table)) > 0) throw new StoreError(`目标数据库的 ${table} 表中已有数据，没有写入。`)
    if (table === 'organisations') await copyOrganisations(from, to)
    else await copyTable(from, to, table)
    const [before, after] = [await countRows(from, table), await countRows(to, table)]
    if (before !== after) throw new StoreError(`${table} 表应有 ${before} 行，只复制了 ${after} 行。`)
  }
  await markAll({ db: to })
}

async function countRows(db: Reading, table: keyof Tables): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(table)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Each after the one that it stands under. */
async function copyOrganisations(from: Reading, to: Transaction<Tables>): Promise<void> {
  let left = await from.selectFrom('organisations').selectAll().execute()
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id))
    const next = left.filter(({ parent_id }) => parent_id === null || !waiting.has(parent_id))
    if (next.length === 0) throw new StoreError('单位的上下级关系成环，不能复制。')
    for (const row of next) await to.insertInto('organisations').values(row).execute()
    left = left.filter((row) => !next.includes(row))
  }
}

async function copyTable(from: Reading, to: Transaction<Tables>, table: keyof Tables): Promise<void> {
  const key = sql.join(KEYS[table].map((column) => sql.ref(column)))
  const limit = table === 'files' ? FILES_AT_ONCE : ROWS_AT_ONCE
  let after: RawBuilder<unknown> = sql``
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      SELECT * FROM ${sql.table(table)} ${after} ORDER BY ${key} LIMIT ${sql.lit(limit)}`.execute(from)
    // The rows come from the same table of the other database, which the type cannot know.
    if (rows.length > 0)
      await to
        .insertInto(table)
        .values(rows as never)
        .execute()
    const last = rows.at(-1)
    if (rows.length < limit || !last) return
    after = sql`WHERE (${key}) > (${sql.join(KEYS[table].map((column) => last[column]))})`
  }
}
