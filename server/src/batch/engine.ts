import { type DocumentDiff, diffDocuments } from '@hongxian/shared/diff'
import { type DocumentKind, type IssuerLevel, type ParsedDocument, parseDocument } from '@hongxian/shared/document'
import { type CheckRun, type Finding, findEdit, type RuleSet, recheckDocument, runCheck } from '@hongxian/shared/rule'

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
  const check = createRecheck()
  return {
    examine(text, stated, asOf, ruleSet) {
      const document = read(text, stated)
      return {
        kind: document.kind,
        issuerLevel: document.issuerLevel,
        title: document.frontMatter.title?.value ?? null,
        findings: check(document, asOf, ruleSet),
      }
    },
    compare: (before, after) => diffDocuments(treeOf(before), treeOf(after)),
  }
}

// What it takes to go on from a check weighs about a hundred bytes a character of its text: a hundred megabytes at the very
// most, some ten for ordinary drafts.
const RUNS_KEPT = 12
const LONGEST_KEPT = 100_000
const LEAST_COMMON = 0.5

/**
 * Checks a document, going on from the check of a like text where there is one: whoever edits a draft sends it again and
 * again with a few words changed. The findings are those of a full check.
 */
function createRecheck(): (document: ParsedDocument, asOf: string, ruleSet: RuleSet) => readonly Finding[] {
  let runs: CheckRun[] = [] // latest first
  return (document, asOf, ruleSet) => {
    runs = runs.filter(({ context }) => context.ruleSet === ruleSet)
    const base = nearest(runs, document, asOf)
    const run = base ? recheckDocument(base, document, ruleSet, { asOf }) : runCheck(document, ruleSet, { asOf })
    if (document.text.length <= LONGEST_KEPT) runs = [run, ...runs.filter((one) => one !== base)].slice(0, RUNS_KEPT)
    return run.findings
  }
}

/** The run whose text differs from that of the document in the shortest stretch; the latest of equals. */
function nearest(
  runs: readonly CheckRun[],
  { text, kind, issuerLevel }: ParsedDocument,
  asOf: string,
): CheckRun | null {
  let best: CheckRun | null = null
  let shortest = text.length * (1 - LEAST_COMMON)
  for (const run of runs) {
    const { document } = run.context
    if (run.context.asOf !== asOf || document.kind !== kind || document.issuerLevel !== issuerLevel) continue
    const { start, endA, endB } = findEdit(document.text, text)
    const changed = Math.max(endA, endB) - start
    if (changed >= shortest) continue
    shortest = changed
    best = run
  }
  return best
}
