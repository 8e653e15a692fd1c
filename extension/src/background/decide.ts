import type { Verdict } from '@hongxian/shared/review'
import type { Span } from '@hongxian/shared/text'
import type { Decide, Undo } from '../messages.ts'
import type { ReviewFinding, ShownDecision, TabReview } from '../review.ts'
import { sourceOf } from './draft-source.ts'
import { shownDecision, shownWaiting } from './merge-decisions.ts'
import { digestOf, type FindingPlace, keepEntry, type OutboxEntry, readOutbox, replaceEntry } from './outbox.ts'
import { explain } from './review-text.ts'
import { type Recorded, sendWaiting, whenRecorded, whenStuck } from './send-waiting.ts'
import { ask } from './server-client.ts'
import { showFindings } from './show-on-page.ts'
import { allReviews, changeReview, readReview } from './tab-review.ts'

/** Take a decision: shown and kept here at once, sent as soon as the service can be used. */
export async function decide(tabId: number, choice: Decide): Promise<void> {
  const reason = choice.reason?.trim() || (choice.falseAlarm ? '误报' : '')
  const { decision, falseAlarm = false, verdict, message, suggestion } = choice
  await act(tabId, choice.key, { kind: 'decision', decision, reason, falseAlarm, verdict, message, suggestion })
}

/**
 * Take the last decision back; one that was never sent, or was refused, is simply dropped, one on its way is followed by the
 * recall.
 */
export async function undo(tabId: number, { key }: Undo): Promise<void> {
  const review = await readReview(tabId)
  const finding = review?.findings.find((candidate) => candidate.key === key)
  if (!review || !finding) return
  const waiting = (await readOutbox()).findLast((entry) => isAbout(entry, review, finding))
  if (waiting && (!waiting.isTried || waiting.refusal)) {
    await replaceEntry(waiting.id, () => null)
    await setDecision(tabId, key, waiting.refusal ? await decisionOnRecord(review, finding) : null)
  } else await act(tabId, key, { kind: 'decision', decision: 'undone', reason: '', falseAlarm: false })
}

/** What stands there may be somebody else's. */
async function decisionOnRecord({ draft }: TabReview, { id }: ReviewFinding): Promise<ShownDecision | null> {
  if (!draft || id === null) return null
  const found = await ask('listFindings', { params: { versionId: draft.versionId } }).catch(() => null)
  return shownDecision(found?.findings.find((finding) => finding.id === id)?.decision ?? null)
}

/** Write a note about words of the text: those of a finding, or any that the person marked. */
export async function annotate(tabId: number, { start, end }: Span, body: string): Promise<void> {
  const review = await readReview(tabId)
  if (!review) return
  const place = { rule: '', start, end, quote: review.text.slice(start, end) }
  await keep(review, null, place, { kind: 'annotation', body })
  await showFindings(review)
  void sendWaiting()
}

/** Change one's own note, `null` to withdraw it. @throws what the service says against it */
export async function changeNote(tabId: number, id: string, body: string | null): Promise<void> {
  const review = await readReview(tabId)
  if (!review) return
  const waiting = (await readOutbox()).find((entry) => entry.id === id)
  if (waiting) {
    await replaceEntry(id, (entry) =>
      body === null || entry.act.kind !== 'annotation' ? null : { ...entry, act: { ...entry.act, body } },
    )
    await showFindings(review)
    return
  }
  const change = body === null ? { withdrawn: true } : { body }
  await ask('changeAnnotation', { params: { annotationId: id }, body: change })
  await showAnnotations(sourceOf(review.url))
}

/** Put a note into the opinion, or take it out. @throws what the service says against it */
export async function listNote(tabId: number, id: string, listedAs: Verdict | null): Promise<void> {
  const review = await readReview(tabId)
  if (!review) return
  const isWaiting = (await readOutbox()).some((entry) => entry.id === id)
  if (isWaiting) {
    await replaceEntry(id, (entry) =>
      entry.act.kind === 'annotation' ? { ...entry, act: { ...entry.act, listedAs } } : entry,
    )
    return
  }
  await ask('changeAnnotation', { params: { annotationId: id }, body: { listedAs } })
  await showAnnotations(sourceOf(review.url))
}

