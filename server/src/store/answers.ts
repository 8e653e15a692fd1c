import type { Writing } from './store.ts'

const KEPT_MS = 24 * 3_600_000

/**
 * Notes that a request is being answered under this key. Those older than a day are forgotten.
 *
 * @returns what was noted under the key before, or `null`
 */
export async function reserveAnswer(
  { db, at }: Writing,
  request: { readonly userId: string; readonly keyDigest: string; readonly requestDigest: string },
): Promise<{ requestDigest: string; answer: string | null } | null> {
  const oldest = new Date(Date.parse(at) - KEPT_MS).toISOString()
  await db.deleteFrom('answers').where('created_at', '<', oldest).execute()
  const known = await db
    .selectFrom('answers')
    .select(['request_digest', 'answer'])
    .where('user_id', '=', request.userId)
    .where('key_digest', '=', request.keyDigest)
    .executeTakeFirst()
  if (known) return { requestDigest: known.request_digest, answer: known.answer }
  await db
    .insertInto('answers')
    .values({
      user_id: request.userId,
      key_digest: request.keyDigest,
      request_digest: request.requestDigest,
      answer: null,
      created_at: at,
    })
    .execute()
  return null
}

export async function keepAnswer({ db }: Writing, userId: string, keyDigest: string, answer: string): Promise<void> {
  await db
    .updateTable('answers')
    .set({ answer })
    .where('user_id', '=', userId)
    .where('key_digest', '=', keyDigest)
    .execute()
}

/** The request was refused: its key may be used again. */
export async function releaseAnswer({ db }: Writing, userId: string, keyDigest: string): Promise<void> {
  await db.deleteFrom('answers').where('user_id', '=', userId).where('key_digest', '=', keyDigest).execute()
}
