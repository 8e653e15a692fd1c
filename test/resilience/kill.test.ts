import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, verifyChain } from '@hongxian/server/store'
import { type Client, call } from '@hongxian/shared/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'

// A power cut in the middle of the work: what was acknowledged must be there afterwards, whole, and the history must hold.

const BIN = join(import.meta.dirname, '../../server/bin/hongxian.mjs')
const ACCOUNT = { account: 'demo', password: 'hongxian-demo' }
onEachEngine((newDatabase, engine) => {
  let folder: string
  let database: string
  let running: ChildProcess | null = null

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hongxian-kill-'))
    database = engine === 'SQLite' ? join(folder, 'hongxian.db') : await newDatabase()
  })
  afterAll(() => {
    running?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  /** Starts the real command. @returns its address */
  function start(): Promise<string> {
    const env = {
      ...process.env,
      HONGXIAN_DATA: folder,
      HONGXIAN_DATABASE: engine === 'SQLite' ? '' : database,
      HONGXIAN_PORT: '0',
      HONGXIAN_RATE: '0',
    }
    const service = spawn(process.execPath, [BIN, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    running = service
    return new Promise((resolve, reject) => {
      let said = ''
      service.stdout.on('data', (chunk) => {
        said += chunk
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
        if (address) resolve(address)
      })
      service.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
    })
  }

  async function signIn(baseUrl: string): Promise<Client> {
    const { token } = await call('signIn', { body: ACCOUNT }, { baseUrl })
    return { baseUrl, token: token as string }
  }

  interface Acknowledged {
    readonly versions: string[]
    readonly decisions: { findingId: string; reason: string }[]
  }

  /** Writes without end, one after another, noting what was acknowledged; ends when the service is gone. */
  async function writeOnAndOn(client: Client, writer: number, done: Acknowledged): Promise<void> {
    try {
      for (let i = 0; ; i++) {
        const text = `第${writer}号办法\n第一条 未经备案的企业，不得在本县从事第${i}类活动。\n第二条 本办法自印发之日起施行。`
        const answer = await call('createCheck', { body: { sourceKey: `w${writer}-${i % 3}`, text } }, client)
        done.versions.push(answer.version.id)
        const finding = answer.findings[0]
        if (!finding) continue
        const reason = `理由${writer}-${i}`
        await call(
          'decideFinding',
          { params: { findingId: finding.id }, body: { decision: 'rejected', reason } },
          client,
        )
        done.decisions.push({ findingId: finding.id, reason })
      }
    } catch {
      return
    }
  }

  describe('kill -9 under load', () => {
    it('loses nothing acknowledged and leaves nothing half-written, three times over', async () => {
      const done: Acknowledged = { versions: [], decisions: [] }
      for (const [round, target] of [70, 140, 210].entries()) {
        const client = await signIn(await start())
        const writers = Array.from({ length: 6 }, (_, i) => writeOnAndOn(client, round * 10 + i, done))
        while (done.versions.length + done.decisions.length < target)
          await new Promise((resolve) => setTimeout(resolve, 5))
        const exited = new Promise((resolve) => running?.once('exit', resolve))
        running?.kill('SIGKILL')
        await Promise.all([exited, ...writers])
      }
      expect(done.decisions.length).toBeGreaterThan(60)

      const store = await openStore(database)
      const versions = new Set((await store.db.selectFrom('versions').select('id').execute()).map(({ id }) => id))
      expect(done.versions.filter((id) => !versions.has(id))).toEqual([])
      const decisions = new Set(
        (await store.db.selectFrom('decisions').select(['finding_id', 'reason']).execute()).map(
          (row) => `${row.finding_id} ${row.reason}`,
        ),
      )
      expect(done.decisions.filter(({ findingId, reason }) => !decisions.has(`${findingId} ${reason}`))).toEqual([])
      for (const { id } of await store.db.selectFrom('organisations').select('id').execute())
        expect((await verifyChain(store.db, id)).faults).toEqual([])

      const copy = join(folder, 'backup.db')
      await store.backup(copy)
      const restored = await openStore(copy)
      for (const table of ['events', 'versions', 'findings', 'decisions', 'drafts', 'users'] as const)
        expect(await restored.db.selectFrom(table).selectAll().orderBy(sql`1`).orderBy(sql`2`).execute()).toEqual(
          await store.db.selectFrom(table).selectAll().orderBy(sql`1`).orderBy(sql`2`).execute(),
        )
      await restored.close()
      await store.close()
    })

    it('stops in good order when told to', async () => {
      const client = await signIn(await start())
      await call('createCheck', { body: { sourceKey: 'last', text: '第一条 本办法自印发之日起施行。' } }, client)
      const exited = new Promise((resolve) => running?.once('exit', resolve))
      running?.kill('SIGTERM')
      expect(await exited).toBe(0)
    })
  })
})
