import { approveConnection, beginConnection, completeConnection, getConnection } from '@hongxian/shared/api'
import type { Hono } from 'hono'
import { issueCredential } from '../auth/index.ts'
import { mount } from '../http/index.ts'
import { appendEvent, findUserById } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'

/** Signing an extension in by confirming it at the console, whatever way one signs in there. */
export function mountConnections(app: Hono, deps: RouteDeps): void {
  const { store, clock, connections, lifetimes } = deps

  mount(app, deps, beginConnection, async ({ body, address }) =>
    connections.begin({ label: body.label, address }, body.challenge),
  )

  mount(app, deps, getConnection, async ({ params, fail }) => {
    const asked = connections.find(params.connectionId)
    return asked ?? fail('connection-not-found', GONE)
  })

  mount(app, deps, approveConnection, async ({ params, body, actor, fail }) => {
    const by = { userId: actor.id, method: actor.method }
    const outcome = connections.approve(params.connectionId, body.number, by)
    if (outcome === 'gone') return fail('connection-not-found', GONE)
    if (outcome === 'wrong-number')
      return fail('connection-number-wrong', '与插件中显示的不一致，请核对。不是您本人发起的，请关闭本页。')
    return { done: true as const }
  })

  mount(app, deps, completeConnection, async ({ params, body, fail }) => {
    const approved = connections.complete(params.connectionId, body.verifier)
    if (approved === 'gone') return fail('connection-not-found', GONE)
    if (approved === null) return { user: null, token: null, expiresAt: null }
    const account = await findUserById(store.db, approved.userId)
    if (!account || account.disabled) return fail('connection-not-found', GONE)
    const { user } = account
    const { label, method } = approved
    const { secret, expiresAt } = await issueCredential(store, clock(), lifetimes, {
      userId: user.id,
      client: 'extension',
      label,
      method,
    })
    await store.write((writing) =>
      appendEvent(writing, {
        organisationId: user.organisation.id,
        type: 'signed-in',
        summary: `${user.name}登录（${label}，经工作台确认）。`,
        actorId: user.id,
        payload: { client: 'extension', label, method, confirmed: true },
      }),
    )
    return {
      user: { ...user, mustChangePassword: user.mustChangePassword && method === 'password' },
      token: secret,
      expiresAt,
    }
  })
}

const GONE = '登录请求已经失效或者已经办结。请在插件中重新发起。'
