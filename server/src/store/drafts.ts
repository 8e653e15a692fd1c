import { setImmediate } from 'node:timers/promises'
import type { Draft, DraftSummary as LedgerRow, Version } from '@hongxian/shared/api'
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { isHolding, isMarked, markUnindexed } from './engine.ts'
import { sha256 } from './history.ts'
import { findCandidates, foldLetters, type IndexQuery, indexQueryOf } from './search-index.ts'
import type { Reading, Writing } from './store.ts'
import type { Tables } from './tables.ts'

/** Whose drafts are asked for. Every look-up takes it: what belongs to others is not found. */
export interface Scope {
  readonly organisationId: string
  /** To change something: the unit that a matter was taken in for sees it, and changes nothing. */
  readonly toChange?: true
  /** Of whoever is 法律顾问 alone: they see the matters they were asked about, once they have stated no conflict of interest. */
  readonly counselId?: string
}

/** A row of the ledger as it is kept; where its review stands is computed. */
export type DraftSummary = Omit<LedgerRow, 'matter'>

export interface VersionText extends Version {
  readonly text: string
}

/** Own drafts, those submitted to this office, and, to look at, those that another office took in as this unit's. */
export const isVisible =
  ({ organisationId, toChange, counselId }: Scope) =>
  (eb: ExpressionBuilder<Tables, 'drafts'>) => {
    if (counselId !== undefined) return isAskedOf(counselId)(eb)
    return eb.or([
      eb('drafts.organisation_id', '=', organisationId),
      eb('drafts.review_organisation_id', '=', organisationId),
      ...(toChange ? [] : [eb('drafts.drafting_organisation_id', '=', organisationId)]),
    ])
  }

const isAskedOf = (counselId: string) => (eb: ExpressionBuilder<Tables, 'drafts'>) =>
  eb(
    'drafts.id',
    'in',
    eb
      .selectFrom('consultations')
      .select('consultations.draft_id')
      .where('consultations.counsel_id', '=', counselId)
      .where('consultations.declared_at', 'is not', null)
      .where('consultations.has_conflict', '=', 0)
      .where('consultations.withdrawn', 'is', null),
  )

export const digestOfText = sha256

type DraftRow = Tables['drafts'] & { organisation_name: string }

const draftRows = (db: Reading, scope: Scope, whose: typeof isVisible = isVisible) =>
  withOffice(db.selectFrom('drafts')).where(whose(scope))

const withOffice = (query: SelectQueryBuilder<Tables, 'drafts', object>) =>
  query
    .innerJoin('organisations', 'organisations.id', 'drafts.organisation_id')
    .selectAll('drafts')
    .select('organisations.name as organisation_name')

/** Told apart by a limit of their own: many ids and a scope together, and SQLite goes through all that is in scope. */
const draftsNamed = (db: Reading, ids: readonly string[]) =>
  db.selectFrom((eb) => {
    const named = eb.selectFrom('drafts').selectAll().where('drafts.id', 'in', padded(ids))
    return named.limit(2 * ids.length).as('drafts')
  })

const toDraft = (row: DraftRow): Draft => ({
  id: row.id,
  title: row.title,
  kind: row.kind as Draft['kind'],
  issuerLevel: row.issuer_level as Draft['issuerLevel'],
  source: row.source.replace(`#${row.id}`, ''),
  organisation: { id: row.organisation_id, name: row.organisation_name },
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  currentVersionId: row.current_version_id,
  versionCount: row.version_count,
})

const toSummary = (row: DraftRow): DraftSummary => ({
  ...toDraft(row),
  findings: { illegal: row.illegal, improper: row.improper, suspect: row.suspect, hint: row.hint },
  undecided: row.undecided,
})

export async function findDraft(db: Reading, scope: Scope, id: string): Promise<Draft | null> {
  const row = await draftRows(db, scope).where('drafts.id', '=', id).executeTakeFirst()
  return row ? toDraft(row) : null
}

/** What capturing a text needs to know of the draft. */
export interface DraftState {
  readonly draft: Draft
  readonly previousVersionId: string | null
  readonly statedKind: Draft['kind'] | null
  readonly statedIssuerLevel: Draft['issuerLevel']
}

