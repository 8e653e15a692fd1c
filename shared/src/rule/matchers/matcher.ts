import type { Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import type { Authority } from '../finding.ts'

/** What a matcher found, and what its rule's words say about it. */
export interface MatcherFinding extends Span {
  /** Fills `{name}` of the rule's 提示 and 建议. */
  readonly values?: Readonly<Record<string, string>>
  /** Where a safe rewrite exists. */
  readonly fix?: { readonly start: number; readonly end: number; readonly after: string }
  /** Instead of the rule's own 依据. */
  readonly authority?: readonly Authority[]
}

export type FindMatches = (
  context: CheckContext,
  options: Readonly<Record<string, unknown>>,
) => readonly MatcherFinding[]

/** What patterns cannot say. Pure; findings in order of place; options are the other keys beside 程序. */
export interface Matcher {
  readonly find: FindMatches
  /**
   * What decides its findings, for a re-check after an edit: `structure` (nodes, anomalies, front matter: cheap, always run
   * again), `citations`, `clause` (looks no further than `context.range`, and within it not across clauses), or `words` (run
   * again when `touches` fits the words of the changed clauses).
   */
  readonly reads: 'structure' | 'citations' | 'clause' | 'words'
  readonly touches?: RegExp
  /** What it says alike of several places is one matter, told at the first of them: see `foldRepeats`. */
  readonly isOnce?: boolean
}

/** An option that holds one name or a list of names; `null` when it is not given. */
export function namesIn(option: unknown): readonly string[] | null {
  if (option === undefined) return null
  return (Array.isArray(option) ? option : [option]).map(String)
}
