import type { OfficeSettings, SettingKey, SettingValue } from '@hongxian/shared/review'
import { sha256 } from './history.ts'
import type { Reading, Writing } from './store.ts'

type Value = SettingValue | null

export interface SettingsChange {
  readonly at: string
  readonly by: { readonly id: string; readonly name: string }
  readonly reason: string
  readonly changed: readonly { readonly key: string; readonly before: Value; readonly after: Value }[]
}

/** How an office has set the process; revision 0 before it set anything. */
export async function findSettings(
  db: Reading,
  organisationId: string,
): Promise<{ readonly revision: number; readonly settings: OfficeSettings }> {
  const row = await db
    .selectFrom('organisations')
    .leftJoin('office_settings', 'office_settings.organisation_id', 'organisations.id')
    .select(['organisations.name', 'office_settings.sequence', 'office_settings.content'])
    .where('organisations.id', '=', organisationId)
    .orderBy('office_settings.sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const values = row?.content ? (JSON.parse(row.content) as OfficeSettings['values']) : {}
  return { revision: row?.sequence ?? 0, settings: { office: row?.name ?? '', values } }
}

/** Latest first. */
export async function listSettingsChanges(
  db: Reading,
  organisationId: string,
  limit: number,
): Promise<SettingsChange[]> {
  const rows = await db
    .selectFrom('office_settings')
    .innerJoin('users', 'users.id', 'office_settings.changed_by')
    .select(['changed_at', 'changed_by', 'users.name', 'reason', 'changed'])
    .where('office_settings.organisation_id', '=', organisationId)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    at: row.changed_at,
    by: { id: row.changed_by, name: row.name },
    reason: row.reason,
    changed: JSON.parse(row.changed) as SettingsChange['changed'],
  }))
}

/** Puts settings in force from now on; those before stay on record. @returns id and digest, for the history */
export async function putSettings(
  { db, at }: Writing,
  change: {
    readonly organisationId: string
    readonly revision: number
    readonly values: Readonly<Partial<Record<SettingKey, { readonly value: SettingValue; readonly since: string }>>>
    readonly changed: SettingsChange['changed']
    readonly reason: string
    readonly actorId: string
  },
): Promise<{ id: string; digest: string }> {
  const row = {
    organisation_id: change.organisationId,
    sequence: change.revision + 1,
    content: JSON.stringify(change.values),
    changed: JSON.stringify(change.changed),
    reason: change.reason,
    changed_at: at,
    changed_by: change.actorId,
  }
  await db.insertInto('office_settings').values(row).execute()
  return { id: `${row.organisation_id}/${row.sequence}`, digest: sha256(row.content) }
}
