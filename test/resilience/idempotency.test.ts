import { addressOf, type CallInput, CONTRACT, type Endpoint, type EndpointName, takesKey } from '@hongxian/shared/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplesFor, type Things } from '../architecture/samples.ts'
import { onEachEngine } from '../engines.ts'
import { openConsultation } from './consulted.ts'
import { openOffices } from './office.ts'

// What is sent again under the same key is not done again, whatever the endpoint.

const WRITES = (Object.values(CONTRACT) as unknown as Endpoint[]).filter(takesKey).map(({ name }) => name)
const TEXT = '第一条 未经备案的企业，不得在本县从事物业服务活动。'
const REPLAYED = 'idempotency-replayed'

onEachEngine((newDatabase) => {
  let offices: Awaited<ReturnType<typeof openOffices>>
  let things: Things

  beforeAll(async () => {
    offices = await openOffices(await newDatabase())
    const all = await offices.as('ours-all')
    const first = await all('createCheck', { body: { url: 'http://oa/1', text: TEXT } })
    const annotation = await all('createAnnotation', {
      body: { versionId: first.version.id, span: { start: 0, end: 3 }, quote: '第一条', body: '批注' },
    })
    const material = await all('attachMaterial', {
      params: { draftId: first.draft.id },
      body: { material: 'n1', name: '送审函.txt', content: Buffer.from('送审函').toString('base64') },
    })
    const { items } = await (await offices.as('ours-none'))('listTokens', {})
    const { items: colleagues } = await all('listColleagues', { query: {} })
    const idOf = (account: string) => colleagues.find((one) => one.account === account)?.id as string
    const consulted = await openConsultation(all, `合同\n${TEXT}`, idOf('ours-counsel'))
    things = {
      draftId: first.draft.id,
      versionId: first.version.id,
      otherVersionId: first.version.id,
      findingId: first.findings[0]?.id as string,
      annotationId: annotation.id,
      tokenId: items[0]?.id as string,
      materialId: material.id,
      consultedDraftId: consulted.draftId,
      consultationId: consulted.consultationId,
      text: TEXT,
      ruleSetDigest: first.ruleSetDigest,
      revision: 1,
      userId: idOf('ours-maintainer'),
      organisationId: (await all('getMe', {})).organisation.id,
    }
  }, 60_000)
  afterAll(() => offices.store.close())

  let serial = 0
  const newKey = () => `key-of-one-request-${++serial}`

  type Sample = { params?: Record<string, string>; body?: object }

  async function send(name: EndpointName, sample: Sample, key: string, account = 'ours-all') {
    const { method, path } = addressOf(name)
    const filled = path.replace(/:(\w+)/g, (_, param: string) => sample.params?.[param] as string)
    const response = await offices.app.request(filled, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await offices.tokenOf(account)}`,
        'idempotency-key': key,
      },
      ...(sample.body ? { body: JSON.stringify(sample.body) } : {}),
    })
    const isRepeated = response.headers.get(REPLAYED) === 'true'
    // A refusal is not kept; the number under which the log has it is another each time.
    const text = (await response.text()).replace(/,"instance":"[^"]*"/, '')
    return { status: response.status, text, isRepeated }
  }

  const TABLES = [
    'events',
    'users',
    'drafts',
    'versions',
    'checks',
    'findings',
    'decisions',
    'annotations',
    'materials',
  ] as const

  /** How much there is on record. */
  const countAll = () =>
    Promise.all(TABLES.map(async (table) => (await offices.store.db.selectFrom(table).selectAll().execute()).length))

  describe('a request sent twice under one key', () => {
    it.each(WRITES)('%s is done once, and answered alike', async (name) => {
      if (name === 'signOut') return // the second is not signed in any more
      const sample = samplesFor(things)[name] as Sample
      const key = newKey()
      const first = await send(name, sample, key)
      const before = await countAll()
      const second = await send(name, sample, key)
      expect(second).toEqual({ ...first, isRepeated: first.status < 400 })
      expect(await countAll()).toEqual(before)
    })

    it('is done once when the two come at once', async () => {
      const sample = { body: { account: 'twice', name: '新人', roles: ['reviewer'] } }
      const key = newKey()
      const answers = await Promise.all([1, 2, 3].map(() => send('createUser', sample, key)))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      expect(answers.map(({ isRepeated }) => isRepeated).sort()).toEqual([false, true, true])
    })

    it('is done again after a day', async () => {
      const sample = { params: { findingId: things.findingId }, body: { decision: 'rejected', reason: '理由' } }
      const key = newKey()
      await send('decideFinding', sample, key)
      offices.pass(25 * 3_600_000)
      expect(await send('decideFinding', sample, key)).toMatchObject({ status: 201, isRepeated: false })
    })

    it('is refused where nobody knows what became of the first', async () => {
      // As a process leaves it that ended in the middle.
      const sample = { params: { findingId: things.findingId }, body: { decision: 'undone' } }
      const key = newKey()
      await send('decideFinding', sample, key)
      await offices.store.write(({ db }) => db.updateTable('answers').set({ answer: null }).execute())
      const { status, text } = await send('decideFinding', sample, key)
      expect(status).toBe(409)
      expect(text).toContain('结果不明')
    })
  })

  describe('a key', () => {
    it.each(WRITES)('of another request is refused by %s', async (name) => {
      const key = newKey()
      const body: CallInput<'createAnnotation'>['body'] = {
        versionId: things.versionId,
        span: { start: 0, end: 3 },
        quote: '第一条',
        body: `批注${key}`,
      }
      await send('createAnnotation', { body }, key)
      const { status, text } = await send(name, samplesFor(things)[name] as Sample, key)
      expect(status, text).toBe(409)
      expect(JSON.parse(text)).toMatchObject({
        type: '/problems/idempotency-conflict',
        title: '重复的请求编号',
        detail: '这一请求编号（Idempotency-Key）已用于另一请求。请换用新的编号。',
      })
    })

    it('is one person’s own', async () => {
      const sample = { params: { findingId: things.findingId }, body: { decision: 'deferred', reason: '待议' } }
      const key = newKey()
      await send('decideFinding', sample, key)
      expect(await send('decideFinding', sample, key, 'ours-reviewer')).toMatchObject({
        status: 201,
        isRepeated: false,
      })
    })

    it('may be used again after a refusal', async () => {
      const key = newKey()
      const wrong = { params: { findingId: 'none' }, body: { decision: 'deferred', reason: '待议' } }
      expect((await send('decideFinding', wrong, key)).status).toBe(404)
      const right = { ...wrong, params: { findingId: things.findingId } }
      expect(await send('decideFinding', right, key)).toMatchObject({ status: 201, isRepeated: false })
    })

    it.each(['short', 'k'.repeat(201), 'with a blank in the middle'])('like %j is refused', async (key) => {
      const { status, text } = await send('createUser', { body: { account: 'x1', name: '甲', roles: ['lead'] } }, key)
      expect(status).toBe(422)
      expect(text).toContain('请求编号不符合要求')
    })

    it('is not on record, and neither is what was answered, in a form that could be read', async () => {
      const key = newKey()
      const sample = { body: { account: `sealed-${serial}`, name: '新人', roles: ['reviewer'] } }
      const { firstPassword } = JSON.parse((await send('createUser', sample, key)).text) as { firstPassword: string }
      const kept = JSON.stringify(await offices.store.db.selectFrom('answers').selectAll().execute())
      const decoded = Buffer.from(kept, 'base64').toString('latin1')
      for (const secret of [key, firstPassword]) expect(kept + decoded).not.toContain(secret)
    })
  })
})
