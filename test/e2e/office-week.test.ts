import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// Days of an office in the console alone, without the extension: a unit set up, its drafter sends a text, learns what is
// missing, and is told nothing that is not signed. That the forms lead from one to the next is seen only here.

let service: ServiceProcess
let browser: Browser
let admin: Page
let drafter: Page
let office: Page
const text = (
  JSON.parse(
    readFileSync(new URL('../corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8').split('\n')[0] as string,
  ) as { text: string }
).text

const newPage = async () => (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()

beforeAll(async () => {
  service = await startService()
  browser = await launchBrowser()
  ;[admin, drafter, office] = [await newPage(), await newPage(), await newPage()]
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

const moveOf = (page: Page, label: string) =>
  page.locator('form.c-move', { has: page.locator(`b:text-is("${label}")`) })

describe('an office’s week in the console', () => {
  it('sets up a unit and its drafter, and shows the first password once', async () => {
    await signInAt(admin, service.url, 'demo-admin')
    await admin.click('nav >> text=单位和人员')
    await admin.click('text=设立下级单位')
    await admin.fill('textarea', '城关司法所\n河东司法所\n')
    await admin.click('button:text-is("设立2个单位")')
    await admin.click('nav[aria-label=单位] >> text=河东司法所')
    await admin.waitForSelector('text=尚未设立用户。')
    await admin.click('button:text-is("设立用户")')
    await admin.locator('.c-panel input').nth(0).fill('王某')
    await admin.locator('.c-panel input').nth(1).fill('hd-wang')
    await admin.check('text=起草单位承办人')
    await admin.check('text=系统管理员')
    await admin.waitForSelector('text=系统管理员不得兼任办理人员和审计员。')
    await admin.uncheck('text=系统管理员')
    await shoot(admin, 'people')
    await admin.click('.c-panel button[type=submit]')
    const password = (await admin.textContent('.c-secret')) as string
    await admin.click('text=已经记下')
    expect(await admin.textContent('main')).not.toContain(password)

    await drafter.goto(service.url)
    await drafter.fill('input[autocomplete=username]', 'hd-wang')
    await drafter.fill('input[type=password]', password)
    await drafter.click('button[type=submit]')
    const boxes = drafter.locator('input[type=password]')
    await drafter.waitForSelector('text=再次填写新密码')
    for (const [n, words] of [password, 'ten letters!', 'ten letters?'].entries()) await boxes.nth(n).fill(words)
    await drafter.click('button[type=submit]')
    await drafter.waitForSelector('text=两次填写的新密码不一致。')
    await boxes.nth(2).fill('ten letters!')
    await drafter.click('button[type=submit]')
    await drafter.waitForSelector('text=尚无办件')
  })

  it('takes in a text by hand and sends it to the office that reviews', async () => {
    await drafter.click('text=录入文件')
    await drafter.fill('textarea', text)
    await drafter.click('text=登记并审核')
    await drafter.waitForSelector('.c-columns')
    await drafter.click('.c-bar button:text-is("办理")')
    await drafter.waitForSelector('.c-materials li')
    for (const fact of ['touchesBusiness', 'affectsPublic', 'isTechnical', 'isRisky'])
      await drafter.selectOption(`select[name=${fact}]`, 'false')
    await drafter.locator('.c-facts button[type=submit]').first().click()
    await drafter.waitForFunction(() => !document.querySelector('.c-fact .c-missing'))
    for (const name of await drafter.locator('.c-paper-name').allTextContents()) {
      const paper = drafter.locator('.c-materials li', { hasText: name })
      await paper.locator('input[placeholder]').fill('随后补送')
      await paper.locator('text=填报理由').click()
      await paper.locator('text=未附文件，理由：随后补送').waitFor()
    }
    const submit = moveOf(drafter, '送审')
    await submit.locator('select').selectOption({ label: '临江县司法局' })
    await shoot(drafter, 'submit')
    await submit.locator('button').click()
    await drafter.waitForSelector('.c-standing >> text=审核单位：临江县司法局')
    expect(await drafter.textContent('.c-standing')).toContain('不得提请集体审议')
    expect(await drafter.locator('text=录入新稿次').count()).toBe(0)
  })

  it('tells the office whose it is and until when, and the drafter what is missing', async () => {
    await signInAt(office, service.url, 'demo')
    const row = office.locator('.c-ledger tbody tr')
    const said = (await row.textContent()) as string
    expect(said).toContain('河东司法所')
    expect(said).toMatch(/已送审临江县司法局 收件人.*还有3个工作日/)
    await office.selectOption('select[aria-label="当前环节"]', 'signing')
    await office.waitForSelector('text=没有找到符合条件的文件。')
    await office.selectOption('select[aria-label="当前环节"]', 'submitted')
    await row.locator('a').click()
    await office.waitForSelector('.c-columns')
    await office.goBack()
    await row.waitFor()
    expect(await office.inputValue('select[aria-label="当前环节"]')).toBe('submitted')
    await row.locator('a').click()
    await office.click('.c-bar button:text-is("办理")')
    await moveOf(office, '通知补正').locator('textarea').fill('缺少起草说明；送审函未加盖公章。')
    await moveOf(office, '通知补正').locator('button').click()
    await office.waitForSelector('text=当前环节：待补正')
    await drafter.reload()
    await drafter.waitForSelector('.c-standing >> text=缺少起草说明；送审函未加盖公章。')
    await shoot(drafter, 'supplement')
    await drafter.click('.c-bar button:text-is("办理")')
    await moveOf(drafter, '补正后送审').locator('button').click()
    await drafter.waitForSelector('text=当前环节：已送审')
  })

  it('shows the drafter no decision and no opinion before it is signed', async () => {
    await office.reload()
    await office.waitForSelector('.hx-finding')
    await office.click('.hx-finding >> nth=0 >> text=采纳')
    await office.waitForSelector('.hx-decided')
    await drafter.reload()
    await drafter.waitForSelector('.hx-finding')
    expect(await drafter.locator('.hx-decided').count()).toBe(0)
    await drafter.click('button:text-is("审核意见书")')
    await drafter.waitForSelector('text=审核意见尚未签发，签发后可以查阅。')
  })

  it('asks twice where there is no way back', async () => {
    await drafter.click('.c-bar button:text-is("办理")')
    await moveOf(drafter, '撤回').locator('textarea').fill('另行组织起草')
    await moveOf(drafter, '撤回').locator('button').click()
    await moveOf(drafter, '撤回').locator('button:text-is("取消")').click()
    await drafter.waitForSelector('text=当前环节：已送审')
    await moveOf(drafter, '撤回').locator('button').click()
    await moveOf(drafter, '撤回').locator('button:text-is("确定")').click()
    await drafter.waitForSelector('text=当前环节：已撤回')
  })

  it('adds up in the ledgers, on the screen and for Excel', async () => {
    await office.click('nav >> text=统计')
    // The findings below are figures too, and may come first.
    const totals = office.locator('h2:text-is("总账") + table')
    await totals.locator('tbody tr').first().waitFor()
    expect(await totals.textContent()).toMatch(/河东司法所行政规范性文件1000.*合计.*1000/)
    await shoot(office, 'statistics')
    const download = office.waitForEvent('download')
    await office.click('text=导出 Excel')
    expect((await download).suggestedFilename()).toMatch(/^合法性审核台账（\d{4}-01-01至\d{4}-12-31）\.xlsx$/)
  })

  it('ends a sign-in elsewhere, where nothing typed is lost', async () => {
    const elsewhere = await newPage()
    await signInAt(elsewhere, service.url, 'demo')
    await elsewhere.click('text=录入文件')
    await elsewhere.fill('.c-panel textarea', '正在录入的正文')
    await office.click('header >> text=演示审核员')
    await office.waitForSelector('text=本次登录')
    await office.locator('button:text-is("撤销")').first().click()
    await office.waitForFunction(() => document.querySelectorAll('main tbody tr').length === 1)
    await elsewhere.click('text=登记并审核')
    await elsewhere.waitForSelector('[role=dialog] >> text=已经填写的内容仍然保留')
    await shoot(elsewhere, 'signed-out')
    await elsewhere.fill('input[autocomplete=username]', 'demo')
    await elsewhere.fill('[role=dialog] input[type=password]', 'hongxian-demo')
    await elsewhere.click('[role=dialog] button[type=submit]')
    await elsewhere.waitForSelector('[role=dialog]', { state: 'detached' })
    expect(await elsewhere.inputValue('.c-panel textarea')).toBe('正在录入的正文')
  })
})
