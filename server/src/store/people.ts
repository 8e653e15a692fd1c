import type { Token, User } from '@hongxian/shared/api'
import type { Role } from '@hongxian/shared/review'
import type { Reading, Writing } from './store.ts'
import type { Tables } from './tables.ts'

/** A user with what signing in needs to know. */
export interface Account {
  readonly user: User
  readonly passwordHash: string
  readonly failedAttempts: number
  readonly lockedUntil: string | null
  readonly disabled: boolean
}

export interface NewUser {
  readonly organisationId: string
  readonly account: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly passwordHash: string
  readonly mustChangePassword: boolean
}

export async function createOrganisation(
  { db, at, newId }: Writing,
  organisation: { readonly name: string; readonly parentId: string | null },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('organisations')
    .values({ id, name: organisation.name, parent_id: organisation.parentId, created_at: at })
    .execute()
  return id
}

export async function createUser({ db, at, newId }: Writing, user: NewUser): Promise<string> {
  const id = newId()
  await db
    .insertInto('users')
    .values({
      id,
      organisation_id: user.organisationId,
      account: user.account,
      name: user.name,
      roles: JSON.stringify(user.roles),
      password_hash: user.passwordHash,
      must_change_password: user.mustChangePassword ? 1 : 0,
      failed_attempts: 0,
      locked_until: null,
      disabled: 0,
      created_at: at,
    })
    .execute()
  return id
}

export async function findOrganisationByName(db: Reading, name: string): Promise<{ id: string; name: string } | null> {
  return (
    (await db.selectFrom('organisations').select(['id', 'name']).where('name', '=', name).executeTakeFirst()) ?? null
  )
}

export async function hasUsers(db: Reading): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

const accounts = (db: Reading) =>
  db
    .selectFrom('users')
    .innerJoin('organisations', 'organisations.id', 'users.organisation_id')
    .selectAll('users')
    .select('organisations.name as organisation_name')

function toAccount(row: Tables['users'] & { organisation_name: string }): Account {
  return {
    user: {
      id: row.id,
      account: row.account,
      name: row.name,
      roles: JSON.parse(row.roles) as Role[],
      organisation: { id: row.organisation_id, name: row.organisation_name },
      mustChangePassword: row.must_change_password === 1,
    },
    passwordHash: row.password_hash,
    failedAttempts: row.failed_attempts,
    lockedUntil: row.locked_until,
    disabled: row.disabled === 1,
  }
}

export async function findAccount(db: Reading, account: string): Promise<Account | null> {
  const row = await accounts(db).where('account', '=', account).executeTakeFirst()
  return row ? toAccount(row as never) : null
}

export async function findUserById(db: Reading, id: string): Promise<Account | null> {
  const row = await accounts(db).where('users.id', '=', id).executeTakeFirst()
  return row ? toAccount(row as never) : null
}

