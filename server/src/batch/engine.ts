import { type DocumentDiff, diffDocuments } from '@hongxian/shared/diff'
import { type DocumentKind, type IssuerLevel, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { createContinuedCheck, type Finding, type RuleSet } from '@hongxian/shared/rule'

/** What is stated about a text; recognised from it where it is not. */
export interface Stated {
  readonly kind?: DocumentKind | undefined
  readonly issuerLevel?: IssuerLevel | null | undefined
}

/** What a text says by a rule set. Plain data, so that it passes between threads. */
export interface Examination {
  readonly kind: DocumentKind
  readonly issuerLevel: IssuerLevel | null
  /** As read from the text. */
  readonly title: string | null
  readonly findings: readonly Finding[]
}

/** What a text says, and how it differs from the one before it, where that was asked for. */
export interface ExaminedText {
  readonly examination: Examination
  readonly diff: DocumentDiff | null
}

/** The costly work on texts, the same on the main thread and on a worker. */
export interface Engine {
  /** @param before a text to compare with */
  examine(text: string, stated: Stated, asOf: string, ruleSet: RuleSet, before?: string): ExaminedText
  compare(before: string, after: string): DocumentDiff
}

// A few dozen trees of ordinary drafts: some tens of megabytes at most.
const TREES_KEPT = 24

/** Of the texts whose checks are kept to go on from: some thirty ordinary drafts that people are at work on, seventy-five megabytes. */
export const CHARACTERS_KEPT = 300_000

export function createEngine(): Engine {
  // A comparison asks for the tree alone, which does not depend on kind and level: whichever reading there is will do.
  const trees = new Map<string, ParsedDocument>()
  const keep = (document: ParsedDocument): ParsedDocument => {
    trees.delete(document.text)
    trees.set(document.text, document)
    if (trees.size > TREES_KEPT) trees.delete(trees.keys().next().value as string)
    return document
  }
  const treeOf = (text: string) => trees.get(text) ?? keep(parseDocument(text))
  const check = createContinuedCheck(CHARACTERS_KEPT)
  const compare = (before: string, after: string) => diffDocuments(treeOf(before), treeOf(after))
  return {
    examine(text, { kind, issuerLevel }, asOf, ruleSet, before) {
      const parse = { ...(kind ? { kind } : {}), ...(issuerLevel ? { issuerLevel } : {}) }
      const { context, findings } = check(text, parse, ruleSet, { asOf })
      const document = keep(context.document)
      const examination = {
        kind: document.kind,
        issuerLevel: document.issuerLevel,
        title: document.frontMatter.title?.value ?? null,
        findings,
      }
      return { examination, diff: before === undefined ? null : compare(before, text) }
    },
    compare,
  }
}
