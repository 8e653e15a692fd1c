import { afterEach, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { highlightedWords, readLayer } from './layer.ts'
import { servePages } from './serve-pages.ts'
import { soon } from './soon.ts'

// Purpose: an extension that is updated, or a site that was not allowed, leaves no dead marks and no empty panel behind.
// Both are states of the browser that only a browser has.

let browser: ExtensionBrowser
let pages: Awaited<ReturnType<typeof servePages>>

afterEach(async () => {
  await browser.close()
  await pages.close()
})

describe('the extension in a running browser', () => {
  it('takes its marks off the pages when it is updated, and says so', async () => {
    pages = await servePages()
    browser = await launchWithExtension()
    const page = await browser.open(`${pages.url}/article.html`)
    await soon(async () => Object.keys(await highlightedWords(page))).not.toEqual([])
    await (await browser.worker())
      .evaluate(() => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload())
      .catch(() => null)
    await soon(() => highlightedWords(page)).toEqual({})
    expect((await readLayer(page, '.notice'))[0]?.text).toBe('红线插件已更新，请刷新页面。')
  })

  it('says in the panel what stands in the way: a site not allowed, a page of the browser, a site switched off', async () => {
    pages = await servePages()
    browser = await launchWithExtension({ args: ['--host-resolver-rules=MAP oa.example.test 127.0.0.1'] })
    const page = await browser.open(pages.url.replace('127.0.0.1', 'oa.example.test').concat('/article.html'))
    const panel = await browser.openPanel(page)
    await soon(() => panel.locator('main').textContent()).toContain('尚未允许在本网站审核')
    expect(await panel.getByRole('button', { name: '在本网站启用' }).count()).toBe(1)
    expect(await highlightedWords(page)).toEqual({})

    const own = await browser.open('about:blank')
    const other = await browser.openPanel(own)
    await soon(() => other.locator('main').textContent()).toContain('浏览器不允许插件读取这一页')

    const local = await browser.open(`${pages.url}/article.html`)
    const side = await browser.openPanel(local)
    await soon(() => side.locator('.hx-finding').count()).toBeGreaterThan(0)
    await side.getByRole('button', { name: '更多操作' }).click()
    await side.getByRole('button', { name: '本站停用' }).click()
    await soon(() => side.locator('main').textContent()).toContain('已在本网站停用')
    await soon(() => highlightedWords(local)).toEqual({})
    await side.getByRole('button', { name: '重新启用' }).click()
    await soon(async () => Object.keys(await highlightedWords(local))).not.toEqual([])
  })
})
