import type { DocumentKind, IssuerLevel } from '../document/index.ts'
import type { Reader } from '../reader/index.ts'
import type { FigureSource } from './figure.ts'
import type { Needs } from './needs.ts'
import type { Comparison, Condition, Edge, NumberClass, Scope } from './pattern.ts'
import type { ExceptionSource, RuleSetSource, RuleSource } from './rule-set-source.ts'
import type { WordAutomaton } from './word-automaton.ts'

/** A pattern with its lexicons resolved and its words numbered: alternatives that are plain words are one `set`. */
export type CompiledPattern =
  | { readonly op: 'set'; readonly set: number }
  | {
      readonly op: 'number'
      readonly class: NumberClass
      readonly compare: readonly Comparison[]
      readonly units: readonly string[]
    }
  | {
      readonly op: 'any'
      readonly of: readonly CompiledPattern[]
      /** What each alternative cannot do without: most are ruled out by a look-up. */
      readonly needs: readonly (readonly Requirement[])[]
    }
  | { readonly op: 'sequence'; readonly parts: readonly CompiledPart[] }
  | { readonly op: 'all'; readonly of: readonly CompiledPattern[] }
  | { readonly op: 'where'; readonly pattern: CompiledPattern; readonly conditions: readonly CompiledCondition[] }
  | { readonly op: 'slot'; readonly name: string; readonly pattern: CompiledPattern }
  | { readonly op: 'edge'; readonly at: Edge }
  | { readonly op: 'matcher'; readonly name: string; readonly options: Readonly<Record<string, unknown>> }

export interface CompiledPart {
  readonly pattern: CompiledPattern
  readonly maxGap: number
  readonly without: readonly string[]
  readonly isOptional: boolean
}

type Simple = Exclude<
  Condition,
  {
    kind:
      | 'has'
      | 'before'
      | 'after'
      | 'inside'
      | 'lead-in'
      | 'title-has'
      | 'every'
      | 'some'
      | 'not'
      | 'consequence'
      | 'modality'
  }
>

export type CompiledCondition =
  | Simple
  | { readonly kind: 'has'; readonly scope: Scope; readonly pattern: CompiledPattern }
  | {
      readonly kind: 'before' | 'after'
      readonly scope: Scope
      readonly within: number
      readonly pattern: CompiledPattern
    }
  | { readonly kind: 'inside' | 'lead-in' | 'title-has'; readonly pattern: CompiledPattern }
  | { readonly kind: 'every' | 'some'; readonly of: readonly CompiledCondition[] }
  | { readonly kind: 'not'; readonly condition: CompiledCondition }

/** One of these must stand in a unit for the pattern to match there. Equal requirements of a rule set are one. */
export interface Requirement {
  /** Place in the list of all of them. */
  readonly id: number
  /** Of words; -1 where only a number will do. */
  readonly set: number
  readonly numbers: readonly NumberClass[]
}

export interface CompiledRule {
  readonly source: RuleSource
  readonly order: number
  readonly kinds: ReadonlySet<DocumentKind>
  readonly issuerLevels: ReadonlySet<IssuerLevel> | null
  readonly pattern: CompiledPattern
  /** Name of its matcher when the rule is code, else `null`. */
  readonly matcher: string | null
  /** The pattern as frames that are looked for one by one, each from its own rarest words; `conditions` hold for all. */
  readonly alternatives: readonly Alternative[]
  /** Place of the first of them among those of all rules. */
  readonly first: number
  readonly conditions: readonly CompiledCondition[]
  readonly unless: readonly CompiledCondition[]
  readonly exceptions: readonly CompiledException[]
  readonly circumstances: readonly { readonly when: CompiledCondition; readonly severity: RuleSource['severity'] }[]
}

export interface Alternative {
  readonly pattern: CompiledPattern
  readonly requirements: readonly Requirement[]
}

export interface CompiledException {
  readonly source: ExceptionSource
  readonly holds: readonly CompiledCondition[]
  readonly voidedBy: readonly CompiledCondition[]
}

/** A row of the table of statutory figures, ready to look for. */
export interface CompiledFigure {
  readonly source: FigureSource
  readonly requirements: readonly Requirement[]
  readonly after: CompiledPattern | null
  readonly before: CompiledPattern | null
  readonly from: CompiledPattern | null
  readonly where: readonly CompiledCondition[]
  readonly unless: readonly CompiledCondition[]
}

/** A rule set ready to check with. */
export interface RuleSet {
  readonly digest: string
  readonly source: RuleSetSource
  readonly rules: readonly CompiledRule[]
  readonly exceptions: ReadonlyMap<string, CompiledException>
  readonly figures: readonly CompiledFigure[]
  readonly automaton: WordAutomaton
  readonly words: readonly string[]
  /** Word numbers of each set. */
  readonly sets: readonly (readonly number[])[]
  readonly requirements: readonly Requirement[]
  /** Of the alternatives of all rules. */
  readonly needs: Needs
  /** Sets of the lexicons that conditions name (主体, 情态, 后果). */
  readonly named: ReadonlyMap<string, CompiledPattern>
  /** `null` where the set has none. Unpacked when first asked. */
  readonly reader: Reader | null
}
