import type { Span } from '@hongxian/shared/text'
import { browser } from 'wxt/browser'
import type { ToPage } from '../messages.ts'
import type { TabReview } from '../review.ts'
import { readSettings } from '../settings.ts'
import { sourceOf } from './draft-source.ts'
import { readOutbox } from './outbox.ts'

/** Tell a tab something. @returns its answer, mostly whether it could be done; `null` where nobody heard */
export async function tellPage<Value = boolean>(
  tabId: number,
  frameId: number,
  message: ToPage,
): Promise<Value | null> {
  try {
    return (await browser.tabs.sendMessage(tabId, message, { frameId })) as Value | null
  } catch {
    // Closed, moved on, or not yet loaded: its next reading starts anew.
    return null
  }
}

export async function showFindings(review: TabReview): Promise<void> {
  const { session, revision, findings, current } = review
  const [{ drawn }, notes] = await Promise.all([readSettings(), notedWords(review)])
  const shown = { session, revision, findings, current, drawn, notes }
  await tellPage(review.tabId, review.frameId, { type: 'show-findings', ...shown })
  await showBadge(review)
}

/** On record for this text, and waiting here. */
async function notedWords({ url, text, annotations }: TabReview): Promise<Span[]> {
  const recorded = annotations.flatMap(({ span }) => span ?? [])
  const source = sourceOf(url)
  const waiting = (await readOutbox()).filter(
    ({ act, ...entry }) => act.kind === 'annotation' && entry.source === source,
  )
  return [...recorded, ...waiting.map(({ place }) => place)]
    .map(({ start, end }) => ({ start, end }))
    .filter(({ end }) => end <= text.length)
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
