import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type CallInput, type CallOutput, call, type EndpointName } from '@hongxian/shared/api'
import type { Role } from '@hongxian/shared/review'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG } from '../../test/config.ts'
import { compileRules, createApp, keepRules } from './app.ts'
import { hashPassword } from './auth/index.ts'
import { createWorkerPool, type WorkerPool } from './batch/index.ts'
import { loadRuleSet } from './rule-pack/index.ts'
import { createOrganisation, createUser, listJudgements, openStore, type Store } from './store/index.ts'

const PASSWORD = 'correct horse battery'

let rules: ReturnType<typeof compileRules>
let hash: string

beforeAll(async () => {
  rules = compileRules(await loadRuleSet())
  hash = await hashPassword(PASSWORD)
}, 60_000)

/** A service of its own with two offices; `as(account)` calls it as that person. */
async function service(pool: WorkerPool | null = null) {
  let time = Date.parse('2026-11-21T02:00:00Z')
  const clock = () => new Date(time)
  const store = await openStore(':memory:', clock)
  await keepRules(store, rules)
  const people: [string, string, Role[]][] = [
    ['shenhe', '临江县司法局', ['reviewer']],
    ['qicao', '临江县司法局', ['drafter']],
    ['fuze', '临江县司法局', ['lead']],
    ['guize', '临江县司法局', ['maintainer']],
    ['linxian', '青石县司法局', ['reviewer', 'lead']],
  ]
  await store.write(async (writing) => {
    const organisations = new Map<string, string>()
    for (const [account, office, roles] of people) {
      const organisationId =
        organisations.get(office) ?? (await createOrganisation(writing, { name: office, parentId: null }))
      organisations.set(office, organisationId)
      await createUser(writing, {
        organisationId,
        account,
        name: account,
        roles,
        passwordHash: hash,
        mustChangePassword: false,
      })
    }
  })
  const app = createApp({
    store,
    rules,
    pool,
    config: CONFIG,
    clock,
    log: () => {},
    demo: { account: 'shenhe', intranetFile: null },
  })
  const fetch = async (url: string, init: object) => app.request(url, init as RequestInit)
  const tokens = new Map<string, string>()
  async function as(account: string) {
    if (!tokens.has(account)) {
      const answer = await call('signIn', { body: { account, password: PASSWORD } }, { baseUrl: '', fetch })
      tokens.set(account, answer.token as string)
    }
    return <N extends EndpointName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> =>
      call(name, input, { baseUrl: '', fetch, token: tokens.get(account) })
  }
  return { app, as, store, fetch, tokens, pass: (ms: number) => (time += ms) }
}

const versions = readFileSync(new URL('../../test/corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text) as [string, string, string]
const url = 'http://oa.example/drafts/1#top'

describe('a check that cannot be finished', () => {
  it('is told as such and leaves nothing on record', async () => {
    const pool = createWorkerPool({ size: 1, rules: { digest: rules.ruleSet.digest, json: rules.json }, limitMs: 1 })
    const { as, store } = await service(pool)
    const reviewer = await as('shenhe')
    await expect(reviewer('createCheck', { body: { url, text: versions[0] } })).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('没有生效'),
    })
    expect((await reviewer('listDrafts', { query: {} })).total).toBe(0)
    await pool.close()
    await store.close()
  }, 30_000)
})

