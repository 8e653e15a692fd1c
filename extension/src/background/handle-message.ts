import { ProblemError } from '@hongxian/shared/api'
import type { Span } from '@hongxian/shared/text'
import { type Browser, browser } from 'wxt/browser'
import { isFilePage } from '../file-page.ts'
import type { Answer, FromPage, FromPanel } from '../messages.ts'
import { afterAccountChange, signInAndRecord, signInByConsole } from './account-change.ts'
import { connect } from './connect.ts'
import { annotate, changeNote, decide, listNote, undo } from './decide.ts'
import { citationsOf, loadWording } from './law-wording.ts'
import { explain, recordText, takeText } from './review-text.ts'
import { sendWaiting } from './send-waiting.ts'
import { ask, signOut } from './server-client.ts'
import { showBadge, tellPage } from './show-on-page.ts'
import { lookAtTab, obstacleAt } from './site-access.ts'
import { changeReview, emptyReview, readReview } from './tab-review.ts'

type Sender = Browser.runtime.MessageSender

/** Everything the other contexts may ask of the background, answered or with one sentence why not. */
export async function handleMessage(message: FromPage | FromPanel, sender: Sender): Promise<Answer<unknown>> {
  try {
    const value = isOwnPage(sender)
      ? await handlePanel(message as FromPanel)
      : await handlePage(message as FromPage, sender)
    return { ok: true, value: value ?? null }
  } catch (error) {
    return { ok: false, detail: error instanceof ProblemError ? error.message : explain(error).detail }
  }
}

/** Panel, popup and options; the panel may stand in a tab of its own. The page of a file is a page like any other. */
function isOwnPage(sender: Sender): boolean {
  if (isFilePage(sender.url)) return false
  return sender.url?.startsWith(browser.runtime.getURL('/' as never)) ?? sender.tab === undefined
}

async function handlePage(message: FromPage, sender: Sender): Promise<unknown> {
  const tabId = sender.tab?.id
  const frameId = sender.frameId ?? 0
  if (tabId === undefined) return null
  switch (message.type) {
    case 'may-i-read':
      return mayRead(message.url, tabId, frameId)
    case 'page-read':
      return takeText(message, tabId, frameId)
    case 'page-empty':
      return takeEmpty(message, tabId, frameId)
    case 'page-changing':
      return changeReview(tabId, (review) =>
        review?.session === message.session ? { ...review, updating: true } : null,
      ).then(() => null)
    case 'marks-drawn':
      return changeReview(tabId, (review) =>
        review?.session === message.session && review.revision === message.revision
          ? { ...review, unplaced: message.unplaced }
          : null,
      ).then((review) => review && showBadge(review).then(() => null))
    case 'finding-picked':
      return pick(tabId, message.key)
    case 'open-panel':
      return openPanel(tabId)
    case 'connect':
      return connect(message, sender)
    case 'load-wording':
      return loadWording(message.title, message.place)
    case 'decide':
      return decide(tabId, message)
    case 'undo':
      return undo(tabId, message)
    case 'annotate':
      return annotate(tabId, message.place, message.body)
  }
}

async function handlePanel(message: FromPanel): Promise<unknown> {
  switch (message.type) {
    case 'decide':
      return decide(message.tabId!, message)
    case 'undo':
      return undo(message.tabId!, message)
    case 'annotate':
      return annotate(message.tabId!, message.place, message.body)
    case 'change-note':
      return changeNote(message.tabId, message.id, message.body)
    case 'list-note':
      return listNote(message.tabId, message.id, message.listedAs)
    case 'take-selection':
      return takeSelection(message.tabId)
    case 'pick':
      return pick(message.tabId, message.key, true)
    case 'show-place':
      return showPlace(message.tabId, message.start, message.end)
    case 'read-again':
      return readAgain(message.tabId, message.selection ?? false, message.force ?? false)
    case 'record-now':
      return recordText(message.tabId)
    case 'look-at-tab':
      return lookAtTab(message.tabId).then(() => null)
    case 'sign-in':
      return signInAndRecord(message.baseUrl, message.account, message.password)
    case 'sign-in-by-console':
      return signInByConsole(message.baseUrl)
    case 'sign-out':
      return signOut().then(afterAccountChange)
    case 'load-history':
      return ask('getDraftHistory', { params: { draftId: message.draftId }, query: { limit: 50 } })
    case 'export-comparison':
      return ask('exportComparison', { query: { before: message.before, after: message.after } })
    case 'load-wording':
      return loadWording(message.title, message.place)
    case 'list-citations':
      return citationsOf(await readReview(message.tabId))
    case 'send-waiting':
      return sendWaiting()
  }
}

async function mayRead(url: string, tabId: number, frameId: number): Promise<boolean> {
  const isOff = (await obstacleAt(url)) === 'off'
  if (frameId === 0)
    await changeReview(tabId, (review) => {
      if (isOff) return { ...emptyReview(tabId, url), stage: 'off' }
      // Another page in this tab: the list of the one before must not stand beside it.
      return review?.url === url ? null : emptyReview(tabId, url)
    })
  return !isOff
}

async function takeEmpty(
  message: Extract<FromPage, { type: 'page-empty' }>,
  tabId: number,
  frameId: number,
): Promise<null> {
  const changed = await changeReview(tabId, (review) => {
    // A frame without a draft says nothing about the page.
    if (frameId !== 0 && review?.frameId !== frameId) return null
    if (frameId === 0 && review && review.frameId !== 0 && review.stage === 'ready' && review.url === message.url)
      return null
    const { session, reason, attachments } = message
    return { ...emptyReview(tabId, message.url), session, stage: reason, attachments }
  })
  if (changed) await showBadge(changed)
  return null
}

async function pick(tabId: number, key: string | null, reveal = false): Promise<null> {
  const review = await changeReview(tabId, (now) => now && { ...now, current: key })
  if (review && key && reveal) await tellPage(tabId, review.frameId, { type: 'reveal', key })
  return null
}

async function showPlace(tabId: number, start: number, end: number): Promise<null> {
  const review = await readReview(tabId)
  if (review) await tellPage(tabId, review.frameId, { type: 'reveal-span', start, end })
  return null
}

async function takeSelection(tabId: number): Promise<Span> {
  const review = await readReview(tabId)
  const span = await tellPage<Span>(tabId, review?.frameId ?? 0, { type: 'take-selection' })
  if (!span) throw new Error('页面上没有选中正文。请先选中要批注的文字，再点“批注选中”。')
  return span
}

async function readAgain(tabId: number, selection: boolean, force: boolean): Promise<null> {
  const review = await readReview(tabId)
  const done = await tellPage(tabId, review?.frameId ?? 0, { type: 'read-again', selection, force })
  if (done === null) await lookAtTab(tabId)
  if (selection && done === false) throw new Error('页面上没有选中文字。请先选中要审核的部分，再点“只审选中”。')
  return null
}

/** Open the side panel; only in answer to a click or key. */
async function openPanel(tabId: number): Promise<boolean> {
  if (!browser.sidePanel) return false
  try {
    await browser.sidePanel.open({ tabId })
    return true
  } catch (error) {
    console.warn('红线：侧边栏没有打开', error)
    return false
  }
}
