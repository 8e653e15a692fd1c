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
  for (let i = 0; i < CHANCES; i++) chance += ALPHABET[nextByte() % 32]
  return time + chance
}

const CHANCES = 13
// A check takes some sixty identifiers: the system is asked for many bytes at once, each of which is used once.
let bytes = new Uint8Array(0)
let used = 0

function nextByte(): number {
  if (used === bytes.length) {
    bytes = randomBytes(128 * CHANCES)
    used = 0
  }
  return bytes[used++] as number
}