describe('more checks than can wait', () => {
  it('are refused, with the time to come back, and those before them are done', async () => {
    const pool = createWorkerPool({ size: 1, rules: { digest: rules.digest, json: rules.json }, longestQueue: 1 })
    const { app, as, store, tokens } = await service(pool)
    const reviewer = await as('shenhe')
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get('shenhe')}` }
    const send = (i: number) =>
      app.request('/api/checks', {
        method: 'POST',
        headers,
        body: JSON.stringify({ sourceKey: `busy-${i}`, text: `${versions[0]}\n附注${i}。` }),
      })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(send))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 503, 503, 503])
    const refused = answers.find(({ status }) => status === 503) as Response
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await refused.json()).toMatchObject({ type: '/problems/service-busy', title: '审核任务较多' })
    expect((await reviewer('listDrafts', { query: {} })).total).toBe(2)
    await pool.close()
    await store.close()
  }, 30_000)
})

describe('what asks for nothing', () => {
  it('is refused: a text of white space, a cursor that no page gave, a day that is none', async () => {
    const { as, store } = await service()
    const reviewer = await as('shenhe')
    const refused = (pointer: string, detail: string) => ({ status: 422, members: { errors: [{ pointer, detail }] } })
    await expect(reviewer('createCheck', { body: { url, text: ' \n　' } })).rejects.toMatchObject(
      refused('/text', '正文不能为空'),
    )
    await expect(reviewer('createCheck', { body: { url, text: '甲', asOf: '2026-02-30' } })).rejects.toMatchObject(
      refused('/asOf', '应当是日历上的一天，写作 YYYY-MM-DD'),
    )
    await expect(reviewer('listDrafts', { query: { cursor: 'x' } })).rejects.toMatchObject(
      refused('/query/cursor', '应当为上一页给出的 next'),
    )
    await store.close()
  })
})

// A story: each step goes on from the one before.
describe('the life of a draft through HTTP', { shuffle: false }, () => {
  let shared: Awaited<ReturnType<typeof service>>
  beforeAll(async () => {
    shared = await service()
  })
  afterAll(() => shared.store.close())

  it('records the first version with its findings', async () => {
    const reviewer = await shared.as('shenhe')
    const first = await reviewer('createCheck', { body: { url, text: versions[0] } })
    expect(first).toMatchObject({ newVersion: true, diff: null, findingChanges: null, asOf: '2026-11-21' })
    expect(first.version).toMatchObject({ number: 1, length: versions[0].length })
    expect(first.draft.source).toBe('http://oa.example/drafts/1')
    expect(first.findings.length).toBeGreaterThan(0)
    for (const finding of first.findings) expect(finding.quote).toBe(versions[0].slice(finding.start, finding.end))
  })

  it('knows the same text again, under another fragment of the address', async () => {
    const reviewer = await shared.as('shenhe')
    const before = (await reviewer('listDrafts', { query: {} })).items[0]!
    const again = await reviewer('createCheck', { body: { url: 'http://oa.example/drafts/1#end', text: versions[0] } })
    expect(again).toMatchObject({ newVersion: false, draft: { id: before.id, versionCount: 1 } })
    expect((await reviewer('getDraftHistory', { params: { draftId: before.id }, query: {} })).items).toHaveLength(2)
  })

  it('carries decisions and annotations to the second version and says what became of the findings', async () => {
    const reviewer = await shared.as('shenhe')
    const first = await reviewer('createCheck', { body: { url, text: versions[0] } })
    for (const finding of first.findings)
      await reviewer('decideFinding', { params: { findingId: finding.id }, body: { decision: 'accepted' } })
    const at = versions[0].indexOf('住宅小区')
    await reviewer('createAnnotation', {
      body: { versionId: first.version.id, span: { start: at, end: at + 4 }, quote: '住宅小区', body: '核对适用范围' },
    })
    const second = await reviewer('createCheck', { body: { url, text: versions[1] } })
    expect(second).toMatchObject({ newVersion: true, version: { number: 2 }, draft: { id: first.draft.id } })
    const changes = second.findingChanges!
    expect(changes.resolved.length + changes.persisting.length).toBe(first.findings.length)
    expect(changes.persisting.length + changes.new.length).toBe(second.findings.length)
    for (const { before, after } of changes.persisting) {
      const [was, is] = [first.findings.find((f) => f.id === before), second.findings.find((f) => f.id === after)]
      expect(is?.threadId).toBe(was?.threadId)
      expect(is?.decision?.decision).toBe('accepted')
    }
    const [annotation] = second.annotations
    expect(versions[1].slice(annotation?.span?.start, annotation?.span?.end)).toBe('住宅小区')
    expect(second.diff?.changes.some((change) => change.kind !== 'kept')).toBe(true)
    const diff = await reviewer('getDiff', { query: { before: first.version.id, after: second.version.id } })
    expect(diff.findingChanges).toEqual(changes)
  })

  it('keeps an annotation that is sent twice once', async () => {
    const reviewer = await shared.as('shenhe')
    const { version, annotations } = await reviewer('createCheck', { body: { url, text: versions[1] } })
    const body = { versionId: version.id, span: { start: 0, end: 2 }, quote: versions[1].slice(0, 2), body: '重发' }
    const [once, twice] = [await reviewer('createAnnotation', { body }), await reviewer('createAnnotation', { body })]
    expect(twice).toEqual(once)
    const { items } = await reviewer('listAnnotations', { params: { versionId: version.id } })
    expect(items).toHaveLength(annotations.length + 1)
  })

  it('goes back to the first version when the page shows its text again', async () => {
    const reviewer = await shared.as('shenhe')
    const back = await reviewer('createCheck', { body: { url, text: versions[0] } })
    expect(back).toMatchObject({ newVersion: false, version: { number: 1 }, draft: { versionCount: 2 } })
    expect(back.diff?.before.number).toBe(2)
  })

  it('takes a decision back to the one before it', async () => {
    const reviewer = await shared.as('shenhe')
    const { findings } = await reviewer('createCheck', { body: { url, text: versions[0] } })
    const params = { findingId: findings[0]!.id }
    const rejected = await reviewer('decideFinding', { params, body: { decision: 'rejected', reason: '引用上位法' } })
    expect(rejected.decision).toMatchObject({ decision: 'rejected', by: { name: 'shenhe' } })
    const undone = await reviewer('decideFinding', { params, body: { decision: 'undone' } })
    expect(undone.decision?.decision).toBe('accepted')
    const { quote, code, start } = findings[0]!
    const judged = (await listJudgements(shared.store.db)).filter((one) => one.quote === quote && one.code === code)
    expect(judged).toMatchObject([{ text: versions[0], start, isProblem: true }])
  })

  it('asks for a reason where a finding is rejected', async () => {
    const reviewer = await shared.as('shenhe')
    const { findings } = await reviewer('createCheck', { body: { url, text: versions[0] } })
    const refused = reviewer('decideFinding', {
      params: { findingId: findings[0]!.id },
      body: { decision: 'rejected', reason: ' ' },
    })
    await expect(refused).rejects.toMatchObject({
      slug: 'invalid-request',
      members: { errors: [{ pointer: '/reason' }] },
    })
  })

  it('finds a draft by two characters of its text', async () => {
    const reviewer = await shared.as('shenhe')
    expect((await reviewer('listDrafts', { query: { q: '物业' } })).total).toBe(1)
    expect((await reviewer('listDrafts', { query: { q: '烟花' } })).total).toBe(0)
    expect((await reviewer('listDrafts', { query: { q: '%' } })).total).toBe(versions[0].includes('%') ? 1 : 0)
  })

  it('shows nothing of it to another office', async () => {
    const ours = await shared.as('shenhe')
    const theirs = await shared.as('linxian')
    const { draft, version, findings } = await ours('createCheck', { body: { url, text: versions[0] } })
    await expect(theirs('getDraft', { params: { draftId: draft.id } })).rejects.toMatchObject({
      slug: 'draft-not-found',
    })
    await expect(theirs('getVersion', { params: { versionId: version.id } })).rejects.toMatchObject({ status: 404 })
    await expect(
      theirs('decideFinding', { params: { findingId: findings[0]!.id }, body: { decision: 'accepted' } }),
    ).rejects.toMatchObject({ slug: 'finding-not-found' })
    expect((await theirs('listDrafts', { query: {} })).total).toBe(0)
    await expect(theirs('createCheck', { body: { draftId: draft.id, text: '第一条 测试。' } })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('refuses a role that is not asked for', async () => {
    const drafter = await shared.as('qicao')
    const { findings } = await drafter('createCheck', { body: { url, text: versions[0] } })
    await expect(
      drafter('decideFinding', { params: { findingId: findings[0]!.id }, body: { decision: 'accepted' } }),
    ).rejects.toMatchObject({ slug: 'forbidden' })
  })

  it('keeps a history that verifies', async () => {
    const lead = await shared.as('fuze')
    const verification = await lead('verifyHistory', {})
    expect(verification.faults).toEqual([])
    expect(verification.events).toBeGreaterThan(8)
  })
})

describe('signing in', () => {
  it('locks the account after five wrong passwords, and lets in again later', async () => {
    const { fetch, store, pass } = await service()
    const attempt = (password: string) =>
      call('signIn', { body: { account: 'fuze', password } }, { baseUrl: '', fetch })
    for (let i = 0; i < 4; i++) await expect(attempt('wrong')).rejects.toMatchObject({ slug: 'sign-in-failed' })
    await expect(attempt('wrong')).rejects.toMatchObject({ slug: 'account-locked' })
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ slug: 'account-locked' })
    pass(16 * 60_000)
    expect((await attempt(PASSWORD)).user.account).toBe('fuze')
    await store.close()
  })

  it('does not tell whether an account exists', async () => {
    const { fetch, store } = await service()
    await expect(
      call('signIn', { body: { account: 'nobody', password: 'x' } }, { baseUrl: '', fetch }),
    ).rejects.toMatchObject({
      slug: 'sign-in-failed',
    })
    await store.close()
  })

  it('ends with the token revoked or run out', async () => {
    const { as, store, pass, tokens } = await service()
    const reviewer = await as('shenhe')
    const { items } = await reviewer('listTokens', {})
    expect(items).toMatchObject([{ current: true }])
    await reviewer('revokeToken', { params: { tokenId: items[0]!.id } })
    await expect(reviewer('getMe', {})).rejects.toMatchObject({ slug: 'unauthenticated' })
    tokens.delete('shenhe')
    const again = await as('shenhe')
    pass(91 * 24 * 3_600_000)
    await expect(again('getMe', {})).rejects.toMatchObject({ slug: 'unauthenticated' })
    await store.close()
  })

  it('takes a cookie from its own pages only', async () => {
    const { app, store } = await service()
    const signedIn = await app.request('http://h/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'shenhe', password: PASSWORD, client: 'console' }),
    })
    const cookie = (signedIn.headers.get('set-cookie') as string).split(';')[0] as string
    expect(signedIn.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await app.request('http://h/api/me', { headers: { cookie } })).status).toBe(200)
    const signOut = (origin: string) =>
      app.request('http://h/api/sign-out', { method: 'POST', headers: { cookie, origin, host: 'h' } })
    expect((await signOut('http://elsewhere')).status).toBe(401)
    expect((await signOut('http://h')).status).toBe(200)
    await store.close()
  })

  it('signs the extension in by a code that works once', async () => {
    const { app, store, fetch } = await service()
    const page = await (await app.request('http://127.0.0.1/demo/connect?next=//evil.example')).text()
    const code = /data-code="([^"]+)"/.exec(page)?.[1] as string
    expect(page).toContain('data-next="/intranet"')
    const answer = await call('connectDemo', { body: { code } }, { baseUrl: '', fetch })
    expect(answer.user.account).toBe('shenhe')
    await expect(call('connectDemo', { body: { code } }, { baseUrl: '', fetch })).rejects.toMatchObject({ status: 401 })
    await store.close()
  })
})

describe('trying rules out', () => {
  const rulesOf = (pattern: string) => `审核事项: set.license
名称: 违规设定行政许可
级别: 存疑
依据:
  - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: 不得设定行政许可 }
规则:
  - 编号: filing
    说明: 以备案作为经营的前提
    匹配: ${pattern}
    提示: “{命中}”涉嫌设定行政许可。
    建议: 改为事后备案。
    示例:
      应发现: [未经备案的企业，不得从事物业服务活动。]
      不应发现: [企业应当自开业之日起三十日内备案。]
`
  const sample = { text: '第一条 未经备案的企业，不得在本县从事物业服务活动。', kind: 'normative' as const }

  it.each(['here', 'on a thread'])(
    'shows what they find in a text and in drafts on record, %s',
    async (where) => {
      const pool =
        where === 'here'
          ? null
          : createWorkerPool({ size: 1, rules: { digest: rules.ruleSet.digest, json: rules.json } })
      const { as, store } = await service(pool)
      const reviewer = await as('shenhe')
      const recorded = await reviewer('createCheck', { body: { url, text: sample.text } })
      const others = await as('linxian')
      await others('createCheck', { body: { url, text: `${sample.text}\n第二条 本规定自印发之日起施行。` } })
      const maintainer = await as('guize')
      const before = await maintainer('listRuleSets', {})
      const trial = await maintainer('tryRules', {
        body: { rules: rulesOf('未经备案…不得'), name: 'set.license', sample, recentDrafts: 20 },
      })
      expect(trial).toMatchObject({
        isSound: true,
        problems: [],
        failures: [],
        rules: [{ id: 'office/set.license#filing', severity: 'suspect' }],
        sample: [{ rule: 'office/set.license#filing', quote: expect.stringContaining('未经备案') }],
        drafts: [{ draft: { id: recorded.draft.id }, findings: [{ rule: 'office/set.license#filing' }] }],
      })
      expect(trial.drafts).toHaveLength(1)
      expect(await maintainer('listRuleSets', {})).toEqual(before)
      expect((await reviewer('getDraft', { params: { draftId: recorded.draft.id } })).versionCount).toBe(1)
      await pool?.close()
      await store.close()
    },
    60_000,
  )

  it('names the line of a mistake, the example that fails, and the lexicon that is not there', async () => {
    const { as, store } = await service()
    const maintainer = await as('guize')
    const wrong = await maintainer('tryRules', { body: { rules: rulesOf('已经备案…可以') } })
    expect(wrong).toMatchObject({ isSound: false, sample: null, failures: [{ expected: 'finds' }] })
    const typo = await maintainer('tryRules', { body: { rules: rulesOf('未经备案…不得').replace('提示:', '题示:') } })
    expect(typo.isSound).toBe(false)
    expect(typo.problems.length).toBeGreaterThan(0)
    expect(typo.problems.every(({ line }) => line >= 7)).toBe(true)
    const missing = await maintainer('tryRules', { body: { rules: rulesOf('〔没有的词表〕…不得') } })
    expect(missing).toMatchObject({ isSound: false, rules: [] })
    expect(missing.problems[0]?.detail).toContain('没有〔没有的词表〕这个词表')
    const none = await maintainer('tryRules', { body: { rules: '审核事项：set.license\n  - [' } })
    expect(none.isSound).toBe(false)
    expect(none.problems[0]).toMatchObject({ line: 1, detail: expect.stringContaining('全角冒号') })
    await store.close()
  }, 60_000)

  it('is for whoever maintains the rules', async () => {
    const { as, store } = await service()
    const reviewer = await as('shenhe')
    await expect(reviewer('tryRules', { body: { rules: rulesOf('未经') } })).rejects.toMatchObject({ status: 403 })
    await store.close()
  })
})

describe('requests that cannot be served', () => {
  let shared: Awaited<ReturnType<typeof service>> & { store: Store }
  beforeAll(async () => {
    shared = await service()
    await shared.as('shenhe')
  })
  afterAll(() => shared.store.close())
  const post = (body: string, headers: Record<string, string> = {}) =>
    shared.app.request('/api/checks', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${shared.tokens.get('shenhe')}`,
        ...headers,
      },
      body,
    })

  it.each([
    ['broken JSON', '{"text"', 422, ''],
    ['no text', '{"url":"http://x"}', 422, '/text'],
    ['no source', '{"text":"第一条"}', 422, '/url'],
    ['a lone surrogate', '{"url":"http://x","text":"第一条\\ud800"}', 422, '/text'],
    ['a NUL character', '{"url":"http://x\\u0000","text":"第一条"}', 422, '/url'],
  ])('names the place: %s', async (_, body, status, pointer) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] })
  })

  it('refuses what is too long', async () => {
    const body = JSON.stringify({ url: 'http://x', text: '条'.repeat(20_001) })
    expect(await (await post(body)).json()).toMatchObject({
      type: '/problems/text-too-long',
      length: 20_001,
      limit: 20_000,
    })
    const huge = JSON.stringify({ url: 'http://x', text: '条'.repeat(100_000) })
    expect(await (await post(huge)).json()).toMatchObject({ type: '/problems/body-too-large' })
  })

  it('answers an unknown address and a missing sign-in with problems', async () => {
    const nowhere = await shared.app.request('/api/nothing')
    const instance = nowhere.headers.get('x-request-id')
    expect(instance).toMatch(/^[\da-f-]{36}$/)
    expect(await nowhere.json()).toMatchObject({ type: '/problems/not-found', instance })
    const response = await shared.app.request('/api/drafts')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('answers extensions across origins, and no web page', async () => {
    const preflight = (origin: string) =>
      shared.app.request('/api/checks', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    expect((await preflight('chrome-extension://abcdef')).headers.get('access-control-allow-origin')).toBe(
      'chrome-extension://abcdef',
    )
    expect((await preflight('http://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('answers 304 while the rule set is the same', async () => {
    const headers = { authorization: `Bearer ${shared.tokens.get('shenhe')}` }
    const first = await shared.app.request('/api/rule-sets/current', { headers })
    expect(((await first.json()) as { digest: string }).digest).toBe(rules.ruleSet.digest)
    const packed = await shared.app.request('/api/rule-sets/current', {
      headers: { ...headers, 'accept-encoding': 'gzip' },
    })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(rules.json)
    const etag = first.headers.get('etag') as string
    const second = await shared.app.request('/api/rule-sets/current', {
      headers: { ...headers, 'if-none-match': etag },
    })
    expect(second.status).toBe(304)
  })

  it('counts its requests by endpoint, and tells this machine only', async () => {
    const told = await (await shared.app.request('/metrics')).text()
    expect(told).toMatch(/hongxian_request_seconds_count\{endpoint="createCheck",status="422"\} \d/)
    const far = await shared.app.request('/metrics', {}, { incoming: { socket: { remoteAddress: '10.0.0.8' } } })
    expect(far.status).toBe(403)
  })

  it('describes itself without anything from outside', async () => {
    const page = await (await shared.app.request('/api/docs')).text()
    expect(page).toContain('/api/checks')
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
    const document = (await (await shared.app.request('/api/openapi.json')).json()) as {
      openapi: string
      paths: object
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/api/drafts/{draftId}')
  })
})
