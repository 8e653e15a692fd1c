import { hash, verify } from '@node-rs/argon2'

// argon2id (the package's default) with OWASP's first choice of cost: 19 MiB, two passes.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

let decoy: Promise<string> | null = null

/**
 * Whether the password belongs to the hash. With `null` (no such account) it takes as long and answers no, so that the time
 * does not tell which accounts exist.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const matches = await verify(passwordHash ?? (await decoy), password)
  return matches && passwordHash !== null
}
