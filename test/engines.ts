import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { missingPostgres, type PrivatePostgres, startPostgres } from './private-postgres.ts'

export type EngineName = 'SQLite' | 'PostgreSQL'
/** @returns what `openStore` takes: a database that nobody has opened yet */
export type NewDatabase = () => Promise<string>

/** The same tests on each engine; those on PostgreSQL are shown as skipped where it is not installed. */
export function onEachEngine(tests: (newDatabase: NewDatabase, engine: EngineName) => void): void {
  describe('on SQLite', () => {
    let folder: string
    let made = 0
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'hongxian-sqlite-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    tests(async () => join(folder, `${++made}.db`), 'SQLite')
  })
  describe.skipIf(missingPostgres !== null)('on PostgreSQL', () => {
    let postgres: PrivatePostgres | null = null
    beforeAll(async () => {
      postgres = await startPostgres()
    }, 60_000)
    afterAll(() => postgres?.close())
    tests(() => (postgres as PrivatePostgres).newDatabase(), 'PostgreSQL')
  })
}
