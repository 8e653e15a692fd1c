import { readFileSync } from 'node:fs'
import type { CallOutput } from '@hongxian/shared/api'
import { call } from '@hongxian/shared/api'
import { beforeAll, describe, expect, it } from 'vitest'
import { CONFIG } from '../../../test/config.ts'
import { compileRules, createApp, keepRules } from '../app.ts'
import { hashPassword } from '../auth/index.ts'
import { loadRuleSet } from '../rule-pack/index.ts'
import { createOrganisation, createUser, openStore } from '../store/index.ts'

const PASSWORD = 'correct horse battery'

let rules: ReturnType<typeof compileRules>
let passwordHash: string
beforeAll(async () => {
  rules = compileRules({ ...(await loadRuleSet()), rules: [] })
  passwordHash = await hashPassword(PASSWORD)
}, 60_000)

/** A service with two offices; `read` sends a text as the first of them does. */
async function office() {
  let time = Date.parse('2026-11-21T02:00:00Z')
  const clock = () => {
    time += 1000
    return new Date(time)
  }
  const store = await openStore(':memory:', clock)
  await keepRules(store, rules)
  await store.write(async (writing) => {
    for (const name of ['ours', 'theirs']) {
      const organisationId = await createOrganisation(writing, { name, parentId: null })
      const person = { organisationId, account: name, name, roles: ['reviewer' as const] }
      await createUser(writing, { ...person, passwordHash, mustChangePassword: false })
    }
  })
  const app = createApp({ store, rules, config: CONFIG, clock, log: () => {}, demo: null })
  const fetch = async (url: string, init: object) => app.request(url, init as RequestInit)
  const tokens = new Map<string, string>()
  async function as(account: string) {
    const known = tokens.get(account)
    if (known) return { baseUrl: '', fetch, token: known }
    const { token } = await call('signIn', { body: { account, password: PASSWORD } }, { baseUrl: '', fetch })
    tokens.set(account, token as string)
    return { baseUrl: '', fetch, token: token as string }
  }
  const read = async (
    source: { url: string } | { sourceKey: string },
    text: string,
    account = 'ours',
  ): Promise<CallOutput<'createCheck'>> => call('createCheck', { body: { ...source, text } }, await as(account))
  const ledger = async () => (await call('listDrafts', { query: {} }, await as('ours'))).items
  const find = async (source: string) =>
    (await call('listDrafts', { query: { source } }, await as('ours'))).items.map(({ id }) => id)
  return { read, ledger, find, store }
}

