import { createHash, randomBytes } from 'node:crypto'
import { call, type ProblemError } from '@hongxian/shared/api'
import { describe, expect, it } from 'vitest'
import { inOffices } from './office.ts'

// An extension is signed in by whoever confirms it at the console: nobody else comes by its token, however much they know.

inOffices((offices) => {
  const nobody = () => ({ baseUrl: '', fetch: async (url: string, init: object) => offices.app.request(url, init) })

  async function begin() {
    const verifier = randomBytes(32).toString('base64url')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const asked = await call('beginConnection', { body: { challenge, label: '办公电脑' } }, nobody())
    return { ...asked, verifier }
  }
  const complete = (connectionId: string, verifier: string) =>
    call('completeConnection', { params: { connectionId }, body: { verifier } }, nobody())
  const refused = async (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as ProblemError).slug,
    )

  describe('an extension that is confirmed at the console', () => {
    it('is signed in as who confirmed it, by a token of its own that can be revoked', async () => {
      const { id, number, verifier } = await begin()
      expect(number).toMatch(/^\d{6}$/)
      expect(await complete(id, verifier)).toEqual({ user: null, token: null, expiresAt: null })
      const person = await offices.as('ours-reviewer')
      const at = { params: { connectionId: id } }
      expect(await person('getConnection', at)).toMatchObject({ label: '办公电脑', address: 'local' })
      await person('approveConnection', { ...at, body: { number } })
      const { user, token } = await complete(id, verifier)
      expect(user?.account).toBe('ours-reviewer')
      const extension = { ...nobody(), token: token as string }
      expect(await call('getMe', {}, extension)).toMatchObject({ account: 'ours-reviewer' })
      const { items } = await person('listTokens', {})
      const own = items.find(({ label }) => label === '办公电脑')
      expect(own).toMatchObject({ client: 'extension', current: false })
      await person('revokeToken', { params: { tokenId: own?.id as string } })
      expect(await refused(call('getMe', {}, extension))).toBe('unauthenticated')
      const events = offices.store.db.selectFrom('events').select('summary').where('type', '=', 'signed-in')
      expect((await events.execute()).map(({ summary }) => summary)).toContain(
        'reviewer登录（办公电脑，经工作台确认）。',
      )
    })

    it('is handed its token once, and to nobody who does not know the verifier', async () => {
      const { id, number, verifier } = await begin()
      const person = await offices.as('ours-reviewer')
      await person('approveConnection', { params: { connectionId: id }, body: { number } })
      expect(await refused(complete(id, randomBytes(32).toString('base64url')))).toBe('connection-not-found')
      expect((await complete(id, verifier)).token).toMatch(/^hx_/)
      expect(await refused(complete(id, verifier))).toBe('connection-not-found')
      expect(await refused(person('getConnection', { params: { connectionId: id } }))).toBe('connection-not-found')
    })

    it('is not confirmed by a number that is wrong, and gone after five of them', async () => {
      const { id, number, verifier } = await begin()
      const person = await offices.as('ours-reviewer')
      const wrong = number === '000000' ? '000001' : '000000'
      const approve = (typed: string) =>
        refused(person('approveConnection', { params: { connectionId: id }, body: { number: typed } }))
      for (let i = 0; i < 5; i++) expect(await approve(wrong)).toBe('connection-number-wrong')
      expect(await approve(number)).toBe('connection-not-found')
      expect(await refused(complete(id, verifier))).toBe('connection-not-found')
    })

    it('is signed in by nobody who was disabled meanwhile, nor after ten minutes', async () => {
      const { id, number, verifier } = await begin()
      const person = await offices.as('ours-second')
      await person('approveConnection', { params: { connectionId: id }, body: { number } })
      const admin = await offices.as('ours-admin')
      const { items } = await admin('listColleagues', { query: {} })
      const userId = items.find(({ account }) => account === 'ours-second')?.id as string
      await admin('changeUser', { params: { userId }, body: { disabled: true } })
      expect(await refused(complete(id, verifier))).toBe('connection-not-found')
      const late = await begin()
      offices.pass(11 * 60_000)
      expect(await refused(complete(late.id, late.verifier))).toBe('connection-not-found')
      expect(offices.failures).toEqual([])
    })
  })
})
