import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { bundlePageCode } from './bundle.ts'
import { highlightedWords, readLayer } from './layer.ts'
import { servePages } from './serve-pages.ts'
import { soon } from './soon.ts'

// Purpose: engines without the CSS Custom Highlight API (kernels before 105) get lines over the same words, and these
// follow scrolling, zooming and resizing; hundreds of marks in one paragraph are all drawn. The page code runs by itself
// here, as those engines' extensions cannot be loaded.

let browser: Browser
let pages: Awaited<ReturnType<typeof servePages>>
let code: string

beforeAll(async () => {
  code = await bundlePageCode('src/page/page-session.ts', 'hongxianPage')
  browser = await launchBrowser()
  pages = await servePages()
})
afterAll(async () => {
  await browser.close()
  await pages.close()
})

interface Marked {
  readonly words: string
  readonly severity?: string
}

/** Start the page code on a page and answer its text with findings on the given words. */
async function start(
  name: string,
  marked: readonly Marked[],
  options: { old?: boolean; scale?: number } = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 900, height: 300 }, deviceScaleFactor: options.scale ?? 1 })
  await page.goto(`${pages.url}/${name}.html`)
  if (options.old) await page.evaluate('delete window.Highlight')
  await page.evaluate(`${code}; window.wanted = ${JSON.stringify(marked)}; (() => {
    const css = '.marks .line { position: fixed } .card, .rail { position: fixed } [hidden] { display: none }'
    const session = new hongxianPage.PageSession(document, css, { send: async (message) => {
      window.last = message
      if (message.type !== 'page-read') return null
      const findings = []
      for (const { words, severity = 'illegal' } of window.wanted)
        for (let at = message.text.indexOf(words); at >= 0; at = message.text.indexOf(words, at + 1))
          findings.push({ key: words + at, rule: 'r', code: 'c', item: '事项', severity, start: at, end: at + words.length,
            clause: '', message: '', authority: [], suggestion: '', quote: words, id: null, decision: null })
      setTimeout(() => session.receive({ type: 'show-findings', session: message.session, revision: message.revision,
        findings, current: null, notes: [], drawn: ['illegal', 'improper', 'suspect', 'hint'] }))
      return null
    } })
    window.session = session
    session.start()
  })()`)
  return page
}

const boxesOfWords = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const at = node.data.indexOf(wanted)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }))
    }
    return []
  }, words)

const lines = async (page: Page) => (await readLayer(page, '.line')).map(({ box }) => box!)

async function expectLinesOn(page: Page, words: string): Promise<void> {
  await soon(async () => {
    const drawn = await lines(page)
    const shown = (await boxesOfWords(page, words)).filter(({ bottom, top }) => bottom > 0 && top < 300)
    return (
      shown.every((box) =>
        drawn.some((line) => Math.abs(line.left - box.left) < 1.5 && Math.abs(line.top - box.top) < 1.5),
      ) && drawn.length >= shown.length
    )
  }).toBe(true)
}

describe('lines for engines without highlights', () => {
  it('stand on the words, and stay there while the page scrolls and changes width', async () => {
    const words = '由县住房和城乡建设局处以三万元罚款'
    const page = await start('article', [{ words }], { old: true })
    await page.evaluate(() => scrollTo(0, 300))
    await expectLinesOn(page, words)
    expect(await highlightedWords(page).catch(() => ({}))).toEqual({})
    await page.evaluate(() => scrollBy(0, -40))
    await expectLinesOn(page, words)
    await page.setViewportSize({ width: 420, height: 300 })
    await page.evaluate(() => scrollTo(0, 500))
    await expectLinesOn(page, words)
    await page.close()
  })

  it.each([0.9, 1.1, 1.5, 2])('stand on the words at a zoom of %s', async (scale) => {
    const words = '未经备案的企业，'
    const page = await start('article', [{ words }], { old: true, scale })
    await page.evaluate((zoom) => {
      document.documentElement.style.fontSize = `${16 * zoom}px`
    }, scale)
    await page.evaluate(() => scrollTo(0, 150))
    await expectLinesOn(page, words)
    await page.close()
  })

  it('do not spill out of a box that scrolls its content', async () => {
    const page = await start('article', [{ words: '违反本办法规定' }], { old: true })
    await page.setViewportSize({ width: 900, height: 900 })
    await soon(() => lines(page)).not.toEqual([])
    await page.evaluate(() => {
      const box = document.querySelector<HTMLElement>('#content')!
      box.style.cssText = 'height: 80px; overflow: auto'
    })
    await soon(() => lines(page)).toEqual([])
    await page.close()
  })
})

describe('many marks', () => {
  it('are all drawn in one paragraph, crossing and nested', async () => {
    const page = await start('article', [
      { words: '本' },
      { words: '本办法', severity: 'improper' },
      { words: '办法', severity: 'suspect' },
      { words: '企业', severity: 'hint' },
    ])
    await soon(async () => Object.keys(await highlightedWords(page)).length).toBe(4)
    const before = await highlightedWords(page)
    expect(before['hongxian-improper']!.every((words) => words === '本办法')).toBe(true)
    await page.evaluate(() => {
      const words = '企业应当按照本办法的规定向本县报告。'.repeat(200)
      document.querySelectorAll('#content p')[1]!.textContent = `　　第二条　${words}`
    })
    await soon(async () => (await highlightedWords(page))['hongxian-hint']!.length).toBeGreaterThanOrEqual(201)
    expect(Object.keys(await highlightedWords(page)).length).toBeLessThanOrEqual(12)
    await page.close()
  })

  it('leave with the session when the extension is gone, and say so once', async () => {
    const page = await start('article', [{ words: '企业' }])
    await soon(async () => Object.keys(await highlightedWords(page))).not.toEqual([])
    await page.evaluate('session.stop("红线插件已更新，请刷新页面。")')
    expect(await highlightedWords(page)).toEqual({})
    expect((await readLayer(page, '.notice'))[0]?.text).toBe('红线插件已更新，请刷新页面。')
    await page.close()
  })
})