function isAbout(entry: OutboxEntry, review: TabReview, finding: ReviewFinding): boolean {
  if (entry.act.kind !== 'decision' || entry.source !== sourceOf(review.url)) return false
  if (entry.findingId !== null && finding.id !== null) return entry.findingId === finding.id
  return isSamePlace(entry.place, finding)
}

const isSamePlace = (a: Pick<FindingPlace, 'rule' | 'quote'>, b: Pick<FindingPlace, 'rule' | 'quote'>): boolean =>
  a.rule === b.rule && a.quote === b.quote

async function act(tabId: number, key: string, what: OutboxEntry['act'] & { kind: 'decision' }): Promise<void> {
  const review = await readReview(tabId)
  const finding = review?.findings.find((candidate) => candidate.key === key)
  if (!review || !finding) return
  // Whoever decides again has seen to what was refused, and who refused it: that decision stands before theirs.
  for (const entry of await readOutbox())
    if (entry.refusal && isAbout(entry, review, finding)) await replaceEntry(entry.id, () => null)
  const { id, rule, start, end, quote, decision } = finding
  const seen = id === null || decision?.waiting ? {} : { seen: decision?.at ?? null }
  const at = await keep(review, id, { rule, start, end, quote }, { ...what, ...seen })
  await setDecision(tabId, key, shownWaiting(what, at))
  // Kept and shown: whoever decides does not wait for the service.
  void sendWaiting()
}

/** @returns when it was done */
async function keep(
  review: TabReview,
  findingId: string | null,
  place: FindingPlace,
  act: OutboxEntry['act'],
): Promise<string> {
  const at = new Date().toISOString()
  const textId = await digestOf(review.text)
  // On record the words have a version; with nothing recorded, or not this text, the version is found when it is sent.
  const versionId = review.record.state === 'done' ? (review.draft?.versionId ?? null) : null
  const entry = { id: crypto.randomUUID(), source: sourceOf(review.url), textId, findingId, versionId, place, act, at }
  await keepEntry({ ...entry, refusal: '' }, review.text)
  return at
}

async function setDecision(tabId: number, key: string, decision: ShownDecision | null): Promise<void> {
  const changed = await changeReview(tabId, (review) => {
    if (!review) return null
    const findings = review.findings.map((finding) => (finding.key === key ? { ...finding, decision } : finding))
    return { ...review, findings }
  })
  if (changed) await showFindings(changed)
}

/** The service has taken a decision: every tab that shows the finding shows it as recorded. */
async function showRecorded(entry: OutboxEntry, recorded: Recorded | null): Promise<void> {
  if (!recorded) {
    await showAnnotations(entry.source)
    return
  }
  const later = (await readOutbox()).some(
    (other) =>
      other.id !== entry.id &&
      other.act.kind === 'decision' &&
      (other.findingId === recorded.id || (other.source === entry.source && isSamePlace(other.place, entry.place))),
  )
  if (later) return
  for (const { tabId, url } of await allReviews()) {
    if (sourceOf(url) !== entry.source) continue
    const changed = await changeReview(tabId, (review) => {
      const shows = (finding: ReviewFinding) => finding.id === recorded.id || isSamePlace(finding, entry.place)
      if (!review?.findings.some(shows)) return null
      const decision = shownDecision(recorded.decision)
      return { ...review, findings: review.findings.map((found) => (shows(found) ? { ...found, decision } : found)) }
    })
    if (changed) await showFindings(changed)
  }
}

async function showAnnotations(source: string): Promise<void> {
  for (const { tabId, url, draft } of await allReviews()) {
    if (sourceOf(url) !== source || !draft) continue
    const { items } = await ask('listAnnotations', { params: { versionId: draft.versionId } })
    const changed = await changeReview(tabId, (review) =>
      review?.draft?.versionId === draft.versionId ? { ...review, annotations: items } : null,
    )
    if (changed) await showFindings(changed)
  }
}

/** What was recorded is not up to date any more: the panel says why, and what becomes of what the person decided. */
async function showStuck(reason: unknown): Promise<void> {
  const record = explain(reason)
  for (const { tabId } of await allReviews())
    await changeReview(tabId, (review) => (review?.record.state === 'done' ? { ...review, record } : null))
}

export function listenForRecorded(): void {
  whenRecorded(showRecorded)
  whenStuck(showStuck)
}
