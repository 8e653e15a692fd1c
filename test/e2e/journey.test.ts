import { call } from '@hongxian/shared/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { highlightedWords } from './layer.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// Purpose: the main job from end to end, as a reviewer does it, with the built extension, a real service and the sample
// intranet: read, mark, list, record, edit, compare; and the same with the service gone and the background asleep.

let service: ServiceProcess
let browser: ExtensionBrowser
let draft: Page
let panel: Page

beforeAll(async () => {
  service = await startService()
  browser = await launchWithExtension()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

async function readAccount(): Promise<string> {
  return (await browser.worker()).evaluate(async () => {
    const api = (
      globalThis as unknown as {
        chrome: { storage: { local: { get(key: string): Promise<{ account?: { baseUrl: string } }> } } }
      }
    ).chrome
    return (await api.storage.local.get('account')).account?.baseUrl ?? ''
  })
}

/** Decisions that stand in the history, of all drafts. */
async function decisionsMade(): Promise<number> {
  const body = { account: 'demo', password: 'hongxian-demo' }
  const { token } = await call('signIn', { body }, { baseUrl: service.url })
  const client = { baseUrl: service.url, token: token as string }
  const { items } = await call('listDrafts', { query: { limit: 100 } }, client)
  const histories = items.map(({ id }) =>
    call('getDraftHistory', { params: { draftId: id }, query: { limit: 100 } }, client),
  )
  return (await Promise.all(histories))
    .flatMap((history) => history.items)
    .filter(({ type }) => type === 'decision.made').length
}

const marked = async (page: Page) => Object.values(await highlightedWords(page)).flat()
const version = () => panel.locator('.head').textContent()
const cards = () => panel.locator('.hx-finding').count()

describe('a reviewer at work', () => {
  it('is signed in by the page that the service shows on this machine', async () => {
    const connect = await browser.open(`${service.url}/demo/connect`)
    await soon(() => readAccount()).toBe(service.url)
    await connect.close()
  })

  it('opens a draft: its words are marked, and the panel lists the same findings by clause', async () => {
    draft = await browser.open(`${service.url}/intranet/drafts/d01`)
    await draft.setViewportSize({ width: 1000, height: 600 })
    await soon(() => marked(draft)).not.toEqual([])
    panel = await browser.openPanel(draft)
    await soon(version).toMatch(/临江县住宅小区物业管理若干规定.*第1稿/)
    expect(await cards()).toBeGreaterThan(0)
    expect(await panel.locator('.label').first().textContent()).toMatch(/^第.+条$|文件总体/)
    await soon(() => panel.locator('.foot').textContent()).toContain(service.url)
  })

  it('reads law, article and suggested wording on a card', async () => {
    const card = panel.locator('.hx-finding').first()
    await card.getByRole('button', { name: /^依据/ }).click()
    expect(await card.locator('.hx-unfold').first().textContent()).toMatch(/《.+》第.+条/)
    await card.getByRole('button', { name: /^建议修改为/ }).click()
    expect(await card.locator('.hx-unfold').count()).toBe(2)
  })

  it('unfolds the wording of a ground by keyboard, or is told how it gets there', async () => {
    const wording = panel.locator('.hx-finding').first().locator('.hx-wording').first()
    await wording.locator('button').focus()
    await panel.keyboard.press('Enter')
    await soon(() => wording.textContent()).toContain(
      '本单位尚未导入该法律文本，可由系统管理员运行 hongxian laws import 导入',
    )
    await panel.keyboard.press('Enter')
    await soon(() => wording.textContent()).not.toContain('尚未导入')
  })

  it('lists what the draft cites, and goes to the words', async () => {
    await panel.getByRole('button', { name: '更多操作' }).click()
    await panel.getByRole('button', { name: '引用核对' }).click()
    await soon(() => panel.locator('.hx-citations').textContent()).toMatch(/《物业管理条例》.*行政法规.*现行有效/)
    await panel.locator('.hx-citation button').first().click()
    await panel.getByRole('button', { name: '返回审核发现' }).click()
  })

  it('goes from a card to its words and from words to their card', async () => {
    const first = panel.locator('.hx-finding').first()
    await panel.locator('.hx-quote').last().click()
    await soon(() => currentIsVisible(draft)).toBe(true)
    await panel.locator('.hx-quote').first().click()
    await soon(() => first.getAttribute('data-current')).toBe('true')
    await soon(() => currentIsVisible(draft)).toBe(true)
    const place = await placeOfCurrent(draft)
    await panel.locator('.hx-quote').last().click()
    await soon(() => first.getAttribute('data-current')).toBe('false')
    await draft.evaluate((y) => scrollTo(0, y), place.scrollY)
    await draft.mouse.click(place.x, place.y)
    await soon(() => first.getAttribute('data-current')).toBe('true')
  })

  it('decides, and the decision stands on the record under the person’s name', async () => {
    await panel.locator('.hx-finding').first().getByRole('button', { name: '采纳', exact: true }).click()
    await soon(() => panel.locator('.hx-decided').first().textContent()).toMatch(/已采纳（演示审核员）/)
  })

  it('sees the second version checked, and what changed since the first', async () => {
    await draft.bringToFront()
    await draft.locator('button[name="version"]:not([disabled])').last().click()
    await soon(version).toMatch(/第2稿 · 对照第1稿 改动\d+处/)
    await panel.locator('.version').click()
    await soon(() => panel.locator('.hx-change').count()).toBeGreaterThan(0)
    const fates = await panel.locator('.fates').textContent()
    expect(fates).toMatch(/已消除 \d+处.*仍存在 \d+处.*新出现 \d+处/s)
    expect(await panel.locator('.hx-change ins, .hx-change del').count()).toBeGreaterThan(0)
  })

  it('sees the same as a 对照表, and takes it into Word', async () => {
    await panel.getByRole('button', { name: '对照表' }).click()
    await soon(() => panel.locator('.hx-comparison tbody tr').count()).toBeGreaterThan(0)
    if (process.env.HONGXIAN_SHOTS) await panel.screenshot({ path: `${process.env.HONGXIAN_SHOTS}/panel-table.png` })
    const download = panel.waitForEvent('download')
    await panel.getByRole('button', { name: '导出 Word' }).click()
    expect((await download).suggestedFilename()).toMatch(/修改对照表\.docx$/)
    await panel.getByRole('button', { name: '返回审核发现' }).click()
  })

  it('reads the course of the matter', async () => {
    await panel.getByRole('button', { name: '更多操作' }).click()
    await panel.getByRole('button', { name: '办理记录' }).click()
    await soon(() => panel.locator('.history li').count()).toBeGreaterThan(2)
    await panel.getByRole('button', { name: '返回审核发现' }).click()
  })
})

describe('typing in an editor', () => {
  it('is followed at once on this machine, and recorded when the person pauses', async () => {
    const page = await browser.open(`${service.url}/intranet/drafts/d03`)
    await soon(() => marked(page)).not.toEqual([])
    const side = await browser.openPanel(page)
    await soon(() => side.locator('.head').textContent()).toContain('第1稿')
    const before = (await marked(page)).length
    await page.bringToFront()
    const body = page.frameLocator('iframe').locator('body')
    await body.locator('p').last().click()
    await page.keyboard.press('End')
    await page.keyboard.type('未经备案的企业，不得在本县从事餐饮经营活动。')
    await soon(async () => (await marked(page)).length).toBeGreaterThan(before)
    await soon(() => side.locator('.banner').textContent()).toContain('正在编辑')
    await side.getByRole('button', { name: '立即登记' }).click()
    await soon(() => side.locator('.head').textContent()).toContain('第2稿')
    await side.close()
    await page.close()
  })
})

describe('with the service gone', () => {
  it('goes on checking, keeps the decision, and sends it when the service is back', async () => {
    const page = await browser.open(`${service.url}/intranet/drafts/d05`)
    const side = await browser.openPanel(page)
    await soon(() => side.locator('.head').textContent()).toContain('第1稿')
    await service.stop()
    await page.evaluate(() => {
      const line = document.createElement('p')
      line.textContent = '第三十条 未经登记的企业，不得在本县从事电梯维修活动。'
      document.querySelector('#content')!.append(line)
    })
    await soon(async () => (await marked(page)).join()).toContain('未经登记的企业')
    await soon(() => side.locator('.banner').textContent()).toContain('服务暂时连接不上')
    const card = side.locator('.hx-finding', { hasText: '未经登记的企业' }).first()
    await card.getByRole('button', { name: '不采纳' }).click()
    await card.getByRole('button', { name: '上位法有规定' }).click()
    await soon(() => card.locator('.hx-decided').textContent()).toMatch(/上位法有规定.*待上传/)
    await soon(() => side.locator('.banner').textContent()).toMatch(/您的1条意见已保存在本机，恢复后自动上传/)
    await service.restart()
    await side.getByRole('button', { name: '重试' }).click()
    await soon(() => side.locator('.head').textContent()).toContain('第2稿')
    await soon(() => card.locator('.hx-decided').textContent()).toMatch(/上位法有规定（演示审核员）/)
    await side.close()
    await page.close()
  })
})

describe('with an answer lost on the way', () => {
  it('sends the decision again, and the service has it once', async () => {
    const page = await browser.open(`${service.url}/intranet/drafts/d05`)
    const side = await browser.openPanel(page)
    await page.evaluate(() => {
      const line = document.createElement('p')
      line.textContent = '第三十一条 未经登记的企业，不得在本县从事锅炉维修活动。'
      document.querySelector('#content')!.append(line)
    })
    await soon(async () => (await marked(page)).join()).toContain('未经登记的企业')
    const card = side.locator('.hx-finding', { hasText: '未经登记的企业' }).first()
    await soon(() => card.count()).toBe(1)
    const before = await decisionsMade()
    await (await browser.worker()).evaluate(() => {
      const platform = globalThis as unknown as { fetch: typeof fetch; lost: number }
      const send = platform.fetch
      platform.lost = 0
      platform.fetch = async (...request) => {
        const answer = await send(...request)
        if (!String(request[0]).endsWith('/decisions') || platform.lost > 0) return answer
        platform.lost++
        throw new TypeError('connection reset')
      }
    })
    await card.getByRole('button', { name: '不采纳' }).click()
    await card.getByRole('button', { name: '上位法有规定' }).click()
    await soon(() => card.locator('.hx-decided').textContent()).toMatch(/待上传/)
    // The alarm that tries again would ring in a minute.
    const worker = await browser.worker()
    type Alarms = { get(name: string): Promise<unknown>; create(name: string, at: object): Promise<void> }
    const isSet = () =>
      worker.evaluate(async () => {
        const { alarms } = (globalThis as unknown as { chrome: { alarms: Alarms } }).chrome
        return (await alarms.get('send-waiting')) !== undefined
      })
    await soon(isSet).toBe(true)
    await worker.evaluate(() =>
      (globalThis as unknown as { chrome: { alarms: Alarms } }).chrome.alarms.create('send-waiting', {
        when: Date.now(),
      }),
    )
    await soon(() => card.locator('.hx-decided').textContent()).toMatch(/（演示审核员）/)
    expect(await (await browser.worker()).evaluate(() => (globalThis as unknown as { lost: number }).lost)).toBe(1)
    expect(await decisionsMade()).toBe(before + 1)
    await side.close()
    await page.close()
  })
})

describe('with the background asleep', () => {
  it('wakes it with nothing lost', async () => {
    const page = await browser.open(`${service.url}/intranet/drafts/d07`)
    const side = await browser.openPanel(page)
    await soon(() => side.locator('.head').textContent()).toContain('第1稿')
    const before = await side.locator('.hx-finding').count()
    await putToSleep(side)
    expect(await side.locator('.hx-finding').count()).toBe(before)
    await page.evaluate(() => {
      const line = document.createElement('p')
      line.textContent = '未经登记的企业，不得在本县从事供水设施维修活动。'
      document.querySelector('#content')!.append(line)
    })
    await soon(async () => (await marked(page)).join()).toContain('未经登记的企业')
    await side.close()
    await page.close()
  })
})

/** Is the current mark within the window? */
function currentIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
    const name = [...registry.keys()].find((key) => key.includes('current'))
    if (!name) return false
    const { top, bottom } = [...registry.get(name)!][0]!.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
}

/** A point on the current mark, and how far the page was scrolled then. */
function placeOfCurrent(page: Page): Promise<{ x: number; y: number; scrollY: number }> {
  return page.evaluate(() => {
    const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
    const name = [...registry.keys()].find((key) => key.includes('current'))!
    const [box] = [...[...registry.get(name)!][0]!.getClientRects()]
    return { x: box!.left + 20, y: box!.top + box!.height / 2, scrollY }
  })
}

/** Stop the service worker, as the browser does after half a minute of rest. */
async function putToSleep(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const versions: string[] = []
  session.on('ServiceWorker.workerVersionUpdated', (event) => {
    for (const found of event.versions) if (found.runningStatus === 'running') versions.push(found.versionId)
  })
  await session.send('ServiceWorker.enable')
  await soon(() => versions.length).toBeGreaterThan(0)
  await session.send('ServiceWorker.stopWorker', { versionId: versions[0]! })
  await session.detach()
}
