import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// What an office does first each day, by hand in the console: answers the facts of a matter, registers what came in, and
// is reminded. That the forms open the gates they name is seen only where form, contract and gates meet.

/** In China, as the service counts. */
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

let service: ServiceProcess
let browser: Browser
let page: Page
let draftId: string
const text = (
  JSON.parse(
    readFileSync(new URL('../corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8').split('\n')[0] as string,
  ) as { text: string }
).text

let ask: <Body extends object>(body: Body) => Promise<unknown>

beforeAll(async () => {
  service = await startService()
  const baseUrl = service.url
  const { token } = await call('signIn', { body: { account: 'demo', password: 'hongxian-demo' } }, { baseUrl })
  const connection = { baseUrl, token: token as string }
  const { draft } = await call('createCheck', { body: { sourceKey: 'd01', text } }, connection)
  draftId = draft.id
  ask = (facts) => call('changeMatter', { params: { draftId }, body: { revision: 0, facts } }, connection)
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1300, height: 1500 } })
  await signInAt(page, baseUrl)
  await page.waitForSelector('.c-table')
  await page.waitForSelector('text=没有临期和超期的办件')
  await shoot(page, 'reminders-none')
  await page.goto(`${baseUrl}/#/drafts/${draftId}`)
  await page.click('button:text-is("办理")')
  await page.waitForSelector('.c-process')
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const choose = (label: string, value: string) =>
  page.locator(`.c-facts select[aria-label="${label}"]`).selectOption(value)
const save = (index: number) => page.locator('.c-facts').nth(index).locator('button[type=submit]').click()

describe('the process in the console', () => {
  it('does not write over what somebody else has saved, and loses nothing that was typed', async () => {
    await ask({ isUrgent: true })
    await choose('是否存在重大风险', 'false')
    await save(0)
    const conflict = page.locator('.c-facts .c-notice')
    await conflict.waitFor()
    expect(await conflict.textContent()).toContain('他人已先保存了办理情况')
    expect(await page.inputValue('select[aria-label="是否存在重大风险"]')).toBe('false')
    await page.waitForFunction(
      () => (document.querySelector('select[name=isUrgent]') as HTMLSelectElement).value === 'true',
    )
    expect(await page.textContent('.c-theirs')).toBe('现登记为：尚未判明')
    await shoot(page, 'facts-stale')
    await page.click('text=仍用我的内容')
    await conflict.waitFor({ state: 'detached' })
    expect(await page.inputValue('select[aria-label="是否存在重大风险"]')).toBe('false')
    expect(await page.inputValue('select[name=isUrgent]')).toBe('true')
  })

  it('keeps what was typed while the service is away, and gives it up only when told to', async () => {
    await choose('专业性、技术性是否较强', 'true')
    await page.route('**/api/drafts/*/review', (route) => route.abort())
    await save(0)
    await page.waitForSelector('.c-facts [role=alert] >> text=无法连接审核服务')
    expect(await page.inputValue('select[name=isTechnical]')).toBe('true')
    await page.unroute('**/api/drafts/*/review')
    // Saved, but loading again fails: what another form holds stays too.
    await page.fill('input[name=basis]', '未保存的理由')
    await page.route('**/api/drafts/*/review', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    )
    await save(0)
    await page.waitForSelector('.c-process >> text=下面是此前的内容，已经填写的仍然保留。')
    expect(await page.inputValue('select[name=isTechnical]')).toBe('true')
    expect(await page.inputValue('input[name=basis]')).toBe('未保存的理由')
    await shoot(page, 'facts-not-loaded')
    await page.unroute('**/api/drafts/*/review')
    await page.click('.c-process > .c-notice >> text=重新载入')
    await page.locator('.c-process > .c-notice').waitFor({ state: 'detached' })
    expect(await page.inputValue('input[name=basis]')).toBe('未保存的理由')
    expect(await page.inputValue('select[name=isTechnical]')).toBe('true')
    await page.reload()
    await page.click('button:text-is("办理")')
    await page.waitForSelector('.c-process')
  })

  it('registers what came in, under the unit that sent it', async () => {
    const form = page.locator('form.c-move', { hasText: '收件登记' })
    await form.locator('input[aria-label="送审单位"]').fill('临江县城市管理局')
    await form.locator('input[aria-label="收到日期"]').fill(TODAY)
    await shoot(page, 'take-in')
    await form.locator('button').click()
    await page.waitForSelector('text=当前环节：已送审')
    expect(await page.textContent('.c-standing')).toContain(`起草单位：临江县城市管理局（${TODAY}收到，收件登记）`)
  })

  it('reminds each morning of what is due, and leads there', async () => {
    await page.click('nav >> text=办件台账')
    const row = page.locator('.c-reminders tr', { hasText: '材料核验' })
    await row.waitFor()
    expect(await page.textContent('.c-reminders')).toContain('办理期限：1件')
    expect(await row.textContent()).toMatch(/还有3个工作日临江县司法局 收件人（已送审）/)
    await shoot(page, 'reminders')
    await row.locator('a').click()
    await page.click('button:text-is("办理")')
    await page.waitForSelector('.c-process')
  })

  it('answers the facts, and each answer opens its gate', async () => {
    const accept = page.locator('.c-move', { hasText: '受理' }).first()
    expect(await accept.textContent()).toMatch(/尚未判明：.*是否涉及经营者经济活动/)
    await choose('是否涉及经营者经济活动', 'true')
    await choose('是否涉及公民、法人和其他组织切身利益', 'false')
    await choose('专业性、技术性是否较强', 'false')
    await choose('是否存在重大风险', 'false')
    await save(0)
    await page.waitForFunction(() => !(document.body.textContent as string).includes('尚未判明：'))
    expect(await accept.textContent()).toContain('未经公平竞争审查，不得出台')
    await page.locator('select[aria-label="公平竞争审查结论"]').selectOption('no-restriction')
    await save(1)
    await page.waitForSelector('text=应当填写公平竞争审查日期。')
    await page.locator('input[aria-label="公平竞争审查日期"]').fill(TODAY)
    await save(1)
    await page.waitForFunction(() => !(document.body.textContent as string).includes('未经公平竞争审查，不得出台'))
    expect(await accept.textContent()).toContain('送审材料不齐')
    await shoot(page, 'facts')
  })

  it('asks for the procedures where the matter is a major decision', async () => {
    await choose('文件类别', 'decision')
    await save(0)
    await page.waitForSelector('text=履行程序情况')
    await page.locator('input[aria-label="公众参与完成日期"]').fill('2026-10-01')
    await page.locator('input[aria-label="公开征求意见天数"]').fill('20')
    await save(1)
    await page.waitForSelector('text=公开征求意见期限不足30日且未说明理由。')
    await page.locator('input[aria-label="不足30日的理由"]').fill('防汛形势紧迫')
    await save(1)
    await page.waitForFunction(() => !(document.body.textContent as string).includes('期限不足30日且未说明理由。'))
    await shoot(page, 'procedures')
  })
})
