import type { Span } from '../text/span.ts'
import type { Catalogue } from './catalogue.ts'
import type { Citation, CitationRole, CitationSource } from './citation.ts'
import { rolesOf } from './citation-roles.ts'
import { type DefinedNames, define, endingsBorne, findAlias, type ReadTitle } from './defined-names.ts'
import { findBareNames } from './find-bare-names.ts'
import { findNumbers } from './find-numbers.ts'
import { type Found, take } from './found.ts'
import { readTrailer } from './name-edges.ts'
import { type OwnNames, ownNames } from './own-names.ts'
import { resolvePronouns } from './pronouns.ts'
import { readTitle } from './read-title.ts'
import { type QuotedTitle, scanTitles } from './scan-titles.ts'

// Each alias costs one pass over the text.
const MOST_ALIASES = 40

/**
 * Find every citation of a law or official document, in order, not overlapping. Linear in the text.
 *
 * A phrase that names several articles yields one citation for each; the first spans title and article, the others their
 * article alone. Names without 书名号 are found by the catalogue, or, before an article, by the words around them.
 */
export function findCitations(source: CitationSource, catalogue: Catalogue | null = null): Citation[] {
  return scanCitations(source, catalogue).places.flatMap(({ citations }) => citations)
}

/** One name of a law in a text, with the citations it makes; none where it is a phrase after all. */
export interface CitingPlace extends Span {
  /** How far the place has moved since it was read: to be added to the offsets of the rest. */
  readonly moved: number
  readonly found: Found
  readonly role: CitationRole
  readonly citations: readonly Citation[]
}

/** The citations of a text, with what it takes to find them again after an edit. */
export interface CitationScan {
  readonly places: readonly CitingPlace[]
  readonly titles: readonly ReadTitle[]
  readonly own: OwnNames
}

export function scanCitations(source: CitationSource, catalogue: Catalogue | null): CitationScan {
  const range = { start: 0, end: source.text.length }
  const quoted = scanTitles(source.text)
  const own = ownNames(source, quoted)
  const { found, titles } = scanRange(source, catalogue, range, quoted, { own, before: [], after: [], last: null })
  resolvePronouns(found, 0)
  return { places: placesOf(source.text, found, null), titles, own }
}

/** What the text around a range makes of the names within it. */
interface Surroundings {
  readonly own: OwnNames
  readonly before: readonly ReadTitle[]
  readonly after: readonly ReadTitle[]
  /** What was found last before the range by its title. */
  readonly last: Found | null
}

export function scanRange(
  source: CitationSource,
  catalogue: Catalogue | null,
  range: Span,
  quoted: readonly QuotedTitle[],
  { own, before, after, last }: Surroundings,
): { found: Found[]; titles: ReadTitle[] } {
  const { text } = source
  const taken = new Uint8Array(text.length)
  const names: DefinedNames = { aliases: new Map(), bearers: new Map() }
  for (const title of before) define(names, title)
  const found: Found[] = last === null ? [] : [last]
  const titles: ReadTitle[] = []
  for (const title of quoted) {
    // 《条例》 within the bracket that defines it cites nothing.
    if (taken[title.start] === 1) continue
    taken.fill(1, title.start, title.end)
    const trailer = readTrailer(text, title.end)
    if (trailer.end > title.end) taken.fill(1, title.end, trailer.end)
    const read = readTitle(text, title, trailer, own, names, found, catalogue)
    if (read === null) continue
    const aliases = trailer.aliases.map(({ name, end }) => ({ name, from: end }))
    const one = { start: title.start, moved: 0, aliases, endings: endingsBorne(read), read }
    titles.push(one)
    define(names, one)
    take(found, taken, read)
  }
  for (const title of after) define(names, title)
  if (last !== null) found.shift()
  for (const alias of [...names.aliases.values()].slice(0, MOST_ALIASES)) findAlias(text, alias, range, taken, found)
  findBareNames(text, catalogue, range, taken, found)
  findNumbers(text, source, own, range, taken, found)
  found.sort((a, b) => a.start - b.start)
  return { found, titles }
}

/** @param next the place that follows, where what was found is only a part */
export function placesOf(text: string, found: readonly Found[], next: CitingPlace | null): CitingPlace[] {
  // 其实施办法 after no title is a phrase, not a citation.
  const isCited = (one: Found) => one.title !== '' || !one.written.startsWith('其实施')
  const roles = rolesOf(text, found.filter(isCited), next)
  let at = 0
  return found.map((one) => {
    const { start, end } = one
    const place = { start, end, moved: 0, found: one }
    if (!isCited(one)) return { ...place, role: 'mention', citations: [] }
    const role = roles[at++]!
    return { ...place, role, citations: citationsOf(one, role) }
  })
}

function citationsOf(one: Found, role: CitationRole): Citation[] {
  const common = { title: one.title, via: one.via, role, number: one.number, year: one.year }
  if (one.references.length === 0)
    return [{ ...common, start: one.start, end: one.end, written: one.written, reference: null }]
  return one.references.map(({ start, end, ...reference }, index) => ({
    ...common,
    start: index === 0 ? one.start : start,
    end,
    written: index === 0 ? one.written : '',
    reference,
  }))
}
