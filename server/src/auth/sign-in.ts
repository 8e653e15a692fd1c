import type { User } from '@hongxian/shared/api'
import { clearFailedAttempts, createCredential, findAccount, noteFailedAttempt, type Store } from '../store/index.ts'
import { verifyPassword } from './passwords.ts'
import { digestOfSecret, newSecret } from './secrets.ts'

/** 连续输错五次，锁定十五分钟. */
const ATTEMPTS_ALLOWED = 5
const LOCKED_MS = 15 * 60_000

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'oidc'

export type SignInOutcome =
  | { readonly kind: 'accepted'; readonly user: User }
  | { readonly kind: 'refused' }
  | { readonly kind: 'locked'; readonly until: string }

/** Checks account and password and keeps the count of failures. A locked account is not tried at all. */
export async function checkPassword(
  store: Store,
  now: Date,
  account: string,
  password: string,
): Promise<SignInOutcome> {
  const found = await findAccount(store.db, account)
  if (found?.lockedUntil && found.lockedUntil > now.toISOString()) return { kind: 'locked', until: found.lockedUntil }
  const matches = await verifyPassword(password, found?.passwordHash ?? null)
  if (!found) return { kind: 'refused' }
  if (matches && !found.disabled) {
    if (found.failedAttempts > 0) await store.write((w) => clearFailedAttempts(w, found.user.id))
    return { kind: 'accepted', user: found.user }
  }
  return await store.write(async (writing): Promise<SignInOutcome> => {
    // Read again: attempts made at the same time must all count.
    const attempts = ((await findAccount(writing.db, account))?.failedAttempts ?? 0) + 1
    const until = attempts >= ATTEMPTS_ALLOWED ? new Date(now.getTime() + LOCKED_MS).toISOString() : null
    await noteFailedAttempt(writing, found.user.id, until)
    return until === null ? { kind: 'refused' } : { kind: 'locked', until }
  })
}

export type IdentityOutcome =
  | Extract<SignInOutcome, { readonly kind: 'accepted' | 'locked' }>
  | { readonly kind: 'unknown' }
  | { readonly kind: 'disabled'; readonly user: User }

/** Whom the account belongs to that 统一身份认证 vouches for. None is ever created, and a lock holds here too. */
export async function findIdentity(store: Store, now: Date, account: string): Promise<IdentityOutcome> {
  const found = await findAccount(store.db, account)
  if (!found) return { kind: 'unknown' }
  if (found.disabled) return { kind: 'disabled', user: found.user }
  if (found.lockedUntil && found.lockedUntil > now.toISOString()) return { kind: 'locked', until: found.lockedUntil }
  // The first password, which others know, was not what opened the door.
  return { kind: 'accepted', user: { ...found.user, mustChangePassword: false } }
}

const DAY_MS = 24 * 3_600_000

export interface Lifetimes {
  readonly sessionHours: number
  readonly tokenDays: number
}

/** Hands out a secret for a device. @returns the secret, kept nowhere on the service */
export async function issueCredential(
  store: Store,
  now: Date,
  lifetimes: Lifetimes,
  credential: {
    readonly userId: string
    readonly client: 'extension' | 'console'
    readonly label: string
    readonly method: SignInMethod
  },
): Promise<{ id: string; secret: string; expiresAt: string }> {
  const secret = newSecret()
  const lifetimeMs = credential.client === 'console' ? lifetimes.sessionHours * 3_600_000 : lifetimes.tokenDays * DAY_MS
  const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString()
  const id = await store.write((writing) =>
    createCredential(writing, { ...credential, secretDigest: digestOfSecret(secret), expiresAt }),
  )
  return { id, secret, expiresAt }
}
