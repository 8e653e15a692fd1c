import { type CallInput, type CallOutput, call, type EndpointName } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// From findings to a signed 审核意见书 and back, by hand in the console: what the drafting unit answers to each point stands
// beside the point and the clause it changed. That forms, paper and table fit together is seen only here.

const TEXT = `临江县住宅小区物业管理若干规定
第一条　为了规范物业管理活动，根据《物业管理条例》，制定本规定。
第二条　未经县住房和城乡建设局备案的物业服务企业，不得在本县从事物业服务活动。
第三条　物业服务企业应当缴纳质量保证金20万元。
第四条　业主拖欠物业服务费的，由县住房和城乡建设局处五百元罚款。
第五条　本规定自2027年1月1日起施行，有效期五年。`
const REVISED = TEXT.replace(
  '未经县住房和城乡建设局备案的物业服务企业，不得在本县从事物业服务活动。',
  '物业服务企业应当自开业之日起三十日内向县住房和城乡建设局备案。',
)
  .replace('第三条　物业服务企业应当缴纳质量保证金20万元。\n', '')
  .replace('第四条', '第三条')
  .replace('第五条', '第四条')

let service: ServiceProcess
let browser: Browser
let office: Page
let drafter: Page
let draftId: string

const newPage = async () => (await browser.newContext({ viewport: { width: 1366, height: 1400 } })).newPage()

async function as(account: string) {
  const body = { account, password: 'hongxian-demo' }
  const { token } = await call('signIn', { body }, { baseUrl: service.url })
  const connection = { baseUrl: service.url, token: token as string }
  return <N extends EndpointName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => call(name, input, connection)
}

/** As the unit sends it and the office accepts it: each form of that is tried elsewhere. */
async function underReview(): Promise<string> {
  const [unit, ours] = [await as('demo-qicao'), await as('demo')]
  const values = { 'office.small': true }
  await (await as('demo-admin'))('changeSettings', { body: { revision: 0, values, reason: '全所三人' } })
  const { draft } = await unit('createCheck', { body: { sourceKey: 'd', text: TEXT, kind: 'normative' } })
  const params = { draftId: draft.id }
  const facts = { touchesBusiness: false, affectsPublic: false, isTechnical: false, isRisky: false }
  const { materials } = await unit('changeMatter', { params, body: { revision: 0, facts } })
  const absent = materials.map(({ id }) => ({ id, status: 'absent' as const, reason: '随后补送' }))
  await unit('changeMatter', { params, body: { revision: 1, materials: absent } })
  const { id, organisation } = await ours('getMe', {})
  const reviewOrganisationId = organisation.id
  await unit('makeMove', { params, body: { move: 'submit', revision: 2, reviewOrganisationId } })
  await ours('makeMove', { params, body: { move: 'accept', revision: 3 } })
  await ours('makeMove', { params, body: { move: 'assign', revision: 4, reviewerId: id } })
  return draft.id
}

