import { call } from '@hongxian/shared/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// Purpose: whoever decides many findings by keyboard never waits for the service, loses no key and no decision, and is told
// what became of them: with a slow service, with a decision taken back while it is on its way, with a session that expired.

let service: ServiceProcess
let browser: ExtensionBrowser
let draft: Page
let panel: Page

beforeAll(async () => {
  service = await startService()
  browser = await launchWithExtension()
  const connect = await browser.open(`${service.url}/demo/connect`)
  await connect.waitForURL(/\/intranet/, { timeout: 30_000 })
  draft = await browser.open(`${service.url}/intranet/drafts/d01`)
  panel = await browser.openPanel(draft)
  await panel.locator('.head', { hasText: '第1稿' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

/** From now on the service takes so long over what is decided. */
async function delayDecisions(ms: number): Promise<void> {
  await (await browser.worker()).evaluate((wait) => {
    const platform = globalThis as unknown as { fetch: typeof fetch; delay: number; quick?: typeof fetch }
    platform.delay = wait
    const quick = platform.quick ?? platform.fetch
    platform.quick = quick
    platform.fetch = async (...request) => {
      if (String(request[0]).endsWith('/decisions')) await new Promise((resolve) => setTimeout(resolve, platform.delay))
      return quick(...request)
    }
  }, ms)
}

/** The findings of the first draft as they are on record, and how to reach the service. */
async function findingsOnRecord() {
  const body = { account: 'demo', password: 'hongxian-demo' }
  const { token } = await call('signIn', { body }, { baseUrl: service.url })
  const client = { baseUrl: service.url, token: token as string }
  const { items } = await call('listDrafts', { query: { limit: 100 } }, client)
  const id = items.find(({ title }) => title.includes('住宅小区物业管理'))!.id
  const { versions } = await call('getDraft', { params: { draftId: id } }, client)
  const { findings } = await call('listFindings', { params: { versionId: versions.at(-1)!.id } }, client)
  return { findings, client }
}

/** What stands on the record of the first draft, by finding. */
const onRecord = async (): Promise<string[]> =>
  (await findingsOnRecord()).findings.flatMap(({ decision }) => decision?.decision ?? [])

const keyOf = (selector: string) =>
  panel.evaluate((wanted) => document.querySelector(wanted)?.closest<HTMLElement>('[data-key]')?.dataset.key, selector)
const progress = () => panel.locator('.progress').textContent()
const counts = async () => (await progress())!.match(/\d+/g)!.map(Number)

describe('marks of several findings on the same words', () => {
  it('show the gravest, and the current one before all', async () => {
    const priorities = () =>
      draft.evaluate(() => {
        const registry = (CSS as unknown as { highlights: Map<string, { priority: number }> }).highlights
        return [...registry].sort(([, a], [, b]) => a.priority - b.priority).map(([name]) => name)
      })
    await soon(priorities).toEqual(['hongxian-suspect', 'hongxian-improper', 'hongxian-illegal'])
  })
})

describe('deciding by keyboard', () => {
  it('takes every key though the service is slow, and the focus goes with the current card', async () => {
    await delayDecisions(1_500)
    await panel.keyboard.press('ArrowDown')
    const [open] = await counts()
    for (let i = 0; i < 4; i += 1) await panel.keyboard.press('a')
    await soon(async () => (await counts())[0], { timeout: 1_200 }).toBe(open! - 4)
    await soon(() => keyOf(':focus')).toBe(await keyOf('[data-current="true"]'))
    await delayDecisions(0)
    await soon(() => onRecord()).toHaveLength(4)
  })

  it('gives a common reason by its number, and one’s own with Enter', async () => {
    await panel.keyboard.press('r')
    await soon(() => panel.locator('.hx-reasons textarea').count()).toBe(1)
    await panel.keyboard.type('2')
    await panel.keyboard.press('Enter')
    await soon(() => panel.locator('.hx-decided', { hasText: '已不采纳：属内部管理' }).count()).toBe(1)
    await panel.keyboard.press('r')
    await soon(() => panel.locator('.hx-reasons textarea').count()).toBe(1)
    await panel.keyboard.type('本县另有依据')
    await panel.keyboard.press('Enter')
    await soon(() => panel.locator('.hx-decided', { hasText: '已不采纳：本县另有依据' }).count()).toBe(1)
    await soon(() => keyOf(':focus')).toBe(await keyOf('[data-current="true"]'))
  })

  it('gives the focus back to the card when a form is left with Esc', async () => {
    await panel.keyboard.press('r')
    await soon(() => keyOf('textarea:focus')).toBe(await keyOf('[data-current="true"]'))
    await panel.keyboard.press('Escape')
    await soon(() => keyOf('.hx-quote:focus')).toBe(await keyOf('[data-current="true"]'))
  })

  it('keeps the words that were begun when another card is picked', async () => {
    await panel.keyboard.press('r')
    await soon(() => panel.locator('.hx-reasons textarea').count()).toBe(1)
    await panel.keyboard.type('本条依据待')
    await panel.locator('.hx-quote').first().click()
    await soon(() => panel.locator('.hx-reasons').count()).toBe(0)
    await panel.locator('.hx-finding[data-decided="false"] .hx-quote').first().click()
    await panel.keyboard.press('r')
    await soon(() => panel.locator('.hx-reasons textarea').inputValue()).toBe('本条依据待')
    await panel.keyboard.press('Escape')
  })

  it('annotates what is decided already', async () => {
    await panel.keyboard.press('ArrowUp')
    await panel.keyboard.press('n')
    await soon(() => panel.locator('.hx-reasons textarea').count()).toBe(1)
    await panel.keyboard.type('请起草单位说明')
    await panel.keyboard.press('Enter')
    await soon(() => panel.locator('.hx-note').textContent()).toContain('批注（演示审核员）：请起草单位说明')
  })

  it('takes back a decision that is on its way to the service', async () => {
    const before = (await onRecord()).length
    await panel.keyboard.press('ArrowDown')
    await delayDecisions(1_500)
    await panel.keyboard.press('a')
    const worker = await browser.worker()
    type Outbox = { get(key: 'outbox'): Promise<{ outbox?: { isTried?: boolean }[] }> }
    const isOnItsWay = () =>
      worker.evaluate(async () => {
        const { storage } = (globalThis as unknown as { chrome: { storage: { local: Outbox } } }).chrome
        return (await storage.local.get('outbox')).outbox?.some(({ isTried }) => isTried) ?? false
      })
    await soon(isOnItsWay).toBe(true)
    await panel.keyboard.press('Control+z')
    await delayDecisions(0)
    await soon(() => panel.locator('.foot').textContent()).not.toContain('待上传')
    await soon(async () => (await onRecord()).length).toBe(before)
    expect(await panel.locator('[data-current="true"] .hx-decided').count()).toBe(0)
  })

  it('says what somebody else decided meanwhile, and gives way to it or goes before it', async () => {
    const { findings, client } = await findingsOnRecord()
    await panel.locator('.hx-finding[data-decided="false"] .hx-quote').first().click()
    const card = panel.locator(`[data-key="${await keyOf('[data-current="true"]')}"]`)
    const quote = await card.locator('.hx-quote').getAttribute('title')
    const finding = findings.find((one) => one.decision === null && one.quote === quote)!
    await call('decideFinding', { params: { findingId: finding.id }, body: { decision: 'deferred' } }, client)
    await card.getByRole('button', { name: '采纳', exact: true }).click()
    await soon(() => panel.locator('.banner').textContent()).toContain('处理为“暂不处理”')
    await panel.keyboard.press('Control+z')
    await soon(() => panel.locator('.banner').count()).toBe(0)
    const decided = async () =>
      (await findingsOnRecord()).findings.find(({ id }) => id === finding.id)?.decision?.decision
    expect(await decided()).toBe('deferred')
    await card.locator('.hx-quote').click()
    await panel.keyboard.press('a')
    await soon(decided).toBe('accepted')
  })

  it('says when the list is done, and leads on to the console', async () => {
    for (let left = (await counts())[0]!; left > 0; left -= 1) await panel.keyboard.press('a')
    await soon(progress).toBe('已处理完')
    expect(await panel.getByRole('button', { name: '到工作台拟写意见' }).count()).toBe(1)
  })
})

describe('a session that expired', () => {
  it('keeps what is decided, says so, and sends it after signing in again in the panel', async () => {
    await soon(() => panel.locator('.foot').textContent()).not.toContain('待上传')
    const before = (await onRecord()).length
    await (await browser.worker()).evaluate(async () => {
      type Local = { get(key: string): Promise<{ account: object }>; set(items: object): Promise<void> }
      const { local } = (globalThis as unknown as { chrome: { storage: { local: Local } } }).chrome.storage
      await local.set({ account: { ...(await local.get('account')).account, token: 'expired' } })
    })
    await panel.locator('.chip', { hasText: '提示' }).click()
    await soon(async () => (await progress()) !== '已处理完').toBe(true)
    await panel
      .locator('.hx-finding[data-decided="false"]')
      .first()
      .getByRole('button', { name: '采纳', exact: true })
      .click()
    await soon(() => panel.locator('.banner').textContent()).toContain('登录已失效，请重新登录')
    await soon(() => panel.locator('.foot').textContent()).toContain('1条意见保存在本机，登录后上传')
    await panel.locator('.banner').getByRole('button', { name: '登录' }).click()
    await panel.getByLabel('账号').fill('demo')
    await panel.getByLabel('密码').fill('hongxian-demo')
    await panel.locator('.sign-in').getByRole('button', { name: '登录', exact: true }).click()
    await soon(async () => (await onRecord()).length).toBe(before + 1)
    await soon(() => panel.locator('.banner').count()).toBe(0)
  })
})

describe('the next version', () => {
  it('says what became of the accepted opinions, and what is not listed', async () => {
    await panel.locator('.chip', { hasText: '提示' }).click()
    await draft.bringToFront()
    await draft.locator('button[name="version"]:not([disabled])').first().click()
    await soon(() => panel.locator('.head').textContent()).toContain('第2稿')
    expect(await panel.locator('.foot [role="status"]').count()).toBe(0)
    await soon(() => panel.locator('.empty').textContent()).toMatch(/所选级别没有发现，另有提示\d+处未列出/)
    await panel.locator('.version').click()
    expect(await panel.locator('.fates').textContent()).toMatch(
      /已采纳的审核意见(\d+)处：修改后已消除\d+处，仍存在\d+处/,
    )
    await panel.getByRole('button', { name: '返回审核发现' }).click()
    await panel.getByRole('button', { name: '列出' }).click()
    await soon(() => panel.locator('.hx-finding').count()).toBeGreaterThan(0)
  })
})

describe('the menu', () => {
  it('closes with Esc and with a click elsewhere', async () => {
    await panel.getByRole('button', { name: '更多操作' }).click()
    await panel.keyboard.press('ArrowDown')
    await panel.keyboard.press('Escape')
    expect(await panel.locator('.items').count()).toBe(0)
    await panel.getByRole('button', { name: '更多操作' }).click()
    await panel.locator('.hx-message').first().click()
    expect(await panel.locator('.items').count()).toBe(0)
  })
})

describe('rules that the service shares with the extension', () => {
  it('are not kept a second time', async () => {
    const kept = await (await browser.worker()).evaluate(async () => {
      type Local = { get(key: string): Promise<object> }
      return Object.keys(
        await (globalThis as unknown as { chrome: { storage: { local: Local } } }).chrome.storage.local.get('ruleSet'),
      )
    })
    expect(kept).toEqual([])
  })
})
