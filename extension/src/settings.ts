import type { User } from '@hongxian/shared/api'
import type { Severity } from '@hongxian/shared/rule'
import { browser } from 'wxt/browser'
import { DRAWN_BY_DEFAULT } from './review.ts'

/** What a person (or the office, by policy) has set. */
export interface Settings {
  /** Address of the service, without a slash at the end; empty: everything stays on this machine. */
  readonly serviceUrl: string
  /** Origins where nothing is read. */
  readonly disabledSites: readonly string[]
  /** Severities marked on pages and listed. */
  readonly drawn: readonly Severity[]
  /** Single-letter keys in the panel (A, R, N). */
  readonly letterKeys: boolean
  /** The address comes from the office's policy and cannot be changed here. */
  readonly locked: boolean
}

/** Who is signed in, and where. */
export interface Account {
  readonly baseUrl: string
  readonly token: string
  readonly user: User
}

const DEFAULTS: Settings = {
  serviceUrl: '',
  disabledSites: [],
  drawn: DRAWN_BY_DEFAULT,
  letterKeys: true,
  locked: false,
}

export async function readSettings(): Promise<Settings> {
  const [{ settings }, policy] = await Promise.all([browser.storage.local.get('settings'), readPolicy()])
  const own = { ...DEFAULTS, ...(settings as Partial<Settings> | undefined) }
  return {
    ...own,
    ...(policy.serviceUrl ? { serviceUrl: trimSlash(policy.serviceUrl), locked: true } : {}),
    disabledSites: [...new Set([...own.disabledSites, ...(policy.disabledSites ?? [])])],
  }
}

export async function changeSettings(change: Partial<Omit<Settings, 'locked'>>): Promise<void> {
  const { settings } = await browser.storage.local.get('settings')
  await browser.storage.local.set({ settings: { ...(settings as object | undefined), ...change } })
}

interface Policy {
  readonly serviceUrl?: string
  readonly disabledSites?: readonly string[]
}

async function readPolicy(): Promise<Policy> {
  try {
    return (await browser.storage.managed.get()) as Policy
  } catch {
    // Firefox throws where no policy is installed.
    return {}
  }
}

export function trimSlash(url: string): string {
  return url.trim().replace(/\/+$/, '')
}

export async function readAccount(): Promise<Account | null> {
  const { account } = await browser.storage.local.get('account')
  return (account as Account | undefined) ?? null
}

export async function writeAccount(account: Account | null): Promise<void> {
  if (account) await browser.storage.local.set({ account })
  else await browser.storage.local.remove('account')
}