const lines = (file: string) =>
  readFileSync(new URL(`../../../test/corpus/drafts/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text)
const [first, second, third] = lines('drafts-versions.jsonl') as [string, string, string]
const others = lines('drafts.jsonl')
const page = { url: 'http://oa/drafts/1' }
const editor = { url: 'http://oa/drafts/1/edit' }

describe('which draft a text belongs to', () => {
  it('is the same on the page that shows it and on the page that edits it', async () => {
    const { read, ledger, find } = await office()
    const shown = await read(page, first)
    expect(await read(editor, first)).toMatchObject({ draft: { id: shown.draft.id }, newVersion: false })
    const edited = await read(editor, second)
    expect(edited).toMatchObject({ draft: { id: shown.draft.id }, version: { number: 2 } })
    expect(await read(page, second)).toMatchObject({ draft: { id: shown.draft.id }, newVersion: false })
    expect(await read(page, third)).toMatchObject({ draft: { id: shown.draft.id }, version: { number: 3 } })
    expect(await ledger()).toHaveLength(1)
    expect(await find(page.url)).toEqual([shown.draft.id])
    expect(await find(editor.url)).toEqual([shown.draft.id])
  })

  it('is known on another page by its title and wording, without a version that both have shown', async () => {
    const { read } = await office()
    const shown = await read(page, first)
    expect(await read(editor, second)).toMatchObject({ draft: { id: shown.draft.id }, version: { number: 2 } })
  })

  it('is a new one where the same page shows another document', async () => {
    const { read, ledger, find } = await office()
    const ids = new Set<string>()
    for (const text of others.slice(0, 6)) ids.add((await read(page, text)).draft.id)
    expect(ids.size).toBe(6)
    const rows = await ledger()
    expect(rows).toHaveLength(6)
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set([page.url]))
    expect((await find(page.url)).sort()).toEqual([...ids].sort())
    const again = await read(page, `${others[0]}\n本办法有效期五年。`)
    expect(again).toMatchObject({ newVersion: true, version: { number: 2 } })
    expect(ids).toContain(again.draft.id)
  })

  it('goes on while a text is typed and its title comes last', async () => {
    const { read } = await office()
    const body = first.slice(first.indexOf('第一条'))
    const { draft } = await read(page, body.slice(0, 60))
    expect((await read(page, body.slice(0, 400))).draft.id).toBe(draft.id)
    expect((await read(page, `临江县物业管理规定\n${body.slice(0, 420)}`)).draft.id).toBe(draft.id)
  })

  it('is a new one where only the title is the same, and never carried over between cases on one form', async () => {
    const { read } = await office()
    const title = '临江县住宅小区管理办法'
    const one = await read(page, `${title}\n第一条 住宅小区实行封闭管理，出入口设置门禁。`)
    const other = await read(editor, `${title}\n第一条 县财政部门安排专项资金，用于老旧电梯更新改造。`)
    expect(other.draft.id).not.toBe(one.draft.id)
    const penalty = (name: string) =>
      `行政处罚决定书\n当事人：${name}\n经查，当事人未取得许可从事经营活动，违反有关规定。本机关决定给予罚款五千元的行政处罚。当事人应当自收到本决定书之日起十五日内缴纳罚款。`
    const sent = (url: string, name: string) => read({ url }, penalty(name))
    const cases = [await sent('http://oa/cases/1', '张某某'), await sent('http://oa/cases/2', '李某某')]
    expect(new Set(cases.map(({ draft }) => draft.id)).size).toBe(2)
  })

  it('is a new one where the same page goes on to the next case, and the same where one case is corrected', async () => {
    const { read, ledger } = await office()
    const penalty = (number: number, sum: string) =>
      `行政处罚决定书\n临市监处罚〔2026〕${number}号\n当事人：张某某\n经查，当事人未取得许可从事经营活动，违反有关规定。本机关决定给予罚款${sum}元的行政处罚。当事人应当自收到本决定书之日起十五日内缴纳罚款。`
    const one = await read(page, penalty(12, '五千'))
    expect(one.draft.kind).toBe('enforcement')
    const next = await read(page, penalty(13, '五千'))
    expect(next.draft.id).not.toBe(one.draft.id)
    const corrected = await read(page, penalty(12, '三千'))
    expect(corrected).toMatchObject({ draft: { id: one.draft.id }, version: { number: 2 } })
    expect(await ledger()).toHaveLength(2)
  })

  it('is what the sender calls it, where that is no address', async () => {
    const { read, ledger } = await office()
    const one = await read({ sourceKey: '甲' }, first)
    expect((await read({ sourceKey: '乙' }, first)).draft.id).not.toBe(one.draft.id)
    expect((await read({ sourceKey: '甲' }, others[3] as string)).draft.id).toBe(one.draft.id)
    expect(await ledger()).toHaveLength(2)
  })

  it('is never one of another office', async () => {
    const { read, ledger } = await office()
    const ours = await read(page, first)
    const theirs = await read(page, first, 'theirs')
    expect(theirs.draft.id).not.toBe(ours.draft.id)
    expect((await read(page, second, 'theirs')).draft.id).toBe(theirs.draft.id)
    expect(await ledger()).toMatchObject([{ versionCount: 1 }])
  })

  it('is one draft when two people open its two pages at the same moment', async () => {
    const { read, ledger } = await office()
    await Promise.all([read(page, first), read(editor, first), read(page, first), read(editor, second)])
    expect(await ledger()).toMatchObject([{ versionCount: 2 }])
  })
})
