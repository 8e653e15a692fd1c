import { createIdentityProvider, type OidcConfig } from '@hongxian/server/auth'
import { readConfig } from '@hongxian/server/config'
import { CONTRACT } from '@hongxian/shared/api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'
import { startIdentityProvider } from '../identity-provider.ts'
import { openOffices } from './office.ts'

// Signing in by 统一身份认证, against a provider that runs and can be told to go wrong.

const CLIENT = { id: 'hongxian', secret: 'a secret & sign' }
const ADDRESS = 'http://127.0.0.1:8790'

type Provider = Awaited<ReturnType<typeof startIdentityProvider>>

onEachEngine((newDatabase) => {
  let provider: Provider
  let offices: Awaited<ReturnType<typeof openOffices>>
  let now: number

  const configOf = (issuer: string): OidcConfig =>
    readConfig(
      {
        HONGXIAN_OIDC_ISSUER: issuer,
        HONGXIAN_OIDC_CLIENT_ID: CLIENT.id,
        HONGXIAN_OIDC_CLIENT_SECRET: CLIENT.secret,
        HONGXIAN_ADDRESS: ADDRESS,
      },
      '/',
    ).oidc as OidcConfig

  beforeAll(async () => {
    provider = await startIdentityProvider(CLIENT)
    now = Date.now()
    const identity = createIdentityProvider(configOf(provider.issuer), () => new Date(now))
    offices = await openOffices(await newDatabase(), { identity })
  }, 60_000)
  afterAll(async () => {
    await offices.store.close()
    await provider.close()
  })
  beforeEach(() => {
    provider.become({ preferred_username: 'ours-reviewer' })
    provider.goWrong({})
  })

  const post = (path: string, body: object | null, cookie: string | null) =>
    offices.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const cookieOf = (response: Response, name: string) =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith(`${name}=`) && !cookie.startsWith(`${name}=;`))
      ?.split(';')[0] ?? null

  async function begin() {
    const response = await post('/api/sign-in/oidc', null, null)
    const { location } = CONTRACT.beginOidc.response.parse(await response.json())
    return { location, cookie: cookieOf(response, 'hongxian_oidc') as string, headers: response.headers }
  }
  /** As the browser goes there and is sent back. @returns the query it comes back with */
  async function visit(location: string): Promise<string> {
    const response = await fetch(location, { redirect: 'manual' })
    const back = new URL(response.headers.get('location') as string)
    expect(back.origin + back.pathname).toBe(`${ADDRESS}/sign-in`)
    return back.search.slice(1)
  }
  const finish = (query: string, cookie: string | null) => post('/api/sign-in/oidc/completion', { query }, cookie)

  async function signIn() {
    const { location, cookie } = await begin()
    return finish(await visit(location), cookie)
  }
  const refusal = async (response: Response) => {
    const { type, detail } = (await response.json()) as { type: string; detail: string }
    expect(cookieOf(response, 'hongxian_session')).toBeNull()
    return `${response.status} ${type.replace('/problems/', '')} ${detail}`
  }

  describe('signing in by 统一身份认证', () => {
    it('is offered where it is configured', async () => {
      expect(await (await offices.app.request('/api/sign-in')).json()).toEqual({ oidc: true })
      expect((await offices.app.request('/sign-in?code=x')).headers.get('content-type')).toContain('text/html')
    })

    it('goes there with PKCE, state and nonce, and ties the way to this browser', async () => {
      const { location, headers } = await begin()
      const asked = new URL(location).searchParams
      expect(Object.fromEntries(asked)).toMatchObject({
        response_type: 'code',
        client_id: CLIENT.id,
        redirect_uri: `${ADDRESS}/sign-in`,
        scope: 'openid profile',
        code_challenge_method: 'S256',
      })
      for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(20)
      expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict; Max-Age=600/)
      expect(location).not.toContain('code_verifier')
    })

    it('lets in whom the claim names, with a session like any other, and writes it down', async () => {
      const response = await signIn()
      expect(response.status).toBe(200)
      const answer = CONTRACT.finishOidc.response.parse(await response.json())
      expect(answer).toMatchObject({ token: null, user: { account: 'ours-reviewer' } })
      const session = cookieOf(response, 'hongxian_session') as string
      const me = await offices.app.request('/api/me', { headers: { cookie: session } })
      expect(await me.json()).toMatchObject({ account: 'ours-reviewer' })
      const event = await offices.store.db
        .selectFrom('events')
        .select(['summary', 'payload'])
        .where('type', '=', 'signed-in')
        .orderBy('sequence', 'desc')
        .executeTakeFirstOrThrow()
      expect(event.summary).toBe('reviewer登录（工作台（统一身份认证））。')
      expect(event.payload).toContain('"method":"oidc"')
    })

    it('ends at the provider as well when somebody signs out, and only then', async () => {
      const session = cookieOf(await signIn(), 'hongxian_session') as string
      const signOut = await offices.app.request('/api/sign-out', {
        method: 'POST',
        headers: { cookie: session, origin: 'http://localhost', host: 'localhost' },
      })
      const { location } = CONTRACT.signOut.response.parse(await signOut.json())
      const there = new URL(location as string)
      expect(there.origin + there.pathname).toBe(`${provider.issuer}/end`)
      expect(Object.fromEntries(there.searchParams)).toMatchObject({
        client_id: CLIENT.id,
        post_logout_redirect_uri: `${ADDRESS}/`,
        id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      })
      expect((await offices.app.request('/api/me', { headers: { cookie: session } })).status).toBe(401)
      const byPassword = await offices.as('ours-intake')
      expect(await byPassword('signOut', {})).toEqual({ done: true, location: null })
      offices.tokens.delete('ours-intake')
    })

    it('takes the claim from the userinfo endpoint where the token lacks it', async () => {
      provider.become({}, { preferred_username: 'ours-lead' })
      expect(await (await signIn()).json()).toMatchObject({ user: { account: 'ours-lead' } })
      provider.become({}, {})
      expect(await refusal(await signIn())).toContain('没有提供对应账号的信息（preferred_username）')
    })

    it('does not ask for the first password to be changed of those who never use it', async () => {
      provider.become({ preferred_username: 'ours-new' })
      const response = await signIn()
      const session = cookieOf(response, 'hongxian_session') as string
      expect(await response.json()).toMatchObject({ user: { mustChangePassword: false } })
      expect((await offices.app.request('/api/drafts', { headers: { cookie: session } })).status).toBe(200)
    })

    const TIME = Math.floor(Date.now() / 1000)
    it.each([
      ['a nonce of another request', { claims: { nonce: 'another' } }, '身份令牌校验不通过'],
      ['no nonce', { claims: { nonce: undefined } }, '身份令牌校验不通过'],
      ['another audience', { claims: { aud: 'another-client' } }, '身份令牌校验不通过'],
      ['another issuer', { claims: { iss: 'https://elsewhere.example' } }, '身份令牌校验不通过'],
      ['a key that is not the provider’s', { signature: 'foreign' }, '身份令牌校验不通过'],
      ['no signature', { signature: 'none' }, '身份令牌校验不通过'],
      ['a token that has run out', { claims: { iat: TIME - 900, exp: TIME - 600 } }, '身份令牌已经过期'],
      ['a person who changed their mind', { error: 'access_denied' }, '您取消了登录'],
      ['an error of the provider', { error: 'server_error' }, '拒绝了登录请求（server_error）'],
      ['words instead of an error code', { error: '<b>请拨打热线</b>' }, '拒绝了登录请求（未说明）'],
    ] as const)('refuses %s', async (_, fault, sentence) => {
      provider.goWrong(fault)
      const said = await refusal(await signIn())
      expect(said).toMatch(/^401 identity-refused /)
      expect(said).toContain(sentence)
    })

    it('refuses whoever has no account here, and makes none', async () => {
      provider.become({ preferred_username: 'nobody' })
      expect(await refusal(await signIn())).toContain('本系统没有对应的账号')
      expect(await offices.store.db.selectFrom('users').select('id').where('account', '=', 'nobody').execute()).toEqual(
        [],
      )
      for (const value of ['', ' ', 7, null, ['ours-lead']]) {
        provider.become({ preferred_username: value })
        expect(await refusal(await signIn())).toContain('没有提供对应账号的信息')
      }
    })

    it('refuses whoever is disabled or locked, and writes down the first', async () => {
      const admin = await offices.as('ours-admin')
      const { items } = await admin('listColleagues', { query: {} })
      const counsel = items.find(({ account }) => account === 'ours-counsel')?.id as string
      await admin('changeUser', { params: { userId: counsel }, body: { disabled: true } })
      provider.become({ preferred_username: 'ours-counsel' })
      expect(await refusal(await signIn())).toContain('账号已停用')
      const events = offices.store.db.selectFrom('events').select('summary').where('type', '=', 'sign-in.refused')
      expect(await events.execute()).toEqual([{ summary: 'counsel以统一身份认证登录，因账号已停用未予准许。' }])
      for (let i = 0; i < 5; i++)
        await post('/api/sign-in', { account: 'ours-market', password: 'wrong', client: 'console' }, null)
      provider.become({ preferred_username: 'ours-market' })
      expect(await refusal(await signIn())).toMatch(/^423 account-locked /)
    })

    it('is finished once, by the browser that began it, in time', async () => {
      const first = await begin()
      const query = await visit(first.location)
      const other = await begin()
      expect(await refusal(await finish(query, null))).toContain('不是由本浏览器发起的')
      expect(await refusal(await finish(query, 'hongxian_oidc=guessed'))).toContain('不是由本浏览器发起的')
      expect(await refusal(await finish(query, other.cookie))).toContain('身份令牌校验不通过')
      expect((await finish(query, first.cookie)).status).toBe(200)
      expect(await refusal(await finish(query, first.cookie))).toContain('登录请求已经失效')
      const late = await begin()
      const lateQuery = await visit(late.location)
      now += 11 * 60_000
      expect(await refusal(await finish(lateQuery, late.cookie))).toContain('登录请求已经失效')
    })

    it('withstands whatever is sent back', async () => {
      for (const query of [
        'x',
        '=',
        '%',
        'code=',
        'state=&state=',
        'code=a&code=b',
        'error=%00',
        `code=${'条'.repeat(2000)}`,
      ]) {
        const { cookie } = await begin()
        expect(await refusal(await finish(query, cookie)), query).toMatch(/^401 identity-refused /)
      }
    })

    it('says so where the provider fails or is away, and passwords go on', async () => {
      provider.goWrong({ tokenStatus: 500 })
      expect(await refusal(await signIn())).toMatch(/^503 identity-provider-unavailable /)
      const away = await startIdentityProvider(CLIENT)
      const identity = createIdentityProvider(configOf(away.issuer), () => new Date())
      await away.close()
      await expect(identity.begin()).rejects.toMatchObject({ kind: 'unavailable' })
      expect(await (await offices.as('ours-second'))('getMe', {})).toMatchObject({ account: 'ours-second' })
    })

    it('never made the service itself fail', async () => {
      expect(offices.failures).toEqual([])
      expect(await (await offices.as('ours-auditor'))('verifyHistory', {})).toMatchObject({ valid: true })
    })
  })
})

