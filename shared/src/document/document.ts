import type { Span } from '../text/span.ts'
import type { FrontMatter } from './front-matter.ts'
import type { Anomaly, ClauseNode } from './node.ts'

/** 文种 as the rules distinguish it: what a text may do depends on it. */
export const DOCUMENT_KINDS = [
  'normative',
  'rule',
  'regulation',
  'statute',
  'decision',
  'contract',
  'enforcement',
  'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** From the highest down. */
export const ISSUER_LEVELS = ['国务院', '国务院部门', '省', '市', '县', '乡'] as const
export type IssuerLevel = (typeof ISSUER_LEVELS)[number]

/** One sentence: ends at 。；！？ or a line break, never crosses a clause. */
export interface Sentence extends Span {
  /** Index of the innermost clause that holds it. */
  readonly node: number
}

/** A text read as a lawyer reads it. Every offset is into `text`. */
export interface ParsedDocument {
  readonly text: string
  readonly kind: DocumentKind
  /** 0–1; 1 when the caller stated the kind. */
  readonly kindConfidence: number
  readonly issuerLevel: IssuerLevel | null
  /** A passage cut out of a document: rules about what a whole document lacks stay silent. */
  readonly fragment: boolean
  /** `nodes[0]` is the root and spans the whole text. */
  readonly nodes: readonly ClauseNode[]
  readonly sentences: readonly Sentence[]
  readonly frontMatter: FrontMatter
  readonly anomalies: readonly Anomaly[]
}
