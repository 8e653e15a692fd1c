import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDraftStates } from './drafts.ts'
import { appendEvent, verifyChain } from './history.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { createOrganisation, listOrganisations } from './people.ts'
import { openStore } from './store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hongxian-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const office = (name: string) => ({ name, parentId: null })

describe('writing', () => {
  it('undoes one write of a transaction without the others', async () => {
    const store = await openStore(':memory:')
    const outcomes = await Promise.allSettled([
      store.write((writing) => createOrganisation(writing, office('甲'))),
      store.write(async (writing) => {
        await createOrganisation(writing, office('乙'))
        throw new Error('changed my mind')
      }),
      store.write((writing) => createOrganisation(writing, office('丙'))),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await listOrganisations(store.db)).map(({ name }) => name).sort()).toEqual(['丙', '甲'])
    await store.close()
  })

  it('chains events of many writers without a gap', async () => {
    const store = await openStore(join(folder, 'a.db'))
    const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
    const event = (i: number) => ({
      organisationId,
      type: 'tried',
      summary: `第${i}次。`,
      actorId: null,
      payload: { i },
    })
    await Promise.all(Array.from({ length: 300 }, (_, i) => store.write((writing) => appendEvent(writing, event(i)))))
    expect(await verifyChain(store.db, organisationId)).toMatchObject({ valid: true, events: 300 })
    await store.close()
  })

  it('finishes what is waiting before it closes', async () => {
    const file = join(folder, 'a.db')
    const store = await openStore(file)
    const writes = Array.from({ length: 100 }, (_, i) =>
      store.write((writing) => createOrganisation(writing, office(`${i}`))),
    )
    await store.close()
    await Promise.all(writes)
    const again = await openStore(file)
    expect(await listOrganisations(again.db)).toHaveLength(100)
    await again.close()
  })
})

describe('opening', () => {
  /** A database as the program left it that knew migrations up to this one. */
  async function databaseOf(file: string, last: string): Promise<void> {
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new SqliteDatabase(file) }) })
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } })
    const { error } = await migrator.migrateTo(last)
    if (error) throw error
    await sql`INSERT INTO organisations (id, name, created_at) VALUES ('o', '临江县司法局', '2026-01-01T00:00:00.000Z')`.execute(
      db,
    )
    await db.destroy()
  }

  it.each(Object.keys(MIGRATIONS))('brings a database of %s up to date and keeps what it holds', async (name) => {
    const file = join(folder, 'old.db')
    await databaseOf(file, name)
    const store = await openStore(file)
    expect(await listOrganisations(store.db)).toEqual([{ id: 'o', name: '临江县司法局' }])
    expect(await store.db.selectFrom('reviews').selectAll().execute()).toEqual([])
    await store.close()
  })

  it('knows where the drafts of an older database were read', async () => {
    const file = join(folder, 'old.db')
    await databaseOf(file, '0002-review')
    const sqlite = new SqliteDatabase(file)
    sqlite.exec(`
      INSERT INTO users VALUES ('u', 'o', 'a', '甲', '[]', 'x', 0, 0, NULL, 0, '2026-01-01');
      INSERT INTO drafts (id, organisation_id, source, title, kind, created_at, created_by, updated_at, current_version_id,
        version_count, illegal, improper, suspect, hint, undecided)
      VALUES ('d', 'o', 'http://oa/1', '规定', 'normative', '2026-01-01', 'u', '2026-01-01', 'v', 1, 0, 0, 0, 0, 0);`)
    sqlite.close()
    const store = await openStore(file)
    const found = await findDraftStates(store.db, { organisationId: 'o' }, { address: 'http://oa/1' }, 5)
    expect(found.map(({ draft }) => draft.id)).toEqual(['d'])
    await store.close()
  })

  it('refuses a database of a newer program, and says what to do', async () => {
    const file = join(folder, 'new.db')
    await (await openStore(file)).close()
    const sqlite = new SqliteDatabase(file)
    sqlite.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030-01-01')")
    sqlite.close()
    await expect(openStore(file)).rejects.toThrow('请用不低于上次的程序版本打开')
  })

  it('copies itself while it is written to', async () => {
    const store = await openStore(join(folder, 'a.db'))
    const writes = Array.from({ length: 200 }, (_, i) =>
      store.write((writing) => createOrganisation(writing, office(`${i}`))),
    )
    await store.backup(join(folder, 'copy.db'))
    await Promise.all(writes)
    await expect(store.backup(join(folder, 'copy.db'))).rejects.toThrow('不覆盖')
    await store.close()
    const copy = await openStore(join(folder, 'copy.db'))
    expect((await sql<{ ok: string }>`PRAGMA integrity_check`.execute(copy.db)).rows).toEqual([
      { integrity_check: 'ok' },
    ])
    await copy.close()
  })
})
