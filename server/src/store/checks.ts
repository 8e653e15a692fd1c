import type { Decision, RecordedFinding } from '@hongxian/shared/api'
import type { Finding } from '@hongxian/shared/rule'
import { type DraftCounts, isVisible, type Scope } from './drafts.ts'
import { digestOfDecision, digestOfFindings } from './history.ts'
import type { Reading, Writing } from './store.ts'
import type { Tables } from './tables.ts'

/** A check on record, without its findings. */
export interface CheckRecord {
  readonly id: string
  readonly versionId: string
  readonly ruleSetDigest: string
  readonly asOf: string
  readonly kind: string
  readonly issuerLevel: string | null
}

const latestCheckOf = (db: Reading, versionId: string) =>
  db
    .selectFrom('checks')
    .where('version_id', '=', versionId)
    .orderBy('checked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)

/** The last check of a version. */
export async function findLatestCheck(db: Reading, versionId: string): Promise<CheckRecord | null> {
  const row = await latestCheckOf(db, versionId).selectAll().executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    versionId: row.version_id,
    ruleSetDigest: row.rule_set_digest,
    asOf: row.as_of,
    kind: row.kind,
    issuerLevel: row.issuer_level,
  }
}

/** In the order of the text, each with its last decision. */
export async function listFindings(
  db: Reading,
  check: Pick<CheckRecord, 'id'>,
  withheld: Withheld | null = null,
): Promise<RecordedFinding[]> {
  const found = await findingsOfCheck(db, check)
  const [first] = found
  if (!first) return []
  return withDecisions(found, await currentDecisions(db, first.draftId, withheld))
}

/** @param decisions in force for the draft, by thread */
export const withDecisions = (
  found: readonly FoundOnce[],
  decisions: ReadonlyMap<string, Decision>,
): RecordedFinding[] => found.map(({ finding }) => ({ ...finding, decision: decisions.get(finding.threadId) ?? null }))

export interface FoundOnce {
  readonly draftId: string
  readonly finding: Omit<RecordedFinding, 'decision'>
}

// What a check found never changes, and it is read several times while the next version is put on record. By the id of the
// check, which is the same in no other store.
const readLast = new Map<string, readonly FoundOnce[]>()
const CHECKS_KEPT = 64

/** In the order of the text, without what was decided. */
export async function findingsOfCheck(db: Reading, { id }: Pick<CheckRecord, 'id'>): Promise<readonly FoundOnce[]> {
  const known = readLast.get(id)
  if (known) return known
  const rows = await db.selectFrom('findings').selectAll().where('check_id', '=', id).orderBy('ordinal').execute()
  // A check is read only once it is whole.
  return keep(
    id,
    rows.map((row) => ({ draftId: row.draft_id, finding: toFinding(row) })),
  )
}

function keep(checkId: string, found: readonly FoundOnce[]): readonly FoundOnce[] {
  // One without findings is not worth a place.
  if (found.length > 0) readLast.set(checkId, found)
  if (readLast.size > CHECKS_KEPT) readLast.delete(readLast.keys().next().value as string)
  return found
}

export async function findFinding(
  db: Reading,
  scope: Scope,
  id: string,
): Promise<{ finding: RecordedFinding; draftId: string } | null> {
  const row = await db
    .selectFrom('findings')
    .innerJoin('drafts', 'drafts.id', 'findings.draft_id')
    .selectAll('findings')
    .where('findings.id', '=', id)
    .where(isVisible(scope))
    .executeTakeFirst()
  if (!row) return null
  const decisions = await currentDecisions(db, row.draft_id)
  return { finding: { ...toFinding(row), decision: decisions.get(row.thread_id) ?? null }, draftId: row.draft_id }
}

