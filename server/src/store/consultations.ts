import type { Consultation } from '@hongxian/shared/api'
import { isVisible, type Scope } from './drafts.ts'
import { digestOfConsultation } from './history.ts'
import type { Reading, Writing } from './store.ts'

const consultationRows = (db: Reading) =>
  db
    .selectFrom('consultations')
    .innerJoin('drafts', 'drafts.id', 'consultations.draft_id')
    .innerJoin('users as askers', 'askers.id', 'consultations.asked_by')
    .leftJoin('users as answerers', 'answerers.id', 'consultations.answered_by')
    .selectAll('consultations')
    .select(['drafts.title', 'askers.name as asked_by_name', 'answerers.name as answered_by_name'])

type Row = Awaited<ReturnType<ReturnType<typeof consultationRows>['executeTakeFirstOrThrow']>>

const toConsultation = (row: Row): Consultation => ({
  id: row.id,
  draftId: row.draft_id,
  title: row.title,
  counsel: {
    id: row.counsel_id,
    name: row.counsel_name,
    capacity: row.capacity as Consultation['counsel']['capacity'],
  },
  question: row.question,
  askedAt: row.asked_at,
  askedBy: { id: row.asked_by, name: row.asked_by_name },
  due: row.due,
  dueBasis: row.due_basis,
  declaration:
    row.declared_at === null
      ? null
      : { hasConflict: row.has_conflict === 1, note: row.declared_note, at: row.declared_at },
  answer:
    row.answered_at === null || row.answered_by === null
      ? null
      : {
          text: row.answer,
          at: row.answered_at,
          by: { id: row.answered_by, name: row.answered_by_name ?? '' },
          materialId: row.material_id,
        },
  withdrawn: row.withdrawn,
})

/** Whether it waits for somebody. */
export const isOpen = ({ answer, withdrawn, declaration }: Consultation): boolean =>
  answer === null && withdrawn === null && declaration?.hasConflict !== true

/** In the order they were asked. */
export async function listConsultations(db: Reading, draftId: string): Promise<Consultation[]> {
  const rows = await consultationRows(db).where('draft_id', '=', draftId).orderBy('consultations.id').execute()
  return rows.map(toConsultation)
}

/** Asked of one person, those that wait first. */
export async function listConsultationsOf(db: Reading, counselId: string, limit: number): Promise<Consultation[]> {
  const rows = await consultationRows(db)
    .where('counsel_id', '=', counselId)
    .orderBy('consultations.id', 'desc')
    .limit(limit)
    .execute()
  const found = rows.map(toConsultation)
  return [...found.filter(isOpen), ...found.filter((one) => !isOpen(one))]
}

/** Open ones of what an office reviews. */
export async function listOpenConsultations(db: Reading, officeId: string): Promise<Consultation[]> {
  const rows = await consultationRows(db)
    .where('answered_at', 'is', null)
    .where('withdrawn', 'is', null)
    .where('drafts.review_organisation_id', '=', officeId)
    .orderBy('due')
    .orderBy('consultations.id')
    .execute()
  return rows.map(toConsultation).filter(isOpen)
}

/** One of the person themselves, or of a draft in scope. */
export async function findConsultation(
  db: Reading,
  by: { readonly scope: Scope; readonly counselId: string },
  id: string,
): Promise<Consultation | null> {
  const row = await consultationRows(db)
    .where('consultations.id', '=', id)
    .where((eb) => eb.or([eb('counsel_id', '=', by.counselId), isVisible(by.scope)(eb as never)]))
    .executeTakeFirst()
  return row ? toConsultation(row) : null
}

export async function addConsultation(
  { db, at, newId }: Writing,
  asked: {
    readonly draftId: string
    readonly counselId: string | null
    readonly counselName: string
    readonly capacity: string
    readonly question: string
    readonly due: string
    readonly dueBasis: string
    readonly actorId: string
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('consultations')
    .values({
      id,
      draft_id: asked.draftId,
      counsel_id: asked.counselId,
      counsel_name: asked.counselName,
      capacity: asked.capacity,
      question: asked.question,
      asked_at: at,
      asked_by: asked.actorId,
      due: asked.due,
      due_basis: asked.dueBasis,
      has_conflict: 0,
      declared_note: '',
      declared_at: null,
      answer: '',
      answered_at: null,
      answered_by: null,
      material_id: null,
      withdrawn: null,
    })
    .execute()
  return id
}

export type ConsultationChange =
  | { readonly hasConflict: boolean; readonly note: string }
  | { readonly answer: string; readonly actorId: string; readonly materialId: string | null }
  | { readonly withdrawn: string }

export async function changeConsultation({ db, at }: Writing, id: string, change: ConsultationChange): Promise<void> {
  const row =
    'answer' in change
      ? { answer: change.answer, answered_at: at, answered_by: change.actorId, material_id: change.materialId }
      : 'withdrawn' in change
        ? change
        : { has_conflict: change.hasConflict ? 1 : 0, declared_note: change.note, declared_at: at }
  await db.updateTable('consultations').set(row).where('id', '=', id).execute()
}

export async function digestOfStoredConsultation(db: Reading, id: string): Promise<string> {
  return digestOfConsultation(
    await db.selectFrom('consultations').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
}
