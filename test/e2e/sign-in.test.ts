import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIdentityProvider } from '../identity-provider.ts'
import { type ExtensionBrowser, launchBrowser, launchWithExtension } from './browser.ts'
import { shoot } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// Signing in by 统一身份认证 in a real browser: that cookies are sent on the way back and the page says what went wrong is
// seen nowhere else.

let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let service: ServiceProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  provider = await startIdentityProvider({ id: 'hongxian', secret: null })
  service = await startService((url) => ({
    // Another site than the service, as it is in an office.
    HONGXIAN_OIDC_ISSUER: provider.issuer,
    HONGXIAN_OIDC_CLIENT_ID: 'hongxian',
    HONGXIAN_ADDRESS: url.replace('127.0.0.1', 'localhost'),
  }))
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
  await provider?.close()
})

describe('the sign-in page', () => {
  it('says why nobody was let in, and can be used again', async () => {
    provider.become({ preferred_username: 'nobody' })
    await page.goto(service.url.replace('127.0.0.1', 'localhost'))
    await page.click('button:text-is("使用统一身份认证登录")')
    await page.waitForSelector('[role=alert]')
    expect(await page.textContent('[role=alert]')).toContain('本系统没有对应的账号')
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/')
    await shoot(page, 'sign-in-refused')
  })

  it('leads through 统一身份认证 to the ledger', async () => {
    provider.become({ preferred_username: 'demo' })
    await page.click('button:text-is("使用统一身份认证登录")')
    await page.waitForSelector('header >> text=演示审核员')
    expect(new URL(page.url()).pathname).toBe('/')
    expect(provider.ended).toEqual([])
    await page.click('text=退出')
    await page.waitForSelector('input[type=password]')
    await shoot(page, 'sign-in')
  })

  it('has been left at 统一身份认证 as well', () => {
    expect(provider.ended).toMatchObject([{ client_id: 'hongxian', id_token_hint: expect.any(String) }])
  })
})

describe('the extension', () => {
  let extension: ExtensionBrowser
  let options: Page
  beforeAll(async () => {
    extension = await launchWithExtension()
    options = await extension.open(`chrome-extension://${extension.id}/options.html`)
  })
  afterAll(() => extension?.close())

  it('is signed in at the console, by 统一身份认证 and the number that it shows', async () => {
    provider.become({ preferred_username: 'demo' })
    await options.fill('input[name=baseUrl]', service.url.replace('127.0.0.1', 'localhost'))
    const opened = extension.context.waitForEvent('page')
    await options.click('button:text-is("在工作台确认登录（统一身份认证）")')
    const number = await options.textContent('.number')
    expect(number).toMatch(/^\d{6}$/)
    await shoot(options, 'sign-in-extension')
    const console = await opened
    await console.click('button:text-is("使用统一身份认证登录")')
    const typed = console.locator('input[inputmode=numeric]')
    await typed.fill('12')
    await console.click('button:text-is("确认登录")')
    await console.waitForSelector('[role=alert]')
    expect(await console.textContent('[role=alert]')).toContain('核对码不正确')
    await typed.fill(number as string)
    // What is being typed anew is not yet wrong.
    await console.waitForSelector('[role=alert]', { state: 'detached' })
    await shoot(console, 'sign-in-confirm')
    await console.click('button:text-is("确认登录")')
    await console.waitForSelector('text=已经确认')
    await soon(() => options.textContent('main')).toContain('演示审核员')
    // Neither page ever held the token.
    expect(
      await console.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage })),
    ).not.toContain('hx_')
  })

  it('keeps its sign-in when the console is left, and signs out by itself', async () => {
    const console = extension.context.pages().find((one) => one.url().includes('#/connect/')) as Page
    await console.click('text=退出')
    await console.waitForSelector('input[type=password]')
    await options.reload()
    expect(await options.textContent('main')).toContain('演示审核员')
    await options.click('button:text-is("退出登录")')
    await options.waitForSelector('input[name=password]')
  })
})
