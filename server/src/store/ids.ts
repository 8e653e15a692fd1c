import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * An identifier that sorts by time, so that new rows go to the end of an index: nine characters of milliseconds, thirteen
 * of chance (65 bits).
 */
export function newId(now: Date): string {
  let time = ''
  for (let rest = now.getTime(), i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  let chance = ''
  for (const byte of randomBytes(13)) chance += ALPHABET[byte % 32]
  return time + chance
}
