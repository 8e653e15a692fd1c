import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganisation } from './people.ts'
import { openStore } from './store.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hongxian-log-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the write-ahead log of SQLite', () => {
  it('is copied into the file while the store is written to, so that it stays short', async () => {
    const file = join(folder, 'long.db')
    const store = await openStore(file)
    const name = (i: number) => `${'长'.repeat(30_000)}${i}`
    for (let i = 0; i < 400; i++)
      await store.write((writing) => createOrganisation(writing, { name: name(i), parentId: null }))
    const { size } = statSync(`${file}-wal`)
    await store.close()
    // On a busy machine the copier starts late; never copied, the log would be as long as all that was written.
    expect(size).toBeLessThan(0.7 * statSync(file).size)
    const again = new SqliteDatabase(file, { readonly: true })
    expect(again.prepare('SELECT count(*) FROM organisations').pluck().get()).toBe(400)
    again.close()
  })

  it('has on disk whatever was written when the store says so', async () => {
    const store = await openStore(join(folder, 'settled.db'))
    let isTold = false
    const written = store
      .write((writing) => createOrganisation(writing, { name: '甲', parentId: null }))
      .then(() => {
        isTold = true
      })
    // Committed, and to be seen, before it is told of.
    while ((await store.db.selectFrom('organisations').select('id').execute()).length === 0) await setTimeout(0)
    await store.settled()
    await setTimeout(0)
    expect(isTold).toBe(true)
    await written
    await store.close()
  })
})
