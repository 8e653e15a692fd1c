import { type CallOutput, call } from '@hongxian/shared/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { shoot } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// In the panel: what a reviewer says instead of the machine reaches the record, several findings are taken over and back at
// one stroke, and what was accepted is copied as the paragraphs of an opinion.

let service: ServiceProcess
let browser: ExtensionBrowser
let panel: Page

beforeAll(async () => {
  service = await startService()
  browser = await launchWithExtension()
  const connect = await browser.open(`${service.url}/demo/connect`)
  await connect.waitForURL(/\/intranet/, { timeout: 30_000 })
  panel = await browser.openPanel(await browser.open(`${service.url}/intranet/drafts/d01`))
  await panel.locator('.head', { hasText: '第1稿' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

type Recorded = CallOutput<'listFindings'>['findings']

async function onRecord(): Promise<{ findings: Recorded; notes: CallOutput<'listAnnotations'>['items'] }> {
  const body = { account: 'demo', password: 'hongxian-demo' }
  const { token } = await call('signIn', { body }, { baseUrl: service.url })
  const client = { baseUrl: service.url, token: token as string }
  const { items } = await call('listDrafts', { query: { limit: 100 } }, client)
  const draft = items.find(({ title }) => title.includes('住宅小区物业管理')) as (typeof items)[number]
  const params = { versionId: draft.currentVersionId }
  const { findings } = await call('listFindings', { params }, client)
  return { findings, notes: (await call('listAnnotations', { params }, client)).items }
}
const decided = async () => (await onRecord()).findings.flatMap(({ decision }) => decision ?? [])

describe('the panel', () => {
  it('takes a finding over in the reviewer’s words, by keyboard alone', async () => {
    await panel.keyboard.press('ArrowDown')
    await panel.keyboard.press('e')
    const form = panel.locator('form.hx-reasons')
    await form.locator('textarea').first().waitFor()
    expect(await form.locator('textarea').first().inputValue()).not.toContain('涉嫌')
    await panel.keyboard.press('Tab')
    await panel.keyboard.press('Control+a')
    await panel.keyboard.type('删去本条。')
    await shoot(panel, 'panel-own-words')
    await panel.keyboard.press('Control+Enter')
    await panel.locator('.hx-decided >> text=修改建议：删去本条。').waitFor()
    await soon(async () => (await decided()).map(({ suggestion }) => suggestion)).toEqual(['删去本条。'])
  })

  it('takes over all that is listed, and takes it back with one key', async () => {
    const all = panel.locator('.hx-bulk button', { hasText: '全部采纳' })
    const count = Number(/\d+/.exec((await all.textContent()) as string)?.[0])
    await all.click()
    await panel.locator('.foot >> text=已采纳').waitFor()
    await soon(async () => (await decided()).length).toBe(count + 1)
    await panel.locator('main').click({ position: { x: 2, y: 2 } })
    await panel.keyboard.press('Control+z')
    await soon(async () => (await decided()).length).toBe(1)
  })

  it('puts a note into the opinion, and copies it all for a paper', async () => {
    const card = panel.locator('.hx-finding[data-decided="true"]').first()
    await card.locator('button:text-is("批注")').click()
    await card.locator('.hx-reasons textarea').fill('请一并说明起草依据')
    await panel.keyboard.press('Enter')
    // Two rules speak of the same words, and the note stands on both cards.
    const note = panel.locator('.hx-note', { hasText: '请一并说明起草依据' }).first()
    await note.waitFor()
    await soon(async () => (await onRecord()).notes.length).toBe(1)
    await note.locator('input[type=checkbox]').click()
    await soon(async () => (await onRecord()).notes.map(({ listedAs }) => listedAs)).toEqual(['improper'])
    await note.locator('button:text-is("建议修改")').click()
    await soon(async () => (await onRecord()).notes.map(({ listedAs }) => listedAs)).toEqual(['hint'])
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await panel.locator('.hx-bulk >> text=复制审核意见').click()
    const copied = await panel.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n')).toEqual([
      expect.stringMatching(/^一、关于第.*建议：删去本条。$/),
      expect.stringMatching(/^二、关于第.*请一并说明起草依据。$/),
    ])
    await card.scrollIntoViewIfNeeded()
    await shoot(panel, 'panel-decided')
  })
})