const toState = (row: DraftRow): DraftState => ({
  draft: toDraft(row),
  previousVersionId: row.previous_version_id,
  statedKind: row.stated_kind as Draft['kind'] | null,
  statedIssuerLevel: row.stated_issuer_level as Draft['issuerLevel'],
})

export async function findDraftState(db: Reading, scope: Scope, id: string): Promise<DraftState | null> {
  const row = await draftRows(db, scope).where('drafts.id', '=', id).executeTakeFirst()
  return row ? toState(row) : null
}

/**
 * Drafts of the organisation itself that have a version of this digest, have been read at this address, or have one of
 * these titles. Latest first.
 */
export async function findDraftStates(
  db: Reading,
  scope: Scope,
  by: { readonly digest: string } | { readonly address: string } | { readonly titles: readonly string[] },
  limit: number,
): Promise<DraftState[]> {
  const found = await placesOf(db, scope, by)
  const ids = latest(found)
    .slice(0, limit)
    .map(({ id }) => id)
  if (ids.length === 0) return []
  return (await inOrder(draftRows(db, scope).where('drafts.id', 'in', ids)).execute()).map(toState)
}

/** By the index of what is asked for: told to sort and cut off as well, SQLite walks through all drafts by their time. */
async function placesOf(
  db: Reading,
  { organisationId }: Scope,
  by: Parameters<typeof findDraftStates>[2],
): Promise<Pick<DraftRow, 'id' | 'updated_at'>[]> {
  if ('titles' in by)
    return db
      .selectFrom('drafts')
      .select(['id', 'updated_at'])
      .where('organisation_id', '=', organisationId)
      .where('title', 'in', by.titles)
      .execute()
  if ('address' in by)
    return db
      .selectFrom('draft_addresses')
      .innerJoin('drafts', 'drafts.id', 'draft_addresses.draft_id')
      .select(['drafts.id', 'drafts.updated_at'])
      .where('draft_addresses.organisation_id', '=', organisationId)
      .where('address', '=', by.address)
      .execute()
  const holding = await db
    .selectFrom('versions')
    .innerJoin('drafts', 'drafts.id', 'versions.draft_id')
    .select(['drafts.id', 'drafts.updated_at', 'drafts.organisation_id'])
    .where('versions.digest', '=', by.digest)
    .execute()
  return holding.filter((row) => row.organisation_id === organisationId)
}

export async function hasAddress(db: Reading, scope: Scope, draftId: string, address: string): Promise<boolean> {
  const row = await db
    .selectFrom('draft_addresses')
    .select('draft_id')
    .where('organisation_id', '=', scope.organisationId)
    .where('address', '=', address)
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row !== undefined
}