const toFinding = (
  row: Tables['findings'],
  detail: Detail = JSON.parse(row.detail) as Detail,
): FoundOnce['finding'] => ({
  id: row.id,
  versionId: row.version_id,
  threadId: row.thread_id,
  rule: row.rule,
  code: row.code,
  severity: row.severity as Finding['severity'],
  start: row.start_offset,
  end: row.end_offset,
  clause: row.clause,
  quote: row.quote,
  ...detail,
})

type Detail = Pick<Finding, 'message' | 'authority' | 'suggestion' | 'fix' | 'also'>

/** What a finding says, as it is put on record: what is not there is left out. */
const detailOf = ({ message, authority, suggestion, fix, also }: Finding): Detail => ({
  message,
  authority,
  suggestion,
  ...(fix === undefined ? {} : { fix }),
  ...(also === undefined ? {} : { also }),
})

/** What an office that reviews has not issued yet, and somebody outside must not see. */
export interface Withheld {
  readonly organisationId: string
  /** What was done up to this instant has been issued; nothing where `null`. */
  readonly after: string | null
  /** Who asks: one's own work is never withheld. */
  readonly userId: string
}

/**
 * Decision in force for each thread of a draft: the last one not taken back.
 *
 * @param withheld decisions left out, as if they had not been made
 */
export async function currentDecisions(
  db: Reading,
  draftId: string,
  withheld: Withheld | null = null,
): Promise<Map<string, Decision>> {
  let query = db
    .selectFrom('decisions')
    .innerJoin('users', 'users.id', 'decisions.decided_by')
    .selectAll('decisions')
    .select('users.name as decided_by_name')
    .where('draft_id', '=', draftId)
    .orderBy('thread_id')
    .orderBy('sequence')
  if (withheld !== null)
    query = query.where((eb) =>
      eb.or([
        eb('users.organisation_id', '<>', withheld.organisationId),
        eb('users.id', '=', withheld.userId),
        eb('decisions.decided_at', '<=', withheld.after ?? ''),
      ]),
    )
  const decisions = new Map<string, Decision>()
  for (const row of inForce(await query.execute()))
    decisions.set(row.thread_id, {
      decision: row.decision as Decision['decision'],
      reason: row.reason,
      verdict: row.verdict as Decision['verdict'],
      message: row.message,
      suggestion: row.suggestion,
      falseAlarm: row.false_alarm === 1,
      by: { id: row.decided_by, name: row.decided_by_name },
      at: row.decided_at,
    })
  return decisions
}

/** Of each thread the last row not taken back; rows come in the order they were recorded. */
function inForce<Row extends Pick<Tables['decisions'], 'thread_id' | 'decision'>>(rows: readonly Row[]): Row[] {
  const stacks = new Map<string, Row[]>()
  for (const row of rows) {
    const stack = stacks.get(row.thread_id) ?? []
    stacks.set(row.thread_id, stack)
    if (row.decision === 'undone') stack.pop()
    else stack.push(row)
  }
  return [...stacks.values()].flatMap((stack) => stack.slice(-1))
}

/** Findings in the last check of a version that somebody accepted as 违法. */
export async function countAcceptedIllegal(db: Reading, versionId: string): Promise<number> {
  const rows = await db
    .selectFrom('findings')
    .innerJoin('decisions', (join) =>
      join
        .onRef('decisions.draft_id', '=', 'findings.draft_id')
        .onRef('decisions.thread_id', '=', 'findings.thread_id'),
    )
    .select(['decisions.thread_id', 'decisions.decision', 'decisions.verdict', 'findings.severity'])
    .where('findings.check_id', '=', latestCheckOf(db, versionId).select('id'))
    .orderBy('decisions.thread_id')
    .orderBy('decisions.sequence')
    .execute()
  return inForce(rows).filter(
    ({ decision, verdict, severity }) => decision === 'accepted' && (verdict ?? severity) === 'illegal',
  ).length
}

