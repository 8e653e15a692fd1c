import { browser } from 'wxt/browser'
import { isFilePage } from '../file-page.ts'
import type { ToPage } from '../messages.ts'
import type { Stage, TabReview } from '../review.ts'
import { readSettings } from '../settings.ts'
import { changeReview, emptyReview } from './tab-review.ts'

const SCRIPT = 'draft-on-granted-sites'
const FILES = { js: ['content-scripts/draft.js'], css: ['content-scripts/draft.css'] }

/** Pages on this machine are in the manifest; sites the person has allowed are registered here. */
export async function registerGrantedSites(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll()
  const matches = origins.filter((origin) => !/^https?:\/\/(127\.0\.0\.1|localhost)\/\*$/.test(origin))
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] })
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] })
  if (matches.length === 0) return
  await browser.scripting.registerContentScripts([
    { id: SCRIPT, matches, ...FILES, allFrames: true, matchOriginAsFallback: true, runAt: 'document_idle' },
  ])
}

/** Read a page that was open before its site was allowed, or before the extension was updated. */
async function injectInto(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true }
  await browser.scripting.insertCSS({ target, files: FILES.css })
  await browser.scripting.executeScript({ target, files: FILES.js as never })
}

/** May the page be read? The answer is a stage for the panel, or `null`: it may. */
export async function obstacleAt(url: string): Promise<Stage | null> {
  if (isFilePage(url)) return null
  if (!/^(https?|file):/.test(url)) return 'unreadable'
  const { disabledSites } = await readSettings()
  const { origin } = new URL(url)
  if (disabledSites.includes(origin)) return 'off'
  const pattern = url.startsWith('file:') ? 'file:///*' : `${origin.replace(/:\d+$/, '')}/*`
  return (await browser.permissions.contains({ origins: [pattern] })) ? null : 'no-permission'
}

/** The panel looks at a tab: say what stands in the way, or wake the page. */
export async function lookAtTab(tabId: number): Promise<TabReview | null> {
  const tab = await browser.tabs.get(tabId)
  const url = tab.url ?? tab.pendingUrl ?? ''
  const obstacle = await obstacleAt(url)
  await pausePage(tabId, obstacle === 'off')
  if (obstacle) return changeReview(tabId, () => ({ ...emptyReview(tabId, url), stage: obstacle }))
  if (await answers(tabId)) return null
  if (isFilePage(url)) return changeReview(tabId, () => ({ ...emptyReview(tabId, url), stage: 'no-draft' }))
  try {
    await injectInto(tabId)
    return null
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return changeReview(tabId, () => ({ ...emptyReview(tabId, url), stage: 'unreadable', detail }))
  }
}

async function pausePage(tabId: number, paused: boolean): Promise<void> {
  try {
    await browser.tabs.sendMessage(tabId, { type: 'pause', paused } satisfies ToPage)
  } catch {
    // No script of ours runs there.
  }
}

async function answers(tabId: number): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tabId, { type: 'are-you-there' as const }, { frameId: 0 })
    return true
  } catch {
    return false
  }
}
