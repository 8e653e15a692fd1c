import { compareSeverity, type Severity } from '@hongxian/shared/rule'
import type { CardNote } from '@hongxian/shared/ui'
import { isUndecided, type ReviewFinding } from '../review.ts'

export type Order = 'clause' | 'severity'

/** A note about words that no finding is about. */
export interface LooseNote extends CardNote {
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly replacement: string | null
  readonly clause: string
}

/** The findings and notes of one clause, under its label. */
export interface ClauseGroup {
  readonly label: string
  readonly findings: readonly ReviewFinding[]
  readonly notes: readonly LooseNote[]
}

/** The findings to list: of the wished severities, with every word of the search in clause, words, item, message or law. */
export function select(
  findings: readonly ReviewFinding[],
  severities: readonly Severity[],
  search: string,
  order: Order,
): readonly ReviewFinding[] {
  const words = search.trim().split(/\s+/).filter(Boolean)
  const shown = findings.filter(
    (finding) => severities.includes(finding.severity) && words.every((word) => searchable(finding).includes(word)),
  )
  if (order === 'clause') return shown
  return [...shown].sort((a, b) => compareSeverity(a.severity, b.severity) || a.start - b.start)
}

function searchable({ clause, quote, item, message, authority, suggestion }: ReviewFinding): string {
  return [
    clause,
    quote,
    item,
    message,
    suggestion,
    ...authority.map(({ law, article }) => `${law}${article ?? ''}`),
  ].join('\n')
}

/** 第七条第二款 → 第七条: a clause is shown whole. Outside the provisions a finding is about the document. */
export function groupLabel(clause: string): string {
  return clause.match(/^.*?第[^条章节编]+条(之[一二三四五六七八九十]+)?/)?.[0] ?? (clause || '文件总体')
}

/** Listed by severity, notes have a group of their own. */
export const NOTES = '批注'

export function groupByClause(
  findings: readonly ReviewFinding[],
  order: Order,
  notes: readonly LooseNote[] = [],
): readonly ClauseGroup[] {
  const byPlace = [...findings, ...notes].sort((a, b) => a.start - b.start)
  const groups = new Map<string, { findings: ReviewFinding[]; notes: LooseNote[] }>()
  for (const item of order === 'clause' ? byPlace : [...findings, ...notes]) {
    const label = order === 'clause' ? groupLabel(item.clause) : 'body' in item ? NOTES : item.severity
    const group = groups.get(label) ?? { findings: [], notes: [] }
    groups.set(label, group)
    if ('body' in item) group.notes.push(item)
    else group.findings.push(item)
  }
  return [...groups].map(([label, members]) => ({ label, ...members }))
}

/** The key of the next finding that nobody has decided, after the given one and then from the top. */
export function nextUndecided(findings: readonly ReviewFinding[], key: string): string | null {
  const at = findings.findIndex((finding) => finding.key === key)
  const rest = [...findings.slice(at + 1), ...findings.slice(0, Math.max(0, at))]
  return rest.find(isUndecided)?.key ?? null
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly ReviewFinding[]): Readonly<Record<Severity, number>> {
  const counts = { illegal: 0, improper: 0, suspect: 0, hint: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** A rule that speaks this often in one document is shown so many times; the rest is a count until asked for. */
const REPEATS_SHOWN = 4

/** A list without endless repeats of one rule. */
export interface FoldedList {
  readonly shown: readonly ReviewFinding[]
  /** Key of the last shown finding of a rule → how many of that rule are folded away. */
  readonly folded: ReadonlyMap<string, number>
}

export function foldRepeats(findings: readonly ReviewFinding[], unfolded: ReadonlySet<string>): FoldedList {
  const totals = new Map<string, number>()
  for (const { rule } of findings) totals.set(rule, (totals.get(rule) ?? 0) + 1)
  const seen = new Map<string, number>()
  const folded = new Map<string, number>()
  const shown = findings.filter(({ rule, key }) => {
    const count = (seen.get(rule) ?? 0) + 1
    seen.set(rule, count)
    const total = totals.get(rule)!
    // One or two more are sooner read than unfolded.
    if (unfolded.has(rule) || total <= REPEATS_SHOWN + 2 || count < REPEATS_SHOWN) return true
    if (count === REPEATS_SHOWN) folded.set(key, total - REPEATS_SHOWN)
    return count === REPEATS_SHOWN
  })
  return { shown, folded }
}
