import { type AppDeps, compileRules, createApp, keepRules } from '@hongxian/server/app'
import { hashPassword } from '@hongxian/server/auth'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { createOrganisation, createUser, openStore } from '@hongxian/server/store'
import { type CallInput, type CallOutput, call, type EndpointName } from '@hongxian/shared/api'
import { Role } from '@hongxian/shared/review'
import { afterAll, beforeAll } from 'vitest'
import { CONFIG } from '../config.ts'
import { onEachEngine } from '../engines.ts'

type Offices = Awaited<ReturnType<typeof openOffices>>

/** The same tests on each engine, in offices opened before them. */
export function inOffices(tests: (offices: Offices) => void): void {
  onEachEngine((newDatabase) => {
    const offices = {} as Offices
    beforeAll(async () => {
      Object.assign(offices, await openOffices(await newDatabase()))
    }, 60_000)
    afterAll(() => offices.store.close())
    tests(offices)
  })
}

export const PASSWORD = 'correct horse battery'

// Compiled once a process: what is under test is the service, not the rules.
let compiled: Promise<ReturnType<typeof compileRules>> | null = null
let hash: Promise<string> | null = null

/** Two offices with people of every kind, and a service over a database, in memory unless told. */
export async function openOffices(database = ':memory:', more: Pick<AppDeps, 'identity'> = {}) {
  let time = Date.parse('2026-11-21T02:00:00Z')
  const clock = () => new Date(time)
  const store = await openStore(database, clock)
  compiled ??= loadRuleSet().then(compileRules)
  const rules = await compiled
  await keepRules(store, rules)
  hash ??= hashPassword(PASSWORD)
  const passwordHash = await hash
  await store.write(async (writing) => {
    for (const office of ['ours', 'theirs']) {
      const organisationId = await createOrganisation(writing, { name: office, parentId: null })
      const person = (account: string, roles: readonly Role[], mustChangePassword = false) =>
        createUser(writing, {
          organisationId,
          account: `${office}-${account}`,
          name: account,
          roles,
          passwordHash,
          mustChangePassword,
        })
      await person('all', Role.options)
      await person('none', [])
      await person('new', Role.options, true)
      for (const role of Role.options) await person(role, [role])
    }
  })
  const app = createApp({
    ...more,
    store,
    rules,
    clock,
    log: (record) => {
      if (record.level === 'error') failures.push(record.error ?? record.message)
    },
    demo: { account: 'ours-all', intranetFile: null },
    config: CONFIG,
  })
  const failures: string[] = []
  const fetch = async (url: string, init: object) => app.request(url, init as RequestInit)
  const tokens = new Map<string, string>()
  async function tokenOf(account: string): Promise<string> {
    const known = tokens.get(account)
    if (known) return known
    const { token } = await call('signIn', { body: { account, password: PASSWORD } }, { baseUrl: '', fetch })
    tokens.set(account, token as string)
    return token as string
  }
  async function as(account: string) {
    const token = await tokenOf(account)
    return <N extends EndpointName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> =>
      call(name, input, { baseUrl: '', fetch, token })
  }
  return { app, store, failures, tokens, tokenOf, as, pass: (ms: number) => (time += ms) }
}
