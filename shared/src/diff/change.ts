import { z } from 'zod'
import { Span } from '../text/span.ts'

/** 改动的性质; the first that applies, in this order. */
export const ChangeKind = z.enum(['added', 'removed', 'split', 'merged', 'edited', 'moved', 'renumbered', 'kept'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** One run of a redline. `a` is in the old text, `b` in the new; a `kept` run has both, the others an empty span there. */
export const TextRun = z.object({
  kind: z.enum(['kept', 'deleted', 'inserted']),
  a: Span,
  b: Span,
  /** This edit changes width, shape or white space only; absent otherwise. */
  typographic: z.literal(true).optional(),
})
export type TextRun = z.infer<typeof TextRun>

/**
 * A change a reviewer must not overlook. `kind`: 期限, 金额, 比例, 日期, 数量, 情态 (应当/可以/不得), 主体, 依据 (《…》),
 * 引用条款 (第…条). `before` or `after` is empty where the words were only added or only struck.
 */
export const Substantive = z.object({ kind: z.string(), before: z.string(), after: z.string() })
export type Substantive = z.infer<typeof Substantive>

/** What became of a part (款 项 目) of a clause. Runs are those of the clause. */
export const PartChange = z.object({
  kind: ChangeKind,
  before: z.array(z.string()),
  after: z.array(z.string()),
  spansA: z.array(Span),
  spansB: z.array(Span),
  edited: z.boolean(),
  moved: z.boolean(),
  renumbered: z.boolean(),
})
export type PartChange = z.infer<typeof PartChange>

/** What became of one clause (or, for split and merged, of several). */
export const ClauseChange = z.object({
  kind: ChangeKind,
  /** What was compared: `article`, `heading`, `paragraph`; in the frame `chapter`, `section`, …, or `line`. */
  unit: z.string(),
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
  /** The redline, number included; empty where the two are the same to the letter, and for added and removed. */
  runs: z.array(TextRun),
  substantive: z.array(Substantive),
  /** 款 项 目 inside, where any of them changed otherwise than in its words alone; in the order of the new text. */
  parts: z.array(PartChange),
})
export type ClauseChange = z.infer<typeof ClauseChange>

export const DocumentDiff = z.object({
  /** One a 条 (or lowest headed unit, or paragraph), in the order of the new text; removed ones where they stood. */
  changes: z.array(ClauseChange),
  /** Everything else: title, preamble, headings of 编 章 节, signature. */
  frame: z.array(ClauseChange),
})
export type DocumentDiff = z.infer<typeof DocumentDiff>
