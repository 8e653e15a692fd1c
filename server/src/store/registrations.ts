import type { Reading, Writing } from './store.ts'

/** 登记号 of an office, each given once. */
export interface Registration {
  readonly organisationId: string
  readonly draftId: string
  readonly number: string
  /** Both `null` for a number that somebody wrote down. */
  readonly year: number | null
  readonly serial: number | null
}

/** The serial after the last one of that year. @param first where the year has none yet */
export async function nextSerial(db: Reading, organisationId: string, year: number, first: number): Promise<number> {
  const row = await db
    .selectFrom('registrations')
    .select((eb) => eb.fn.max('serial').as('last'))
    .where('organisation_id', '=', organisationId)
    .where('year', '=', year)
    .executeTakeFirst()
  return row?.last === null || row?.last === undefined ? first : Number(row.last) + 1
}

export async function isRegistered(db: Reading, organisationId: string, number: string): Promise<boolean> {
  const row = await db
    .selectFrom('registrations')
    .select('number')
    .where('organisation_id', '=', organisationId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row !== undefined
}

export async function putRegistration({ db, at }: Writing, registration: Registration): Promise<void> {
  await db
    .insertInto('registrations')
    .values({
      organisation_id: registration.organisationId,
      number: registration.number,
      year: registration.year,
      serial: registration.serial,
      draft_id: registration.draftId,
      registered_at: at,
    })
    .execute()
}
