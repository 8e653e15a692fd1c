import { currentDecisions } from './checks.ts'
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
