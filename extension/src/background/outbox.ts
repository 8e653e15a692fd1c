import type { Verdict } from '@hongxian/shared/review'
import { browser } from 'wxt/browser'

/** Where a finding stands, in words that hold when the service counts it anew. */
export interface FindingPlace {
  readonly rule: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

/** What a person decided or wrote and the service has not yet taken. */
export interface OutboxEntry {
  readonly id: string
  /** Names the draft to the service, as in a check. */
  readonly source: string
  /** The text it was decided on; looked up under this name. */
  readonly textId: string
  /** Number on the record where it is known; otherwise found by its place after the text has been sent. */
  readonly findingId: string | null
  readonly versionId: string | null
  readonly place: FindingPlace
  readonly act:
    | {
        readonly kind: 'decision'
        readonly decision: 'accepted' | 'rejected' | 'deferred' | 'undone'
        readonly reason: string
        readonly falseAlarm: boolean
        /** When the decision was made that the person saw on record, `null` for none; absent where nothing on record was seen. */
        readonly seen?: string | null
        /** Absent where the machine's words stand, and from what was kept before there were such. */
        readonly verdict?: Verdict | undefined
        readonly message?: string | undefined
        readonly suggestion?: string | undefined
      }
    | { readonly kind: 'annotation'; readonly body: string; readonly listedAs?: Verdict | null }
  readonly at: string
  /** It was sent at least once; whether it arrived is known when it leaves the outbox. */
  readonly isTried?: boolean
  /** Why the service would not take it; it stays here until the person has seen to it. */
  readonly refusal: string
}

/** One writer after another, also across messages that arrive together. */
let last: Promise<unknown> = Promise.resolve()

function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const next = last.then(work, work)
  last = next.catch(() => null)
  return next
}

export async function readOutbox(): Promise<readonly OutboxEntry[]> {
  const { outbox } = await browser.storage.local.get('outbox')
  return (outbox as readonly OutboxEntry[] | undefined) ?? []
}

/** Keep an entry, and the text it is about, before anything is sent: what was decided is never only in memory. */
export function keepEntry(entry: OutboxEntry, text: string): Promise<void> {
  return inTurn(async () => {
    const entries = [...(await readOutbox()), entry]
    await browser.storage.local.set({ outbox: entries, [`text:${entry.textId}`]: text })
  })
}

export function replaceEntry(id: string, change: (entry: OutboxEntry) => OutboxEntry | null): Promise<void> {
  return inTurn(async () => {
    const before = await readOutbox()
    const entries = before.flatMap((entry) => {
      const changed = entry.id === id ? change(entry) : entry
      return changed ? [changed] : []
    })
    await browser.storage.local.set({ outbox: entries })
    const needed = new Set(entries.map(({ textId }) => textId))
    const stale = before.filter(({ textId }) => !needed.has(textId)).map(({ textId }) => `text:${textId}`)
    if (stale.length > 0) await browser.storage.local.remove(stale)
  })
}

export async function readText(textId: string): Promise<string | null> {
  const key = `text:${textId}`
  const found = await browser.storage.local.get(key)
  return (found[key] as string | undefined) ?? null
}

/** SHA-256 of a text, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
