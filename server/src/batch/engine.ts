import { type DocumentDiff, diffDocuments } from '@hongxian/shared/diff'
import { type DocumentKind, type IssuerLevel, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { checkDocument, type Finding, type RuleSet } from '@hongxian/shared/rule'

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

/** The costly work on texts, the same on the main thread and on a worker. */
export interface Engine {
  examine(text: string, stated: Stated, asOf: string, ruleSet: RuleSet): Examination
  compare(before: string, after: string): DocumentDiff
}

// A few dozen trees of ordinary drafts: some tens of megabytes at most.
const KEPT = 24

export function createEngine(): Engine {
  // A comparison asks for the tree alone, which does not depend on kind and level: whichever reading there is will do.
  const trees = new Map<string, ParsedDocument>()
  const read = (text: string, { kind, issuerLevel }: Stated): ParsedDocument => {
    const document = parseDocument(text, { ...(kind ? { kind } : {}), ...(issuerLevel ? { issuerLevel } : {}) })
    trees.delete(text)
    trees.set(text, document)
    if (trees.size > KEPT) trees.delete(trees.keys().next().value as string)
    return document
  }
  const treeOf = (text: string) => trees.get(text) ?? read(text, {})
  return {
    examine(text, stated, asOf, ruleSet) {
      const document = read(text, stated)
      return {
        kind: document.kind,
        issuerLevel: document.issuerLevel,
        title: document.frontMatter.title?.value ?? null,
        findings: checkDocument(document, ruleSet, { asOf }),
      }
    },
    compare: (before, after) => diffDocuments(treeOf(before), treeOf(after)),
  }
}