/** No effect where the draft has been read there before. */
export async function noteAddress({ db }: Writing, scope: Scope, draftId: string, address: string): Promise<void> {
  await db
    .insertInto('draft_addresses')
    .values({ draft_id: draftId, organisation_id: scope.organisationId, address })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface DraftFilter {
  readonly id?: string
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly source?: string | undefined
  /** Where its review stands; `draft` where there is none. */
  readonly state?: string | undefined
  readonly since?: string | undefined
}

/** A filter whose address has been looked up. */
type Restriction = Omit<DraftFilter, 'q' | 'source'> & { readonly ids: readonly string[] | undefined }

/** Place in a list of drafts: `updatedAt` and id of a row. */
export interface DraftPlace {
  readonly updatedAt: string
  readonly id: string
}

export interface DraftPage {
  readonly items: DraftSummary[]
  /** Of all pages; of those that hold words no more are counted than `MOST_COUNTED`. */
  readonly total: number
  readonly isMoreThanTotal: boolean
}

/**
 * Latest first.
 *
 * @param after last row of the page before, or `null` for the first page
 */
export async function listDrafts(
  db: Reading,
  scope: Scope,
  wanted: DraftFilter,
  limit: number,
  after: DraftPlace | null,
): Promise<DraftPage> {
  const words = wanted.q?.trim() ? wanted.q.trim().split(/\s+/) : []
  const readThere = wanted.source === undefined ? [] : await placesOf(db, scope, { address: wanted.source })
  if (wanted.source !== undefined && readThere.length === 0) return { items: [], total: 0, isMoreThanTotal: false }
  const filter = { ...wanted, ids: wanted.source === undefined ? undefined : readThere.map(({ id }) => id) }
  if (words.length > 0) return searchDrafts(db, scope, filter, words, limit, after)
  // Own drafts and those of others by an index each, already in order; asked for together they would all have to be sorted.
  const pages = audiencesOf(scope).map((whose) => {
    const page = inOrder(restrict(draftRows(db, scope, whose), filter)).limit(limit)
    return (after === null ? page : page.where(comesAfter(after))).execute()
  })
  const [total, ...found] = await Promise.all([countDraftsOf(db, scope, filter), ...pages])
  return { items: latest(found.flat()).slice(0, limit).map(toSummary), total, isMoreThanTotal: false }
}

const isOwn: typeof isVisible =
  ({ organisationId }) =>
  (eb) =>
    eb('drafts.organisation_id', '=', organisationId)

/** Drafts of other offices submitted to this one. */
const isSubmitted: typeof isVisible =
  ({ organisationId }) =>
  (eb) =>
    eb.and([
      eb('drafts.review_organisation_id', '=', organisationId),
      eb('drafts.organisation_id', '!=', organisationId),
    ])

/** Drafts that other offices took in as this unit's. */
const isTakenIn: typeof isVisible =
  ({ organisationId }) =>
  (eb) =>
    eb.and([
      eb('drafts.drafting_organisation_id', '=', organisationId),
      eb('drafts.organisation_id', '!=', organisationId),
      eb.or([
        eb('drafts.review_organisation_id', 'is', null),
        eb('drafts.review_organisation_id', '!=', organisationId),
      ]),
    ])

/** The parts of `isVisible`, none of which holds a draft of another. */
const audiencesOf = ({ toChange, counselId }: Scope): (typeof isVisible)[] =>
  counselId === undefined ? [isOwn, isSubmitted, ...(toChange ? [] : [isTakenIn])] : [isVisible]

const placeOf = (row: Pick<DraftRow, 'id' | 'updated_at'>): DraftPlace => ({ updatedAt: row.updated_at, id: row.id })

async function countDraftsOf(db: Reading, scope: Scope, filter: Restriction): Promise<number> {
  const count = (whose: typeof isVisible) =>
    restrict(db.selectFrom('drafts').where(whose(scope)), filter)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  const counts = await Promise.all(audiencesOf(scope).map(count))
  return counts.reduce((sum, one) => sum + one.count, 0)
}

function restrict<Output>(query: SelectQueryBuilder<Tables, 'drafts', Output>, filter: Restriction) {
  let restricted = query
  if (filter.id !== undefined) restricted = restricted.where('drafts.id', '=', filter.id)
  if (filter.kind !== undefined) restricted = restricted.where('kind', '=', filter.kind)
  if (filter.ids !== undefined) restricted = restricted.where('drafts.id', 'in', filter.ids)
  if (filter.state !== undefined) restricted = restricted.where(standsAt(filter.state))
  if (filter.since !== undefined) restricted = restricted.where('updated_at', '>=', filter.since)
  return restricted
}

const standsAt = (state: string) => (eb: ExpressionBuilder<Tables, 'drafts'>) => {
  const review = eb.selectFrom('reviews').select('reviews.draft_id').whereRef('reviews.draft_id', '=', 'drafts.id')
  const isThere = eb.exists(review.where('reviews.state', '=', state))
  return state === 'draft' ? eb.or([isThere, eb.not(eb.exists(review))]) : isThere
}

const inOrder = (query: ReturnType<typeof draftRows>) =>
  query.orderBy('updated_at', 'desc').orderBy('drafts.id', 'desc')

const comesAfter = (place: DraftPlace) => (eb: ExpressionBuilder<Tables, 'drafts'>) =>
  eb.and([
    eb('updated_at', '<=', place.updatedAt), // where the index is entered
    eb.or([eb('updated_at', '<', place.updatedAt), eb('drafts.id', '<', place.id)]),
  ])

/** Of drafts that hold words no more are counted: past that only that there are more. */
export const MOST_COUNTED = 1000

/** Drafts whose title or current text holds every word. */
async function searchDrafts(
  db: Reading,
  scope: Scope,
  filter: Restriction,
  words: readonly string[],
  limit: number,
  after: DraftPlace | null,
): Promise<DraftPage> {
  const query = indexQueryOf(words)
  const few = await findCandidates(db, query, FEW)
  const walk = (from: DraftPlace | null) =>
    few ? amongFew(db, scope, filter, few) : throughLedger(db, scope, filter, query, from)
  const counted = await firstHolding(db, walk(null), words, query, MOST_COUNTED + 1)
  const rest = counted.filter((row) => after === null || isBefore(row, after))
  const isBeyond = counted.length > MOST_COUNTED && rest.length < limit
  const page = isBeyond ? await firstHolding(db, walk(after), words, query, limit) : rest.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await withOffice(draftsNamed(db, ids)).where(isVisible(scope)).execute()
  return {
    items: latest(rows).map(toSummary),
    total: Math.min(counted.length, MOST_COUNTED),
    isMoreThanTotal: counted.length > MOST_COUNTED,
  }
}

/** A draft that can hold the words, by what the index knows. */
interface Candidate extends Pick<DraftRow, 'id' | 'updated_at'> {
  /** Not in the index as it is now. */
  readonly is_marked: unknown
}

type Portions = AsyncIterable<readonly Candidate[]>

// So many are looked up by name; where more can hold the words, a page is soon found by going through the ledger.
const FEW = 512

const asCandidates = (query: SelectQueryBuilder<Tables, 'drafts', object>, filter: Restriction) =>
  restrict(query, filter).select(['drafts.id', 'drafts.updated_at', isMarked.as('is_marked')])

async function* amongFew(db: Reading, scope: Scope, filter: Restriction, ids: readonly string[]): Portions {
  if (ids.length === 0) return
  yield latest(await asCandidates(draftsNamed(db, ids).where(isVisible(scope)), filter).execute())
}

// So many texts are read through in about ten milliseconds; SQLite holds up everybody meanwhile.
const TEXTS_AT_ONCE = 200

/** A portion at a time, so that whoever asks for a page reads no more than that takes. */
async function* throughLedger(
  db: Reading,
  scope: Scope,
  filter: Restriction,
  { grams, isExact }: IndexQuery,
  from: DraftPlace | null,
): Portions {
  const size = isExact ? MOST_COUNTED + 1 : TEXTS_AT_ONCE
  for (let after = from, isOver = false; !isOver; ) {
    const portions = audiencesOf(scope).map((whose) => {
      const canHold = db
        .selectFrom('drafts')
        .where(whose(scope))
        .where((eb) => eb.or([isHolding(db, grams), isMarked]))
      const portion = asCandidates(canHold, filter)
        .orderBy('updated_at', 'desc')
        .orderBy('drafts.id', 'desc')
        .limit(size)
      return (after === null ? portion : portion.where(comesAfter(after))).execute()
    })
    const portion: Candidate[] = latest((await Promise.all(portions)).flat()).slice(0, size)
    yield portion
    isOver = portion.length < size
    const last = portion.at(-1)
    if (last) after = placeOf(last)
  }
}

/** The first of them that do hold every word: read through where a word is longer than what the index holds. */
async function firstHolding(
  db: Reading,
  portions: Portions,
  words: readonly string[],
  { isExact }: IndexQuery,
  most: number,
): Promise<Candidate[]> {
  const found: Candidate[] = []
  for await (const portion of portions) {
    const isDoubtful = ({ is_marked }: Candidate) => !isExact || Boolean(is_marked)
    const doubtful = portion.filter(isDoubtful).map(({ id }) => id)
    const holding = new Set(await readThrough(db, doubtful, words))
    found.push(...portion.filter((row) => !isDoubtful(row) || holding.has(row.id)))
    if (found.length >= most) break
  }
  return found.slice(0, most)
}

/** Of few lengths, so that they make few statements: the last one is said again. */
function padded(ids: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(ids.length))
  return Array.from({ length }, (_, i) => ids[Math.min(i, ids.length - 1)] as string)
}

