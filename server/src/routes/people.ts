import {
  changeOrganisation,
  changeUser,
  createOrganisation,
  createUser,
  listColleagues,
  listOrganisations,
} from '@hongxian/shared/api'
import { type Role, roleConflict } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { hashPassword, newFirstPassword } from '../auth/index.ts'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
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

  mount(app, deps, listColleagues, async ({ query, actor }) => {
    const organisationId = query.organisationId ?? actor.organisation.id
    if (organisationId !== actor.organisation.id) await findManaged(db, actor, organisationId)
    return { items: (await store.listUsers(db, organisationId)).map(toColleague) }
  })

  mount(app, deps, listOrganisations, async ({ actor }) => ({ items: await describeAll(db, actor) }))

  mount(app, deps, createOrganisation, async ({ body, actor, fail }) => {
    const id = await deps.store.write(async (writing) => {
      const parent = await findManaged(writing.db, actor, body.parentId)
      if (await store.findOrganisationByName(writing.db, body.name)) return null
      const created = await store.createOrganisation(writing, body)
      await store.appendEvent(writing, {
        organisationId: created,
        actorId: actor.id,
        type: 'organisation.created',
        summary: `在${parent.name}之下设立单位${body.name}。`,
        payload: { ...body, by: actor.organisation.name },
      })
      return created
    })
    return id === null ? fail('already-exists', takenName(body.name)) : describeOne(db, actor, id)
  })

  mount(app, deps, changeOrganisation, async ({ params, body, actor, fail }) => {
    const changed = await deps.store.write(async (writing) => {
      const found = await findManaged(writing.db, actor, params.organisationId)
      const same = await store.findOrganisationByName(writing.db, body.name)
      if (same && same.id !== found.id) return false
      if (same) return true
      await store.renameOrganisation(writing, found.id, body.name)
      await store.appendEvent(writing, {
        organisationId: found.id,
        actorId: actor.id,
        type: 'organisation.changed',
        summary: `单位名称由${found.name}变更为${body.name}。`,
        payload: { before: found.name, name: body.name },
      })
      return true
    })
    return changed ? describeOne(db, actor, params.organisationId) : fail('already-exists', takenName(body.name))
  })

  mount(app, deps, createUser, async ({ body, actor, fail }) => {
    assertNoConflict(body.roles)
    const firstPassword = newFirstPassword()
    const passwordHash = await hashPassword(firstPassword)
    const organisationId = body.organisationId ?? actor.organisation.id
    const created = await deps.store.write(async (writing) => {
      await findManaged(writing.db, actor, organisationId)
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
    if (params.userId === actor.id) assertStaysAdmin(body)
    const firstPassword = body.resetPassword ? newFirstPassword() : null
    const hash = firstPassword === null ? null : await hashPassword(firstPassword)
    const changed = await deps.store.write(async (writing) => {
      const found = await store.findUserById(writing.db, params.userId)
      if (!found || !(await isManaged(writing.db, actor, found.user.organisation.id))) return null
      if (body.name !== undefined) await store.renameUser(writing, params.userId, body.name)
      if (body.roles) await store.setRoles(writing, params.userId, body.roles)
      if (body.disabled !== undefined) await store.setDisabled(writing, params.userId, body.disabled)
      if (hash !== null) await store.setPassword(writing, params.userId, hash, true)
      if (hash !== null || body.disabled) await store.revokeOtherCredentials(writing, params.userId, null)
      await store.appendEvent(writing, {
        organisationId: found.user.organisation.id,
        actorId: actor.id,
        type: 'user.changed',
        summary: `变更用户${found.user.name}。`,
        payload: {
          account: found.user.account,
          before: { name: found.user.name, roles: found.user.roles, disabled: found.disabled },
          ...body,
        },
      })
      return store.findUserById(writing.db, params.userId)
    })
    return changed
      ? { ...toColleague(changed), firstPassword }
      : fail('user-not-found', '本单位和所辖单位没有这个用户。', { id: params.userId })
  })
}

const takenName = (name: string): string => `单位“${name}”已经存在。`

/** An administrator manages their own unit and those beneath it. */
function managedBy({ organisation, roles }: Actor, all: readonly store.Organisation[]): ReadonlySet<string> {
  if (!roles.includes('admin')) return new Set()
  const managed = new Set([organisation.id])
  // A unit is set up after the one above it, so one pass would do; as many as it takes do whatever order they come in.
  for (let before = 0; before < managed.size; ) {
    before = managed.size
    for (const { id, parentId } of all) if (parentId !== null && managed.has(parentId)) managed.add(id)
  }
  return managed
}

async function isManaged(db: store.Reading, actor: Actor, organisationId: string): Promise<boolean> {
  return managedBy(actor, await store.listOrganisations(db)).has(organisationId)
}

/** @throws HttpProblem `organisation-not-found` */
async function findManaged(db: store.Reading, actor: Actor, id: string): Promise<store.Organisation> {
  const all = await store.listOrganisations(db)
  const found = managedBy(actor, all).has(id) && all.find((one) => one.id === id)
  if (found) return found
  throw new HttpProblem('organisation-not-found', '没有这个单位，或者不属于您所管理的单位。', { id })
}

async function describeAll(db: store.Reading, actor: Actor) {
  const [all, reviewing] = await Promise.all([store.listOrganisations(db), store.organisationsWith(db, 'lead')])
  const managed = managedBy(actor, all)
  return all.map((one) => ({ ...one, reviews: reviewing.has(one.id), managed: managed.has(one.id) }))
}

async function describeOne(db: store.Reading, actor: Actor, id: string) {
  const found = (await describeAll(db, actor)).find((one) => one.id === id)
  if (!found) throw new Error(`organisation ${id} is not there after writing`)
  return found
}

function assertNoConflict(roles: readonly Role[]): void {
  const conflict = roleConflict(roles)
  if (conflict) throw new HttpProblem('move-refused', conflict, { reasons: [conflict] })
}

/** Nobody locks themselves out: another administrator does it, or the command line. */
function assertStaysAdmin({
  roles,
  disabled,
}: {
  roles?: readonly Role[] | undefined
  disabled?: boolean | undefined
}): void {
  const isKept = disabled !== true && (roles === undefined || roles.includes('admin'))
  if (isKept) return
  const sentence = '不得停用本人的账号或者取消本人的系统管理员角色，请由其他系统管理员办理。'
  throw new HttpProblem('move-refused', sentence, { reasons: [sentence] })
}
