import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchBrowser, launchWithExtension } from './browser.ts'
import { highlightedWords, readLayer, serialise } from './layer.ts'
import { servePages } from './serve-pages.ts'
import { soon } from './soon.ts'

// Purpose: marks stand on the right words of each kind of page, follow its changes, never survive them stale, and leave
// the page as it was. Needs a real layout, real highlights and the built extension.

let browser: ExtensionBrowser
let plain: Browser
let pages: Awaited<ReturnType<typeof servePages>>
const opened: Page[] = []

beforeAll(async () => {
  browser = await launchWithExtension()
  plain = await launchBrowser()
  pages = await servePages()
})
afterEach(async () => {
  for (const page of opened.splice(0)) await page.close()
})
afterAll(async () => {
  await browser.close()
  await plain.close()
  await pages.close()
})

async function open(name: string): Promise<Page> {
  const page = await browser.open(`${pages.url}/${name}.html`)
  opened.push(page)
  return page
}

/** All words marked, whatever the severity: which rules speak is not this file's subject. */
const marked = async (page: Page) => Object.values(await highlightedWords(page)).flat()

/** The characters of some words that do not stand among others. */
function missingFrom(words: string, others: string): string {
  const left = [...others]
  return [...words]
    .filter((character) => {
      const at = left.indexOf(character)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    .join('')
}

/** The quotes the background holds for a page's tab. */
async function found(
  page: Page,
): Promise<{ quotes: string[]; stage: string; unplaced: number; session: string; revision: number }> {
  const tab = await browser.tabIdOf(page)
  return (await browser.worker()).evaluate(async (id) => {
    const api = (
      globalThis as unknown as {
        chrome: { storage: { session: { get(key: string): Promise<Record<string, never>> } } }
      }
    ).chrome
    const review = (await api.storage.session.get(`review:${id}`))[`review:${id}`] as unknown as
      | {
          findings: { quote: string; severity: string }[]
          stage: string
          unplaced: string[]
          session: string
          revision: number
        }
      | undefined
    return {
      quotes: review?.findings.filter(({ severity }) => severity !== 'hint').map(({ quote }) => quote) ?? [],
      stage: review?.stage ?? '',
      unplaced: review?.unplaced.length ?? 0,
      session: review?.session ?? '',
      revision: review?.revision ?? 0,
    }
  }, tab)
}

describe('marks on a page', () => {
  it.each(['article', 'editor', 'table'])(
    'stand on the very words found on %s, across elements and frames',
    async (name) => {
      const page = await open(name)
      await soon(() => marked(page)).not.toEqual([])
      const { quotes, unplaced } = await found(page)
      const bare = (words: string) => words.replace(/\s/g, '')
      const pieces = (await marked(page)).map(bare)
      // Findings of two 审核事项 may share words, which are marked once.
      for (const piece of pieces) expect(quotes.map(bare)).toContainEqual(expect.stringContaining(piece))
      for (const quote of quotes) expect(missingFrom(bare(quote), pieces.join(''))).toBe('')
      expect(unplaced).toBe(0)
    },
  )

  it('are lines over a textarea, where its words stand, also after it scrolled', async () => {
    const page = await open('textarea')
    await soon(() => readLayer(page, '.line')).not.toEqual([])
    const before = (await readLayer(page, '.line'))[0]!.box!
    const field = (await page.locator('textarea').boundingBox())!
    expect(before.left).toBeGreaterThan(field.x)
    expect(before.right).toBeLessThan(field.x + field.width)
    await page.locator('textarea').evaluate((element) => {
      element.scrollTop = 27
    })
    await soon(async () => (await readLayer(page, '.line'))[0]!.box!.top).toBeCloseTo(before.top - 27, 0)
    await page.locator('textarea').evaluate((element) => {
      element.scrollTop = 1000
    })
    await soon(async () => (await readLayer(page, '.line')).every(({ box }) => box!.top >= field.y)).toBe(true)
  })

  it.each(['article', 'editor', 'textarea', 'table'])(
    'leave %s as a browser without the extension shows it',
    async (name) => {
      const page = await open(name)
      await soon(async () => (await found(page)).stage).toBe('ready')
      await page.mouse.move(300, 265)
      await page.waitForTimeout(500)
      const other = await plain.newPage()
      await other.goto(page.url())
      expect(await serialise(page)).toBe(await serialise(other))
      await other.close()
    },
  )

  it('vanish at once from words that change, and come back with the new check', async () => {
    const page = await open('article')
    await soon(() => marked(page)).not.toEqual([])
    const atOnce = await page.evaluate(async () => {
      const text = document.querySelectorAll('#content p')[1]!.firstChild as Text
      text.data = '　　第二条　未办理备案的企业，'
      await new Promise((resolve) => setTimeout(resolve))
      const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
      return [...registry.values()].flatMap((ranges) => [...ranges].map((range) => range.toString())).join()
    })
    expect(atOnce).not.toMatch(/备案/)
    await soon(async () => (await marked(page)).join('')).toContain('未办理备案的企业')
  })

  it('stay when the page renders the same words anew', async () => {
    const page = await open('article')
    await soon(() => marked(page)).not.toEqual([])
    const { revision } = await found(page)
    await page.evaluate(() => {
      const content = document.querySelector('#content')!
      content.innerHTML = String(content.innerHTML)
    })
    await soon(async () => (await marked(page)).join('')).toContain('未经备案')
    expect((await found(page)).revision).toBe(revision)
  })

  it('follow typing in an editing frame', async () => {
    const page = await open('editor')
    await soon(() => marked(page)).not.toEqual([])
    const body = page.frameLocator('#editor').locator('body')
    await body.locator('p').nth(2).click()
    await page.keyboard.press('End')
    await page.keyboard.type('未经登记的企业，不得在本县从事共享电动车经营活动。')
    await soon(async () => (await marked(page)).join('')).toContain('未经登记的企业')
  })

  it('do not wear out a page that renders itself every 50 ms', async () => {
    const page = await open('restless')
    await soon(async () => (await found(page)).stage).toBe('ready')
    const { revision } = await found(page)
    await page.waitForTimeout(3_000)
    expect((await found(page)).revision).toBe(revision)
  })

  it('are not drawn where the page asks checkers to stay away, until the person says so', async () => {
    const page = await open('opted-out')
    await soon(async () => (await found(page)).stage).toBe('opted-out')
    const panel = await browser.openPanel(page)
    opened.push(panel)
    await panel.getByRole('button', { name: '本页仍要审核' }).click()
    await soon(async () => (await found(page)).stage).toBe('ready')
  })

  it('say nothing of a page without a draft', async () => {
    const page = await open('list')
    await soon(async () => (await found(page)).stage).toBe('no-draft')
  })
})

describe('the card on the page', () => {
  it('shows after a rest on the words, beside them, and goes with Esc', async () => {
    const page = await open('article')
    await soon(() => marked(page)).not.toEqual([])
    const words = await page.evaluate(() => {
      const { left, top, right, bottom } = document.querySelectorAll('#content p b')[0]!.getBoundingClientRect()
      return { left, top, right, bottom }
    })
    await page.mouse.move((words.left + words.right) / 2, (words.top + words.bottom) / 2)
    await page.mouse.move((words.left + words.right) / 2 + 1, (words.top + words.bottom) / 2)
    const card = async () => (await readLayer(page, '.card')).find(({ attributes }) => !('hidden' in attributes))
    await soon(async () => (await card())?.text).toContain('采纳')
    const { box } = (await card())!
    expect(box!.top >= words.bottom || box!.bottom <= words.top).toBe(true)
    expect(box!.right - box!.left).toBeLessThanOrEqual(360)
    await page.keyboard.press('Escape')
    expect(await card()).toBeUndefined()
  })
})

describe('the panel and the page', () => {
  it('scroll one another: a card picked brings its words into view, words clicked pick their card', async () => {
    const page = await open('article')
    await page.setViewportSize({ width: 900, height: 220 })
    await soon(() => marked(page)).not.toEqual([])
    await page.evaluate(() => scrollTo(0, 5000))
    const panel = await browser.openPanel(page)
    opened.push(panel)
    await panel.locator('.hx-quote').first().click()
    await soon(() =>
      page.evaluate(() => {
        const { top, bottom } = document.querySelectorAll('#content p b')[0]!.getBoundingClientRect()
        return top > 0 && bottom < innerHeight
      }),
    ).toBe(true)
    await soon(async () => Object.keys(await highlightedWords(page))).toContainEqual(expect.stringMatching(/-current$/))
    await soon(() => panel.locator('.hx-finding[data-current="true"]').count()).toBe(1)
  })

  it('keeps a decision taken with nobody to send it to, and takes it back', async () => {
    const page = await open('article')
    await soon(() => marked(page)).not.toEqual([])
    const panel = await browser.openPanel(page)
    opened.push(panel)
    await panel.getByRole('button', { name: '不采纳' }).first().click()
    await panel.getByRole('button', { name: '上位法有规定' }).click()
    await soon(() => panel.locator('.hx-decided').first().textContent()).toMatch(/已不采纳：上位法有规定.*待上传/)
    await page.reload()
    await soon(async () => Object.keys(await highlightedWords(page))).toContainEqual(expect.stringMatching(/-decided$/))
    await panel.keyboard.press('Control+z')
    await soon(async () => Object.keys(await highlightedWords(page))).not.toContainEqual(
      expect.stringMatching(/-decided$/),
    )
    await soon(() => panel.locator('.hx-decided').count()).toBe(0)
  })
})
