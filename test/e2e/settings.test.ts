import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// The page on which the administrator sets the limits of the office, in a real browser.

let service: ServiceProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  service = await startService()
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

async function open(account: string): Promise<void> {
  await signInAt(page, service.url, account, '#/settings')
  await page.waitForSelector('.c-settings')
}
describe('the page of settings', () => {
  it('is changed by the administrator, with a reason', async () => {
    await open('demo-admin')
    await page.fill('input[aria-label="审核期限（政府合同）"]', '8')
    await page.selectOption('select[aria-label="征求意见、论证期间不计入审核期限"]', 'false')
    expect(await page.isDisabled('button:text-is("保存")')).toBe(true)
    await page.fill('input[aria-label="登记号模板（行政规范性文件）"]', '{区划}府规〔{年}〕{号}号')
    await page.fill('input[aria-label="登记号中的区划简称"]', '临')
    await page.fill('input[aria-label="变更理由"]', '市政府令第12号第九条')
    await page.click('button:text-is("保存")')
    await page.waitForSelector('.c-history')
    expect(await page.textContent('.c-history')).toContain(
      '审核期限（政府合同）：由默认（5个工作日）改为8个工作日；征求意见、论证期间不计入审核期限：由默认（是）改为否；登记号模板（行政规范性文件）：由默认（不设定）改为{区划}府规〔{年}〕{号}号；登记号中的区划简称：由默认（不设定）改为临。理由：市政府令第12号第九条',
    )
    const row = page.locator('tr', { hasText: '审核期限（政府合同）' })
    expect(await row.textContent()).toMatch(/\d{4}-\d{2}-\d{2}设定（默认5个工作日）/)
    await shoot(page, 'settings')
  })

  it('is read by everybody else', async () => {
    await page.click('text=退出')
    await page.waitForSelector('input[type=password]')
    await open('demo')
    expect(await page.locator('.c-settings input').count()).toBe(0)
    expect(await page.textContent('main')).toContain('由系统管理员变更')
  })
})
