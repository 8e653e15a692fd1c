import { currentDecisions } from './checks.ts'
import { isVisible, type Scope } from './drafts.ts'
import type { Reading } from './store.ts'

/** Words that a reviewer judged: taken over as a problem, or held to be none. */
export interface Judgement {
  readonly draftId: string
  readonly versionId: string
  /** The whole version; `start` and `end` are offsets into it. */
  readonly text: string
  readonly kind: string
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly code: string
  readonly message: string
  readonly isProblem: boolean
}

/** Every finding that was accepted or rejected and not taken back since, one of each thread, in the order of the drafts. */
export async function listJudgements(db: Reading): Promise<Judgement[]> {
  const drafts = await db.selectFrom('decisions').select('draft_id').distinct().orderBy('draft_id').execute()
  const judged: Judgement[] = []
  for (const { draft_id } of drafts) judged.push(...(await judgementsOn(db, draft_id)))
  return judged
}

async function judgementsOn(db: Reading, draftId: string): Promise<Judgement[]> {
  const current = await currentDecisions(db, draftId)
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('findings', 'findings.id', 'decisions.finding_id')
    .innerJoin('versions', 'versions.id', 'findings.version_id')
    .innerJoin('checks', 'checks.id', 'findings.check_id')
    .select(['decisions.decision', 'findings.thread_id', 'findings.start_offset', 'findings.end_offset'])
    .select(['findings.quote', 'findings.code', 'findings.detail', 'findings.version_id'])
    .select(['versions.text', 'checks.kind'])
    .where('decisions.draft_id', '=', draftId)
    .orderBy('findings.thread_id')
    .orderBy('decisions.sequence')
    .execute()
  const last = new Map<string, Judgement>()
  for (const row of rows) {
    const decision = current.get(row.thread_id)?.decision
    if (row.decision !== decision || (decision !== 'accepted' && decision !== 'rejected')) continue
    const { message } = JSON.parse(row.detail) as { message: string }
    last.set(row.thread_id, {
      draftId,
      versionId: row.version_id,
      text: row.text,
      kind: row.kind,
      start: row.start_offset,
      end: row.end_offset,
      quote: row.quote,
      code: row.code,
      message,
      isProblem: decision === 'accepted',
    })
  }
  return [...last.values()]
}

/** A finding that somebody of the office rejected, and nobody took that back. */
export interface Rejection {
  readonly findingId: string
  readonly rule: string
  readonly code: string
  readonly severity: string
  /** The whole version; `start` and `end` are offsets into it. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly draft: {
    readonly id: string
    readonly title: string
    readonly kind: string
    readonly issuerLevel: string | null
  }
  readonly reason: string
  readonly falseAlarm: boolean
  readonly by: { readonly id: string; readonly name: string }
  readonly at: string
}

/** What people of the office rejected of what rules found, the latest first; what the second reader found is left out. */
export async function listRejections(db: Reading, scope: Scope, limit: number): Promise<Rejection[]> {
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('users', 'users.id', 'decisions.decided_by')
    .innerJoin('findings', 'findings.id', 'decisions.finding_id')
    .innerJoin('versions', 'versions.id', 'findings.version_id')
    .innerJoin('drafts', 'drafts.id', 'decisions.draft_id')
    .select(['decisions.draft_id', 'decisions.thread_id', 'decisions.finding_id', 'decisions.decided_at'])
    .select(['decisions.decided_by', 'users.name', 'findings.rule', 'findings.code', 'findings.severity'])
    .select(['findings.start_offset', 'findings.end_offset', 'findings.quote', 'versions.text'])
    .select(['drafts.title', 'drafts.kind', 'drafts.issuer_level'])
    .where('users.organisation_id', '=', scope.organisationId)
    .where('decisions.decision', '=', 'rejected')
    .where('findings.rule', 'like', '%#%')
    .where(isVisible(scope))
    .orderBy('decisions.decided_at', 'desc')
    .orderBy('decisions.sequence', 'desc')
    // Some were taken back, or rejected twice.
    .limit(limit * 2)
    .execute()
  const found = new Map<string, Rejection>()
  for (const row of rows) {
    const current = (await currentDecisions(db, row.draft_id)).get(row.thread_id)
    const key = `${row.draft_id} ${row.thread_id}`
    if (found.size === limit || found.has(key) || current?.decision !== 'rejected' || current.by.id !== row.decided_by)
      continue
    found.set(key, {
      findingId: row.finding_id,
      rule: row.rule,
      code: row.code,
      severity: row.severity,
      text: row.text,
      start: row.start_offset,
      end: row.end_offset,
      quote: row.quote,
      draft: { id: row.draft_id, title: row.title, kind: row.kind, issuerLevel: row.issuer_level },
      reason: current.reason,
      falseAlarm: current.falseAlarm,
      by: current.by,
      at: current.at,
    })
  }
  return [...found.values()]
}
