import { type CallOutput, ProblemError, UnreachableError } from '@hongxian/shared/api'
import { dayInChina } from '@hongxian/shared/text'
import type { FromPage } from '../messages.ts'
import { inReadingOrder, type RecordState, type ReviewFinding, type TabReview } from '../review.ts'
import { sourceOf } from './draft-source.ts'
import { checkLocally, itemNames, toReviewFinding } from './local-check.ts'
import { applyWaiting, carryDecisions, shownDecision } from './merge-decisions.ts'
import { readOutbox } from './outbox.ts'
import { localRules, refreshRuleSet } from './rule-set-cache.ts'
import { sendWaiting, tryAgainLater } from './send-waiting.ts'
import { ask, NoServiceError } from './server-client.ts'
import { showFindings } from './show-on-page.ts'
import { allReviews, changeReview, emptyReview, readReview } from './tab-review.ts'

export type PageRead = Extract<FromPage, { type: 'page-read' }>

/** A text came from a page: check it here at once, then have the service record it. */
export async function takeText(read: PageRead, tabId: number, frameId: number): Promise<void> {
  const before = await changeReview(tabId, (review) => startReview(review, read, tabId, frameId))
  if (before?.session !== read.session || before.revision !== read.revision) return
  const checked = await checkHere(read, tabId)
  if (!checked) return
  await showFindings(checked)
  if (read.settled && !read.fragment) await recordText(tabId)
}

function startReview(review: TabReview | null, read: PageRead, tabId: number, frameId: number): TabReview | null {
  const known = review && review.url === read.url ? review : null
  // Several frames may hold a text; the longest is the draft.
  if (known && known.frameId !== frameId && known.stage === 'ready' && known.text.length > read.text.length) return null
  const base = known ?? emptyReview(tabId, read.url)
  return {
    ...base,
    frameId,
    session: read.session,
    revision: read.revision,
    text: read.text,
    fragment: read.fragment,
    attachments: read.attachments,
    stage: base.findings.length > 0 || base.stage === 'ready' ? 'ready' : 'checking',
    updating: base.text !== read.text,
    detail: '',
  }
}

async function checkHere(read: PageRead, tabId: number): Promise<TabReview | null> {
  try {
    const check = await checkLocally(read.text, read.fragment, dayInChina(new Date()))
    const waiting = (await readOutbox()).filter((entry) => entry.source === sourceOf(read.url))
    return await changeReview(tabId, (review) => {
      if (!review || review.session !== read.session || review.revision !== read.revision) return null
      const findings = applyWaiting(carryDecisions(review.findings, check.findings), waiting)
      return {
        ...review,
        stage: 'ready',
        updating: false,
        title: check.title || titleOfPage(read.pageTitle),
        findings,
        current: findings.some((finding) => finding.key === review.current) ? review.current : null,
        ruleSet: { ...check.ruleSet, outdated: review.ruleSet?.outdated ?? false },
        checkMs: check.checkMs,
        record: recordOf(review, read),
      }
    })
  } catch (error) {
    console.error('红线：本机检查失败', error)
    const detail = `本机检查没有完成：${error instanceof Error ? error.message : String(error)}`
    return changeReview(
      tabId,
      (review) => review && { ...review, stage: 'failed', updating: false, findings: [], detail },
    )
  }
}

/** What is known of the record once a text was read: nothing of a part, and of a changed text that it is about to be sent. */
function recordOf(review: TabReview, { fragment, settled }: PageRead): TabReview['record'] {
  if (fragment) return { state: 'off', detail: '' }
  if (!settled) return { state: 'unsettled', detail: '' }
  return review.updating && review.record.state === 'done' ? { state: 'sending', detail: '' } : review.record
}

function titleOfPage(pageTitle: string): string {
  return pageTitle.split(/[-_|—]/)[0]!.trim()
}

/** One recording after another in a tab, so that versions reach the service in the order they were written. */
const recording = new Map<number, Promise<void>>()

