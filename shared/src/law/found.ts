import type { Span } from '../text/span.ts'
import type { ArticleReference, CitationVia } from './citation.ts'

/** A name that was found, with the articles it is followed by; its role is told once all are known. */
export interface Found {
  /** Of name and articles together. */
  readonly start: number
  readonly end: number
  readonly nameEnd: number
  readonly title: string
  readonly written: string
  readonly via: CitationVia
  readonly number: string | null
  readonly year: number | null
  readonly isOwn: boolean
  readonly references: readonly (ArticleReference & Span)[]
}

/** Keep what was found; its words are read as nothing else. */
export function take(found: Found[], taken: Uint8Array, one: Found): void {
  taken.fill(1, one.start, one.end)
  found.push(one)
}
