import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store, verifyChains } from '@hongxian/server/store'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { missingPostgres, type PrivatePostgres, startPostgres } from '../private-postgres.ts'
import { openOffices } from './office.ts'

// An office that outgrows its file is moved as it is, or stays as it is.

const BIN = join(import.meta.dirname, '../../server/bin/hongxian.mjs')
const TEXT = '第一条 未经备案的企业，不得在本县从事物业服务活动。'
const ALL =
  'organisations users credentials rule_sets drafts draft_addresses versions checks findings decisions annotations reviews files materials events chain_heads answers'

let root: string
let folder: string
let file: string
let made = 0

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hongxian-move-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  folder = join(root, `${++made}`)
  mkdirSync(folder)
  file = join(folder, 'hongxian.db')
})

/** Runs a command that ends by itself. */
function run(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, HONGXIAN_DATA: folder, HONGXIAN_DATABASE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })))
}

/** Two offices that have worked: drafts with versions, findings, decisions, annotations, a review under way. */
async function fillOffices(database: string, checks = 12): Promise<void> {
  const offices = await openOffices(database)
  const all = await offices.as('ours-all')
  for (let i = 0; i < checks; i++) {
    const { draft, findings, version } = await all('createCheck', {
      body: { sourceKey: `draft-${i % (checks - 10)}`, text: `${TEXT}\n第二条 第${i}份。` },
    })
    if (i >= 20) continue
    await all('decideFinding', {
      params: { findingId: findings[0]?.id as string },
      body: { decision: 'rejected', reason: `理由${i}` },
    })
    const body = { versionId: version.id, span: { start: 0, end: 3 }, quote: '第一条', body: '批注' }
    await all('createAnnotation', { body })
    if (version.number === 1)
      await all('changeMatter', { params: { draftId: draft.id }, body: { revision: 0, facts: { isRisky: false } } })
    const content = Buffer.from([...Array(256).keys(), i])
      .toString('base64')
      .replace(/^.{12}/, 'JVBERi0xLjcK')
    await all('attachMaterial', {
      params: { draftId: draft.id },
      body: { material: 'n3', name: `说明${i}.pdf`, content },
    })
  }
  await offices.store.close()
}

async function rowsOf(store: Store): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of ALL.split(' '))
    rows[table] = (await sql`SELECT * FROM ${sql.table(table)} ORDER BY 1, 2`.execute(store.db)).rows
  return rows
}

async function rowsIn(database: string) {
  const store = await openStore(database)
  const rows = await rowsOf(store)
  expect((await store.snapshot(verifyChains)).flatMap(({ faults }) => faults)).toEqual([])
  await store.close()
  return rows
}

describe('a backup', () => {
  it('is restored as it was, and never over what is there', async () => {
    await fillOffices(file)
    const before = await rowsIn(file)
    const backup = join(folder, 'backup.db')
    expect((await run('backup', backup)).code).toBe(0)
    expect((await run('restore', backup)).said).toContain('已经存在，没有覆盖')
    expect(await rowsIn(file)).toEqual(before)
    expect((await run('restore', backup, '--data', join(folder, 'new'))).code).toBe(0)
    expect(await rowsIn(join(folder, 'new/hongxian.db'))).toEqual(before)
  })

  it('that is none leaves no database behind', async () => {
    const { code, said } = await run('restore', BIN)
    expect(said).toContain('不是有效的备份文件')
    expect(code).toBe(2)
    expect(existsSync(file)).toBe(false)
  })
})

describe.skipIf(missingPostgres !== null)('an office', () => {
  let postgres: PrivatePostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.close())

  it('moves to PostgreSQL whole, and comes back by way of a backup', async () => {
    await fillOffices(file, 230) // more rows than are copied at once
    const before = await rowsIn(file)
    expect(before.drafts).toHaveLength(220)
    const target = await postgres.newDatabase()
    const moved = await run('migrate', '--to', target)
    expect(moved.said).toContain('行数和留痕核对无误')
    expect(existsSync(file)).toBe(false)
    expect(await rowsIn(join(folder, 'hongxian-moved.db'))).toEqual(before)
    expect(await rowsIn(target)).toEqual(before)

    const backup = join(folder, 'backup.db')
    expect((await run('backup', backup, '--database', target)).code).toBe(0)
    expect((await run('restore', backup)).code).toBe(0)
    expect(await rowsIn(file)).toEqual(before)
    const other = await postgres.newDatabase()
    expect((await run('restore', backup, '--database', other)).code).toBe(0)
    expect(await rowsIn(other)).toEqual(before)
    expect((await run('restore', backup, '--database', other)).said).toContain('已有数据，没有写入')
    expect((await run('history', 'verify', '--database', other)).code).toBe(0)
  })

  it('does not move while it is at work', async () => {
    const store = await openStore(file)
    const { code, said } = await run('migrate', '--to', await postgres.newDatabase())
    expect(said.trim()).toBe('数据库正在使用。请先停止服务。')
    expect(code).toBe(2)
    await store.close()
  })

  it('does not move by half when its history does not hold', async () => {
    await fillOffices(file)
    const store = await openStore(file)
    await store.write(async ({ db }) => {
      await sql`DROP TRIGGER findings_no_update`.execute(db)
      await db.updateTable('findings').set({ severity: 'hint' }).execute()
    })
    await store.close()
    const target = await postgres.newDatabase()
    const { code, said } = await run('migrate', '--to', target)
    expect(said).toContain('ours的留痕核验不通过')
    expect(code).toBe(2)
    expect(existsSync(file)).toBe(true)
    expect(Object.values(await rowsIn(target)).flat()).toEqual([])
  })

  it('hears in one sentence that there is no such database, without the password', async () => {
    const { code, said } = await run('users', 'list', '--database', 'postgres://hongxian:s3cret@127.0.0.1:1/none')
    expect(said).toContain('数据库 postgres://hongxian@127.0.0.1:1/none 连接不上')
    expect(said).not.toContain('s3cret')
    expect(code).toBe(2)
  })
})
