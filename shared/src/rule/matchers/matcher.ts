import type { Span } from '../../text/index.ts'
import type { CheckContext } from '../check-context.ts'
import type { Fact } from '../facts.ts'
import type { Authority } from '../finding.ts'

/** What a matcher found, and what its rule's words say about it. */
export interface MatcherFinding extends Fact {
  /** Fills `{name}` of the rule's 提示 and 建议. */
  readonly values?: Readonly<Record<string, string>>
  /** Instead of the rule's own 依据. */
  readonly authority?: readonly Authority[]
}

export type Options = Readonly<Record<string, unknown>>

export type FindMatches = (context: CheckContext, options: Options) => readonly MatcherFinding[]

/** A matcher whose findings hang on nothing but their own surroundings (see `Collector`): they are its facts. */
export function eachByItself(
  name: string,
  collect: (context: CheckContext, range: Span, options: Options) => readonly MatcherFinding[],
): FindMatches {
  return (context, options) =>
    context.facts({ name: withOptions(name, options), collect: (near, range) => collect(near, range, options) })
}

/** The name of a collector that goes by options. */
export function withOptions(name: string, options: Options): string {
  let words = WORDS_OF.get(options)
  if (words === undefined) {
    words = JSON.stringify(options)
    WORDS_OF.set(options, words)
  }
  return `${name} ${words}`
}

const WORDS_OF = new WeakMap<Options, string>()

/** What patterns cannot say. Pure; findings in order of place; options are the other keys beside 程序. */
export interface Matcher {
  /** Judges what it has gathered by `context.facts`, and the structure and the citations of the document. */
  readonly find: FindMatches
  /**
   * Of a matcher that reads the whole text instead: it is run again after an edit when this fits the changed lines or one
   * of its findings stands there.
   */
  readonly touches?: RegExp
  /** What it says alike of several places is one matter, told at the first of them: see `foldRepeats`. */
  readonly isOnce?: boolean
}

/** An option that holds one name or a list of names; `null` when it is not given. */
export function namesIn(option: unknown): readonly string[] | null {
  if (option === undefined) return null
  return (Array.isArray(option) ? option : [option]).map(String)
}