export interface Organisation {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

/** In the order they were set up. */
export async function listOrganisations(db: Reading): Promise<Organisation[]> {
  return db
    .selectFrom('organisations')
    .select(['id', 'name', 'parent_id as parentId'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function renameOrganisation({ db }: Writing, id: string, name: string): Promise<void> {
  await db.updateTable('organisations').set({ name }).where('id', '=', id).execute()
}

/** Ids of the units with somebody of that role who can sign in. */
export async function organisationsWith(db: Reading, role: Role): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('users')
    .select('organisation_id')
    .distinct()
    .where('disabled', '=', 0)
    .where('roles', 'like', `%"${role}"%`)
    .execute()
  return new Set(rows.map((row) => row.organisation_id))
}

export async function findOrganisation(db: Reading, id: string): Promise<{ id: string; name: string } | null> {
  return (await db.selectFrom('organisations').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function listUsers(db: Reading, organisationId: string | null): Promise<Account[]> {
  let query = accounts(db).orderBy('users.account')
  if (organisationId !== null) query = query.where('organisation_id', '=', organisationId)
  return (await query.execute()).map((row) => toAccount(row as never))
}

/** Names by id. */
export async function namesOf(db: Reading, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', userIds).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whether anybody who can sign in has that role. */
export async function hasRole(db: Reading, organisationId: string, role: Role): Promise<boolean> {
  const users = await listUsers(db, organisationId)
  return users.some(({ user, disabled }) => !disabled && user.roles.includes(role))
}

export async function setPassword({ db }: Writing, userId: string, hash: string, mustChange: boolean): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: hash, must_change_password: mustChange ? 1 : 0, failed_attempts: 0, locked_until: null })
    .where('id', '=', userId)
    .execute()
}

/** Notes a wrong password. @param lockedUntil where this was one too many */
export async function noteFailedAttempt({ db }: Writing, userId: string, lockedUntil: string | null): Promise<void> {
  await db
    .updateTable('users')
    .set((eb) => ({
      failed_attempts: lockedUntil === null ? eb('failed_attempts', '+', 1) : 0,
      ...(lockedUntil === null ? {} : { locked_until: lockedUntil }),
    }))
    .where('id', '=', userId)
    .execute()
}

export async function clearFailedAttempts({ db }: Writing, userId: string): Promise<void> {
  await db.updateTable('users').set({ failed_attempts: 0, locked_until: null }).where('id', '=', userId).execute()
}

export async function setRoles({ db }: Writing, userId: string, roles: readonly Role[]): Promise<void> {
  await db
    .updateTable('users')
    .set({ roles: JSON.stringify(roles) })
    .where('id', '=', userId)
    .execute()
}

export async function renameUser({ db }: Writing, userId: string, name: string): Promise<void> {
  await db.updateTable('users').set({ name }).where('id', '=', userId).execute()
}

export async function setDisabled({ db }: Writing, userId: string, disabled: boolean): Promise<void> {
  await db
    .updateTable('users')
    .set({ disabled: disabled ? 1 : 0 })
    .where('id', '=', userId)
    .execute()
}

export async function createCredential(
  { db, at, newId }: Writing,
  credential: {
    userId: string
    client: 'extension' | 'console'
    label: string
    method: 'password' | 'oidc'
    secretDigest: string
    expiresAt: string
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('credentials')
    .values({
      id,
      user_id: credential.userId,
      client: credential.client,
      label: credential.label,
      method: credential.method,
      secret_digest: credential.secretDigest,
      created_at: at,
      last_used_at: null,
      expires_at: credential.expiresAt,
      revoked_at: null,
    })
    .execute()
  return id
}

/** Somebody signed in. */
export interface Bearer {
  readonly credentialId: string
  readonly client: 'extension' | 'console'
  /** How its holder proved who they are. */
  readonly method: 'password' | 'oidc'
  readonly lastUsedAt: string | null
  readonly expiresAt: string
  readonly user: User
}

/** Who holds this credential, as long as it is valid at `at`. */
export async function findBearer(db: Reading, secretDigest: string, at: string): Promise<Bearer | null> {
  const row = await accounts(db)
    .innerJoin('credentials', 'credentials.user_id', 'users.id')
    .select([
      'credentials.id as credential_id',
      'credentials.client',
      'credentials.last_used_at',
      'credentials.expires_at',
      'credentials.method',
    ])
    .where('secret_digest', '=', secretDigest)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .where('disabled', '=', 0)
    .executeTakeFirst()
  if (!row) return null
  const { user } = toAccount(row as never)
  return {
    credentialId: row.credential_id,
    client: row.client,
    method: row.method,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    // The first password must be changed by whoever signs in with it.
    user: { ...user, mustChangePassword: user.mustChangePassword && row.method === 'password' },
  }
}

export async function touchCredential({ db, at }: Writing, credentialId: string): Promise<void> {
  await db.updateTable('credentials').set({ last_used_at: at }).where('id', '=', credentialId).execute()
}

export async function listCredentials(
  db: Reading,
  userId: string,
  at: string,
  currentId: string | null,
): Promise<Token[]> {
  const rows = await db
    .selectFrom('credentials')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    client: row.client,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    current: row.id === currentId,
  }))
}

/** @returns whether there was such a credential of this user, still valid */
export async function revokeCredential({ db, at }: Writing, userId: string, credentialId: string): Promise<boolean> {
  const result = await db
    .updateTable('credentials')
    .set({ revoked_at: at })
    .where('id', '=', credentialId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function revokeOtherCredentials(
  { db, at }: Writing,
  userId: string,
  keepId: string | null,
): Promise<void> {
  let query = db
    .updateTable('credentials')
    .set({ revoked_at: at })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
  if (keepId !== null) query = query.where('id', '<>', keepId)
  await query.execute()
}
