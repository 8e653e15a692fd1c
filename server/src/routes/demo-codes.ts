import { randomBytes } from 'node:crypto'

const LIFETIME_MS = 10 * 60_000

/** One-time codes by which the extension signs in to a demo. In memory: they do not outlive the process. */
export interface DemoCodes {
  /** Account that a code signs in. */
  readonly account: string
  issue(): string
  /** Whether the code held; it does not a second time. */
  redeem(code: string): boolean
  isUsed(code: string): boolean
}

export function createDemoCodes(account: string, clock: () => Date): DemoCodes {
  const codes = new Map<string, { expiresAt: number; isUsed: boolean }>()
  return {
    account,
    issue() {
      const now = clock().getTime()
      for (const [code, { expiresAt }] of codes) if (expiresAt < now) codes.delete(code)
      const code = randomBytes(18).toString('base64url')
      codes.set(code, { expiresAt: now + LIFETIME_MS, isUsed: false })
      return code
    },
    redeem(code) {
      const known = codes.get(code)
      if (!known || known.isUsed || known.expiresAt < clock().getTime()) return false
      known.isUsed = true
      return true
    },
    isUsed: (code) => codes.get(code)?.isUsed ?? false,
  }
}
