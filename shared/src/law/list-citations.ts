import type { Span } from '../text/span.ts'
import type { Catalogue } from './catalogue.ts'
import type { CitationSource } from './citation.ts'
import { findCitations } from './find-citations.ts'
import type { Level } from './level.ts'
import { type CitationState, type CitationStatus, citationContext, resolveCitation } from './resolve-citation.ts'

/** A law or document that a text cites, at one article or as a whole, with every place where it does. */
export interface CitedPlace {
  readonly title: string
  /** 第二十三条第一款; `null` where the document is cited as a whole. */
  readonly article: string | null
  readonly status: CitationState
  readonly certain: boolean
  readonly level: Level | null
  readonly reason: string
  /** In order. */
  readonly spans: readonly Span[]
}

/**
 * What a text cites, in the order of first mention, each place of a law once. What it says of itself is left out; so is
 * what it tells as history or puts out of force, as nothing rests on it.
 */
export function listCitations(source: CitationSource, asOf: string, catalogue: Catalogue): CitedPlace[] {
  const places = new Map<string, CitedPlace & { spans: Span[] }>()
  for (const citation of findCitations(source, catalogue)) {
    if (citation.role !== 'basis' && citation.role !== 'mention') continue
    const status = resolveCitation(citation, asOf, catalogue, citationContext(source.text, citation))
    const title = status.law?.title ?? (citation.title || citation.written || citation.number || '')
    const article = citation.reference?.label ?? null
    const key = `${title}|${article ?? ''}|${status.status}`
    const span = { start: citation.start, end: citation.end }
    const held = places.get(key)
    if (held) held.spans.push(span)
    else places.set(key, { title, article, ...judgementOf(status), spans: [span] })
  }
  return [...places.values()]
}

const judgementOf = ({ status, certain, level, reason }: CitationStatus) => ({ status, certain, level, reason })
