import type { RuleDraft, RuleFileText } from '@hongxian/shared/api'
import { isVisible, type Scope } from './drafts.ts'
import { sha256 } from './history.ts'
import type { Reading, Writing } from './store.ts'

/** What an office is writing; `null` where it saved nothing yet. */
export async function findRuleDraft(db: Reading, organisationId: string): Promise<RuleDraft | null> {
  const row = await db
    .selectFrom('rule_drafts')
    .innerJoin('users', 'users.id', 'rule_drafts.changed_by')
    .selectAll('rule_drafts')
    .select('users.name as changed_by_name')
    .where('rule_drafts.organisation_id', '=', organisationId)
    .executeTakeFirst()
  if (!row) return null
  return {
    revision: row.revision,
    files: JSON.parse(row.files) as RuleFileText[],
    changedAt: row.changed_at,
    changedBy: { id: row.changed_by, name: row.changed_by_name },
  }
}

/** @returns whether it was saved: not where somebody else did since `revision` */
export async function saveRuleDraft(
  { db, at }: Writing,
  draft: {
    readonly organisationId: string
    readonly revision: number
    readonly files: readonly RuleFileText[]
    readonly actorId: string
  },
): Promise<boolean> {
  const before = await db
    .selectFrom('rule_drafts')
    .select('revision')
    .where('organisation_id', '=', draft.organisationId)
    .executeTakeFirst()
  if ((before?.revision ?? 0) !== draft.revision) return false
  const row = {
    revision: draft.revision + 1,
    files: JSON.stringify(draft.files),
    changed_at: at,
    changed_by: draft.actorId,
  }
  await (before
    ? db.updateTable('rule_drafts').set(row).where('organisation_id', '=', draft.organisationId)
    : db.insertInto('rule_drafts').values({ organisation_id: draft.organisationId, ...row })
  ).execute()
  return true
}

/** Rules as an office published them; never changed. */
export interface Publication {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly files: readonly RuleFileText[]
  readonly digest: string
  readonly note: string
  readonly added: number
  readonly disabled: number
  readonly changed: number
  readonly publishedAt: string
  readonly publishedBy: { readonly id: string; readonly name: string }
}

const publicationRows = (db: Reading, organisationId: string) =>
  db
    .selectFrom('rule_publications')
    .innerJoin('users', 'users.id', 'rule_publications.published_by')
    .selectAll('rule_publications')
    .select('users.name as published_by_name')
    .where('rule_publications.organisation_id', '=', organisationId)

type PublicationRow = Awaited<ReturnType<ReturnType<typeof publicationRows>['executeTakeFirstOrThrow']>>

const toPublication = (row: PublicationRow): Publication => ({
  id: row.id,
  number: row.number,
  name: row.name,
  files: JSON.parse(row.files) as RuleFileText[],
  digest: row.digest,
  note: row.note,
  added: row.added,
  disabled: row.disabled,
  changed: row.changed,
  publishedAt: row.published_at,
  publishedBy: { id: row.published_by, name: row.published_by_name },
})

/** Newest first. */
export async function listPublications(db: Reading, organisationId: string): Promise<Publication[]> {
  return (await publicationRows(db, organisationId).orderBy('number', 'desc').execute()).map(toPublication)
}

export async function findPublication(
  db: Reading,
  organisationId: string,
  by: { readonly number: number } | { readonly id: string },
): Promise<Publication | null> {
  const rows = publicationRows(db, organisationId)
  const row = await ('id' in by
    ? rows.where('rule_publications.id', '=', by.id)
    : rows.where('rule_publications.number', '=', by.number)
  ).executeTakeFirst()
  return row ? toPublication(row) : null
}

export type NewPublication = Omit<Publication, 'id' | 'number' | 'publishedAt' | 'publishedBy'> & {
  readonly organisationId: string
  readonly actorId: string
}

/** Its rule set must be kept already. @returns its id, number, and the digest of its files for the history */
export async function addPublication(
  { db, at, newId }: Writing,
  publication: NewPublication,
): Promise<{ id: string; number: number; filesDigest: string }> {
  const last = await db
    .selectFrom('rule_publications')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('organisation_id', '=', publication.organisationId)
    .executeTakeFirst()
  const { organisationId, actorId, files, ...facts } = publication
  const row = {
    ...facts,
    id: newId(),
    organisation_id: organisationId,
    number: (last?.number ?? 0) + 1,
    files: JSON.stringify(files),
    published_at: at,
    published_by: actorId,
  }
  await db.insertInto('rule_publications').values(row).execute()
  return { id: row.id, number: row.number, filesDigest: sha256(row.files) }
}