/** Those that do hold every word. */
async function readThrough(db: Reading, ids: readonly string[], words: readonly string[]): Promise<string[]> {
  const holding: string[] = []
  for (let i = 0; i < ids.length; i += TEXTS_AT_ONCE) {
    const portion = ids.slice(i, i + TEXTS_AT_ONCE)
    const rows = await db
      .selectFrom('drafts')
      .select('drafts.id')
      .where('drafts.id', 'in', portion)
      .where(holdsEvery(words))
      .execute()
    holding.push(...rows.map(({ id }) => id))
    await setImmediate() // whoever else waits comes first: SQLite answers within the turn
  }
  return holding
}

const latest = <Row extends Pick<DraftRow, 'id' | 'updated_at'>>(rows: Row[]): Row[] =>
  rows.sort((a, b) => (isBefore(a, placeOf(b)) ? 1 : -1))

const isBefore = (row: Pick<DraftRow, 'id' | 'updated_at'>, place: DraftPlace): boolean =>
  row.updated_at < place.updatedAt || (row.updated_at === place.updatedAt && row.id < place.id)

const holdsEvery = (words: readonly string[]) => (eb: ExpressionBuilder<Tables, 'drafts'>) =>
  eb.and(
    words.map((word) =>
      eb.or([
        holds('drafts.title', word),
        eb.exists(
          eb
            .selectFrom('versions')
            .select('versions.id')
            .whereRef('versions.id', '=', 'drafts.current_version_id')
            .where(holds('versions.text', word)),
        ),
      ]),
    ),
  )

