import type { Verdict } from '@hongxian/shared/review'
import type { Withheld } from './checks.ts'
import { isVisible, type Scope } from './drafts.ts'
import type { Reading, Writing } from './store.ts'

/** An annotation at the place where it was written. */
export interface StoredAnnotation {
  readonly id: string
  readonly draftId: string
  readonly originVersionId: string
  readonly span: { readonly start: number; readonly end: number }
  readonly quote: string
  readonly body: string
  readonly replacement: string | null
  readonly resolved: boolean
  readonly withdrawn: boolean
  readonly listedAs: Verdict | null
  readonly by: { readonly id: string; readonly name: string }
  readonly at: string
  readonly changedAt: string
}

const annotationRows = (db: Reading) =>
  db
    .selectFrom('annotations')
    .innerJoin('users', 'users.id', 'annotations.created_by')
    .selectAll('annotations')
    .select('users.name as author_name')

type Row = Awaited<ReturnType<ReturnType<typeof annotationRows>['executeTakeFirstOrThrow']>>

const toAnnotation = (row: Row): StoredAnnotation => ({
  id: row.id,
  draftId: row.draft_id,
  originVersionId: row.version_id,
  span: { start: row.start_offset, end: row.end_offset },
  quote: row.quote,
  body: row.body,
  replacement: row.replacement,
  resolved: row.resolved === 1,
  withdrawn: row.withdrawn === 1,
  listedAs: row.listed_as as Verdict | null,
  by: { id: row.created_by, name: row.author_name },
  at: row.created_at,
  changedAt: row.changed_at,
})

/** Of all versions of a draft, in the order they were written; those taken back left out. */
export async function listAnnotations(
  db: Reading,
  draftId: string,
  withheld: Withheld | null = null,
): Promise<StoredAnnotation[]> {
  let query = annotationRows(db).where('draft_id', '=', draftId).where('withdrawn', '=', 0).orderBy('annotations.id')
  if (withheld !== null)
    query = query.where((eb) =>
      eb.or([
        eb('users.organisation_id', '<>', withheld.organisationId),
        eb('users.id', '=', withheld.userId),
        eb('annotations.changed_at', '<=', withheld.after ?? ''),
      ]),
    )
  return (await query.execute()).map(toAnnotation)
}

/** Notes of a draft that stand in the opinion. */
export async function listListedNotes(db: Reading, draftId: string): Promise<StoredAnnotation[]> {
  const notes = await listAnnotations(db, draftId)
  return notes.filter(({ listedAs, resolved }) => listedAs !== null && !resolved)
}

export async function findAnnotation(db: Reading, scope: Scope, id: string): Promise<StoredAnnotation | null> {
  const row = await annotationRows(db)
    .innerJoin('drafts', 'drafts.id', 'annotations.draft_id')
    .where('annotations.id', '=', id)
    .where(isVisible(scope))
    .executeTakeFirst()
  return row ? toAnnotation(row) : null
}

type Written = Pick<StoredAnnotation, 'originVersionId' | 'span' | 'body'> & { readonly actorId: string }

/** Id of the annotation that this person has already written at this place in these words, or `null`. */
export async function findSameAnnotation(db: Reading, written: Written): Promise<string | null> {
  const row = await db
    .selectFrom('annotations')
    .select('id')
    .where('version_id', '=', written.originVersionId)
    .where('created_by', '=', written.actorId)
    .where('start_offset', '=', written.span.start)
    .where('end_offset', '=', written.span.end)
    .where('body', '=', written.body)
    .where('withdrawn', '=', 0)
    .executeTakeFirst()
  return row?.id ?? null
}

export async function createAnnotation(
  { db, at, newId }: Writing,
  annotation: Pick<
    StoredAnnotation,
    'draftId' | 'originVersionId' | 'span' | 'quote' | 'body' | 'replacement' | 'listedAs'
  > & {
    readonly actorId: string
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('annotations')
    .values({
      id,
      draft_id: annotation.draftId,
      version_id: annotation.originVersionId,
      start_offset: annotation.span.start,
      end_offset: annotation.span.end,
      quote: annotation.quote,
      body: annotation.body,
      replacement: annotation.replacement,
      resolved: 0,
      withdrawn: 0,
      listed_as: annotation.listedAs,
      created_at: at,
      created_by: annotation.actorId,
      changed_at: at,
    })
    .execute()
  return id
}

/** The words as they were stay in the history; this row is how it stands now. */
export async function changeAnnotation(
  { db, at }: Writing,
  annotation: StoredAnnotation,
  change: Partial<Pick<StoredAnnotation, 'body' | 'replacement' | 'resolved' | 'withdrawn' | 'listedAs'>>,
): Promise<void> {
  const changed = { ...annotation, ...change }
  await db
    .updateTable('annotations')
    .set({
      body: changed.body,
      replacement: changed.replacement,
      resolved: changed.resolved ? 1 : 0,
      withdrawn: changed.withdrawn ? 1 : 0,
      listed_as: changed.listedAs,
      changed_at: at,
    })
    .where('id', '=', annotation.id)
    .execute()
}
