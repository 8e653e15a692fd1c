import { parseArgs } from 'node:util'
import { ROLE_NAMES, Role, roleConflict } from '@hongxian/shared/review'
import { hashPassword, newFirstPassword } from '../auth/index.ts'
import { ConfigError } from '../config.ts'
import {
  appendEvent,
  createOrganisation,
  createUser,
  findAccount,
  findOrganisationByName,
  listUsers,
  revokeOtherCredentials,
  type Store,
  setDisabled,
  setPassword,
} from '../store/index.ts'
import { createData, DATA_HELP, DATA_OPTIONS, databaseOf, openData, telling } from './open-data.ts'

const HELP = `管理单位和用户。

用法：
  hongxian users add <账号> --name <姓名> --organisation <单位> --roles <角色,角色> [--parent <上级单位>]
  hongxian users list
  hongxian users reset <账号>      重设初始密码，并使其全部登录失效
  hongxian users disable <账号>    停用
  hongxian users enable <账号>     启用

${DATA_HELP}

角色：${Role.options.map((role) => `${role}（${ROLE_NAMES[role]}）`).join('、')}
没有的单位随用户一并设立。初始密码只显示一次，首次登录时须修改。
系统管理员在工作台的“单位和人员”中管理本单位和下级单位；管理全区（县）的，设在区（县）人民政府名下。`

const OPTIONS = {
  name: { type: 'string' },
  organisation: { type: 'string' },
  parent: { type: 'string' },
  roles: { type: 'string' },
  ...DATA_OPTIONS,
} as const

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const [action, account] = positionals
    if (values.help || action === undefined) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    // The first user of an office comes before its service has run.
    const store = action === 'add' ? await createData(databaseOf(values)) : await openData(values)
    try {
      return await act(store, action, account, values)
    } finally {
      await store.close()
    }
  })

type Values = { name?: string; organisation?: string; parent?: string; roles?: string }

async function act(store: Store, action: string, account: string | undefined, values: Values): Promise<number> {
  if (action === 'list') return list(store)
  if (account === undefined) throw new ConfigError('请写明账号。')
  if (action === 'add') return add(store, account, values)
  const found = await findAccount(store.db, account)
  if (!found) throw new ConfigError(`没有账号“${account}”。`)
  const { user } = found
  const event = { organisationId: user.organisation.id, actorId: null, payload: { account } }
  if (action === 'reset') {
    const password = newFirstPassword()
    const hash = await hashPassword(password)
    await store.write(async (writing) => {
      await setPassword(writing, user.id, hash, true)
      await revokeOtherCredentials(writing, user.id, null)
      await appendEvent(writing, { ...event, type: 'user.password-reset', summary: `重设${user.name}的初始密码。` })
    })
    console.log(`账号 ${account} 的初始密码：${password}`)
    return 0
  }
  if (action !== 'disable' && action !== 'enable') throw new ConfigError(`没有“${action}”这个操作。\n\n${HELP}`)
  const isDisabled = action === 'disable'
  await store.write(async (writing) => {
    await setDisabled(writing, user.id, isDisabled)
    if (isDisabled) await revokeOtherCredentials(writing, user.id, null)
    await appendEvent(writing, {
      ...event,
      type: `user.${action}d`,
      summary: `${isDisabled ? '停用' : '启用'}${user.name}。`,
    })
  })
  console.log(`账号 ${account} 已${isDisabled ? '停用' : '启用'}。`)
  return 0
}

async function add(store: Store, account: string, { name, organisation, parent, roles }: Values): Promise<number> {
  if (!name || !organisation || !roles) throw new ConfigError('请写明 --name、--organisation 和 --roles。')
  const parsed = roles.split(/[,，、]/).map((role) => Role.safeParse(role.trim()))
  const unknown = roles.split(/[,，、]/).filter((_, i) => !parsed[i]?.success)
  if (unknown.length > 0) throw new ConfigError(`没有角色“${unknown.join('、')}”。`)
  const wanted = parsed.flatMap(({ data }) => (data ? [data] : []))
  const conflict = roleConflict(wanted)
  if (conflict) throw new ConfigError(conflict)
  if (await findAccount(store.db, account)) throw new ConfigError(`账号“${account}”已经存在。`)
  const password = newFirstPassword()
  const passwordHash = await hashPassword(password)
  await store.write(async (writing) => {
    const find = async (wantedName: string, parentId: string | null) =>
      (await findOrganisationByName(writing.db, wantedName))?.id ??
      createOrganisation(writing, { name: wantedName, parentId })
    const organisationId = await find(organisation, parent ? await find(parent, null) : null)
    await createUser(writing, { organisationId, account, name, roles: wanted, passwordHash, mustChangePassword: true })
    const payload = { account, roles: wanted }
    await appendEvent(writing, {
      organisationId,
      actorId: null,
      type: 'user.created',
      summary: `设立用户${name}。`,
      payload,
    })
  })
  console.log(`已设立账号 ${account}（${name}，${organisation}）。初始密码：${password}`)
  return 0
}

async function list(store: Store): Promise<number> {
  for (const { user, disabled } of await listUsers(store.db, null)) {
    const roles = user.roles.map((role) => ROLE_NAMES[role]).join('、')
    console.log([user.account, user.name, user.organisation.name, roles, disabled ? '已停用' : ''].join('\t'))
  }
  return 0
}
