import { browser } from 'wxt/browser'
import type { FromPage, FromPanel } from '../messages.ts'
import { readSettings } from '../settings.ts'
import { listenForRecorded } from './decide.ts'
import { handleMessage } from './handle-message.ts'
import { tryAgain } from './review-text.ts'
import { localRules } from './rule-set-cache.ts'
import { listenForAlarm } from './send-waiting.ts'
import { showBadge, tellPage } from './show-on-page.ts'
import { registerGrantedSites } from './site-access.ts'
import { allReviews, forgetReview, readReview } from './tab-review.ts'

/** Hook the background up. Every listener is added in the first turn: a woken worker gets only events it listens to then. */
export function startBackground(): void {
  browser.runtime.onMessage.addListener((message, sender, answer) => {
    void handleMessage(message as FromPage | FromPanel, sender).then(answer)
    return true
  })
  // Pages hold a port open to learn when they are orphaned; nothing is said through it.
  browser.runtime.onConnect.addListener(() => {})
  browser.tabs.onRemoved.addListener((tabId) => void forgetReview(tabId))
  browser.permissions.onAdded.addListener(() => void registerGrantedSites())
  browser.permissions.onRemoved.addListener(() => void registerGrantedSites())
  browser.runtime.onInstalled.addListener(() => void registerGrantedSites())
  browser.runtime.onStartup.addListener(() => void tryAgain())
  browser.commands.onCommand.addListener((command, tab) => void runCommand(command, tab?.id))
  browser.storage.onChanged.addListener((changes) => {
    if ('settings' in changes) void drawAsSet()
  })
  // The token lies in storage.local: pages' content scripts have no business there.
  void (browser.storage.local as { setAccessLevel?: (level: object) => Promise<void> }).setAccessLevel?.({
    accessLevel: 'TRUSTED_CONTEXTS',
  })
  listenForAlarm(tryAgain)
  listenForRecorded()
  openPanelFromIcon()
  // Ready before the first page asks: compiling is the slow part of a cold check.
  localRules().catch((error: unknown) => console.error('红线：规则集没有装入', error))
}

async function drawAsSet(): Promise<void> {
  const { drawn } = await readSettings()
  for (const review of await allReviews()) {
    await tellPage(review.tabId, review.frameId, { type: 'draw', severities: drawn })
    await showBadge(review)
  }
}

/** The icon opens the side panel where the browser has one; older kernels keep the pop-up. */
function openPanelFromIcon(): void {
  if (browser.sidePanel) {
    void browser.action.setPopup({ popup: '' })
    void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true })
    return
  }
  const { sidebarAction } = browser as unknown as { sidebarAction?: { toggle(): Promise<void> } }
  if (!sidebarAction) return
  void browser.action.setPopup({ popup: '' })
  browser.action.onClicked.addListener(() => void sidebarAction.toggle())
}

async function runCommand(command: string, tabId: number | undefined): Promise<void> {
  if (tabId === undefined) return
  const frameId = (await readReview(tabId))?.frameId ?? 0
  if (command === 'next-finding') await tellPage(tabId, frameId, { type: 'step', by: 1 })
  if (command === 'previous-finding') await tellPage(tabId, frameId, { type: 'step', by: -1 })
  if (command === 'toggle-marks') await tellPage(tabId, frameId, { type: 'toggle-marks' })
}
