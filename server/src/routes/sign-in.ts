import {
  changePassword,
  connectDemo,
  getMe,
  listTokens,
  revokeToken,
  type SignInResponse,
  signIn,
  signOut,
} from '@hongxian/shared/api'
import type { Hono } from 'hono'
import { checkPassword, hashPassword, issueCredential } from '../auth/index.ts'
import { type Actor, mount, SESSION_COOKIE, sessionCookie } from '../http/index.ts'
import {
  appendEvent,
  findAccount,
  listCredentials,
  revokeCredential,
  revokeOtherCredentials,
  setPassword,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'

const toUser = ({ credentialId: _, client: __, ...user }: Actor) => user

export function mountSignIn(app: Hono, deps: RouteDeps): void {
  const { store, clock, lifetimes } = deps

  mount(app, deps, signIn, async ({ body, fail, setHeader }) => {
    const outcome = await checkPassword(store, clock(), body.account, body.password)
    if (outcome.kind === 'locked') {
      const minutes = Math.ceil((Date.parse(outcome.until) - clock().getTime()) / 60_000)
      return fail('account-locked', `连续输错密码次数过多，请在 ${minutes} 分钟后重试，或者联系系统管理员。`)
    }
    if (outcome.kind === 'refused') return fail('sign-in-failed', '请核对账号和密码。')
    const label = body.label ?? (body.client === 'console' ? '工作台' : '浏览器插件')
    const { secret, expiresAt } = await issueCredential(store, clock(), lifetimes, {
      userId: outcome.user.id,
      client: body.client,
      label,
    })
    await store.write((writing) =>
      appendEvent(writing, {
        organisationId: outcome.user.organisation.id,
        type: 'signed-in',
        summary: `${outcome.user.name}登录（${label}）。`,
        actorId: outcome.user.id,
        payload: { client: body.client, label },
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
    })
    return { user: account.user, token: secret, expiresAt }
  })

  mount(app, deps, signOut, async ({ actor, setHeader }) => {
    await store.write((writing) => revokeCredential(writing, actor.id, actor.credentialId))
    setHeader('set-cookie', `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`)
    return { done: true as const }
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
