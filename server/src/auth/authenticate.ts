import type { Actor } from '../http/index.ts'
import { findBearer, type Store, touchCredential } from '../store/index.ts'
import { digestOfSecret } from './secrets.ts'

// Written down at most this often: a reader must not cost a write.
const TOUCH_AFTER_MS = 10 * 60_000

/** Who holds this secret now; `null` for an unknown, expired or revoked one, and for a person no longer active. */
export function createAuthenticate(store: Store, clock: () => Date): (secret: string) => Promise<Actor | null> {
  return async (secret) => {
    const now = clock()
    const bearer = await findBearer(store.db, digestOfSecret(secret), now.toISOString())
    if (!bearer) return null
    if (bearer.lastUsedAt === null || now.getTime() - Date.parse(bearer.lastUsedAt) > TOUCH_AFTER_MS)
      await store.write((writing) => touchCredential(writing, bearer.credentialId))
    return { ...bearer.user, credentialId: bearer.credentialId, client: bearer.client }
  }
}
