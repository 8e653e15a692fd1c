import { useState } from 'preact/hooks'

const kept = new Map<string, unknown>()

/** State that outlives its component, under a key: who looks something up in another tab finds what was begun. */
export function useKept<T>(key: string, nothing: T): [T, (value: T) => void] {
  const [, setRound] = useState(0)
  const value = kept.has(key) ? (kept.get(key) as T) : nothing
  const keep = (next: T) => {
    kept.set(key, next)
    setRound((round) => round + 1)
  }
  return [value, keep]
}
