import { ADDRESSES, addressOf, CONTRACT, type Endpoint, type EndpointName, PROBLEMS } from '@hongxian/shared/api'
import { Role } from '@hongxian/shared/review'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openConsultation } from '../resilience/consulted.ts'
import { openOffices } from '../resilience/office.ts'
import { samplesFor, type Things } from './samples.ts'

const ENDPOINTS = Object.values(CONTRACT) as unknown as Endpoint[]
const GUARDED = ENDPOINTS.filter((endpoint) => endpoint.access !== 'public')
const SECRET = '绝密甲'
const TEXT = `${SECRET}管理办法\n第一条 未经备案的企业，不得在本县从事${SECRET}活动，处三万元罚款。\n第二条 本办法自印发之日起施行。`

// Samples that are rightly refused; life.test.ts has the same endpoints succeed.
const REFUSED: Partial<Record<EndpointName, string>> = {
  signIn: 'sign-in-failed',
  connectDemo: 'sign-in-failed',
  beginOidc: 'not-found',
  finishOidc: 'not-found',
  changePassword: 'sign-in-failed',
  getConnection: 'connection-not-found',
  approveConnection: 'connection-not-found',
  completeConnection: 'connection-not-found',
  makeMove: 'stale-version',
  declareInterest: 'move-refused',
  withdrawConsultation: 'move-refused',
  recordEvaluation: 'stale-version',
  getOpinion: 'move-refused',
  exportOpinion: 'move-refused',
  getFeedback: 'move-refused',
  exportFeedback: 'move-refused',
}

let offices: Awaited<ReturnType<typeof openOffices>>
let ours: Things

