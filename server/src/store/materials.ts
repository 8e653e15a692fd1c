import type { StoredMaterial } from '@hongxian/shared/api'
import { isVisible, type Scope } from './drafts.ts'
import { sha256 } from './history.ts'
import type { Reading, Writing } from './store.ts'

const materialRows = (db: Reading) =>
  db
    .selectFrom('materials')
    .innerJoin('users', 'users.id', 'materials.added_by')
    .selectAll('materials')
    .select('users.name as added_by_name')

type Row = Awaited<ReturnType<ReturnType<typeof materialRows>['executeTakeFirstOrThrow']>>

const toMaterial = (row: Row): StoredMaterial => ({
  id: row.id,
  draftId: row.draft_id,
  material: row.material,
  name: row.name,
  mediaType: row.media_type,
  size: row.size,
  digest: row.digest,
  addedAt: row.added_at,
  addedBy: { id: row.added_by, name: row.added_by_name },
})

/** In the order they came. */
export async function listMaterials(db: Reading, draftId: string): Promise<StoredMaterial[]> {
  return (await materialRows(db).where('draft_id', '=', draftId).orderBy('materials.id').execute()).map(toMaterial)
}

export async function findMaterial(
  db: Reading,
  scope: Scope,
  id: string,
): Promise<(StoredMaterial & { readonly bytes: Uint8Array }) | null> {
  const row = await materialRows(db)
    .innerJoin('drafts', 'drafts.id', 'materials.draft_id')
    .innerJoin('files', 'files.digest', 'materials.digest')
    .select('files.content')
    .where('materials.id', '=', id)
    .where(isVisible(scope))
    .executeTakeFirst()
  return row ? { ...toMaterial(row), bytes: row.content } : null
}

/** Puts a file on record; its content is kept once, however many papers it is. */
export async function addMaterial(
  { db, at, newId }: Writing,
  file: Pick<StoredMaterial, 'draftId' | 'material' | 'name' | 'mediaType'> & {
    readonly bytes: Uint8Array
    readonly actorId: string
  },
): Promise<{ id: string; digest: string }> {
  const id = newId()
  const digest = sha256(file.bytes)
  const content = Buffer.from(file.bytes)
  await db
    .insertInto('files')
    .values({ digest, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('materials')
    .values({
      id,
      draft_id: file.draftId,
      material: file.material,
      name: file.name,
      media_type: file.mediaType,
      size: content.length,
      digest,
      added_at: at,
      added_by: file.actorId,
    })
    .execute()
  return { id, digest }
}