// Letters are folded here, and only those of ASCII: left to itself SQLite would fold them and PostgreSQL not.
function holds(column: 'drafts.title' | 'versions.text', word: string) {
  const folded = foldLetters(word)
  const text = /[a-z]/.test(folded) ? sql`lower(${sql.ref(column)})` : sql.ref(column)
  return sql<boolean>`${text} LIKE ${`%${folded.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`
}

const versionRows = (db: Reading) =>
  db
    .selectFrom('versions')
    .innerJoin('users', 'users.id', 'versions.captured_by')
    .select([
      'versions.id',
      'versions.draft_id',
      'versions.number',
      'versions.digest',
      'versions.length',
      'versions.captured_at',
      'versions.captured_by',
      'users.name as captured_by_name',
    ])

const toVersion = (row: Omit<Tables['versions'], 'text'> & { captured_by_name: string }): Version => ({
  id: row.id,
  draftId: row.draft_id,
  number: row.number,
  digest: row.digest,
  length: row.length,
  capturedAt: row.captured_at,
  capturedBy: { id: row.captured_by, name: row.captured_by_name },
})

/** In the order they came. */
export async function listVersions(db: Reading, draftId: string): Promise<Version[]> {
  return (await versionRows(db).where('draft_id', '=', draftId).orderBy('number').execute()).map(toVersion)
}

export async function findVersion(db: Reading, scope: Scope, id: string): Promise<VersionText | null> {
  const row = await versionRows(db)
    .innerJoin('drafts', 'drafts.id', 'versions.draft_id')
    .where('versions.id', '=', id)
    .where(isVisible(scope))
    .executeTakeFirst()
  return row ? { ...toVersion(row), text: await textOf(db, id) } : null
}

// A text never changes, and the last version of a draft is read several times while the next is put on record. By the id of
// the version, which is the same in no other store.
const textsRead = new Map<string, string>()
const TEXTS_KEPT = 48

async function textOf(db: Reading, versionId: string): Promise<string> {
  const known = textsRead.get(versionId)
  if (known !== undefined) return known
  const { text } = await db.selectFrom('versions').select('text').where('id', '=', versionId).executeTakeFirstOrThrow()
  return keepText(versionId, text)
}

function keepText(versionId: string, text: string): string {
  textsRead.set(versionId, text)
  if (textsRead.size > TEXTS_KEPT) textsRead.delete(textsRead.keys().next().value as string)
  return text
}

export async function findVersionByDigest(db: Reading, draftId: string, digest: string): Promise<Version | null> {
  const row = await versionRows(db).where('draft_id', '=', draftId).where('digest', '=', digest).executeTakeFirst()
  return row ? toVersion(row) : null
}

export interface NewDraft {
  readonly organisationId: string
  readonly source: string
  readonly title: string
  readonly kind: Draft['kind']
  readonly issuerLevel: Draft['issuerLevel']
  readonly statedKind: Draft['kind'] | null
  readonly statedIssuerLevel: Draft['issuerLevel']
  readonly text: string
  readonly digest: string
  readonly actorId: string
}

/** A new draft with its first version. */
export async function createDraft(writing: Writing, draft: NewDraft): Promise<{ draftId: string; versionId: string }> {
  const { db, at, newId } = writing
  const draftId = newId()
  const versionId = newId()
  const isTaken = await db
    .selectFrom('drafts')
    .select('id')
    .where('organisation_id', '=', draft.organisationId)
    .where('source', '=', draft.source)
    .executeTakeFirst()
  await db
    .insertInto('drafts')
    .values({
      id: draftId,
      organisation_id: draft.organisationId,
      review_organisation_id: null,
      drafting_organisation_id: null,
      source: isTaken ? `${draft.source}#${draftId}` : draft.source,
      title: draft.title,
      kind: draft.kind,
      issuer_level: draft.issuerLevel,
      stated_kind: draft.statedKind,
      stated_issuer_level: draft.statedIssuerLevel,
      created_at: at,
      created_by: draft.actorId,
      updated_at: at,
      current_version_id: versionId,
      previous_version_id: null,
      version_count: 1,
      illegal: 0,
      improper: 0,
      suspect: 0,
      hint: 0,
      undecided: 0,
    })
    .execute()
  await insertVersion(db, { ...draft, id: versionId, draftId, number: 1, at })
  await markUnindexed(db, draftId)
  await noteAddress(writing, draft, draftId, draft.source)
  return { draftId, versionId }
}

