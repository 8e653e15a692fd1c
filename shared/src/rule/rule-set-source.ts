import type { DocumentKind, IssuerLevel } from '../document/index.ts'
import type { ReferenceRows } from '../law/index.ts'
import type { ReaderWeights } from '../reader/index.ts'
import type { FigureSource } from './figure.ts'
import type { Authority, Severity } from './finding.ts'
import type { FineRow } from './fine-limits.ts'
import type { Condition, Pattern, Scope } from './pattern.ts'

/** Where a rule applies; an absent member means everywhere. */
export interface Applicability {
  readonly kinds?: readonly DocumentKind[]
  readonly issuerLevels?: readonly IssuerLevel[]
}

/** A text a rule must find something in, or must be silent about. */
export interface Example {
  readonly text: string
  readonly kind?: DocumentKind
  readonly issuerLevel?: IssuerLevel
  /** A whole document rather than a passage. */
  readonly isWhole: boolean
}

/** A safe mechanical rewrite of the matched words, or of one named slot of them. */
export interface Rewrite {
  readonly slot: string | null
  readonly to: string
}

/** One rule as its author wrote it, in the engine's words. Plain JSON. */
export interface RuleSource {
  /** `normative/set.license#filing-as-permit`. */
  readonly id: string
  /** 审核事项. */
  readonly code: string
  readonly summary: string
  readonly severity: Severity
  /** Severity in particular circumstances, the first that holds wins. */
  readonly circumstances: readonly { readonly when: Condition; readonly severity: Severity }[]
  readonly applies: Applicability
  readonly scope: Scope
  readonly pattern: Pattern
  /** Any of them holding silences the match. */
  readonly unless: readonly Condition[]
  /** Default exceptions that do not apply to this rule. */
  readonly withoutExceptions: readonly string[]
  /** What the finding underlines: the matched words, or the whole unit around them. */
  readonly marks: 'match' | 'phrase' | 'sentence'
  readonly message: string
  readonly suggestion: string
  readonly authority: readonly Authority[]
  readonly rewrite?: Rewrite
  readonly examples: { readonly finds: readonly Example[]; readonly passes: readonly Example[] }
}

/** A named exception (E1–E16): stands once, applies to every rule that does not opt out. */
export interface ExceptionSource {
  readonly id: string
  readonly name: string
  /** Codes (or their groups) it applies to; empty means all. */
  readonly codes: readonly string[]
  readonly holds: readonly Condition[]
  /** What voids it. */
  readonly voidedBy: readonly Condition[]
}

export interface Lexicon {
  readonly name: string
  readonly of: readonly Pattern[]
}

export interface PackInfo {
  readonly name: string
  readonly version: string
  readonly scope: string
  readonly author: string
  readonly effective: string
  readonly changes: readonly { readonly version: string; readonly date: string; readonly note: string }[]
}

/** Everything that decides a check, as plain JSON: what the service publishes and the extension downloads. */
export interface RuleSetSource {
  /** SHA-256 (hex) of the canonical JSON of all other members. */
  readonly digest: string
  readonly engine: number
  readonly packs: readonly PackInfo[]
  readonly lexicons: readonly Lexicon[]
  readonly exceptions: readonly ExceptionSource[]
  readonly rules: readonly RuleSource[]
  /** What laws state in numbers. */
  readonly figures?: readonly FigureSource[]
  /** Limits of fines by article. */
  readonly fines?: readonly FineRow[]
  /** Changes seldom and is large: may be cached apart, by its own digest. */
  readonly reference: ReferenceRows
  /** Weights of the second reader. */
  readonly reader?: ReaderWeights
}
