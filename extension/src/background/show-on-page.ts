import { browser } from 'wxt/browser'
import type { ToPage } from '../messages.ts'
import type { TabReview } from '../review.ts'
import { readSettings } from '../settings.ts'

/** Tell a tab something. @returns whether somebody there heard it */
export async function tellPage(tabId: number, frameId: number, message: ToPage): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tabId, message, { frameId })
    return true
  } catch {
    // Closed, moved on, or not yet loaded: its next reading starts anew.
    return false
  }
}

export async function showFindings(review: TabReview): Promise<void> {
  const { session, revision, findings, current } = review
  const { drawn } = await readSettings()
  await tellPage(review.tabId, review.frameId, { type: 'show-findings', session, revision, findings, current, drawn })
  await showBadge(review)
}

/** The number on the icon is the number of marks drawn on the page and not yet decided. */
export async function showBadge(review: TabReview): Promise<void> {
  const { drawn } = await readSettings()
  const unplaced = new Set(review.unplaced)
  const marks = review.findings.filter(
    (finding) => drawn.includes(finding.severity) && !finding.decision && !unplaced.has(finding.key),
  )
  const text = review.stage === 'ready' && marks.length > 0 ? String(marks.length) : ''
  try {
    await browser.action.setBadgeText({ tabId: review.tabId, text })
    await browser.action.setBadgeBackgroundColor({ tabId: review.tabId, color: '#B3261E' })
  } catch {
    // The tab was closed in the meantime.
  }
}
