import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIdentityProvider } from '../identity-provider.ts'
import { launchBrowser } from './browser.ts'
import { type ServiceProcess, startService } from './service.ts'

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

const shoot = async (name: string) => {
  const folder = process.env.HONGXIAN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

describe('the sign-in page', () => {
  it('says why nobody was let in, and can be used again', async () => {
    provider.become({ preferred_username: 'nobody' })
    await page.goto(service.url.replace('127.0.0.1', 'localhost'))
    await page.click('button:text-is("使用统一身份认证登录")')
    await page.waitForSelector('[role=alert]')
    expect(await page.textContent('[role=alert]')).toContain('本系统没有对应的账号')
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/')
    await shoot('sign-in-refused')
  })

  it('leads through 统一身份认证 to the ledger', async () => {
    provider.become({ preferred_username: 'demo' })
    await page.click('button:text-is("使用统一身份认证登录")')
    await page.waitForSelector('header >> text=演示审核员')
    expect(new URL(page.url()).pathname).toBe('/')
    await page.click('text=退出')
    await page.waitForSelector('input[type=password]')
    await shoot('sign-in')
  })
})
