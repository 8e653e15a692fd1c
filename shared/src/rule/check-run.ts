import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { CheckContext } from './check-context.ts'
import { type CheckOptions, conclude, matchRule, readerOf, toFinding } from './check-document.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import type { Finding } from './finding.ts'
import { foldRepeats } from './fold-repeats.ts'
import { rulesToAsk } from './roster.ts'

/** A finding with the unit it was found in: outside an edited unit it stays as it is. */
export interface Spoken {
  readonly finding: Finding
  readonly unit: Span
}

/** A check with what a re-check needs of it. `findings` is what `checkDocument` returns. */
export interface CheckRun {
  readonly context: CheckContext
  readonly findings: readonly Finding[]
  /** By the order of the rules, unmerged. */
  readonly spoken: ReadonlyMap<number, readonly Spoken[]>
  /** The same in one list, repeats folded. */
  readonly folded: readonly Finding[]
  /** What the second reader found, before it gave way. */
  readonly read: readonly Finding[]
}

/** Check a document and keep what a re-check after an edit needs. */
export function runCheck(document: ParsedDocument, ruleSet: RuleSet, options: CheckOptions): CheckRun {
  const context = new CheckContext(document, ruleSet, options.asOf)
  const spoken = new Map<number, readonly Spoken[]>()
  for (const rule of rulesToAsk(context)) {
    const said = speak(rule, context)
    if (said.length > 0) spoken.set(rule.order, said)
  }
  const reader = readerOf(ruleSet, options)
  const read = reader?.read(document) ?? []
  const folded = fold(spoken, ruleSet)
  return { context, spoken, folded, read, findings: conclude(folded, read, document, reader) }
}

/** What a rule that applies to the document says. */
export function speak(rule: CompiledRule, context: CheckContext, range?: Span, isPossible?: Uint8Array): Spoken[] {
  return matchRule(rule, context, range, isPossible).map((match) => ({
    finding: toFinding(rule, match, context),
    unit: match.unit,
  }))
}

export function fold(spoken: ReadonlyMap<number, readonly Spoken[]>, ruleSet: RuleSet): readonly Finding[] {
  const unmerged: Finding[] = []
  for (const said of spoken.values()) for (const { finding } of said) unmerged.push(finding)
  return foldRepeats(unmerged, ruleSet)
}
