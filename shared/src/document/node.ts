import type { Span } from '../text/span.ts'

/**
 * Kinds of addressable unit. `part`–`subitem` are 编 章 节 条 款 项 目 (立法法第六十五条). `heading` is a headed unit of
 * 公文体 (一、（一）1.（1）①, `level` 1–5); `annex` an 附件; `body` the tree of one document inside a text that holds
 * several (a 印发通知 and the 办法 it issues).
 */
export type ClauseKind =
  | 'root'
  | 'body'
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'paragraph'
  | 'item'
  | 'subitem'
  | 'heading'
  | 'annex'

/** One node of the document tree; nodes are stored in pre-order and refer to one another by index. */
export interface ClauseNode extends Span {
  readonly kind: ClauseKind
  /** 1–5 for `heading`, otherwise 0. */
  readonly level: number
  /** 23 for 第二十三条; the position among its siblings for an unnumbered 款; `null` where there is no number. */
  readonly number: number | null
  /** 1 for 之一, 0 for none. */
  readonly suffix: number
  /** As a lawyer cites it from the top of its own document: `第三条第二款第（一）项`, `一、（二）`, `第二章第一节`. */
  readonly label: string
  /** Where the number stands (`第三条`, `（一）`); `null` for an unnumbered 款. */
  readonly marker: Span | null
  /** Heading words after the number (`总则`, 【标题】), without surrounding space. */
  readonly title: Span | null
  readonly parent: number | null
  readonly children: readonly number[]
}

export type AnomalyKind =
  | 'skipped'
  | 'repeated'
  | 'out-of-order'
  | 'dangling-reference'
  /** 附件2 that is named and not there. */
  | 'dangling-annex'
  /** An article or 款 that refers to itself. */
  | 'self-reference'
  | 'unpaired'
  | 'orphan-item'
  | 'level'
  | 'definition'

/** Something odd in the structure. Data, not an error: hard input always yields a tree. */
export interface Anomaly extends Span {
  readonly kind: AnomalyKind
  /** Label of the clause where it stands. */
  readonly at: string
  /** One sentence in Chinese. */
  readonly detail: string
}
