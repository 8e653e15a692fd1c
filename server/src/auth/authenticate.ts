import type { Actor } from '../http/index.ts'
import { type Bearer, findBearer, type Store, touchCredential } from '../store/index.ts'
import { digestOfSecret } from './secrets.ts'

// Written down at most this often: a reader must not cost a write.
const TOUCH_AFTER_MS = 10 * 60_000
// More than an office has people; past it they are looked up again.
const BEARERS_KEPT = 5000

/**
 * Who holds this secret now; `null` for an unknown, expired or revoked one, and for a person no longer active. Looked up
 * again whenever anything was committed since, so that a revocation holds from the next request on.
 */
export function createAuthenticate(store: Store, clock: () => Date): (secret: string) => Promise<Actor | null> {
  const kept = new Map<string, Bearer>()
  let keptAt: string | null = null

  async function find(digest: string, at: string): Promise<Bearer | null> {
    const stamp = store.stamp()
    if (stamp !== keptAt || kept.size >= BEARERS_KEPT) kept.clear()
    keptAt = stamp
    const known = kept.get(digest)
    if (known) return known.expiresAt > at ? known : null
    const bearer = await findBearer(store.db, digest, at)
    // Where something was committed meanwhile, what was read is of before or of after: nobody knows.
    if (bearer && stamp !== null && stamp === keptAt && stamp === store.stamp()) kept.set(digest, bearer)
    return bearer
  }

  return async (secret) => {
    const now = clock()
    const bearer = await find(digestOfSecret(secret), now.toISOString())
    if (!bearer) return null
    if (bearer.lastUsedAt === null || now.getTime() - Date.parse(bearer.lastUsedAt) > TOUCH_AFTER_MS)
      await store.write((writing) => touchCredential(writing, bearer.credentialId))
    return { ...bearer.user, credentialId: bearer.credentialId, client: bearer.client, method: bearer.method }
  }
}
