import { isVisible, type Scope } from './drafts.ts'
import type { Reading } from './store.ts'

/** Days are those of China; instants are kept in UTC. */
export interface Period {
  readonly from: string
  readonly to: string
}

const startOf = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString()
const endOf = (day: string): string => new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000).toISOString()

const draftsIn = (db: Reading, scope: Scope, { from, to }: Period) =>
  db
    .selectFrom('drafts')
    .where(isVisible(scope))
    .where('drafts.created_at', '>=', startOf(from))
    .where('drafts.created_at', '<', endOf(to))

export function countDrafts(db: Reading, scope: Scope, period: Period) {
  return draftsIn(db, scope, period)
    .select((eb) => ['kind', eb.fn.countAll<number>().as('drafts'), eb.fn.sum<number>('version_count').as('versions')])
    .groupBy('kind')
    .orderBy('kind')
    .execute()
}

/** Matters found, each once however many versions it went through. */
export function countMatters(db: Reading, scope: Scope, period: Period) {
  return db
    .selectFrom('findings')
    .where('draft_id', 'in', draftsIn(db, scope, period).select('drafts.id'))
    .select((eb) => ['code', 'severity', eb.fn.count<number>('thread_id').distinct().as('matters')])
    .groupBy(['code', 'severity'])
    .orderBy('matters', 'desc')
    .orderBy('code')
    .execute()
}

/** Every decision in the order it was made, with the rule it was about. */
export function listDecisions(db: Reading, scope: Scope, period: Period) {
  return db
    .selectFrom('decisions')
    .innerJoin('findings', 'findings.id', 'decisions.finding_id')
    .where('decisions.draft_id', 'in', draftsIn(db, scope, period).select('drafts.id'))
    .select(['decisions.thread_id', 'decisions.decision', 'decisions.reason', 'decisions.false_alarm', 'findings.rule'])
    .orderBy('decisions.thread_id')
    .orderBy('decisions.sequence')
    .execute()
}

/** The state and the matter (JSON) of every review. */
export function listReviews(db: Reading, scope: Scope, period: Period) {
  return db
    .selectFrom('reviews')
    .where('draft_id', 'in', draftsIn(db, scope, period).select('drafts.id'))
    .select(['state', 'matter'])
    .execute()
}