export interface NewCheck {
  readonly draftId: string
  readonly versionId: string
  readonly text: string
  readonly ruleSetDigest: string
  readonly asOf: string
  readonly kind: string
  readonly issuerLevel: string | null
  readonly actorId: string
  readonly findings: readonly Finding[]
  /** Thread that the finding of the same position goes on; `null` where the matter is new. */
  readonly threads: readonly (string | null)[]
}

// SQLite takes 32,766 parameters in a statement; a finding has fourteen.
const ROWS_PER_INSERT = 1000

/** @returns id of the check and the digest of its findings, for the history */
export async function recordCheck(writing: Writing, check: NewCheck): Promise<{ id: string; digest: string }> {
  const { db, at, newId } = writing
  const id = newId()
  await db
    .insertInto('checks')
    .values({
      id,
      draft_id: check.draftId,
      version_id: check.versionId,
      rule_set_digest: check.ruleSetDigest,
      as_of: check.asOf,
      kind: check.kind,
      issuer_level: check.issuerLevel,
      checked_at: at,
      checked_by: check.actorId,
    })
    .execute()
  const details = check.findings.map(detailOf)
  const rows = check.findings.map((finding, ordinal): Tables['findings'] => {
    const findingId = newId()
    return {
      id: findingId,
      check_id: id,
      version_id: check.versionId,
      draft_id: check.draftId,
      thread_id: check.threads[ordinal] ?? findingId,
      ordinal,
      rule: finding.rule,
      code: finding.code,
      severity: finding.severity,
      start_offset: finding.start,
      end_offset: finding.end,
      clause: finding.clause,
      quote: check.text.slice(finding.start, finding.end),
      detail: JSON.stringify(details[ordinal]),
    }
  })
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT)
    await db
      .insertInto('findings')
      .values(rows.slice(i, i + ROWS_PER_INSERT))
      .execute()
  // Should the write be undone after all, nobody asks for it.
  keep(
    id,
    rows.map((row, i) => ({ draftId: check.draftId, finding: toFinding(row, details[i]) })),
  )
  return { id, digest: digestOfFindings(rows) }
}

/** What the ledger shows of the check that is current. */
export function countFindings(findings: readonly RecordedFinding[]): DraftCounts {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  const isOpen = (finding: RecordedFinding) =>
    finding.severity !== 'hint' && (finding.decision === null || finding.decision.decision === 'deferred')
  return {
    illegal: count('illegal'),
    improper: count('improper'),
    suspect: count('suspect'),
    hint: count('hint'),
    undecided: findings.filter(isOpen).length,
  }
}

export interface NewDecision {
  readonly draftId: string
  readonly finding: Pick<RecordedFinding, 'id' | 'threadId'>
  readonly decision: Decision['decision'] | 'undone'
  readonly reason: string
  readonly verdict: Decision['verdict']
  readonly message: string | null
  readonly suggestion: string | null
  readonly falseAlarm: boolean
  readonly actorId: string
}

/** @returns id of the decision and its digest, for the history */
export async function recordDecision(
  { db, at, newId }: Writing,
  decision: NewDecision,
): Promise<{ id: string; digest: string }> {
  const before = await db
    .selectFrom('decisions')
    .select((eb) => eb.fn.max('sequence').as('last'))
    .where('draft_id', '=', decision.draftId)
    .where('thread_id', '=', decision.finding.threadId)
    .executeTakeFirst()
  const row = {
    id: newId(),
    draft_id: decision.draftId,
    thread_id: decision.finding.threadId,
    finding_id: decision.finding.id,
    sequence: (before?.last ?? 0) + 1,
    decision: decision.decision,
    reason: decision.reason,
    suggestion: decision.suggestion,
    verdict: decision.verdict,
    message: decision.message,
    false_alarm: decision.falseAlarm ? 1 : 0,
    decided_at: at,
    decided_by: decision.actorId,
  }
  await db.insertInto('decisions').values(row).execute()
  return { id: row.id, digest: digestOfDecision(row) }
}
