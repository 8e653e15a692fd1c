import { HttpProblem } from './problem.ts'

/**
 * Token buckets, one a key: `perMinute` requests a minute, half of it at once.
 *
 * @returns a function that throws `too-many-requests`, with the seconds to wait
 */
export function createRateLimit(perMinute: number, clock: () => Date): (key: string) => void {
  const buckets = new Map<string, { level: number; at: number }>()
  const capacity = Math.max(1, perMinute / 2)
  return (key) => {
    if (perMinute === 0) return
    const at = clock().getTime()
    // Full buckets say nothing; dropping them keeps the table as small as the number of callers of the last minute.
    if (buckets.size > 10_000) for (const [k, b] of buckets) if (at - b.at > 60_000) buckets.delete(k)
    const bucket = buckets.get(key) ?? { level: capacity, at }
    const level = Math.min(capacity, bucket.level + ((at - bucket.at) / 60_000) * perMinute)
    if (level < 1) {
      const wait = Math.ceil(((1 - level) / perMinute) * 60)
      throw new HttpProblem('too-many-requests', `请在 ${wait} 秒后重试。`, { retryAfterSeconds: wait })
    }
    buckets.set(key, { level: level - 1, at })
  }
}