beforeAll(async () => {
  service = await startService()
  browser = await launchBrowser()
  draftId = await underReview()
  ;[office, drafter] = [await newPage(), await newPage()]
  await signInAt(office, service.url, 'demo')
  await signInAt(drafter, service.url, 'demo-qicao')
  await office.goto(`${service.url}/#/drafts/${draftId}`)
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const moveOf = (page: Page, label: string) =>
  page.locator('form.c-move', { has: page.locator(`b:text-is("${label}")`) })
const tab = (page: Page, name: string) => page.click(`.c-bar button:text-is("${name}")`)

describe('from findings to a signed opinion', () => {
  it('takes over all at once, and takes all back at once', async () => {
    await office.waitForSelector('.hx-finding')
    const all = office.locator('.hx-bulk button', { hasText: '全部采纳' })
    const count = Number(/\d+/.exec((await all.textContent()) as string)?.[0])
    expect(count).toBeGreaterThan(2)
    await all.click()
    await office.waitForSelector(`.hx-bulk >> text=已采纳${count}处`)
    await office.waitForFunction((n) => document.querySelectorAll('.hx-decided').length === n, count)
    await office.click('.hx-bulk >> text=撤销')
    await office.waitForFunction(() => document.querySelectorAll('.hx-decided').length === 0)
    await all.click()
    await office.waitForSelector(`.hx-bulk >> text=已采纳${count}处`)
  })

  it('lets the reviewer’s conclusion and words stand, without the doubt', async () => {
    const card = office.locator('.hx-finding', { hasText: '五百元罚款' }).first()
    await card.locator('.hx-decided button:text-is("修改")').click()
    const [problem, proposal] = [card.locator('textarea').nth(0), card.locator('textarea').nth(1)]
    expect(await problem.inputValue()).not.toContain('涉嫌')
    await proposal.fill('删去本条，依照上位法处理。')
    await card.locator('button:text-is("取消")').scrollIntoViewIfNeeded()
    await shoot(office, 'finding-own-words')
    await card.locator('button:text-is("采纳")').click()
    await card.locator('.hx-decided >> text=修改建议：删去本条，依照上位法处理。').waitFor()
    const ours = await as('demo')
    const { currentVersionId: versionId } = await ours('getDraft', { params: { draftId } })
    const quote = '有效期五年'
    const span = { start: TEXT.indexOf(quote), end: TEXT.indexOf(quote) + quote.length }
    await ours('createAnnotation', { body: { versionId, span, quote, body: '建议明确有效期届满的日期' } })
    await office.reload()
    const note = office.locator('.hx-finding', { hasText: '建议明确有效期届满的日期' })
    await note.locator('input[type=checkbox]').click()
    await note.locator('button:text-is("建议修改")').click()
    await note.locator('button[aria-pressed=true]:text-is("建议修改")').waitFor()
    await office.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await office.click('text=复制审核意见')
    const copied = await office.evaluate(() => navigator.clipboard.readText())
    const lines = copied.split('\n')
    expect(lines[0]).toMatch(/^一、关于第二条“.*依据：《.*》/)
    expect(lines.at(-1)).toBe('四、关于第五条“有效期五年”。建议明确有效期届满的日期。')
    expect(copied).not.toMatch(/涉嫌|标注案例/)
    await note.scrollIntoViewIfNeeded()
    await shoot(office, 'findings-decided')
  })

  it('is drafted, seconded and signed', async () => {
    await tab(office, '办理')
    await moveOf(office, '拟写审核意见').locator('select').selectOption('revise')
    await moveOf(office, '拟写审核意见').locator('button').click()
    await moveOf(office, '复核同意').locator('button').click()
    await moveOf(office, '签发审核意见').locator('input').first().fill('临司审〔2026〕37号')
    await moveOf(office, '签发审核意见').locator('button').click()
    await moveOf(office, '签发审核意见').locator('button:text-is("确定")').click()
    await office.waitForSelector('text=当前环节：修改反馈')
    await tab(office, '审核意见书')
    await office.waitForSelector('.c-paper')
    const paper = (await office.textContent('.c-paper')) as string
    expect(paper).toMatch(/一、与上位法不一致的内容.*二、其他建议（四）第五条“有效期五年”。/)
    await shoot(office, 'opinion-paper')
  })
})

describe('采纳情况', () => {
  it('is answered point by point, and not before each has its answer', async () => {
    await drafter.goto(`${service.url}/#/drafts/${draftId}`)
    await drafter.waitForSelector('text=尚未取得修改后的文本')
    await drafter.click('text=录入新稿次')
    await drafter.fill('.c-panel textarea', REVISED)
    await drafter.click('.c-panel button[type=submit]')
    await drafter.waitForSelector('text=修改文本：第2稿')
    const answer = moveOf(drafter, '反馈采纳情况')
    expect(await answer.textContent()).toContain('没有反馈采纳情况')
    expect(await answer.locator('button').isDisabled()).toBe(true)
    const last = drafter.locator('.c-feedback tbody tr', { hasText: '五百元罚款' }).first()
    expect(await last.textContent()).toContain('本条文字未改动')
    await last.locator('button:text-is("未采纳")').click()
    await drafter.click('button:text-is("其余均采纳")')
    expect(await answer.textContent()).toContain('未完全采纳，应当说明理由')
    await last.locator('textarea').fill('县政府常务会议要求保留')
    // Looked up in another tab, nothing is lost.
    await tab(drafter, '审核意见书')
    await drafter.waitForSelector('.c-paper')
    await tab(drafter, '采纳情况')
    expect(await last.locator('textarea').inputValue()).toBe('县政府常务会议要求保留')
    await shoot(drafter, 'feedback-answering')
    await answer.locator('button').click()
    await drafter.waitForSelector('text=当前环节：复核修改')
  })

  it('is rechecked beside the changed clause, and goes back point by point', async () => {
    await office.reload()
    const row = office.locator('.c-feedback tbody tr', { hasText: '县政府常务会议要求保留' }).first()
    await row.waitFor()
    const changed = office.locator('.c-feedback tbody tr', { hasText: '三十日内' }).first()
    expect(await changed.textContent()).toMatch(/采纳，见第二条/)
    await row.locator('button:text-is("退回")').click()
    await row.locator('textarea').fill('规范性文件不得设定罚款')
    await office.click('button:text-is("其余均同意")')
    await shoot(office, 'feedback-recheck')
    await office.emulateMedia({ media: 'print' })
    expect(await office.locator('.c-feedback').isVisible()).toBe(true)
    expect(await office.locator('.c-choice, .c-bar, form.c-move').filter({ visible: true }).count()).toBe(0)
    await shoot(office, 'feedback-printed')
    await office.emulateMedia({ media: null })
    expect(await moveOf(office, '再次要求修改').locator('textarea').getAttribute('required')).toBeNull()
    await moveOf(office, '再次要求修改').locator('button').click()
    await office.waitForSelector('text=当前环节：修改反馈')
    await drafter.reload()
    await drafter.waitForSelector('.c-feedback tr[data-open=true] >> text=规范性文件不得设定罚款')
    expect(await drafter.locator('.c-feedback tr[data-open=true]').count()).toBe(1)
    await office.click('nav >> text=统计')
    await office.waitForSelector('text=采纳3项，部分采纳0项，未采纳1项；采纳率75%')
    await shoot(office, 'adoption-rate')
  })
})
