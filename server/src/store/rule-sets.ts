import type { RuleSetSummary } from '@hongxian/shared/api'
import type { Reading, Writing } from './store.ts'

/** Keeps the rule set, so that what a check used can be shown years later. No effect where it is known already. */
export async function keepRuleSet(
  { db, at }: Writing,
  ruleSet: { readonly digest: string; readonly source: string; readonly ruleCount: number },
): Promise<void> {
  await db
    .insertInto('rule_sets')
    .values({ digest: ruleSet.digest, source: ruleSet.source, rule_count: ruleSet.ruleCount, since: at })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}

/** The JSON as it was when it was kept. */
export async function findRuleSetSource(db: Reading, digest: string): Promise<string | null> {
  const row = await db.selectFrom('rule_sets').select('source').where('digest', '=', digest).executeTakeFirst()
  return row?.source ?? null
}

/** Newest first. */
export async function listRuleSets(db: Reading, currentDigest: string): Promise<RuleSetSummary[]> {
  const rows = await db
    .selectFrom('rule_sets')
    .select(['digest', 'rule_count', 'since'])
    .orderBy('since', 'desc')
    .execute()
  return rows.map((row) => ({
    digest: row.digest,
    ruleCount: row.rule_count,
    since: row.since,
    current: row.digest === currentDigest,
  }))
}
