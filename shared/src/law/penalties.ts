import type { ArticlePlace } from './citation.ts'
import { articleKey } from './read-references.ts'
import type { PenaltyRow } from './reference-rows.ts'

/**
 * What a 款 of a penal article states. `kinds`: one character each of 警批罚没暂降吊停关限拘, besides 改 (an order) and
 * 参 (as another article has it).
 */
export interface PenalFacts {
  readonly kinds: string
  /** The fine comes only where an order to correct was not followed. */
  readonly isAfterOrder: boolean
  readonly onlyFor: 'person' | 'unit' | null
  /** Articles of the same law whose breach it punishes, where it names them. */
  readonly breached: readonly string[]
}

/** Penal articles of one law, by article as `LawRow.inserted` writes it. */
export type PenalArticles = ReadonlyMap<string, readonly (PenalFacts | null)[]>

/** By the full title of the law. */
export function readPenalties(rows: readonly PenaltyRow[]): ReadonlyMap<string, PenalArticles> {
  return new Map(
    rows.map(({ law, articles }) => [
      law,
      new Map(Object.entries(articles).map(([key, paragraphs]) => [key, paragraphs.map(readFacts)])),
    ]),
  )
}

function readFacts(facts: string): PenalFacts | null {
  if (facts === '') return null
  const [letters = '', breached] = facts.split(' ')
  return {
    kinds: letters.replace(/[~知个单]/g, ''),
    isAfterOrder: letters.includes('~'),
    onlyFor: letters.includes('个') ? 'person' : letters.includes('单') ? 'unit' : null,
    breached: breached === undefined ? [] : breached.split(','),
  }
}

/** What the place cited states: of the 款, or of the whole article where none is named; `null` where that is no penal article. */
export function penalFactsOf(articles: PenalArticles, place: ArticlePlace): readonly PenalFacts[] | null {
  const paragraphs = articles.get(articleKey(place))
  if (paragraphs === undefined) return null
  const all = paragraphs.filter((one): one is PenalFacts => one !== null)
  if (place.paragraph === null) return all
  const one = paragraphs[place.paragraph - 1]
  return one === undefined || one === null ? all : [one]
}
