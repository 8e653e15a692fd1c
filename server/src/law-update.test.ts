import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '@hongxian/shared/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from './auth/index.ts'
import { readConfig } from './config.ts'
import { importLawTexts, loadReference, packReference, updateReference } from './law-texts/index.ts'
import { type Service, startService } from './main.ts'
import { createOrganisation, createUser } from './store/index.ts'

// An update on disk has to come through every layer: start, rule set, check thread, answer.

let dataDir: string
let service: Service
let token: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'law-update-'))
  const reference = await loadReference(null)
  const laws = [
    ...reference.laws,
    {
      title: '某省养犬登记暂行规定',
      level: '地方政府规章' as const,
      version: '2001-02-03',
      effective: '2001-03-01',
      repealed: '2026-05-01',
      repealedBy: '某省养犬管理条例',
      dead: 1 as const,
    },
  ]
  const holidays = { ...reference.holidays, '2031': { off: ['2031-01-01'], work: [] } }
  await writeFile(join(dataDir, 'update.json'), packReference({ ...reference, laws, holidays }, '2027-01-05'))
  expect(await updateReference(join(dataDir, 'update.json'), dataDir)).toMatchObject({ taken: true })
  const config = readConfig(
    { HONGXIAN_DATA: dataDir, HONGXIAN_PORT: '0', HONGXIAN_LOG: 'quiet', HONGXIAN_WORKERS: '1' },
    dataDir,
  )
  const passwordHash = await hashPassword('long enough')
  service = await startService(config, {
    prepare: async (store) => {
      await store.write(async (writing) => {
        const organisationId = await createOrganisation(writing, { name: '临江县司法局', parentId: null })
        await createUser(writing, {
          organisationId,
          account: 'shenhe',
          name: '审核员',
          roles: ['reviewer'],
          passwordHash,
          mustChangePassword: false,
        })
      })
      return null
    },
  })
  const answer = await call(
    'signIn',
    { body: { account: 'shenhe', password: 'long enough', client: 'extension', label: '测试' } },
    { baseUrl: service.address },
  )
  token = answer.token as string
}, 60_000)

afterAll(async () => {
  await service?.close()
  await rm(dataDir, { recursive: true })
})

describe('a service over an updated catalogue', () => {
  const TEXT = '临江县养犬管理办法\n第一条 根据《某省养犬登记暂行规定》第二条，制定本办法。'

  it('judges by what the update brought, on the record and in the rules it hands out', async () => {
    const client = { baseUrl: service.address, token }
    const check = await call('createCheck', { body: { sourceKey: 'a', text: TEXT, asOf: '2026-11-21' } }, client)
    const about = check.findings.filter(({ rule }) => rule === 'normative/cite.invalid#repealed')
    expect(about.map(({ quote }) => quote)).toEqual(['《某省养犬登记暂行规定》第二条'])
    const rules = (await call('getCurrentRuleSet', {}, client)) as { reference?: { laws: { title: string }[] } }
    expect(rules.reference?.laws.some(({ title }) => title === '某省养犬登记暂行规定')).toBe(true)
    const { citations } = await call('listCitations', { params: { versionId: check.version.id }, query: {} }, client)
    expect(citations).toMatchObject([
      { title: '某省养犬登记暂行规定', article: '第二条', status: 'repealed', spans: [{ start: TEXT.indexOf('《') }] },
    ])
  })

  it('shows wording as soon as a text is imported, without a new start', async () => {
    const client = { baseUrl: service.address, token }
    const asked = { params: { title: '某省养犬登记暂行规定', place: '第二条第一款' }, query: { asOf: '2020-01-01' } }
    const before = await call('getArticleWording', asked, client)
    expect(before.notice).toContain('本单位尚未导入该法律文本')
    expect(before.articles).toEqual([{ label: '第二条', text: null }])
    const folder = join(dataDir, 'in')
    await mkdir(folder)
    const statute =
      '某省养犬登记暂行规定\n（2001年2月3日某省人民政府令第1号公布）\n第一条 为了规范养犬，制定本规定。\n第二条 养犬应当登记。'
    await writeFile(join(folder, 'a.txt'), statute)
    expect(await importLawTexts(folder, dataDir)).toMatchObject({ taken: true })
    expect(await call('getArticleWording', asked, client)).toMatchObject({
      version: '2001-02-03',
      isInForce: true,
      articles: [{ label: '第二条', text: '养犬应当登记。' }],
      notice: '',
    })
    const dead = await call('getArticleWording', { ...asked, query: { asOf: '2026-11-21' } }, client)
    expect(dead).toMatchObject({ isInForce: false, notice: expect.stringContaining('已经废止') })
  })
})