describe('the configuration of 统一身份认证', () => {
  const given = { HONGXIAN_OIDC_ISSUER: 'https://sso.example.gov.cn/realms/a', HONGXIAN_OIDC_CLIENT_ID: 'hongxian' }
  it.each([
    [{ HONGXIAN_OIDC_CLIENT_ID: '' }, 'HONGXIAN_OIDC_CLIENT_ID'],
    [{ HONGXIAN_ADDRESS: '' }, 'HONGXIAN_ADDRESS 应当为 https://'],
    [{ HONGXIAN_ADDRESS: 'http://shenhe.example.gov.cn' }, 'HONGXIAN_ADDRESS 应当为 https://'],
    [{ HONGXIAN_OIDC_ISSUER: 'http://sso.example.gov.cn' }, 'HONGXIAN_OIDC_ISSUER 应当为 https://'],
    [{ HONGXIAN_OIDC_SCOPE: 'profile' }, '应当含有 openid'],
  ])('refuses %j', (wrong, sentence) => {
    const env = { ...given, HONGXIAN_ADDRESS: 'https://shenhe.example.gov.cn', ...wrong }
    expect(() => readConfig(env, '/')).toThrow(sentence)
  })
  it('is none unless an issuer is named, and comes back to /sign-in', () => {
    expect(readConfig({}, '/').oidc).toBeNull()
    expect(readConfig({ ...given, HONGXIAN_ADDRESS: 'https://shenhe.example.gov.cn' }, '/').oidc).toMatchObject({
      clientSecret: null,
      redirectUri: 'https://shenhe.example.gov.cn/sign-in',
      claim: 'preferred_username',
    })
  })
})
