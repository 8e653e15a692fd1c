import {
  beginOidc,
  changePassword,
  connectDemo,
  finishOidc,
  getMe,
  getSignInOptions,
  listTokens,
  type ProblemSlug,
  revokeToken,
  type SignInResponse,
  signIn,
  signOut,
} from '@hongxian/shared/api'
import type { Hono } from 'hono'
import {
  checkPassword,
  FINISH_WITHIN_MS,
  findIdentity,
  hashPassword,
  IdentityError,
  issueCredential,
} from '../auth/index.ts'
import { type Actor, HttpProblem, mount, SESSION_COOKIE, sessionCookie } from '../http/index.ts'
import {
  appendEvent,
  findAccount,
  listCredentials,
  revokeCredential,
  revokeOtherCredentials,
  setPassword,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'

const toUser = ({ credentialId: _, client: __, method: ___, ...user }: Actor) => user

export function mountSignIn(app: Hono, deps: RouteDeps): void {
  const { store, clock, lifetimes } = deps

  mount(app, deps, signIn, async ({ body, fail, setHeader }) => {
    const outcome = await checkPassword(store, clock(), body.account, body.password)
    if (outcome.kind === 'locked') {
      return fail('account-locked', lockedUntil(deps, outcome.until))
    }
    if (outcome.kind === 'refused') return fail('sign-in-failed', '请核对账号和密码。')
    const label = body.label ?? (body.client === 'console' ? '工作台' : '浏览器插件')
    const { secret, expiresAt } = await issueCredential(store, clock(), lifetimes, {
      userId: outcome.user.id,
      client: body.client,
      label,
      method: 'password',
    })
    await store.write((writing) =>
      appendEvent(writing, {
        organisationId: outcome.user.organisation.id,
        type: 'signed-in',
        summary: `${outcome.user.name}登录（${label}）。`,
        actorId: outcome.user.id,
        payload: { client: body.client, label, method: 'password' },
      }),
    )
    if (body.client === 'extension') return { user: outcome.user, token: secret, expiresAt }
    setHeader('set-cookie', sessionCookie(secret, expiresAt, deps.secureCookies))
    return { user: outcome.user, token: null, expiresAt }
  })

  mount(app, deps, connectDemo, async ({ body, fail }): Promise<SignInResponse> => {
    if (!deps.demoCodes) return fail('not-found', '本服务不是演示服务。')
    const account = await findAccount(store.db, deps.demoCodes.account)
    if (!account || !deps.demoCodes.redeem(body.code))
      return fail('sign-in-failed', '连接码已失效，请重新打开连接页面。')
    const { secret, expiresAt } = await issueCredential(store, clock(), lifetimes, {
      userId: account.user.id,
      client: 'extension',
      label: '演示浏览器',
      method: 'password',
    })
    return { user: account.user, token: secret, expiresAt }
  })

  mount(app, deps, getSignInOptions, async () => ({ oidc: deps.identity !== null }))

  mount(app, deps, beginOidc, async ({ fail, setHeader }) => {
    if (!deps.identity) return fail('not-found', NO_OIDC)
    const { location, key } = await orProblem(deps, deps.identity.begin())
    setHeader('set-cookie', oidcCookie(key, FINISH_WITHIN_MS / 1000, deps.secureCookies))
    return { location }
  })

  mount(app, deps, finishOidc, async ({ body, fail, request, setHeader }) => {
    if (!deps.identity) return fail('not-found', NO_OIDC)
    setHeader('set-cookie', oidcCookie('', 0, deps.secureCookies))
    const { account, idToken } = await orProblem(deps, deps.identity.finish(oidcKeyOf(request.headers), body.query))
    const outcome = await findIdentity(store, clock(), account)
    if (outcome.kind === 'locked') return fail('account-locked', lockedUntil(deps, outcome.until))
    if (outcome.kind === 'unknown')
      return fail('identity-refused', '统一身份认证已通过，但本系统没有对应的账号。请联系本单位系统管理员设立账号。')
    const { user } = outcome
    const event = { organisationId: user.organisation.id, actorId: user.id }
    if (outcome.kind === 'disabled') {
      await store.write((writing) =>
        appendEvent(writing, {
          ...event,
          type: 'sign-in.refused',
          summary: `${user.name}以统一身份认证登录，因账号已停用未予准许。`,
          payload: { method: 'oidc' },
        }),
      )
      return fail('identity-refused', '本系统中的账号已停用。请联系本单位系统管理员。')
    }
    const label = '工作台（统一身份认证）'
    const { id, secret, expiresAt } = await issueCredential(store, clock(), lifetimes, {
      userId: user.id,
      client: 'console',
      label,
      method: 'oidc',
    })
    deps.identity.keepToken(id, idToken)
    await store.write((writing) =>
      appendEvent(writing, {
        ...event,
        type: 'signed-in',
        summary: `${user.name}登录（${label}）。`,
        payload: { client: 'console', label, method: 'oidc' },
      }),
    )
    setHeader('set-cookie', sessionCookie(secret, expiresAt, deps.secureCookies))
    return { user, token: null, expiresAt }
  })

  mount(app, deps, signOut, async ({ actor, setHeader }) => {
    await store.write((writing) => revokeCredential(writing, actor.id, actor.credentialId))
    setHeader('set-cookie', `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`)
    const isByProvider = actor.method === 'oidc' && actor.client === 'console'
    return {
      done: true as const,
      location: isByProvider ? ((await deps.identity?.end(actor.credentialId)) ?? null) : null,
    }
  })

  mount(app, deps, getMe, async ({ actor }) => toUser(actor))

  mount(app, deps, changePassword, async ({ actor, body, fail }) => {
    // Goes through the same count of failures as signing in: a stolen session is no way to try passwords.
    const outcome = await checkPassword(store, clock(), actor.account, body.oldPassword)
    if (outcome.kind !== 'accepted') return fail('sign-in-failed', '原密码不正确。')
    if (body.newPassword === body.oldPassword) return fail('sign-in-failed', '新密码不能与原密码相同。')
    const hash = await hashPassword(body.newPassword)
    await store.write(async (writing) => {
      await setPassword(writing, actor.id, hash, false)
      await revokeOtherCredentials(writing, actor.id, actor.credentialId)
      await appendEvent(writing, {
        organisationId: actor.organisation.id,
        type: 'password.changed',
        summary: `${actor.name}修改了密码。`,
        actorId: actor.id,
        payload: {},
      })
    })
    return { done: true as const }
  })

  mount(app, deps, listTokens, async ({ actor }) => ({
    items: await listCredentials(store.db, actor.id, clock().toISOString(), actor.credentialId),
  }))

  mount(app, deps, revokeToken, async ({ actor, params, fail }) => {
    const revoked = await store.write((writing) => revokeCredential(writing, actor.id, params.tokenId))
    return revoked ? { done: true as const } : fail('token-not-found', '该凭证不存在或者已经失效。')
  })
}

const NO_OIDC = '本服务没有配置统一身份认证，请使用账号和密码登录。'

function lockedUntil({ clock }: RouteDeps, until: string): string {
  const minutes = Math.ceil((Date.parse(until) - clock().getTime()) / 60_000)
  return `连续输错密码次数过多，请在 ${minutes} 分钟后重试，或者联系系统管理员。`
}

/** Why, for the log; what to do, for the person. @throws HttpProblem */
async function orProblem<T>({ log }: RouteDeps, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error
    log({ level: 'info', message: `identity ${error.kind}`, error: error.reason })
    throw new HttpProblem(PROBLEM_OF[error.kind], error.detail)
  }
}

const PROBLEM_OF: Readonly<Record<IdentityError['kind'], ProblemSlug>> = {
  refused: 'identity-refused',
  unavailable: 'identity-provider-unavailable',
}

/** Ties a sign-in under way to the browser that began it. */
const OIDC_COOKIE = 'hongxian_oidc'

const oidcCookie = (key: string, maxAge: number, isSecure: boolean): string =>
  `${OIDC_COOKIE}=${key}; Path=/api/sign-in/oidc; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${isSecure ? '; Secure' : ''}`

const oidcKeyOf = (headers: Headers): string | null =>
  new RegExp(`(?:^|; *)${OIDC_COOKIE}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1] ?? null
