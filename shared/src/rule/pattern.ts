import type { DocumentKind, IssuerLevel } from '../document/index.ts'

/** How far a pattern or a condition looks: 分句 · 句 · 款 · 条 · 全文. */
export type Scope = 'phrase' | 'sentence' | 'paragraph' | 'article' | 'document'

/** Numbers that code recognises, in Arabic and Chinese numerals. */
export type NumberClass = '金额' | '期限' | '年限' | '比例' | '倍数' | '日期' | '数'

export interface Comparison {
  readonly is: 'more' | 'less' | 'atMost' | 'atLeast' | 'equal'
  /** 元 for 金额, days for 期限, years for 年限, a fraction of one for 比例 (5 % is 0.05), else the bare number. */
  readonly value: number
}

/** At most `max` code units, none of them one of the words of `without`. */
export interface Gap {
  readonly max: number
  readonly without: readonly string[]
}

export interface SequencePart {
  readonly pattern: Pattern
  /** Between the part before and this one. */
  readonly gap: Gap
  readonly isOptional: boolean
}

/** `start` after a mark, `end` before one, `unit` the head of the unit itself (for rules about what is absent). */
export type Edge = 'start' | 'end' | 'unit'

/** What stands in a text. Matching one yields spans. */
export type Pattern =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'lexicon'; readonly name: string }
  | {
      readonly kind: 'number'
      readonly class: NumberClass
      readonly compare: readonly Comparison[]
      readonly units: readonly string[]
    }
  | { readonly kind: 'any'; readonly of: readonly Pattern[] }
  | { readonly kind: 'sequence'; readonly parts: readonly SequencePart[] }
  | { readonly kind: 'all'; readonly of: readonly Pattern[] }
  | { readonly kind: 'where'; readonly pattern: Pattern; readonly conditions: readonly Condition[] }
  | { readonly kind: 'slot'; readonly name: string; readonly pattern: Pattern }
  | { readonly kind: 'edge'; readonly at: Edge }
  | { readonly kind: 'matcher'; readonly name: string; readonly options: Readonly<Record<string, unknown>> }

export type PartName =
  | '标题'
  | '发文机关'
  | '文号'
  | '主送机关'
  | '落款'
  | '成文日期'
  | '施行日期'
  | '有效期'
  | '依据'
  | '废止条款'
  | '解释条款'
  | '适用范围'
  | '附件'
  | '正文'

/** What is true of a match, its surroundings or its document. */
export type Condition =
  | { readonly kind: 'has'; readonly scope: Scope; readonly pattern: Pattern }
  | { readonly kind: 'before'; readonly pattern: Pattern; readonly within: number; readonly scope: Scope }
  | { readonly kind: 'after'; readonly pattern: Pattern; readonly within: number; readonly scope: Scope }
  | { readonly kind: 'inside'; readonly pattern: Pattern }
  | { readonly kind: 'lead-in'; readonly pattern: Pattern }
  | { readonly kind: 'subject'; readonly of: readonly string[] }
  | { readonly kind: 'modality'; readonly of: readonly string[] }
  | { readonly kind: 'consequence'; readonly of: readonly string[]; readonly scope: Scope }
  | { readonly kind: 'cites-upper-law'; readonly scope: Scope; readonly isArticleNeeded: boolean }
  | { readonly kind: 'cites'; readonly law: string; readonly article: string; readonly scope: Scope }
  | { readonly kind: 'document-kind'; readonly of: readonly DocumentKind[] }
  | { readonly kind: 'issuer-level'; readonly of: readonly IssuerLevel[] }
  | { readonly kind: 'rank'; readonly of: readonly DocumentKind[] }
  | { readonly kind: 'has-part'; readonly of: readonly PartName[] }
  | { readonly kind: 'lacks-part'; readonly of: readonly PartName[] }
  | { readonly kind: 'title-has'; readonly pattern: Pattern }
  | { readonly kind: 'stands-in'; readonly of: readonly PartName[] }
  | { readonly kind: 'quoted' }
  | { readonly kind: 'whole-document' }
  | { readonly kind: 'exception'; readonly name: string }
  | { readonly kind: 'every'; readonly of: readonly Condition[] }
  | { readonly kind: 'some'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
