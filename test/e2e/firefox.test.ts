import { type Browser, launch } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILT_FIREFOX } from './browser.ts'
import { findFirefox } from './find-browser.ts'
import { servePages } from './serve-pages.ts'
import { soon } from './soon.ts'

// Purpose: the Firefox build loads, its content script reads a page, the background checks it, and the words are marked.

const firefox = findFirefox()
const UUID = '6a1d2c1e-5a3b-4b53-9a34-2f1f0f6b7c11'

describe.skipIf(!firefox)('the extension in Firefox', () => {
  let browser: Browser
  let pages: Awaited<ReturnType<typeof servePages>>

  beforeAll(async () => {
    pages = await servePages()
    browser = await launch({
      browser: 'firefox',
      executablePath: firefox!,
      headless: true,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ 'hongxian@shenhe.example': UUID }),
      },
    })
    await browser.installExtension(BUILT_FIREFOX)
  })
  afterAll(async () => {
    await browser?.close()
    await pages?.close()
  })

  it('marks the words found on a page and in an editing frame', async () => {
    const page = await browser.newPage()
    await page.goto(`${pages.url}/article.html`)
    const marked = () =>
      page.evaluate(() => {
        const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
        return [...(registry.get('hongxian-illegal') ?? [])].map((range) => range.toString()).join('')
      })
    await soon(marked).toMatch(/^未经备案的企业/)
    expect(await page.evaluate(() => document.querySelectorAll('hongxian-layer').length)).toBe(1)
  })
})
