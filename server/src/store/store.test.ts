import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onEachEngine } from '../../../test/engines.ts'
import { listAnnotations } from './annotations.ts'
import { countAcceptedIllegal, currentDecisions } from './checks.ts'
import {
  addVersion,
  createDraft,
  digestOfText,
  findDraftStates,
  listDrafts,
  MOST_COUNTED,
  returnToVersion,
  setDraftFacts,
} from './drafts.ts'
import { markedDrafts, openEngine } from './engine.ts'
import { appendEvent, sha256, verifyChain } from './history.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { createOrganisation, createUser, listOrganisations } from './people.ts'
import { indexSome, keepIndexed } from './search-index.ts'
import { migrate, openStore } from './store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hongxian-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const draftOf = (title: string, text: string, of: { organisationId: string; actorId: string }) => ({
  ...of,
  source: title,
  title,
  kind: 'normative' as const,
  issuerLevel: null,
  statedKind: null,
  statedIssuerLevel: null,
  text,
  digest: digestOfText(text),
})
const office = (name: string) => ({ name, parentId: null })

onEachEngine((newDatabase, engineName) => {
  /** A database as the program left it that knew migrations up to this one. */
  async function databaseOf(last: string): Promise<string> {
    const database = await newDatabase()
    const engine = await openEngine(database)
    await migrate(engine, last)
    await sql`INSERT INTO organisations (id, name, created_at)
              VALUES ('o', '临江县司法局', '2026-01-01T00:00:00.000Z')`.execute(engine.writer)
    await engine.close()
    return database
  }

  describe('writing', () => {
    it('undoes one write of a transaction without the others', async () => {
      const store = await openStore(await newDatabase())
      const outcomes = await Promise.allSettled([
        store.write((writing) => createOrganisation(writing, office('甲'))),
        store.write(async (writing) => {
          await createOrganisation(writing, office('乙'))
          await createOrganisation(writing, office('乙')) // refused by the database
        }),
        store.write((writing) => createOrganisation(writing, office('丙'))),
      ])
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await listOrganisations(store.db)).map(({ name }) => name).sort()).toEqual(['丙', '甲'])
      await store.close()
    })

    it('chains events of many writers without a gap, in two processes alike', async () => {
      const database = await newDatabase()
      const store = await openStore(database)
      const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
      const event = (i: number) => ({
        organisationId,
        type: 'tried',
        summary: `第${i}次。`,
        actorId: null,
        payload: { i },
      })
      // Two stores over one database stand for two processes; SQLite has one that serves, and commands now and then.
      const other = engineName === 'PostgreSQL' ? await openStore(database) : store
      await Promise.all(
        Array.from({ length: 300 }, (_, i) => (i % 2 ? store : other).write((w) => appendEvent(w, event(i)))),
      )
      expect(await verifyChain(store.db, organisationId)).toMatchObject({ valid: true, events: 300 })
      if (other !== store) await other.close()
      await store.close()
    })

    it('finishes what is waiting before it closes', async () => {
      const database = await newDatabase()
      const store = await openStore(database)
      const writes = Array.from({ length: 100 }, (_, i) =>
        store.write((writing) => createOrganisation(writing, office(`${i}`))),
      )
      await store.close()
      await Promise.all(writes)
      const again = await openStore(database)
      expect(await listOrganisations(again.db)).toHaveLength(100)
      await again.close()
    })

    it('refuses to change what is only ever appended', async () => {
      const store = await openStore(await newDatabase())
      const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
      const event = { organisationId, type: 'tried', summary: '试。', actorId: null, payload: {} }
      await store.write((writing) => appendEvent(writing, event))
      await expect(store.write(({ db }) => db.updateTable('events').set({ summary: '改' }).execute())).rejects.toThrow(
        'events is append-only',
      )
      await expect(store.write(({ db }) => db.deleteFrom('events').execute())).rejects.toThrow('events is append-only')
      await store.close()
    })

    it('reads one instant while others write', async () => {
      const store = await openStore(await newDatabase())
      await store.write((writing) => createOrganisation(writing, office('甲')))
      await store.snapshot(async (db) => {
        expect(await listOrganisations(db)).toHaveLength(1)
        await store.write((writing) => createOrganisation(writing, office('乙')))
        expect(await listOrganisations(db)).toHaveLength(1)
      })
      expect(await listOrganisations(store.db)).toHaveLength(2)
      await store.close()
    })
  })

  describe('opening', () => {
    it.each(Object.keys(MIGRATIONS))('brings a database of %s up to date and keeps what it holds', async (name) => {
      const store = await openStore(await databaseOf(name))
      expect(await listOrganisations(store.db)).toEqual([{ id: 'o', name: '临江县司法局', parentId: null }])
      expect(await store.db.selectFrom('reviews').selectAll().execute()).toEqual([])
      await store.close()
    })

    it('knows where the drafts of an older database were read', async () => {
      const database = await databaseOf('0002-review')
      const engine = await openEngine(database)
      await sql`INSERT INTO users VALUES ('u', 'o', 'a', '甲', '[]', 'x', 0, 0, NULL, 0, '2026-01-01')`.execute(
        engine.writer,
      )
      await sql`
        INSERT INTO drafts (id, organisation_id, source, title, kind, created_at, created_by, updated_at,
          current_version_id, version_count, illegal, improper, suspect, hint, undecided)
        VALUES ('d', 'o', 'http://oa/1', '规定', 'normative', '2026-01-01', 'u', '2026-01-01', 'v', 1, 0, 0, 0, 0, 0)`.execute(
        engine.writer,
      )
      await engine.close()
      const store = await openStore(database)
      const found = await findDraftStates(store.db, { organisationId: 'o' }, { address: 'http://oa/1' }, 5)
      expect(found.map(({ draft }) => draft.id)).toEqual(['d'])
      await store.close()
    })

    it('shows the unit what was taken in for it before it could see it', async () => {
      const database = await databaseOf('0007-reading-indexes')
      const engine = await openEngine(database)
      await sql`INSERT INTO organisations (id, name, created_at) VALUES ('unit', '城市管理局', '2026-01-01')`.execute(
        engine.writer,
      )
      await sql`INSERT INTO users VALUES ('u', 'o', 'a', '甲', '[]', 'x', 0, 0, NULL, 0, '2026-01-01')`.execute(
        engine.writer,
      )
      for (const id of ['d', 'e']) {
        await sql`
          INSERT INTO drafts (id, organisation_id, source, title, kind, created_at, created_by, updated_at,
            current_version_id, version_count, illegal, improper, suspect, hint, undecided)
          VALUES (${id}, 'o', ${id}, '规定', 'normative', '2026-01-01', 'u', '2026-01-01', 'v', 1, 0, 0, 0, 0, 0)`.execute(
          engine.writer,
        )
        const takenIn = id === 'd' ? { unit: '城市管理局', organisationId: 'unit', on: '2026-01-01' } : null
        const matter = JSON.stringify({ case: { takenIn }, clock: {} })
        await sql`INSERT INTO reviews (draft_id, revision, state, matter, changed_at)
          VALUES (${id}, 1, 'submitted', ${matter}, '2026-01-01')`.execute(engine.writer)
      }
      await engine.close()
      const store = await openStore(database)
      const { items, total } = await listDrafts(store.db, { organisationId: 'unit' }, {}, 10, null)
      expect(items.map(({ id }) => id)).toEqual(['d'])
      expect(total).toBe(1)
      const toChange = { organisationId: 'unit', toChange: true as const }
      expect(await listDrafts(store.db, toChange, {}, 10, null)).toMatchObject({ items: [], total: 0 })
      await store.close()
    })

    it('keeps decisions and notes made before they could have words of the reviewer’s own, and their proof', async () => {
      const database = await databaseOf('0015-npc-filing')
      const engine = await openEngine(database)
      const db = engine.writer
      const day = '2026-01-01T00:00:00.000Z'
      await sql`INSERT INTO users (id, organisation_id, account, name, roles, password_hash, must_change_password,
        failed_attempts, disabled, created_at) VALUES ('u', 'o', 'a', '甲', '[]', 'x', 0, 0, 0, ${day})`.execute(db)
      await sql`INSERT INTO drafts (id, organisation_id, source, title, kind, created_at, created_by, updated_at,
        current_version_id, version_count, illegal, improper, suspect, hint, undecided)
        VALUES ('d', 'o', 'd', '规定', 'normative', ${day}, 'u', ${day}, 'v', 1, 0, 0, 0, 0, 0)`.execute(db)
      await sql`INSERT INTO versions VALUES ('v', 'd', 1, 'x', 2, '规定', ${day}, 'u')`.execute(db)
      await sql`INSERT INTO checks VALUES ('c', 'd', 'v', 'r', '2026-01-01', 'normative', NULL, ${day}, 'u')`.execute(
        db,
      )
      await sql`INSERT INTO findings VALUES ('f', 'c', 'v', 'd', 't', 0, 'r', 's', 'illegal', 0, 2, '', '规定', '{}')`.execute(
        db,
      )
      const row = ['x', 't', 'f', 1, 'accepted', '', '改为备案', 0, day, 'u'] as const
      await sql`INSERT INTO decisions (id, draft_id, thread_id, finding_id, sequence, decision, reason, suggestion,
        false_alarm, decided_at, decided_by) VALUES ('x', 'd', 't', 'f', 1, 'accepted', '', '改为备案', 0, ${day}, 'u')`.execute(
        db,
      )
      await sql`INSERT INTO annotations VALUES ('n', 'd', 'v', 0, 2, '规定', '批注', NULL, 0, 0, ${day}, 'u', ${day})`.execute(
        db,
      )
      await engine.close()
      const store = await openStore(database)
      const payload = { id: 'x', digest: sha256(JSON.stringify(row)) }
      const event = {
        organisationId: 'o',
        draftId: 'd',
        type: 'decision.made',
        summary: '采纳。',
        actorId: 'u',
        payload,
      }
      await store.write((writing) => appendEvent(writing, event))
      const { faults } = await verifyChain(store.db, 'o')
      expect(faults.filter(({ detail }) => detail.includes('处理决定'))).toEqual([])
      expect((await currentDecisions(store.db, 'd')).get('t')).toMatchObject({
        suggestion: '改为备案',
        verdict: null,
        message: null,
      })
      expect(await countAcceptedIllegal(store.db, 'v')).toBe(1)
      expect((await listAnnotations(store.db, 'd')).map(({ listedAs }) => listedAs)).toEqual([null])
      await store.close()
    })

    it('refuses a database of a newer program, and says what to do', async () => {
      const database = await newDatabase()
      const store = await openStore(database)
      await store.write(({ db }) =>
        sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030-01-01')`.execute(db),
      )
      await store.close()
      await expect(openStore(database)).rejects.toThrow('请用不低于上次的程序版本打开')
    })

    it('leaves nothing behind of an upgrade that fails', async () => {
      const database = await databaseOf('0002-review')
      const engine = await openEngine(database)
      await sql`CREATE TABLE draft_addresses (in_the_way integer)`.execute(engine.writer)
      await expect(migrate(engine)).rejects.toThrow('数据库升级失败')
      await sql`DROP TABLE draft_addresses`.execute(engine.writer)
      await migrate(engine)
      await engine.close()
    })
  })

  describe('searching', () => {
    const TEXTS = {
      备案办法: '未经备案的企业，不得在本县经营。',
      招标规定: '投标人应当提交备选方案100%响应，格式为A_B。',
      'PPP Project 管理': '本办法所称 ppp 是指政府和社会资本合作。',
      反斜线: String.raw`路径为C:\共享\草案。`,
    }
    it.each([
      ['备案', ['备案办法']],
      ['案', ['反斜线', '招标规定', '备案办法']],
      ['县经', ['备案办法']],
      ['办法 社会', ['PPP Project 管理']],
      ['project', ['PPP Project 管理']],
      ['PPP', ['PPP Project 管理']],
      ['0%', ['招标规定']],
      ['a_b', ['招标规定']],
      ['%', ['招标规定']],
      ['_', ['招标规定']],
      ['\\共', ['反斜线']],
      ['备的', []],
      [`未经${'备案的企业，不得在本县经营。'.repeat(20)}`, []],
      ['未 经 备 案 的 企 业 不 得 在 本 县 经 营', ['备案办法']],
    ] as const)('finds %s in %j', async (q, titles) => {
      const store = await openStore(await newDatabase())
      const organisationId = await store.write(async (writing) => {
        const organisationId = await createOrganisation(writing, office('甲'))
        const person = {
          organisationId,
          account: 'a',
          name: '甲',
          roles: [],
          passwordHash: '',
          mustChangePassword: false,
        }
        const actorId = await createUser(writing, person)
        for (const [title, text] of Object.entries(TEXTS))
          await createDraft(writing, draftOf(title, text, { organisationId, actorId }))
        return organisationId
      })
      const find = async () => {
        const { items, total } = await listDrafts(store.db, { organisationId }, { q }, 10, null)
        expect(items.map(({ title }) => title).sort()).toEqual([...titles].sort())
        expect(total).toBe(titles.length)
      }
      await find() // read through
      expect(await store.write((writing) => indexSome(writing, 2))).toBe(2)
      await find() // some of each
      expect(await store.write((writing) => indexSome(writing, 10))).toBe(2)
      expect(await store.write((writing) => indexSome(writing, 10))).toBe(0)
      await find() // by the index
      await store.close()
    })

    it('finds what a draft says now, not what it said when it was indexed', async () => {
      const store = await openStore(await newDatabase())
      const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
      const person = {
        organisationId,
        account: 'a',
        name: '甲',
        roles: [],
        passwordHash: '',
        mustChangePassword: false,
      }
      const actorId = await store.write((writing) => createUser(writing, person))
      const scope = { organisationId }
      const count = async (q: string) => (await listDrafts(store.db, scope, { q }, 10, null)).total
      const { draftId, versionId } = await store.write((writing) =>
        createDraft(writing, draftOf('规定', '收费标准', { organisationId, actorId })),
      )
      const index = () => store.write((writing) => indexSome(writing, 10))
      await index()
      const draft = { id: draftId, currentVersionId: versionId, versionCount: 1 }
      const NO_FINDINGS = { illegal: 0, improper: 0, suspect: 0, hint: 0, undecided: 0 }
      await store.write((writing) =>
        addVersion(writing, draft, { digest: digestOfText('备案办法'), text: '备案办法', actorId }),
      )
      const facts = { kind: 'normative', issuerLevel: null, statedKind: null, statedIssuerLevel: null } as const
      for (const isIndexed of [false, true]) {
        if (isIndexed) await index()
        expect([await count('收费'), await count('备案'), await count('规定')]).toEqual([0, 1, 1])
      }
      await store.write((writing) => setDraftFacts(writing, draftId, '规定', { ...facts, title: '决定' }, NO_FINDINGS))
      for (const isIndexed of [false, true]) {
        if (isIndexed) await index()
        expect([await count('规定'), await count('决定 备案'), await count('定备')]).toEqual([0, 1, 0])
      }
      await store.write((writing) => returnToVersion(writing, { ...draft, currentVersionId: 'x' }, versionId))
      for (const isIndexed of [false, true]) {
        if (isIndexed) await index()
        expect([await count('收费'), await count('备案')]).toEqual([1, 0])
      }
      await store.close()
    })

    it('keeps itself up in the background', async () => {
      const store = await openStore(await newDatabase())
      const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
      const person = {
        organisationId,
        account: 'a',
        name: '甲',
        roles: [],
        passwordHash: '',
        mustChangePassword: false,
      }
      const actorId = await store.write((writing) => createUser(writing, person))
      const stop = keepIndexed(store, (error) => expect.unreachable(String(error)))
      for (const text of ['一', '二', '三'])
        await store.write((writing) => createDraft(writing, draftOf(text, text, { organisationId, actorId })))
      await expect.poll(() => markedDrafts(store.db, null), { timeout: 5000 }).toEqual([])
      await stop()
      await store.close()
    })

    it('lets those go first who are being answered', async () => {
      const store = await openStore(await newDatabase())
      await store.write(async (writing) => {
        const organisationId = await createOrganisation(writing, office('甲'))
        const person = {
          organisationId,
          account: 'a',
          name: '甲',
          roles: [],
          passwordHash: '',
          mustChangePassword: false,
        }
        const actorId = await createUser(writing, person)
        await createDraft(writing, draftOf('规定', '收费标准', { organisationId, actorId }))
      })
      const answering = setInterval(() => {
        for (const end = performance.now() + 10; performance.now() < end; );
      }, 20)
      const stop = keepIndexed(store, (error) => expect.unreachable(String(error)))
      await setTimeout(1500)
      expect(await markedDrafts(store.db, null)).toHaveLength(1)
      clearInterval(answering)
      await expect.poll(() => markedDrafts(store.db, null), { timeout: 5000 }).toEqual([])
      await stop()
      await store.close()
    })
  })

  it('turns the pages of what it finds, and lets others in meanwhile', async () => {
    const store = await openStore(await newDatabase())
    const organisationId = await store.write((writing) => createOrganisation(writing, office('甲')))
    await store.write(async (writing) => {
      const person = {
        organisationId,
        account: 'a',
        name: '甲',
        roles: [],
        passwordHash: '',
        mustChangePassword: false,
      }
      const actorId = await createUser(writing, person)
      for (let i = 0; i < 450; i++)
        await createDraft(writing, draftOf(`第${i}号`, i % 3 ? '收费' : '备案', { organisationId, actorId }))
    })
    const found: string[] = []
    let after: { updatedAt: string; id: string } | null = null
    let turns = 0
    const others = setInterval(() => turns++, 1)
    do {
      const page = await listDrafts(store.db, { organisationId }, { q: '备案' }, 40, after)
      expect(page.total).toBe(150)
      found.push(...page.items.map(({ title }) => title))
      after = page.items.at(-1) ?? null
    } while (after)
    clearInterval(others)
    expect(turns).toBeGreaterThan(5)
    expect(new Set(found).size).toBe(150)
    expect(found).toHaveLength(150)
    await store.close()
  })

  it('counts no more than a thousand of those it finds, and finds them all', async () => {
    const store = await openStore(await newDatabase())
    const found = MOST_COUNTED + 5
    const { organisationId } = await store.write(async (writing) => {
      const organisationId = await createOrganisation(writing, office('甲'))
      const person = {
        organisationId,
        account: 'a',
        name: '甲',
        roles: [],
        passwordHash: '',
        mustChangePassword: false,
      }
      const actorId = await createUser(writing, person)
      for (let i = 0; i < found + 20; i++) {
        const text = i % 50 === 0 && i < 1000 ? '备案' : '收费标准' // twenty of them
        await createDraft(writing, draftOf(`第${i}号`, text, { organisationId, actorId }))
      }
      await indexSome(writing, found) // the last ones are not in the index yet
      return { organisationId, actorId }
    })
    for (const q of ['收费', '收费标准']) {
      const titles = new Set<string>()
      let after: { updatedAt: string; id: string } | null = null
      do {
        const page = await listDrafts(store.db, { organisationId }, { q }, 300, after)
        expect(page).toMatchObject({ total: MOST_COUNTED, isMoreThanTotal: true })
        for (const { title } of page.items) titles.add(title)
        const last = page.items.at(-1)
        after = last && page.items.length === 300 ? { updatedAt: last.updatedAt, id: last.id } : null
      } while (after)
      expect(titles.size).toBe(found)
    }
    const few = await listDrafts(store.db, { organisationId }, { q: '备案' }, 10, null)
    expect(few).toMatchObject({ total: 20, isMoreThanTotal: false })
    await store.close()
  }, 60_000)

  describe('a copy', () => {
    it('is made while the database is written to', async () => {
      const store = await openStore(await newDatabase())
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
})
