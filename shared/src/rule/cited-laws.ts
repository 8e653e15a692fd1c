import {
  buildCatalogue,
  type Catalogue,
  type Citation,
  type CitationStatus,
  citationContext,
  findCitations,
  isAtLeast,
  resolveCitation,
} from '../law/index.ts'
import type { Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import type { RuleSet } from './compiled.ts'
import { lowerBound } from './text-index.ts'

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
  return context.once('citations', () => {
    const catalogue = catalogueOf(context.ruleSet)
    return findCitations(context.document, catalogue).map((citation) => ({
      citation,
      status: resolveCitation(citation, context.asOf, catalogue, citationContext(context.text, citation)),
    }))
  })
}

export function citedLawsIn(context: CheckContext, around: Span): CitedLaw[] {
  const all = citedLaws(context)
  const starts = context.once('citation starts', () => Int32Array.from(all, ({ citation }) => citation.start))
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
