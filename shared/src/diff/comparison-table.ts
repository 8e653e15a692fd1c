import type { ParsedDocument } from '../document/index.ts'
import type { Fix } from '../rule/finding.ts'
import type { Span } from '../text/index.ts'
import { applyFixes } from './apply-fixes.ts'
import type { ChangeKind, ClauseChange, DocumentDiff, TextRun } from './change.ts'
import { compareUnits } from './compare-units.ts'
import { CHANGE_NAMES, describeChange } from './describe-change.ts'
import { diffText } from './diff-text.ts'

/** A stretch of a cell. In the old column `changed` words are struck, in the new one they are new. */
export interface CellRun {
  readonly text: string
  readonly changed: boolean
}

/** One clause as it stands in one column; `label` is empty where the words have no number. */
export interface ComparisonCell {
  readonly label: string
  readonly runs: readonly CellRun[]
}

/** 原条文 | 修改后 | 说明（依据）. An empty column is an empty list: the clause was added or struck. */
export interface ComparisonRow {
  readonly kind: ChangeKind
  /** 新增, 修改… */
  readonly name: string
  readonly before: readonly ComparisonCell[]
  readonly after: readonly ComparisonCell[]
  /** Sentences without a full stop: what happened, then the grounds. */
  readonly notes: readonly string[]
}

export interface ComparisonTable {
  readonly rows: readonly ComparisonRow[]
}

/** 依据 or reason for changing a place of the old text, from an opinion, a finding or a remark. */
export interface Ground extends Span {
  readonly note: string
}

export interface TableOptions {
  /** Also the clauses that did not change, and those that only changed their number. */
  readonly all?: boolean
  readonly grounds?: readonly Ground[]
}

/** 对照表 of two versions. */
export function buildComparisonTable(
  before: string,
  after: string,
  diff: DocumentDiff,
  { all = false, grounds = [] }: TableOptions = {},
): ComparisonTable {
  const changes = [...diff.frame.filter(isTold), ...diff.changes.filter((change) => all || isTold(change))]
  return { rows: changes.map((change) => toRow(before, after, change, grounds)) }
}

/**
 * What became of the words at an offset of the old text, as a row; `null` where nothing is compared there. Of a clause that was
 * struck, whatever new clause has its number stands beside it: to whoever asks, that is what it became.
 */
export function rowAt(before: string, after: string, diff: DocumentDiff, at: number): ComparisonRow | null {
  const change = [...diff.changes, ...diff.frame].find(({ spansA }) =>
    spansA.some(({ start, end }) => start <= at && at < end),
  )
  if (!change) return null
  const row = toRow(before, after, change, [])
  const label = change.before[0] ?? ''
  const instead =
    change.kind === 'removed' && label !== ''
      ? diff.changes.find((other) => other.kind === 'added' && other.after[0] === label)
      : undefined
  if (!instead) return row
  return { ...row, kind: 'edited', name: '替换', after: toRow(before, after, instead, []).after }
}

function isTold(change: ClauseChange): boolean {
  return change.kind !== 'kept' && change.kind !== 'renumbered'
}

function toRow(before: string, after: string, change: ClauseChange, grounds: readonly Ground[]): ComparisonRow {
  const told = grounds.filter((ground) => change.spansA.some((span) => touches(span, ground))).map(({ note }) => note)
  return {
    kind: change.kind,
    name: CHANGE_NAMES[change.kind],
    before: change.spansA.map((span, n) => toCell(before, span, change.before[n] ?? '', change, 'a')),
    after: change.spansB.map((span, n) => toCell(after, span, change.after[n] ?? '', change, 'b')),
    notes: [...describeChange(change), ...new Set(told)],
  }
}

function touches(span: Span, ground: Span): boolean {
  return span.start < ground.end && ground.start < span.end
}

function toCell(text: string, span: Span, label: string, change: ClauseChange, side: 'a' | 'b'): ComparisonCell {
  if (change.runs.length === 0) {
    // Without a redline the clause is the same on both sides, or stands on one side only.
    const changed = change.kind === 'added' || change.kind === 'removed'
    return { label, runs: [{ text: text.slice(span.start, span.end), changed }] }
  }
  return { label, runs: cellRuns(change.runs, side).flatMap((run) => clip(text, run, span)) }
}

interface PlacedRun extends Span {
  readonly changed: boolean
}

function cellRuns(runs: readonly TextRun[], side: 'a' | 'b'): PlacedRun[] {
  const own = side === 'a' ? 'deleted' : 'inserted'
  return runs
    .filter((run) => run.kind === 'kept' || run.kind === own)
    .map((run) => ({ ...run[side], changed: run.kind !== 'kept' && run.typographic !== true }))
}

function clip(text: string, run: PlacedRun, span: Span): CellRun[] {
  const start = Math.max(run.start, span.start)
  const end = Math.min(run.end, span.end)
  return start < end ? [{ text: text.slice(start, end), changed: run.changed }] : []
}

/** A rewrite that an opinion proposes, and why. */
export interface Proposal {
  readonly fix: Fix
  readonly note: string
}

/**
 * 对照表 of an opinion: every clause that a proposal touches, as it stands and as proposed. Proposals that overlap or do not
 * fit the text leave their clause out of the table and are returned as `refused`.
 */
export function buildProposalTable(
  document: ParsedDocument,
  proposals: readonly Proposal[],
): ComparisonTable & { readonly refused: readonly Proposal[] } {
  const { clauses, frame } = compareUnits(document)
  const units = [...clauses, ...frame].sort((x, y) => x.start - y.start)
  const placed = new Set<Proposal>()
  const rows: ComparisonRow[] = []
  for (const unit of units) {
    const own = proposals
      .filter((proposal) => !placed.has(proposal))
      .filter(({ fix }) => fix.start >= unit.start && fix.end <= unit.end)
    if (own.length === 0) continue
    const row = proposalRow(document.text, unit, unit.label, own)
    if (!row) continue
    rows.push(row)
    for (const proposal of own) placed.add(proposal)
  }
  return { rows, refused: proposals.filter((proposal) => !placed.has(proposal)) }
}

function proposalRow(text: string, unit: Span, label: string, own: readonly Proposal[]): ComparisonRow | null {
  const old = text.slice(unit.start, unit.end)
  const result = applyFixes(
    old,
    own.map(({ fix }) => ({ ...fix, start: fix.start - unit.start, end: fix.end - unit.start })),
  )
  if (result.status === 'refused') return null
  const { runs } = diffText(old, result.text)
  const column = (side: 'a' | 'b', words: string) =>
    cellRuns(runs, side).map((run) => ({ text: words.slice(run.start, run.end), changed: run.changed }))
  const isStruck = result.text.trim() === ''
  return {
    kind: isStruck ? 'removed' : 'edited',
    name: CHANGE_NAMES[isStruck ? 'removed' : 'edited'],
    before: [{ label, runs: column('a', old) }],
    after: isStruck ? [] : [{ label, runs: column('b', result.text) }],
    notes: [...new Set(own.map(({ note }) => note).filter((note) => note !== ''))],
  }
}
