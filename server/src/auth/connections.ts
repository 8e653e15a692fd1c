import { hash, randomBytes, randomInt } from 'node:crypto'
import type { SignInMethod } from './sign-in.ts'

/** A device that asks to be signed in by somebody who is signed in at the console. */
export interface AskedConnection {
  readonly label: string
  /** Network address that it asked from. */
  readonly address: string
  readonly askedAt: string
}

export interface Approver {
  readonly userId: string
  readonly method: SignInMethod
}

/**
 * Sign-ins of extensions that wait for somebody to confirm them (after RFC 8628). In memory: they do not outlive the process.
 * Neither address nor number is a secret; the device alone knows the verifier whose digest it began with.
 */
export interface Connections {
  /** @param challenge SHA-256 of the verifier, base64url */
  begin(asked: Omit<AskedConnection, 'askedAt'>, challenge: string): { id: string; number: string; expiresAt: string }
  find(id: string): AskedConnection | null
  /** @param number as the device shows it; typed wrong too often, the request is gone */
  approve(id: string, number: string, by: Approver): 'done' | 'wrong-number' | 'gone'
  /** @returns who confirmed it, that once; `null` while nobody has; `gone` for any other device */
  complete(id: string, verifier: string): (Approver & { readonly label: string }) | 'gone' | null
}

const LIFETIME_MS = 10 * 60_000
const WRONG_NUMBERS = 5
// More wait at once only where somebody begins without end; the oldest go first.
const MOST_WAITING = 1000

interface Waiting extends AskedConnection {
  readonly challenge: string
  readonly number: string
  readonly expiresAt: number
  wrong: number
  approver: Approver | null
}

export function createConnections(clock: () => Date): Connections {
  const waiting = new Map<string, Waiting>()
  const at = (id: string): Waiting | null => {
    const one = waiting.get(id)
    if (one && one.expiresAt > clock().getTime()) return one
    waiting.delete(id)
    return null
  }
  return {
    begin(asked, challenge) {
      const now = clock()
      for (const [id, { expiresAt }] of waiting)
        if (expiresAt <= now.getTime() || waiting.size >= MOST_WAITING) waiting.delete(id)
      const id = randomBytes(18).toString('base64url')
      const number = String(randomInt(1_000_000)).padStart(6, '0')
      const expiresAt = now.getTime() + LIFETIME_MS
      const one = { ...asked, askedAt: now.toISOString(), challenge, number, expiresAt, wrong: 0, approver: null }
      waiting.set(id, one)
      return { id, number, expiresAt: new Date(expiresAt).toISOString() }
    },
    find(id) {
      const one = at(id)
      return one && one.approver === null ? { label: one.label, address: one.address, askedAt: one.askedAt } : null
    },
    approve(id, number, by) {
      const one = at(id)
      if (!one || one.approver) return 'gone'
      if (number === one.number) {
        one.approver = by
        return 'done'
      }
      if (++one.wrong >= WRONG_NUMBERS) waiting.delete(id)
      return 'wrong-number'
    },
    complete(id, verifier) {
      const one = at(id)
      if (!one || hash('sha256', verifier, 'base64url') !== one.challenge) return 'gone'
      if (!one.approver) return null
      waiting.delete(id)
      return { ...one.approver, label: one.label }
    },
  }
}