beforeAll(async () => {
  offices = await openOffices()
  const all = await offices.as('ours-all')
  const first = await all('createCheck', { body: { url: 'http://oa/1', text: TEXT } })
  const second = await all('createCheck', { body: { url: 'http://oa/1', text: TEXT.replace('三万', '二万') } })
  const annotation = await all('createAnnotation', {
    body: { versionId: first.version.id, span: { start: 0, end: 3 }, quote: SECRET, body: `关于${SECRET}` },
  })
  const material = await all('attachMaterial', {
    params: { draftId: first.draft.id },
    body: { material: 'n1', name: '送审函.txt', content: Buffer.from(SECRET).toString('base64') },
  })
  const { items: colleagues } = await all('listColleagues', { query: {} })
  const idOf = (account: string) => colleagues.find((one) => one.account === account)?.id as string
  const consulted = await openConsultation(all, `${SECRET}合同\n${TEXT}`, idOf('ours-counsel'))
  const tokens = await all('listTokens', {})
  ours = {
    draftId: first.draft.id,
    versionId: first.version.id,
    otherVersionId: second.version.id,
    findingId: first.findings[0]?.id as string,
    annotationId: annotation.id,
    tokenId: tokens.items[0]?.id as string,
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

/** Sends the sample of an endpoint. @param token `null` for none */
async function send(name: EndpointName, things: Things, token: string | null) {
  const input = samplesFor(things)[name] as { params?: Record<string, string>; query?: object; body?: object }
  const { method, path } = addressOf(name)
  const filled = path.replace(/:(\w+)/g, (_, param: string) => input.params?.[param] as string)
  const query = new URLSearchParams(input.query as Record<string, string>).toString()
  const response = await offices.app.request(query ? `${filled}?${query}` : filled, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(input.body ? { body: JSON.stringify(input.body) } : {}),
  })
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' }
}

describe('the contract', () => {
  it('names every endpoint once, under its own name and address', () => {
    expect(Object.keys(CONTRACT).sort()).toEqual(Object.keys(ADDRESSES).sort())
    for (const [name, endpoint] of Object.entries(CONTRACT)) expect(endpoint.name).toBe(name)
    expect(new Set(Object.values(ADDRESSES)).size).toBe(ENDPOINTS.length)
  })

  it('says every failure in official Chinese', () => {
    for (const { title } of Object.values(PROBLEMS)) expect(title).toMatch(/^[㐀-鿿，、]+$/)
    for (const { summary } of ENDPOINTS) expect(summary).toMatch(/^[^！!]+$/)
  })

  it('is described in OpenAPI, each operation with its success and its problems', async () => {
    const document = (await (await offices.app.request('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, object> }>>
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(operations.map((operation) => operation.operationId).sort()).toEqual(
      ENDPOINTS.map(({ name }) => name).sort(),
    )
    for (const { responses } of operations) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500']))
  })
})

// In this order: the samples of one office build on one another, and its sign-ins end last.
describe('every endpoint', { shuffle: false }, () => {
  it.each(ENDPOINTS.map(({ name }) => name))('%s answers its own office with the declared shape', async (name) => {
    // Those that end the sign-in get one of their own.
    const account = name === 'signOut' || name === 'changePassword' ? 'ours-lead' : 'ours-all'
    if (name === 'revokeToken') return // it would end the sign-in of all others; see app.test.ts
    const answer = await send(name, ours, await offices.tokenOf(account))
    if (answer.status >= 400) {
      const slug = (JSON.parse(answer.text) as { type: string }).type.replace('/problems/', '')
      expect(slug, `${name}: ${answer.text}`).toBe(REFUSED[name])
      return
    }
    const parsed = CONTRACT[name].response.safeParse(JSON.parse(answer.text))
    expect(parsed.error?.issues ?? []).toEqual([])
    if (name === 'signOut') offices.tokens.delete(account)
  })

  it.each(GUARDED.map(({ name }) => name))('%s shows another office nothing', async (name) => {
    const account = name === 'signOut' ? 'theirs-second' : 'theirs-all'
    const { status, text } = await send(name, ours, await offices.tokenOf(account))
    const named = JSON.stringify(samplesFor(ours)[name])
    const namesOurs = [
      ours.draftId,
      ours.versionId,
      ours.findingId,
      ours.annotationId,
      ours.tokenId,
      ours.userId,
      ours.organisationId,
      ours.materialId,
      ours.consultedDraftId,
      ours.consultationId,
    ].some((id) => named.includes(id))
    if (namesOurs) expect([403, 404], text).toContain(status)
    expect(text).not.toContain(SECRET)
    if (!namesOurs) for (const id of [ours.draftId, ours.versionId, ours.findingId]) expect(text).not.toContain(id)
  })

  it.each(GUARDED.map(({ name }) => name))('%s asks for a sign-in that is valid', async (name) => {
    for (const token of [null, 'hx_unknown', await revokedToken()]) {
      const { status, text, type } = await send(name, ours, token)
      expect(status, text).toBe(401)
      expect(type).toMatch(/^application\/problem\+json/)
    }
  })

  it.each(GUARDED.filter(({ access }) => Array.isArray(access)))(
    '$name refuses every other role',
    async ({ name, access }) => {
      const others = Role.options.filter((role) => !access.includes(role))
      for (const role of ['none', ...others]) {
        const { status, text } = await send(name, ours, await offices.tokenOf(`ours-${role}`))
        expect(status, `${role}: ${text}`).toBe(403)
        expect(text).not.toContain(SECRET)
      }
    },
  )

  it.each(GUARDED.map(({ name }) => name))('%s waits for the first password to be changed', async (name) => {
    const { status, text } = await send(name, ours, await offices.tokenOf('ours-new'))
    if (name === 'getMe' || name === 'changePassword' || name === 'signOut') expect(status).not.toBe(403)
    else expect(text).toContain('password-change-required')
    if (name === 'signOut') offices.tokens.delete('ours-new')
  })

  it('refuses tokens that have run out', async () => {
    const token = await offices.tokenOf('ours-drafter')
    offices.pass(91 * 24 * 3_600_000)
    for (const { name } of GUARDED) expect((await send(name, ours, token)).status, name).toBe(401)
  })

  it('never failed on our side in all of this', () => {
    expect(offices.failures).toEqual([])
  })
})

async function revokedToken(): Promise<string> {
  const known = offices.tokens.get('revoked')
  if (known) return known
  const token = await offices.tokenOf('ours-registrar')
  const answer = await offices.app.request('/api/sign-out', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.status).toBe(200)
  offices.tokens.delete('ours-registrar')
  offices.tokens.set('revoked', token)
  return token
}
