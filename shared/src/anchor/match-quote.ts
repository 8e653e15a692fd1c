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
  for (let at = text.indexOf(quote, from); at >= 0 && at + quote.length <= to; at = text.indexOf(quote, at + 1)) {
    found.push(at)
  }
  return found
}

/**
 * Places of `[from, to)` within `maxErrors` edits of the quote, best first, those that overlap a better one left out.
 *
 * Of a quote cut into `maxErrors + 1` pieces at least one must stand unchanged (pigeonhole), so only the surroundings of
 * exact piece hits are compared. Pieces of one or two characters would hit everywhere: then nothing is sought.
 */
export function findApproximate(
  text: string,
  quote: string,
  maxErrors: number,
  from = 0,
  to = text.length,
): QuoteMatch[] {
  const pieceLength = Math.floor(quote.length / (maxErrors + 1))
  if (pieceLength < 3) return []
  const matches = new Map<string, QuoteMatch>()
  const tried = new Set<number>()
  for (let piece = 0; piece <= maxErrors; piece++) {
    const at = piece * pieceLength
    const words = piece === maxErrors ? quote.slice(at) : quote.slice(at, at + pieceLength)
    for (const hit of findExact(text, words, from, to)) {
      // Hits whose windows nearly coincide verify the same place.
      const window = Math.floor((hit - at) / (maxErrors + 1))
      if (tried.has(window)) continue
      tried.add(window)
      const start = Math.max(from, hit - at - maxErrors)
      const end = Math.min(to, hit - at + quote.length + 2 * maxErrors + 1)
      const match = bestInside(text, quote, start, end)
      if (match && match.errors <= maxErrors) matches.set(`${match.start}–${match.end}`, match)
    }
  }
  const ranked = [...matches.values()].sort((x, y) => x.errors - y.errors || x.start - y.start)
  return ranked.filter((match, n) => !ranked.slice(0, n).some((m) => m.start < match.end && match.start < m.end))
}

/** The stretch of `[start, end)` nearest to the quote (Sellers 1980): the start of a match is free, and so is its end. */
function bestInside(text: string, quote: string, start: number, end: number): QuoteMatch | null {
  const width = quote.length + 1
  let costs = Int32Array.from({ length: width }, (_, i) => i)
  let origins = new Int32Array(width).fill(start)
  let best: QuoteMatch | null = null
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    const nextCosts = new Int32Array(width)
    const nextOrigins = new Int32Array(width)
    nextOrigins[0] = at + 1
    for (let i = 1; i < width; i++) {
      const substitute = costs[i - 1]! + (quote.charCodeAt(i - 1) === code ? 0 : 1)
      const insert = costs[i]! + 1
      const remove = nextCosts[i - 1]! + 1
      const cost = Math.min(substitute, insert, remove)
      nextCosts[i] = cost
      nextOrigins[i] =
        cost === substitute ? (i === 1 ? at : origins[i - 1]!) : cost === insert ? origins[i]! : nextOrigins[i - 1]!
    }
    costs = nextCosts
    origins = nextOrigins
    const errors = costs[width - 1]!
    if (!best || errors < best.errors) best = { start: origins[width - 1]!, end: at + 1, errors }
  }
  return best
}
