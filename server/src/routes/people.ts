import { changeUser, createUser, listColleagues, listOrganisations } from '@hongxian/shared/api'
import { type Role, roleConflict } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { hashPassword, newFirstPassword } from '../auth/index.ts'
import { HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { RouteDeps } from './deps.ts'

const toColleague = ({ user, disabled }: store.Account) => ({
  id: user.id,
  account: user.account,
  name: user.name,
  roles: user.roles,
  disabled,
})

export function mountPeople(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, listColleagues, async ({ actor }) => ({
    items: (await store.listUsers(db, actor.organisation.id)).map(toColleague),
  }))

  mount(app, deps, listOrganisations, async () => ({ items: await store.listOrganisations(db) }))

  mount(app, deps, createUser, async ({ body, actor, fail }) => {
    assertNoConflict(body.roles)
    const firstPassword = newFirstPassword()
    const passwordHash = await hashPassword(firstPassword)
    const organisationId = actor.organisation.id
    const created = await deps.store.write(async (writing) => {
      if (await store.findAccount(writing.db, body.account)) return null
      const id = await store.createUser(writing, { ...body, organisationId, passwordHash, mustChangePassword: true })
      await store.appendEvent(writing, {
        organisationId,
        actorId: actor.id,
        type: 'user.created',
        summary: `设立用户${body.name}。`,
        payload: { account: body.account, roles: body.roles },
      })
      return store.findUserById(writing.db, id)
    })
    return created
      ? { ...toColleague(created), firstPassword }
      : fail('already-exists', `账号“${body.account}”已经存在。`)
  })

  mount(app, deps, changeUser, async ({ params, body, actor, fail }) => {
    if (body.roles) assertNoConflict(body.roles)
    const firstPassword = body.resetPassword ? newFirstPassword() : null
    const hash = firstPassword === null ? null : await hashPassword(firstPassword)
    const changed = await deps.store.write(async (writing) => {
      const found = await store.findUserById(writing.db, params.userId)
      if (found?.user.organisation.id !== actor.organisation.id) return null
      if (body.roles) await store.setRoles(writing, params.userId, body.roles)
      if (body.disabled !== undefined) await store.setDisabled(writing, params.userId, body.disabled)
      if (hash !== null) await store.setPassword(writing, params.userId, hash, true)
      if (hash !== null || body.disabled) await store.revokeOtherCredentials(writing, params.userId, null)
      await store.appendEvent(writing, {
        organisationId: actor.organisation.id,
        actorId: actor.id,
        type: 'user.changed',
        summary: `变更用户${found.user.name}。`,
        payload: {
          account: found.user.account,
          before: { roles: found.user.roles, disabled: found.disabled },
          ...body,
        },
      })
      return store.findUserById(writing.db, params.userId)
    })
    return changed
      ? { ...toColleague(changed), firstPassword }
      : fail('user-not-found', '本单位没有这个用户。', { id: params.userId })
  })
}

function assertNoConflict(roles: readonly Role[]): void {
  const conflict = roleConflict(roles)
  if (conflict) throw new HttpProblem('move-refused', conflict, { reasons: [conflict] })
}
