import {
  buildCatalogue,
  type Catalogue,
  type Citation,
  type CitationScan,
  type CitationStatus,
  citationContext,
  isAtLeast,
  rescanCitations,
  resolveCitation,
  scanCitations,
} from '../law/index.ts'
import { lowerBound, type Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import type { RuleSet } from './compiled.ts'

/** A citation with what it is worth on the day of the check. */
export interface CitedLaw {
  readonly citation: Citation
  readonly status: CitationStatus
}

const CATALOGUES = new WeakMap<object, Catalogue>()

/** The catalogue of a rule set; built when the first rule asks for it. */
export function catalogueOf(ruleSet: RuleSet): Catalogue {
  const { reference } = ruleSet.source
  let catalogue = CATALOGUES.get(reference)
  if (catalogue === undefined) {
    catalogue = buildCatalogue(reference)
    CATALOGUES.set(reference, catalogue)
  }
  return catalogue
}

/** Every citation of the document, in order. */
export function citedLaws(context: CheckContext): readonly CitedLaw[] {
  return context.ofDocument.once('citations', () =>
    scanOf(context).places.flatMap(({ citations }) => citations.map((citation) => judge(citation, context))),
  )
}

function scanOf(context: CheckContext): CitationScan {
  return context.ofDocument.once('citation scan', () => scanCitations(context.document, catalogueOf(context.ruleSet)))
}

function judge(citation: Citation, { text, asOf, ruleSet }: CheckContext): CitedLaw {
  return { citation, status: resolveCitation(citation, asOf, catalogueOf(ruleSet), citationContext(text, citation)) }
}

/**
 * Carry the citations over an edit of `region`, where those of the text before are known.
 *
 * @returns whether all citations outside `region` are what they were, so that what hangs on them is too
 */
export function carryCitations(context: CheckContext, previous: CheckContext, region: Span, shift: number): boolean {
  const old = previous.computed<readonly CitedLaw[]>('citations')
  if (old === undefined) return true
  const catalogue = catalogueOf(context.ruleSet)
  const again = rescanCitations(scanOf(previous), previous.text, context.document, catalogue, region, shift)
  const range = again?.range ?? { start: 0, end: context.text.length }
  const held = placesIn(old, { start: range.start, end: range.end - shift })
  const now: CitedLaw[] = old.slice(0, held.from)
  if (again !== null) context.preset('citation scan', again.scan)
  for (const { start, citations } of scanOf(context).places)
    if (range.start <= start && start < range.end) for (const one of citations) now.push(judge(one, context))
  const until = now.length
  for (let i = held.to; i < old.length; i++) now.push(shift === 0 ? old[i]! : moveCited(old[i]!, shift))
  context.preset('citations', now)
  const isOutside = ({ citation }: CitedLaw) => citation.end <= region.start || citation.start >= region.end
  const before = old
    .slice(held.from, held.to)
    .map((one) => (one.citation.start < region.end - shift ? one : moveCited(one, shift)))
  const outside = before.filter(isOutside)
  const outsideNow = now.slice(held.from, until).filter(isOutside)
  return outside.length === outsideNow.length && outside.every((one, i) => isSameCitation(one, outsideNow[i]!))
}

/** The run of citations that start within a range. */
function placesIn(cited: readonly CitedLaw[], range: Span): { from: number; to: number } {
  const starts = startsOf(cited)
  return { from: lowerBound(starts, range.start), to: lowerBound(starts, range.end) }
}

const startsOf = (cited: readonly CitedLaw[]): Int32Array => Int32Array.from(cited, ({ citation }) => citation.start)

function moveCited({ citation, status }: CitedLaw, shift: number): CitedLaw {
  return { citation: { ...citation, start: citation.start + shift, end: citation.end + shift }, status }
}

const isSameCitation = (a: CitedLaw, b: CitedLaw): boolean =>
  a.citation.start === b.citation.start &&
  a.citation.end === b.citation.end &&
  a.citation.title === b.citation.title &&
  a.citation.role === b.citation.role &&
  a.citation.number === b.citation.number &&
  a.status.status === b.status.status &&
  a.status.certain === b.status.certain &&
  a.status.reason === b.status.reason

/** Do two citations say the same, wherever they stand? */
export const isCitedAlike = (a: CitedLaw, b: CitedLaw): boolean =>
  a === b ||
  (a.citation.title === b.citation.title &&
    a.citation.role === b.citation.role &&
    a.citation.reference?.label === b.citation.reference?.label &&
    a.status.status === b.status.status &&
    a.status.certain === b.status.certain &&
    a.status.title === b.status.title &&
    a.status.level === b.status.level)

export function citedLawsIn(context: CheckContext, around: Span): CitedLaw[] {
  const all = citedLaws(context)
  const starts = context.ofDocument.once('citation starts', () => startsOf(all))
  const found: CitedLaw[] = []
  for (let i = lowerBound(starts, around.start); i < all.length && starts[i]! < around.end; i++)
    if (all[i]!.citation.end <= around.end) found.push(all[i]!)
  return found
}

const WORTHLESS: readonly CitationStatus['status'][] = ['repealed', 'not-yet-in-force', 'article-does-not-exist']

/** Does it excuse: a law, regulation or rule in force, whose article exists? A wrong ground excuses nothing. */
export function isUpperLaw({ citation, status }: CitedLaw, isArticleNeeded: boolean): boolean {
  if (citation.role === 'own' || citation.role === 'repeal' || citation.role === 'draft') return false
  if (WORTHLESS.includes(status.status) && status.certain) return false
  if (isArticleNeeded && citation.reference?.article == null) return false
  return isAtLeast(status.level, '规章')
}
