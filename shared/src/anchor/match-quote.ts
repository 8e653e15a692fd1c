import type { Span } from '../text/index.ts'

/** A place that reads like a quote. */
export interface QuoteMatch extends Span {
  /** Insertions, deletions and substitutions between the quote and the place. */
  readonly errors: number
}

/** Every exact occurrence of a quote in `[from, to)`, overlapping ones included. */
export function findExact(text: string, quote: string, from = 0, to = text.length): number[] {
  const found: number[] = []
  if (quote === '') return found
  // A slice bounds the search: indexOf has no end of its own.
  const words = from === 0 && to === text.length ? text : text.slice(from, to)
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) found.push(at + from)
  return found
}

/** Length of the probes that the index knows. */
const PROBE = 3
/** Places are first told apart as coarsely as this, in code units. */
const BUCKET = 32
/** Places compared unit by unit, those with the most probes first: a formula stands in a hundred clauses. */
const LOOKED_AT = 16

/**
 * A text made ready for many quotes: where each run of three code units occurs.
 *
 * A place within k edits of a quote of m units shares at least m − 2 − 3k of its probes with it (Ukkonen 1992, the q-gram
 * lemma), all on nearly one diagonal. Only places with that many are compared unit by unit.
 */
export class QuoteIndex {
  readonly text: string
  private readonly heads = new Map<number, number>()
  private readonly next: Int32Array
  private readonly votes: Uint16Array

  constructor(text: string) {
    this.text = text
    this.next = new Int32Array(text.length).fill(-1)
    this.votes = new Uint16Array(Math.ceil((2 * text.length + 4096) / BUCKET))
    for (let at = text.length - PROBE; at >= 0; at--) {
      const key = probeAt(text, at)
      const head = this.heads.get(key)
      if (head !== undefined) this.next[at] = head
      this.heads.set(key, at)
    }
  }

  /** Places within `maxErrors` edits of the quote, best first, those that overlap a better one left out. */
  findApproximate(quote: string, maxErrors: number): QuoteMatch[] {
    const needed = quote.length - PROBE + 1 - PROBE * maxErrors
    if (needed < 1 || quote.length > 1024) return []
    const matches = this.likelyPlaces(quote, needed).flatMap((diagonal) => {
      const start = Math.max(0, diagonal - maxErrors)
      const end = Math.min(this.text.length, diagonal + 2 * BUCKET + quote.length + maxErrors)
      const match = bestInside(this.text, quote, start, end, maxErrors)
      return match ? [match] : []
    })
    const ranked = matches.sort((x, y) => x.errors - y.errors || x.start - y.start)
    return ranked.filter((match, n) => !ranked.slice(0, n).some((m) => m.start < match.end && match.start < m.end))
  }

  /** Starts of stretches of diagonals that hold enough probes. */
  private likelyPlaces(quote: string, needed: number): number[] {
    const { votes } = this
    const touched: number[] = []
    for (let i = 0; i + PROBE <= quote.length; i++) {
      const head = this.heads.get(probeAt(quote, i))
      if (head === undefined) continue
      for (let at = head; at >= 0; at = this.next[at]!) {
        const bucket = Math.floor((at - i + 1024) / BUCKET)
        if (votes[bucket] === 0) touched.push(bucket)
        votes[bucket]!++
      }
    }
    // A place near the border of a bucket has its probes in two.
    const likely = new Map<number, number>()
    for (const bucket of touched) {
      const here = votes[bucket]! + (votes[bucket + 1] ?? 0)
      const before = bucket > 0 ? votes[bucket]! + votes[bucket - 1]! : 0
      if (here >= needed) likely.set(bucket, here)
      else if (before >= needed) likely.set(bucket - 1, before)
    }
    for (const bucket of touched) votes[bucket] = 0
    const ranked = [...likely].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, LOOKED_AT)
    return ranked.map(([bucket]) => bucket * BUCKET - 1024)
  }
}

/** Three code units as one number; collisions cost time, not truth. */
function probeAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)
}

/** Convenience for one quote. Of many quotes in one text, build the index once. */
export function findApproximate(text: string, quote: string, maxErrors: number): QuoteMatch[] {
  return new QuoteIndex(text).findApproximate(quote, maxErrors)
}

/**
 * The stretch of `[start, end)` nearest to the quote, `null` past `maxErrors` (Sellers 1980: a match may start and end
 * anywhere). One row of costs and one of origins, updated in place.
 */
function bestInside(text: string, quote: string, start: number, end: number, maxErrors: number): QuoteMatch | null {
  const m = quote.length
  const costs = Int32Array.from({ length: m + 1 }, (_, i) => i)
  const origins = new Int32Array(m + 1).fill(start)
  let best: QuoteMatch | null = null
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    let diagonalCost = 0
    let diagonalOrigin = at
    costs[0] = 0
    origins[0] = at + 1
    for (let i = 1; i <= m; i++) {
      const aboveCost = costs[i]!
      const aboveOrigin = origins[i]!
      let cost = diagonalCost + (quote.charCodeAt(i - 1) === code ? 0 : 1)
      let origin = diagonalOrigin
      if (aboveCost + 1 < cost) {
        cost = aboveCost + 1
        origin = aboveOrigin
      }
      if (costs[i - 1]! + 1 < cost) {
        cost = costs[i - 1]! + 1
        origin = origins[i - 1]!
      }
      costs[i] = cost
      origins[i] = origin
      diagonalCost = aboveCost
      diagonalOrigin = aboveOrigin
    }
    const errors = costs[m]!
    if (errors <= maxErrors && (!best || errors < best.errors)) best = { start: origins[m]!, end: at + 1, errors }
  }
  return best
}