export type ChoiceAction = 'published' | 'restored' | 'retired' | 'reapplied' | 'suspended'

/** What an office put in force, or what became of it when the product was upgraded. */
export interface Choice {
  readonly sequence: number
  readonly action: ChoiceAction
  readonly publicationId: string | null
  readonly number: number | null
  readonly digest: string
  readonly baseDigest: string
  readonly reason: string
  readonly at: string
  readonly by: { readonly id: string; readonly name: string } | null
}

const choiceRows = (db: Reading, organisationId: string) =>
  db
    .selectFrom('rule_choices')
    .leftJoin('users', 'users.id', 'rule_choices.chosen_by')
    .leftJoin('rule_publications', 'rule_publications.id', 'rule_choices.publication_id')
    .selectAll('rule_choices')
    .select(['users.name as chosen_by_name', 'rule_publications.number as number'])
    .where('rule_choices.organisation_id', '=', organisationId)
    .orderBy('sequence', 'desc')

/** Newest first. */
export async function listChoices(db: Reading, organisationId: string, limit: number): Promise<Choice[]> {
  const rows = await choiceRows(db, organisationId).limit(limit).execute()
  return rows.map((row) => ({
    sequence: row.sequence,
    action: row.action as ChoiceAction,
    publicationId: row.publication_id,
    number: row.number,
    digest: row.digest,
    baseDigest: row.base_digest,
    reason: row.reason,
    at: row.chosen_at,
    by: row.chosen_by === null ? null : { id: row.chosen_by, name: row.chosen_by_name ?? '' },
  }))
}

/** What holds now; `null` where the office never chose. */
export const findLastChoice = async (db: Reading, organisationId: string): Promise<Choice | null> =>
  (await listChoices(db, organisationId, 1))[0] ?? null

export interface NewChoice {
  readonly organisationId: string
  readonly action: ChoiceAction
  readonly publicationId: string | null
  readonly digest: string
  readonly baseDigest: string
  readonly reason: string
  readonly actorId: string | null
}

export async function addChoice({ db, at }: Writing, choice: NewChoice): Promise<void> {
  const last = await db
    .selectFrom('rule_choices')
    .select((eb) => eb.fn.max('sequence').as('sequence'))
    .where('organisation_id', '=', choice.organisationId)
    .executeTakeFirst()
  await db
    .insertInto('rule_choices')
    .values({
      organisation_id: choice.organisationId,
      sequence: (last?.sequence ?? 0) + 1,
      action: choice.action,
      publication_id: choice.publicationId,
      digest: choice.digest,
      base_digest: choice.baseDigest,
      reason: choice.reason,
      chosen_at: at,
      chosen_by: choice.actorId,
    })
    .execute()
}

/** Organisations that put something of their own in force at some time. */
export async function organisationsWithRules(db: Reading): Promise<string[]> {
  const rows = await db.selectFrom('rule_choices').select('organisation_id').distinct().execute()
  return rows.map((row) => row.organisation_id)
}

/** How many checks of drafts that this office sees used each rule set, by digest. */
export async function countChecksByRuleSet(db: Reading, scope: Scope): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('checks')
    .innerJoin('drafts', 'drafts.id', 'checks.draft_id')
    .where(isVisible(scope))
    .groupBy('checks.rule_set_digest')
    .select((eb) => ['checks.rule_set_digest as digest', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map(({ digest, count }) => [digest, Number(count)]))
}

/** Checks of drafts that this office sees with one rule set, newest first. @param before id of the last one shown */
export async function listChecksWith(db: Reading, scope: Scope, digest: string, limit: number, before: string | null) {
  let query = db
    .selectFrom('checks')
    .innerJoin('drafts', 'drafts.id', 'checks.draft_id')
    .innerJoin('versions', 'versions.id', 'checks.version_id')
    .innerJoin('users', 'users.id', 'checks.checked_by')
    .select([
      'checks.id',
      'checks.as_of',
      'checks.checked_at',
      'checks.checked_by',
      'checks.version_id',
      'users.name as checked_by_name',
      'drafts.id as draft_id',
      'drafts.title',
      'versions.number',
    ])
    .where('checks.rule_set_digest', '=', digest)
    .where(isVisible(scope))
    .orderBy('checks.id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('checks.id', '<', before)
  return (await query.execute()).map((row) => ({
    id: row.id,
    draft: { id: row.draft_id, title: row.title },
    versionId: row.version_id,
    versionNumber: row.number,
    asOf: row.as_of,
    checkedAt: row.checked_at,
    checkedBy: { id: row.checked_by, name: row.checked_by_name },
  }))
}
