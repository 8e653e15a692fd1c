import type { RecordedFinding } from '@hongxian/shared/api'
import type { ReviewFinding, ShownDecision } from '../review.ts'
import type { OutboxEntry } from './outbox.ts'

/** A decision on record, as the panel shows it. */
export function shownDecision(decision: RecordedFinding['decision']): ShownDecision | null {
  if (!decision) return null
  return { ...decision, by: decision.by.name, waiting: false }
}

/** The same words under the same rule keep their decision while the text around them changes. */
export function carryDecisions(
  before: readonly ReviewFinding[],
  after: readonly ReviewFinding[],
): readonly ReviewFinding[] {
  const known = new Map<string, ReviewFinding[]>()
  for (const finding of before) {
    const name = `${finding.rule}\n${finding.quote}`
    known.set(name, [...(known.get(name) ?? []), finding])
  }
  return after.map((finding) => {
    const old = known.get(`${finding.rule}\n${finding.quote}`)?.shift()
    return old?.decision ? { ...finding, decision: old.decision } : finding
  })
}

/** Decisions that wait for the service are shown as taken. */
export function applyWaiting(
  findings: readonly ReviewFinding[],
  waiting: readonly OutboxEntry[],
): readonly ReviewFinding[] {
  return findings.map((finding) => {
    const entry = waiting.findLast(
      ({ act, place, findingId }) =>
        act.kind === 'decision' &&
        ((findingId !== null && findingId === finding.id) ||
          (place.rule === finding.rule && place.quote === finding.quote)),
    )
    if (entry?.act.kind !== 'decision') return finding
    return { ...finding, decision: shownWaiting(entry.act, entry.at) }
  })
}

/** A decision that the service does not have yet. */
export function shownWaiting(act: OutboxEntry['act'] & { kind: 'decision' }, at: string): ShownDecision | null {
  if (act.decision === 'undone') return null
  const { decision, reason, falseAlarm, verdict = null, message = null, suggestion = null } = act
  return { decision, reason, falseAlarm, verdict, message, suggestion, by: '', at, waiting: true }
}
