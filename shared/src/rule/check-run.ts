import type { ParsedDocument } from '../document/index.ts'
import type { Reader, Reading } from '../reader/index.ts'
import type { Span } from '../text/index.ts'
import { CheckContext } from './check-context.ts'
import { type CheckOptions, isApplicable, matchRule, readerOf, toFinding } from './check-document.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import type { Finding } from './finding.ts'
import { foldRepeats } from './fold-repeats.ts'
import { hearReader } from './hear-reader.ts'
import { mergeFindings } from './merge-findings.ts'

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
  /** What the second reader found, before it gave way. */
  readonly read: readonly Finding[]
  /** What the sentences under each finding say to the reader, by `placeKey`. */
  readonly readings: ReadonlyMap<number, Reading>
}

// start * WIDTH + end in one number; no text is that long.
const WIDTH = 2 ** 26

/** One number for a place. */
export const placeKey = ({ start, end }: Span): number => start * WIDTH + end

/** Check a document and keep what a re-check after an edit needs. */
export function runCheck(document: ParsedDocument, ruleSet: RuleSet, options: CheckOptions): CheckRun {
  const context = new CheckContext(document, ruleSet, options.asOf)
  const spoken = new Map<number, readonly Spoken[]>()
  for (const rule of ruleSet.rules) {
    const said = speak(rule, context)
    if (said.length > 0) spoken.set(rule.order, said)
  }
  const reader = readerOf(ruleSet, options)
  return finish(context, spoken, reader?.read(document) ?? [], reader)
}

export function speak(rule: CompiledRule, context: CheckContext, range?: Span): Spoken[] {
  if (!isApplicable(rule, context.document)) return []
  return matchRule(rule, context, range).map((match) => ({
    finding: toFinding(rule, match, context),
    unit: match.unit,
  }))
}

export function finish(
  context: CheckContext,
  spoken: ReadonlyMap<number, readonly Spoken[]>,
  read: readonly Finding[],
  reader: Reader | null,
): CheckRun {
  const unmerged: Finding[] = []
  for (const said of spoken.values()) for (const { finding } of said) unmerged.push(finding)
  const merged = mergeFindings(foldRepeats(unmerged, context.ruleSet))
  const readings = new Map<number, Reading>()
  if (reader === null) return { context, findings: merged, spoken, read, readings }
  const remembering: Reader = {
    ...reader,
    weigh: (document, span) => {
      const key = placeKey(span)
      let answer = readings.get(key)
      if (answer === undefined) {
        answer = reader.weigh(document, span)
        readings.set(key, answer)
      }
      return answer
    },
  }
  return { context, findings: hearReader(merged, read, context.document, remembering), spoken, read, readings }
}
