import { type CarryContext, createCarryContext } from '@hongxian/shared/anchor'
import { type DocumentDiff, diffDocuments } from '@hongxian/shared/diff'
import { type DocumentKind, type IssuerLevel, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { checkDocument, type Finding, type RuleSet } from '@hongxian/shared/rule'
import { digestOfText } from '../store/index.ts'

export interface Reading {
  readonly kind?: DocumentKind | undefined
  readonly issuerLevel?: IssuerLevel | null | undefined
}

/** What is computed from texts, kept for a while: pages are read again and again with the same text. */
export interface Analysis {
  parse(text: string, reading?: Reading): ParsedDocument
  check(document: ParsedDocument, ruleSet: RuleSet, asOf: string): Finding[]
  compare(before: string, after: string): { diff: DocumentDiff; context: CarryContext }
}

// A few dozen texts of the size of an ordinary draft with their trees: some tens of megabytes at most.
const KEPT = 48

export function createAnalysis(): Analysis {
  const parse = remember(KEPT, (text: string, { kind, issuerLevel }: Reading) =>
    parseDocument(text, { ...(kind ? { kind } : {}), ...(issuerLevel ? { issuerLevel } : {}) }),
  )
  // A comparison asks for the tree alone, which does not depend on kind and level: whichever reading there is will do.
  const trees = new Map<string, ParsedDocument>()
  const read = (text: string, reading: Reading): ParsedDocument => {
    const document = parse(`${reading.kind} ${reading.issuerLevel}`, text, reading)
    trees.set(text, document)
    if (trees.size > KEPT) trees.delete(trees.keys().next().value as string)
    return document
  }
  const treeOf = (text: string) => trees.get(text) ?? read(text, {})
  const compare = remember(KEPT, (before: string, after: string) => {
    const diff = diffDocuments(treeOf(before), treeOf(after))
    return { diff, context: createCarryContext(before, after, diff) }
  })
  const check = remember(KEPT, (document: ParsedDocument, { ruleSet, asOf }: { ruleSet: RuleSet; asOf: string }) =>
    checkDocument(document, ruleSet, { asOf }),
  )
  return {
    parse: (text, reading = {}) => read(text, reading),
    check: (document, ruleSet, asOf) =>
      check(`${document.text} ${document.kind} ${document.issuerLevel} ${ruleSet.digest} ${asOf}`, document, {
        ruleSet,
        asOf,
      }),
    compare: (before, after) => compare(digestOfText(after), before, after),
  }
}

/** Keeps the last results by `key` and, where it is a text, by the first argument. */
function remember<A, B, Result>(size: number, compute: (a: A, b: B) => Result) {
  const kept = new Map<string, Result>()
  return (key: string, a: A, b: B): Result => {
    const full = typeof a === 'string' ? `${key} ${digestOfText(a)}` : digestOfText(key)
    const known = kept.get(full)
    const result = known ?? compute(a, b)
    kept.delete(full)
    kept.set(full, result)
    if (kept.size > size) kept.delete(kept.keys().next().value as string)
    return result
  }
}
