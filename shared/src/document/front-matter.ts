import type { Span } from '../text/span.ts'

/** A part of the document with its words. */
export interface FrontMatterPart extends Span {
  readonly value: string
}

/** What stands around the provisions: each part is `null` (or empty) where the text has none. */
export interface FrontMatter {
  readonly title: FrontMatterPart | null
  /** 发文机关. */
  readonly issuer: FrontMatterPart | null
  /** 发文字号. */
  readonly number: FrontMatterPart | null
  /** 主送机关. */
  readonly addressees: FrontMatterPart | null
  /** 落款 (signature at the foot). */
  readonly signature: FrontMatterPart | null
  /** 成文日期. */
  readonly date: FrontMatterPart | null
  /** 施行日期: the clause that says when it takes effect. */
  readonly effective: FrontMatterPart | null
  /** 有效期. */
  readonly validity: FrontMatterPart | null
  /** 制定依据: 根据《…》…. */
  readonly basis: readonly FrontMatterPart[]
  /** 废止条款. */
  readonly repeals: readonly FrontMatterPart[]
  /** 解释权条款. */
  readonly interpretation: FrontMatterPart | null
  /** 适用范围. */
  readonly scope: FrontMatterPart | null
  /** 附件 list. */
  readonly annexes: readonly FrontMatterPart[]
}
