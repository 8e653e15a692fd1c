import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type ServiceProcess, startService } from './service.ts'

// The console as people without the extension use it: real browser, real service. What it shows is made of answers that
// cheaper tests hold; that the built page loads under its content policy, signs in and decides, only this one sees.

let service: ServiceProcess
let browser: Browser
let page: Page
const versions = readFileSync(new URL('../corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text)

beforeAll(async () => {
  service = await startService()
  const { token } = await call(
    'signIn',
    { body: { account: 'demo', password: 'hongxian-demo' } },
    { baseUrl: service.url },
  )
  for (const text of versions.slice(0, 2))
    await call('createCheck', { body: { sourceKey: 'd01', text } }, { baseUrl: service.url, token: token as string })
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1300, height: 820 } })
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

describe('the console', () => {
  it('refuses a wrong password in a sentence, then lets in', async () => {
    await page.goto(`${service.url}/`)
    await page.fill('input[autocomplete=username]', 'demo')
    await page.fill('input[type=password]', 'wrong')
    await page.click('button[type=submit]')
    await page.waitForSelector('[role=alert]')
    expect(await page.textContent('[role=alert]')).toBe('账号或密码不正确：请核对账号和密码。')
    await page.fill('input[type=password]', 'hongxian-demo')
    await page.click('button[type=submit]')
    await page.waitForSelector('.c-table')
    expect(await page.textContent('.c-table tbody')).toContain('临江县住宅小区物业管理若干规定')
  })

  it('shows the first version with its findings pointed out, and keeps a decision', async () => {
    await page.click('.c-table a')
    await page.waitForSelector('select')
    await page.selectOption('select', { index: 0 })
    await page.waitForSelector('.hx-finding')
    const quote = (await page.textContent('.hx-quote'))?.replace(/^“|”$/g, '') as string
    expect(versions[0]).toContain(quote)
    expect(await page.textContent('.hx-message')).not.toContain(quote)
    expect(await page.locator('.c-text mark').count()).toBeGreaterThan(0)
    await page.click('.hx-finding >> nth=0 >> text=采纳')
    await page.waitForSelector('.hx-decided')
    await page.reload()
    await page.waitForSelector('select')
    await page.selectOption('select', { index: 0 })
    await page.waitForSelector('.hx-decided')
    expect(await page.textContent('.hx-decided')).toContain('已采纳（演示审核员）')
  })

  it('lists what the version cites, and says how the wording of a ground gets here', async () => {
    await page.click('.hx-finding >> nth=1 >> text=/^依据/')
    await page.click('.hx-wording button >> nth=0')
    await page.waitForSelector('.hx-wording-notice')
    expect(await page.textContent('.hx-wording-notice')).toContain('可由系统管理员运行 hongxian laws import 导入')
    await page.click('text=引用核对')
    await page.waitForSelector('.hx-citations')
    expect(await page.textContent('.hx-citations')).toMatch(/《物业管理条例》.*现行有效/)
    await page.click('text=正文和审核意见')
  })

  it('tells what changed, what can be done, and what was done', async () => {
    await page.selectOption('select', { index: 1 })
    await page.click('text=稿次比对')
    await page.waitForSelector('.hx-change')
    expect(await page.textContent('main')).toContain('第1稿至第2稿')
    await page.click('button:text-is("对照表")')
    await page.waitForSelector('.hx-comparison tbody tr')
    const download = page.waitForEvent('download')
    await page.click('text=导出 Word')
    expect((await download).suggestedFilename()).toBe('临江县住宅小区物业管理若干规定修改对照表.docx')
    await page.click('button:text-is("审核意见书")')
    await page.waitForSelector('text=承办人尚未作出审核结论。')
    await page.click('button:text-is("办理")')
    await page.waitForSelector('.c-process')
    expect(await page.textContent('.c-standing')).toContain('当前环节：起草')
    await page.click('text=办理记录')
    await page.waitForSelector('.c-history li')
    expect(await page.locator('.c-history li').count()).toBe(5)
  })

  it('takes the papers of a matter in, gives them back, and asks why one is missing', async () => {
    await page.click('button:text-is("办理")')
    const paper = page.locator('.c-materials li', { hasText: '起草说明' })
    const program = { name: '起草说明.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') }
    await paper.locator('input[type=file]').setInputFiles(program)
    await page.waitForSelector('text=内容与扩展名不符')
    const text = { ...program, name: '起草说明.txt', buffer: Buffer.from('为什么要制定') }
    await paper.locator('input[type=file]').setInputFiles(text)
    await paper.locator('text=已提交').waitFor()
    const download = page.waitForEvent('download')
    await paper.locator('button', { hasText: '起草说明.txt' }).click()
    expect(readFileSync(await (await download).path(), 'utf8')).toBe('为什么要制定')
    const letter = page.locator('.c-materials li', { hasText: '送审函' })
    await letter.locator('input[placeholder]').fill('随会议通知一并报送')
    await letter.locator('text=填报理由').click()
    await letter.locator('text=未附文件，理由：随会议通知一并报送').waitFor()
  })
})