/** Have the service record the text of a tab as a version, and show what it knows about it. */
export function recordText(tabId: number): Promise<void> {
  const next = (recording.get(tabId) ?? Promise.resolve()).then(() => recordNow(tabId))
  const settled = next.finally(() => {
    if (recording.get(tabId) === settled) recording.delete(tabId)
  })
  recording.set(tabId, settled)
  return settled
}

async function recordNow(tabId: number): Promise<void> {
  const review = await readReview(tabId)
  if (!review || review.fragment || review.text === '') return
  const same = (now: TabReview | null): now is TabReview => now?.url === review.url && now.text === review.text
  const setRecord = (state: RecordState, detail = '') =>
    changeReview(tabId, (now) => (same(now) ? { ...now, record: { state, detail } } : null))
  await setRecord('sending')
  try {
    // Decisions on earlier texts go first, so that versions are recorded in the order they were written.
    await sendWaiting()
    const source = sourceOf(review.url)
    const answer = await ask('createCheck', {
      body: { text: review.text, sourceKey: source, url: review.url.split('#')[0] },
    })
    const outdated = await isOutdated(answer.ruleSetDigest)
    const names = await itemNames()
    const waiting = (await readOutbox()).filter((entry) => entry.source === source)
    const changed = await changeReview(tabId, (now) =>
      same(now)
        ? withRecord(now, answer, applyWaiting(recordedFindings(answer, now.text, names), waiting), outdated)
        : null,
    )
    if (changed) await showFindings(changed)
  } catch (error) {
    const { state, detail } = explain(error)
    await setRecord(state, detail)
    if (isWaiting(state)) await tryAgainLater()
  }
}

/** The service may be back: what waits is sent, and the texts it has not seen are recorded. */
export async function tryAgain(): Promise<void> {
  await sendWaiting()
  for (const { tabId, record } of await allReviews()) if (isWaiting(record.state)) await recordText(tabId)
}

const isWaiting = (state: RecordState): boolean => state === 'unreachable' || state === 'busy'

type CheckAnswer = CallOutput<'createCheck'>

function recordedFindings(answer: CheckAnswer, text: string, names: Readonly<Record<string, string>>) {
  return inReadingOrder(
    answer.findings.map((finding) => ({
      ...toReviewFinding(finding, text, names),
      id: finding.id,
      decision: shownDecision(finding.decision),
    })),
  )
}

function withRecord(
  review: TabReview,
  answer: CheckAnswer,
  findings: readonly ReviewFinding[],
  outdated: boolean,
): TabReview {
  return {
    ...review,
    title: answer.draft.title || review.title,
    findings,
    updating: false,
    record: { state: 'done', detail: '' },
    draft: { id: answer.draft.id, versionId: answer.version.id, versionNumber: answer.version.number },
    diff: answer.diff,
    findingChanges: answer.findingChanges,
    annotations: answer.annotations,
    ruleSet: review.ruleSet && { ...review.ruleSet, outdated },
  }
}

/** Does the service check with other rules than this machine, and can they not be fetched? */
async function isOutdated(digest: string): Promise<boolean> {
  const local = await localRules().catch(() => null)
  if (local?.digest === digest) return false
  try {
    await refreshRuleSet()
    return (await localRules()).digest !== digest
  } catch (error) {
    console.warn('红线：规则集更新失败', error)
    return true
  }
}

/** What went wrong with the service, as a state and a sentence. */
export function explain(error: unknown): TabReview['record'] {
  if (error instanceof NoServiceError) return { state: error.state, detail: error.message }
  if (error instanceof UnreachableError) return { state: 'unreachable', detail: error.message }
  if (error instanceof ProblemError && error.status === 401)
    return { state: 'signed-out', detail: '登录已失效，请重新登录。本机检查照常进行。' }
  if (error instanceof ProblemError && (error.status === 429 || error.status === 503))
    return { state: 'busy', detail: error.message }
  if (error instanceof ProblemError) return { state: 'refused', detail: error.message }
  console.error('红线：登记稿次失败', error)
  return { state: 'refused', detail: error instanceof Error ? error.message : String(error) }
}
