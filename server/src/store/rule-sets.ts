import type { RuleSetSummary } from '@hongxian/shared/api'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { isVisible, type Scope } from './drafts.ts'
import type { Reading, Writing } from './store.ts'
import type { Tables } from './tables.ts'

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

/**
 * A built-in rule set, one that this office published, or one that a draft was checked with which it sees: what an office
 * writes for itself is nobody else's.
 */
const isOpenTo =
  (scope: Scope) =>
  (eb: ExpressionBuilder<Tables, 'rule_sets'>): Expression<SqlBool> => {
    // A choice without a publication, and one suspended, names the built-in rule set.
    const ofAnOffice = eb
      .selectFrom('rule_choices')
      .select('rule_choices.digest')
      .where('publication_id', 'is not', null)
      .where('action', '!=', 'suspended')
    return eb.or([
      eb('rule_sets.digest', 'not in', ofAnOffice),
      eb('rule_sets.digest', 'in', ofAnOffice.where('organisation_id', '=', scope.organisationId)),
      eb.exists(
        eb
          .selectFrom('checks')
          .innerJoin('drafts', 'drafts.id', 'checks.draft_id')
          .select('checks.id')
          .whereRef('checks.rule_set_digest', '=', 'rule_sets.digest')
          .where(isVisible(scope) as never),
      ),
    ])
  }

/** The JSON as it was when it was kept; `null` where it is not for this office. */
export async function findRuleSetSource(db: Reading, scope: Scope, digest: string): Promise<string | null> {
  const row = await db
    .selectFrom('rule_sets')
    .select('source')
    .where('digest', '=', digest)
    .where(isOpenTo(scope))
    .executeTakeFirst()
  return row?.source ?? null
}

/** For the service itself, whosever it is. */
export async function findKeptRuleSet(
  db: Reading,
  digest: string,
): Promise<{ readonly digest: string; readonly ruleCount: number; readonly json: string } | null> {
  const row = await db.selectFrom('rule_sets').selectAll().where('digest', '=', digest).executeTakeFirst()
  return row ? { digest, ruleCount: row.rule_count, json: row.source } : null
}

export async function isRuleSetOpen(db: Reading, scope: Scope, digest: string): Promise<boolean> {
  const row = await db
    .selectFrom('rule_sets')
    .select('digest')
    .where('digest', '=', digest)
    .where(isOpenTo(scope))
    .executeTakeFirst()
  return row !== undefined
}

/** Newest first. */
export async function listRuleSets(db: Reading, scope: Scope, currentDigest: string): Promise<RuleSetSummary[]> {
  const rows = await db
    .selectFrom('rule_sets')
    .select(['digest', 'rule_count', 'since'])
    .where(isOpenTo(scope))
    .orderBy('since', 'desc')
    .execute()
  const own = await db
    .selectFrom('rule_choices')
    .innerJoin('rule_publications', 'rule_publications.id', 'rule_choices.publication_id')
    .select(['rule_choices.digest', 'rule_publications.number'])
    .where('rule_choices.organisation_id', '=', scope.organisationId)
    .where('rule_choices.action', '!=', 'suspended')
    .execute()
  const numbers = new Map(own.map(({ digest, number }) => [digest, number]))
  return rows.map((row) => ({
    digest: row.digest,
    ruleCount: row.rule_count,
    since: row.since,
    current: row.digest === currentDigest,
    publication: numbers.get(row.digest) ?? null,
  }))
}
