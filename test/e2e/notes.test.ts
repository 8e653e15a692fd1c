import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { highlightedWords, readLayer } from './layer.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// Purpose: what a reviewer sees and no rule does is marked on the page and written down as well: about any words of the
// draft, in whatever page, kept when the service is away, carried into the next version, changed and withdrawn.

let service: ServiceProcess
let browser: ExtensionBrowser
const opened: Page[] = []

beforeAll(async () => {
  service = await startService()
  browser = await launchWithExtension()
  const connect = await browser.open(`${service.url}/demo/connect`)
  await connect.waitForURL(/\/intranet/, { timeout: 30_000 })
})
afterEach(async () => {
  for (const page of opened.splice(0)) await page.close()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

async function open(draft: string): Promise<{ page: Page; panel: Page }> {
  const page = await browser.open(`${service.url}/intranet/drafts/${draft}`)
  const panel = await browser.openPanel(page)
  opened.push(page, panel)
  await panel.locator('.head', { hasText: /第\d+稿/ }).waitFor()
  return { page, panel }
}

/** Mark words with the mouse's effect: the selection of whatever document holds them. */
async function select(page: Page, words: string): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate((wanted) => {
      const field = [...document.querySelectorAll('textarea')].find(({ value }) => value.includes(wanted))
      if (field) {
        field.focus()
        field.setSelectionRange(field.value.indexOf(wanted), field.value.indexOf(wanted) + wanted.length)
        return true
      }
      const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = nodes.nextNode() as Text | null; node; node = nodes.nextNode() as Text | null) {
        const at = node.data.indexOf(wanted)
        if (at < 0) continue
        getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length)
        return true
      }
      return false
    }, words)
    if (found) return
  }
  throw new Error(`没有“${words}”`)
}

async function annotate(panel: Page, words: string): Promise<void> {
  await panel.getByRole('button', { name: '批注选中' }).click()
  await panel.getByLabel('批注', { exact: true }).fill(words)
  await panel.keyboard.press('Enter')
}

const noted = async (page: Page) => (await highlightedWords(page))['hongxian-note'] ?? []

describe('a note about words that no rule speaks of', () => {
  const WORDS = '业主委员会会议应当有过半数委员出席'

  it('stands on the page, in its clause of the list and on the record', async () => {
    const { page, panel } = await open('d01')
    await select(page, WORDS)
    await annotate(panel, '请核对业主大会议事规则。')
    const card = panel.locator('.list > li', { hasText: WORDS })
    await soon(() => card.locator('.label').textContent()).toBe('第五条')
    await soon(() => card.textContent()).toContain('批注（演示审核员）：请核对业主大会议事规则。')
    await soon(() => noted(page)).toEqual([WORDS])
    await card.getByRole('button', { name: '修改' }).click()
    await panel.getByLabel('批注', { exact: true }).fill('与业主大会议事规则不一致。')
    await panel.keyboard.press('Enter')
    await soon(() => card.textContent()).toContain('与业主大会议事规则不一致。')
    await page.reload()
    await soon(() => noted(page)).toEqual([WORDS])
  })

  it('goes along into the next version, or is said to have lost its place', async () => {
    const { page, panel } = await open('d01')
    await page.locator('button[name="version"]:not([disabled])').first().click()
    await panel.locator('.head', { hasText: '第2稿' }).waitFor()
    const kept = async () =>
      (await noted(page)).length + (await panel.locator('.banner', { hasText: '找不到' }).count())
    await soon(kept).toBe(1)
  })

  it('is withdrawn by its author', async () => {
    const { page, panel } = await open('d01')
    await panel.locator('.noted').getByRole('button', { name: '撤回' }).click()
    await soon(() => panel.locator('.noted').count()).toBe(0)
    await soon(() => noted(page)).toEqual([])
  })

  it('is refused where nothing is marked, with what to do', async () => {
    const { panel } = await open('d02')
    await panel.getByRole('button', { name: '批注选中' }).click()
    await soon(() => panel.locator('.banner').textContent()).toContain('请先选中要批注的文字')
  })

  it('is written about the words of an editing frame and of a text area too', async () => {
    const editor = await open('d03')
    await select(editor.page, '县城规划区内临街餐饮门店')
    await annotate(editor.panel, '范围不明。')
    await soon(() => noted(editor.page)).toEqual(['县城规划区内临街餐饮门店'])
    const area = await open('d04')
    await select(area.page, '农村村民实行一户一宅')
    await annotate(area.panel, '与省规定重复。')
    await soon(() => area.panel.locator('.noted .hx-quote').textContent()).toBe('“农村村民实行一户一宅”')
    await area.panel.locator('.noted .hx-quote').click()
    await soon(() => readLayer(area.page, '.line[data-severity="note"]')).not.toEqual([])
  })

  it('is kept while the service is away, and sent when it is back', async () => {
    const { page, panel } = await open('d05')
    await service.stop()
    const words = (await page.locator('#content p').nth(3).textContent())!.trim().slice(0, 12)
    await select(page, words)
    await annotate(panel, '待核。')
    await soon(() => panel.locator('.noted').textContent()).toContain('待核。 · 待上传')
    await soon(() => panel.locator('.banner').textContent()).toContain('您的1条意见已保存在本机')
    await service.restart()
    await panel.getByRole('button', { name: '重试' }).first().click()
    await soon(() => panel.locator('.noted').textContent()).toContain('批注（演示审核员）：待核。')
  })
})

