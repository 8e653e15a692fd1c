import { type CallInput, type CallOutput, call, type EndpointName } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMatter, passMatter } from '../resilience/consulted.ts'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// After publication, in a real browser: the morning's reminders lead to the document, and what 后评估 came to moves its 有效期.

let service: ServiceProcess
let browser: Browser
let page: Page
let draftId: string

/** In China, as the service counts. */
const dayFromNow = (days: number) => new Date(Date.now() + (8 + days * 24) * 3_600_000).toISOString().slice(0, 10)
let register: () => Promise<void>
const TODAY = dayFromNow(0)
const SOON = dayFromNow(100)
const inChinese = (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

beforeAll(async () => {
  service = await startService()
  const as = async (account: string) => {
    const on = { baseUrl: service.url }
    const { token } = await call('signIn', { body: { account, password: 'hongxian-demo' } }, on)
    return <N extends EndpointName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> =>
      call(name, input, { ...on, token: token as string })
  }
  // One person does everything here; an office of three may let one review and sign.
  const admin = await as('demo-admin')
  const { items } = await admin('listColleagues', { query: {} })
  const demo = items.find(({ account }) => account === 'demo')
  const roles = (demo?.roles ?? []).filter((role) => role !== 'auditor')
  const body = { roles: [...roles, 'registrar' as const, 'drafter' as const] }
  await admin('changeUser', { params: { userId: demo?.id as string }, body })
  await admin('changeSettings', {
    body: {
      revision: 0,
      values: { 'office.small': true, 'registration.template': '临府规〔{年}〕{号}号' },
      reason: '演示',
    },
  })
  const all = await as('demo')
  const text = `临江县河道管理规定\n第一条 为了加强河道管理，制定本规定。\n第二条 本规定自公布之日起施行，有效期至${inChinese(SOON)}。`
  const matter = await openMatter(all, { sourceKey: 'r1', text, kind: 'normative' }, TODAY)
  draftId = matter.draftId
  await matter.move('accept')
  await passMatter(all, all, matter, TODAY)
  await matter.move('deliberate', { on: TODAY })
  await matter.move('sign')
  register = async () => {
    await matter.move('register')
    await matter.move('publish', { on: TODAY })
  }
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
  await signInAt(page, service.url)
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})
describe('a published document in the console', () => {
  it('is given its number by the template', async () => {
    await page.goto(`${service.url}/#/drafts/${draftId}`)
    await page.click('button:text-is("办理")')
    const form = page.locator('form.c-move', { hasText: '登记编号' })
    expect(await form.textContent()).toContain(`按登记号模板取号：临府规〔${TODAY.slice(0, 4)}〕1号`)
    expect(await form.locator('input').count()).toBe(0)
    await shoot(page, 'registration')
    await register()
    await page.goto(`${service.url}/#/`)
    await page.reload()
  })

  it('is among what is to be filed and what ends', async () => {
    await page.waitForSelector('.c-reminders table')
    expect(await page.textContent('.c-reminders')).toMatch(/报送备案和合同备存：1件.*有效期：1件/)
    await shoot(page, 'reminders-published')
  })

  it('has its evaluation registered, and its 有效期 moved', async () => {
    await page.goto(`${service.url}/#/drafts/${draftId}`)
    await page.click('button:text-is("办理")')
    await page.fill('input[aria-label="评估日期"]', TODAY)
    await page.selectOption('select[aria-label="评估结论"]', 'keep')
    await page.fill('.c-panel textarea', '实施效果良好，没有与上位法不一致的内容。')
    await page.click('button:text-is("登记")')
    await page.waitForSelector('text=继续有效的，应当确定新的有效期。')
    await page.fill('input[aria-label="新的有效期至"]', '2035-12-31')
    const report = { name: '评估报告.txt', mimeType: 'text/plain', buffer: Buffer.from('实施效果良好。') }
    await page.setInputFiles('input[aria-label="后评估材料"]', report)
    await page.click('button:text-is("登记")')
    await page.waitForSelector(`text=有效期至2035-12-31（${TODAY}后评估，继续有效）`)
    const [opened] = await Promise.all([page.waitForEvent('download'), page.click('button:text-is("评估报告.txt")')])
    expect(opened.suggestedFilename()).toBe('评估报告.txt')
    await shoot(page, 'evaluation')
  })

  it('is filed with the 人大常委会 beside the superior', async () => {
    await shoot(page, 'filing-npc-asked')
    await page.click('button:text-is("由本级人民政府或者其办公厅（室）制定")')
    await page.waitForSelector(
      'text=经判明，由本级人民政府或者其办公厅（室）制定，应当报送本级人大常委会备案。报送期限至',
    )
    const form = page.locator('form.c-move', { hasText: '报送人大常委会备案' })
    await form.locator('input[aria-label="报送日期"]').fill(TODAY)
    await form.locator('button').click()
    await form.locator('button:text-is("取消")').click()
    await form.locator('button').click()
    await form.locator('button:text-is("确定")').click()
    await page.waitForSelector(`text=已于${TODAY}报送人大常委会备案。`)
    await shoot(page, 'filing-npc')
  })
})
