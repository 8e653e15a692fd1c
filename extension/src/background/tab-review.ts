import type { TabReview } from '../review.ts'
import { sessionArea } from './session-area.ts'

/** Reviews live in `storage.session`: the panel listens to it, and a background that slept finds them again. */
const keyOf = (tabId: number): string => `review:${tabId}`

export async function readReview(tabId: number): Promise<TabReview | null> {
  const key = keyOf(tabId)
  const found = await sessionArea.get(key)
  return (found[key] as TabReview | undefined) ?? null
}

/** One change after another: two writers of one tab must not overwrite each other's part. */
const queues = new Map<number, Promise<unknown>>()

/**
 * Change what is known about a tab.
 *
 * @param change gets the latest review; `null` from it means: nothing to change
 */
export function changeReview(
  tabId: number,
  change: (review: TabReview | null) => TabReview | null,
): Promise<TabReview | null> {
  const before = queues.get(tabId) ?? Promise.resolve()
  const next = before.then(async () => {
    const changed = change(await readReview(tabId))
    if (changed) await sessionArea.set({ [keyOf(tabId)]: changed })
    return changed
  })
  queues.set(
    tabId,
    next.catch(() => null),
  )
  return next
}

export async function forgetReview(tabId: number): Promise<void> {
  queues.delete(tabId)
  await sessionArea.remove(keyOf(tabId))
}

export function emptyReview(tabId: number, url: string): TabReview {
  return {
    tabId,
    frameId: 0,
    url,
    stage: 'reading',
    detail: '',
    session: '',
    revision: 0,
    title: '',
    text: '',
    fragment: false,
    attachments: [],
    findings: [],
    updating: false,
    unplaced: [],
    current: null,
    record: { state: 'off', detail: '' },
    draft: null,
    diff: null,
    findingChanges: null,
    annotations: [],
    ruleSet: null,
    checkMs: 0,
  }
}

/** Every review now kept. */
export async function allReviews(): Promise<TabReview[]> {
  const all = await sessionArea.get(null)
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith('review:') ? [value as TabReview] : []))
}
