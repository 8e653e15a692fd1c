import { appendEvent, openStore, revokeCredential, setRoles } from '@hongxian/server/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'
import { openOffices } from './office.ts'

// What is told of an unchanged text is kept; it must never be told again once anything about the draft has changed.

const TEXT = '第一条 未经备案的企业，不得在本县从事物业服务活动。'

onEachEngine((newDatabase) => {
  let offices: Awaited<ReturnType<typeof openOffices>>
  let database: string
  beforeAll(async () => {
    database = await newDatabase()
    offices = await openOffices(database)
  }, 60_000)
  afterAll(() => offices.store.close())

  describe('a check of an unchanged text', () => {
    it('tells what somebody has done since, whoever asks', async () => {
      const all = await offices.as('ours-all')
      const check = async (more: object = {}) => all('createCheck', { body: { sourceKey: 'a', text: TEXT, ...more } })
      const first = await check()
      const again = await check()
      expect(again).toEqual({ ...first, newVersion: false })
      expect(await check()).toEqual(again)
      const reviewer = await offices.as('ours-reviewer')
      const findingId = first.findings[0]?.id as string
      await reviewer('decideFinding', { params: { findingId }, body: { decision: 'rejected', reason: '不影响' } })
      expect((await check()).findings[0]?.decision).toMatchObject({ decision: 'rejected', by: { name: 'reviewer' } })
      const span = { start: 0, end: 3 }
      const { id } = await reviewer('createAnnotation', {
        body: { versionId: first.version.id, span, quote: '第一条', body: '请核' },
      })
      expect((await check()).annotations).toMatchObject([{ id, body: '请核', resolved: false }])
      await reviewer('changeAnnotation', { params: { annotationId: id }, body: { resolved: true } })
      expect((await check()).annotations).toMatchObject([{ id, resolved: true }])
      await all('createCheck', { body: { draftId: first.draft.id, text: TEXT, title: '新的标题' } })
      expect((await check({ title: '新的标题' })).draft.title).toBe('新的标题')
      const second = await check({ text: `${TEXT}\n第二条 本规定自印发之日起施行。` })
      expect(second).toMatchObject({ newVersion: true, version: { number: 2 } })
      const back = await check()
      expect(back).toMatchObject({ newVersion: false, version: { number: 1 } })
      expect(back.diff).not.toBeNull()
    })

    it('is told to nobody of another office', async () => {
      const theirs = await offices.as('theirs-all')
      const told = await theirs('createCheck', { body: { sourceKey: 'a', text: TEXT } })
      expect(told).toMatchObject({ draft: { organisation: { name: 'theirs' } }, annotations: [], newVersion: true })
    })

    it('is told to nobody whose credential another process has revoked, or whose roles it has taken', async () => {
      const person = await offices.as('ours-drafter')
      const check = () => person('createCheck', { body: { sourceKey: 'a', text: TEXT } })
      const before = await check()
      expect(await check()).toEqual(before)
      const { id } = await person('getMe', {})
      const other = await openStore(database)
      try {
        const drafts = await other.db.selectFrom('drafts').selectAll().where('id', '=', before.draft.id).execute()
        await other.write(async (writing) => {
          const event = { type: 'tried', summary: '试。', payload: {}, actorId: id, draftId: before.draft.id }
          await appendEvent(writing, { ...event, organisationId: drafts[0]?.organisation_id as string })
          await writing.db.updateTable('drafts').set({ title: '另一标题' }).where('id', '=', before.draft.id).execute()
        })
        const named = await person('createCheck', { body: { sourceKey: 'a', text: TEXT, title: '另一标题' } })
        expect(named.draft.title).toBe('另一标题')
        await other.write((writing) => setRoles(writing, id, ['auditor']))
        await expect(check()).rejects.toMatchObject({ slug: 'forbidden' })
        await other.write((writing) => setRoles(writing, id, ['drafter']))
        expect((await check()).draft.id).toBe(before.draft.id)
        const [credential] = await other.db.selectFrom('credentials').select('id').where('user_id', '=', id).execute()
        await other.write((writing) => revokeCredential(writing, id, credential?.id as string))
        await expect(check()).rejects.toMatchObject({ slug: 'unauthenticated' })
      } finally {
        await other.close()
      }
    })
  })
})
