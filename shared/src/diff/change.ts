import { z } from 'zod'
import { Span } from '../text/span.ts'

/** 改动的性质; the first that applies, in this order. */
export const ChangeKind = z.enum(['added', 'removed', 'split', 'merged', 'edited', 'moved', 'renumbered', 'kept'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** One run of a redline. `spanA` is in the old text, `spanB` in the new; a `kept` run has both. */
export const TextRun = z.object({
  kind: z.enum(['kept', 'deleted', 'inserted']),
  a: Span,
  b: Span,
})
export type TextRun = z.infer<typeof TextRun>

/** A change a reviewer must not overlook: 期限, 金额, 比例, 日期, 数量, 情态 (应当/可以/不得), 主体, 依据条款. */
export const Substantive = z.object({ kind: z.string(), before: z.string(), after: z.string() })
export type Substantive = z.infer<typeof Substantive>

/** What became of one clause (or, for split and merged, of several). */
export const ClauseChange = z.object({
  kind: ChangeKind,
  /** Labels in the old text, in order; empty when added. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  /** Spans of those clauses, marker included. */
  spansA: z.array(Span),
  spansB: z.array(Span),
  edited: z.boolean(),
  moved: z.boolean(),
  renumbered: z.boolean(),
  /** Only punctuation, width or white space differs. */
  typographic: z.boolean(),
  /** Past the budget: shown as the old clause struck and the new one added. */
  rewritten: z.boolean(),
  /** The redline inside an edited pair, number included; empty for kept, added, removed. */
  runs: z.array(TextRun),
  substantive: z.array(Substantive),
})
export type ClauseChange = z.infer<typeof ClauseChange>

export const DocumentDiff = z.object({ changes: z.array(ClauseChange) })
export type DocumentDiff = z.infer<typeof DocumentDiff>
