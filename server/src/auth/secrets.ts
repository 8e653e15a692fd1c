import { hash, randomBytes } from 'node:crypto'

/** A bearer secret: 256 bits, with a prefix by which a leaked one is recognised. */
export const newSecret = (): string => `hx_${randomBytes(32).toString('base64url')}`

/** What is kept of a secret. Plain SHA-256 will do: there is nothing to guess in 256 bits of chance. */
export const digestOfSecret = (secret: string): string => hash('sha256', secret)

/** A password for a first sign-in, to be read out and typed: no letters that are mistaken for one another. */
export function newFirstPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  return Array.from(randomBytes(14), (byte) => alphabet[byte % alphabet.length]).join('')
}