async function insertVersion(
  db: Writing['db'],
  version: { id: string; draftId: string; number: number; digest: string; text: string; at: string; actorId: string },
): Promise<void> {
  await db
    .insertInto('versions')
    .values({
      id: version.id,
      draft_id: version.draftId,
      number: version.number,
      digest: version.digest,
      length: version.text.length,
      text: version.text,
      captured_at: version.at,
      captured_by: version.actorId,
    })
    .execute()
  // Should the write be undone after all, nobody asks for it.
  keepText(version.id, version.text)
}

/** The next version of a draft; it is current from now on, and the one before it the previous. */
export async function addVersion(
  { db, at, newId }: Writing,
  draft: Pick<Draft, 'id' | 'currentVersionId' | 'versionCount'>,
  version: { digest: string; text: string; actorId: string },
): Promise<string> {
  const id = newId()
  await insertVersion(db, { ...version, id, draftId: draft.id, number: draft.versionCount + 1, at })
  await markUnindexed(db, draft.id)
  await db
    .updateTable('drafts')
    .set({
      current_version_id: id,
      previous_version_id: draft.currentVersionId,
      version_count: draft.versionCount + 1,
      updated_at: at,
    })
    .where('id', '=', draft.id)
    .execute()
  return id
}

/** The page shows an earlier text again: that version is current from now on. */
export async function returnToVersion(
  { db, at }: Writing,
  draft: Pick<Draft, 'id' | 'currentVersionId'>,
  versionId: string,
): Promise<void> {
  await db
    .updateTable('drafts')
    .set({ current_version_id: versionId, previous_version_id: draft.currentVersionId, updated_at: at })
    .where('id', '=', draft.id)
    .execute()
  await markUnindexed(db, draft.id)
}

export interface DraftFacts {
  readonly title: string
  readonly kind: Draft['kind']
  readonly issuerLevel: Draft['issuerLevel']
  readonly statedKind: Draft['kind'] | null
  readonly statedIssuerLevel: Draft['issuerLevel']
}

/** How many findings the current check has, and how many alarms nobody has decided on. */
export interface DraftCounts {
  readonly illegal: number
  readonly improper: number
  readonly suspect: number
  readonly hint: number
  readonly undecided: number
}

export async function setDraftCounts({ db }: Writing, draftId: string, counts: DraftCounts): Promise<void> {
  await db.updateTable('drafts').set(counts).where('id', '=', draftId).execute()
}

/** @param before the title that it bears; `null` for a new draft */
export async function setDraftFacts(
  { db }: Writing,
  draftId: string,
  before: string | null,
  facts: DraftFacts,
  counts: DraftCounts,
): Promise<void> {
  if (before !== null && before !== facts.title) await markUnindexed(db, draftId)
  await db
    .updateTable('drafts')
    .set({
      title: facts.title,
      kind: facts.kind,
      issuer_level: facts.issuerLevel,
      stated_kind: facts.statedKind,
      stated_issuer_level: facts.statedIssuerLevel,
      ...counts,
    })
    .where('id', '=', draftId)
    .execute()
}
