import type { Span } from '../text/index.ts'
import type { ClauseChange, DocumentDiff } from './change.ts'

/** One step of writing the new text: copy a stretch of the old one, or write words that the old one lacks there. */
export type PatchStep = { readonly copy: Span } | { readonly insert: string }

/**
 * The new text as copies from the old one and insertions. What a diff calls kept is copied, never written anew, so a diff
 * that misstates a place cannot give the right text.
 */
export function toPatch(after: string, diff: DocumentDiff): PatchStep[] {
  const pieces = [...diff.changes, ...diff.frame].flatMap(keptPieces).sort((x, y) => x.b.start - y.b.start)
  const steps: PatchStep[] = []
  let at = 0
  for (const { a, b } of pieces) {
    if (b.start < at) continue
    if (b.start > at) steps.push({ insert: after.slice(at, b.start) })
    steps.push({ copy: a })
    at = b.end
  }
  if (at < after.length) steps.push({ insert: after.slice(at) })
  return steps
}

/** @throws RangeError if a copy reaches past the end of `before` */
export function applyPatch(before: string, steps: readonly PatchStep[]): string {
  return steps
    .map((step) => {
      if ('insert' in step) return step.insert
      if (step.copy.end > before.length) {
        throw new RangeError(`copy ${step.copy.start}–${step.copy.end} past the end of the old text (${before.length})`)
      }
      return before.slice(step.copy.start, step.copy.end)
    })
    .join('')
}

/** Stretches that a change keeps, as pairs of equally long spans. */
export function keptPieces(change: ClauseChange): Array<{ a: Span; b: Span }> {
  const kept = change.runs.filter((run) => run.kind === 'kept').map(({ a, b }) => ({ a, b }))
  if (change.runs.length > 0) return kept
  const [a, b] = [change.spansA[0], change.spansB[0]]
  return a && b && a.end - a.start === b.end - b.start ? [{ a, b }] : []
}