describe('the card on the page', () => {
  it('takes a note as the panel does', async () => {
    const { page, panel } = await open('d07')
    await soon(async () => Object.keys(await highlightedWords(page)).length).toBeGreaterThan(0)
    const at = await page.evaluate(() => {
      const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
      const [range] = [...registry.values()].flatMap((ranges) => [...ranges])
      range!.startContainer.parentElement!.scrollIntoView({ block: 'center' })
      const { left, top, height } = range!.getClientRects()[0]!
      return { x: left + 12, y: top + height / 2 }
    })
    await page.bringToFront()
    await page.mouse.move(at.x, at.y)
    await page.mouse.move(at.x + 1, at.y)
    const card = async () => (await readLayer(page, '.card')).find(({ attributes }) => !('hidden' in attributes))?.text
    await soon(card).toContain('批注')
    const button = (await readLayer(page, '.card .hx-actions button')).find(({ text }) => text === '批注')!
    await page.mouse.click((button.box!.left + button.box!.right) / 2, (button.box!.top + button.box!.bottom) / 2)
    await page.keyboard.type('在页面上写的批注')
    await page.keyboard.press('Enter')
    await soon(() => panel.locator('.hx-note').textContent()).toContain('在页面上写的批注')
    await soon(() => noted(page)).not.toEqual([])
  })
})

describe('a part of a draft that is only looked at', () => {
  it('is not decided on and leaves no version; the whole is one click away', async () => {
    const { page, panel } = await open('d01')
    await panel.getByRole('button', { name: '更多操作' }).click()
    await page.evaluate(() => getSelection()!.removeAllRanges())
    await panel.getByRole('button', { name: '只审选中' }).click()
    await soon(() => panel.locator('.banner').textContent()).toContain('页面上没有选中文字')
    await page.evaluate(() => {
      const lines = document.querySelectorAll('#content p')
      getSelection()!.setBaseAndExtent(lines[9]!, 0, lines[20]!, lines[20]!.childNodes.length)
    })
    await panel.getByRole('button', { name: '更多操作' }).click()
    await panel.getByRole('button', { name: '只审选中' }).click()
    await soon(() => panel.locator('.head').textContent()).toContain('只审选中部分，不登记、不处理')
    expect(await panel.getByRole('button', { name: '采纳', exact: true }).count()).toBe(0)
    await panel.getByRole('button', { name: '审核全文' }).click()
    await soon(() => panel.locator('.head').textContent()).toMatch(/第\d稿/)
  })
})
