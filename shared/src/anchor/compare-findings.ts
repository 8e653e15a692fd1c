import type { Span } from '../text/index.ts'
import { type CarryContext, carrySpan } from './carry-span.ts'

/** What comparison needs of a finding. */
export interface ComparableFinding extends Span {
  readonly rule: string
  readonly code: string
}

/** What became of the findings of one version in the next; every finding of either stands in exactly one list. */
export interface FindingComparison<Before, After> {
  /** No longer found; `reason` says what happened to the words. */
  readonly resolved: ReadonlyArray<{ readonly finding: Before; readonly reason: ResolvedReason }>
  /** Found before and now: what was decided on it carries over. `moved`: its words stand elsewhere among their neighbours. */
  readonly persisting: ReadonlyArray<{ readonly before: Before; readonly after: After; readonly moved: boolean }>
  readonly new: readonly After[]
}

/** `removed`: the words are gone. `edited`: they changed. `rule`: they stand unchanged, the rule no longer speaks. */
export type ResolvedReason = 'removed' | 'edited' | 'rule'

/**
 * Match the findings of two versions by what became of their words, not by a hash of rule and text: the same rule on the
 * carried place first, then another rule of the same 审核事项 there, then the same rule in the same clause.
 */
export function compareFindings<Before extends ComparableFinding, After extends ComparableFinding>(
  context: CarryContext,
  before: readonly Before[],
  after: readonly After[],
): FindingComparison<Before, After> {
  const open = new Set(after)
  const carried = before.map((finding) => ({ finding, ...locate(context, finding) }))
  const matches = new Map<Before, After>()
  for (const isMatch of TIERS) {
    for (const place of carried) {
      if (matches.has(place.finding)) continue
      const candidates = [...open].filter((finding) => isMatch(place, finding))
      const match = nearest(candidates, place.span)
      if (!match) continue
      matches.set(place.finding, match)
      open.delete(match)
    }
  }
  return {
    resolved: carried
      .filter(({ finding }) => !matches.has(finding))
      .map(({ finding, status }) => ({ finding, reason: RESOLVED_BY[status] })),
    persisting: carried.flatMap(({ finding, moved }) => {
      const match = matches.get(finding)
      return match ? [{ before: finding, after: match, moved }] : []
    }),
    new: after.filter((finding) => open.has(finding)),
  }
}

const RESOLVED_BY = { kept: 'rule', edited: 'edited', orphaned: 'removed' } as const

interface Located {
  readonly finding: ComparableFinding
  readonly status: 'kept' | 'edited' | 'orphaned'
  /** `null` when orphaned. */
  readonly span: Span | null
  /** Spans of what became of its clause. */
  readonly clause: readonly Span[]
  readonly moved: boolean
}

const TIERS: ReadonlyArray<(place: Located, finding: ComparableFinding) => boolean> = [
  ({ finding: { rule }, span }, finding) => finding.rule === rule && isSame(finding, span),
  ({ finding: { rule }, span }, finding) => finding.rule === rule && overlaps(finding, span),
  ({ finding: { code }, span }, finding) => finding.code === code && overlaps(finding, span),
  ({ finding: { rule }, clause }, finding) => finding.rule === rule && clause.some((span) => overlaps(finding, span)),
]

function locate(context: CarryContext, finding: Span): Omit<Located, 'finding'> {
  const carried = carrySpan(context, finding)
  const change = context.places.find((place) => place.start < finding.end && finding.start < place.end)?.change
  const clause = change?.spansB ?? []
  const moved = change?.moved ?? false
  if (carried.status === 'orphaned') return { status: 'orphaned', span: null, clause, moved }
  return { status: carried.status, span: carried.span, clause, moved }
}

function isSame(a: Span, b: Span | null): boolean {
  return b !== null && a.start === b.start && a.end === b.end
}

function overlaps(a: Span, b: Span | null): boolean {
  return b !== null && a.start < b.end && b.start < a.end
}

function nearest<F extends Span>(candidates: readonly F[], span: Span | null): F | undefined {
  const distance = (candidate: Span) => (span ? Math.abs(candidate.start - span.start) : candidate.start)
  return [...candidates].sort((x, y) => distance(x) - distance(y))[0]
}
