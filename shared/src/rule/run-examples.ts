import { parseDocument } from '../document/index.ts'
import { CheckContext } from './check-context.ts'
import { matchRule } from './check-document.ts'
import type { CompiledFigure, CompiledRule, RuleSet } from './compiled.ts'
import { faultsOf } from './matchers/statutory-figure.ts'
import { isApplicable } from './roster.ts'
import type { Example, RuleSource } from './rule-set-source.ts'

export interface ExampleFailure {
  readonly ruleId: string
  readonly example: string
  readonly expected: 'finds' | 'passes'
  /** Position in its list. */
  readonly index: number
  /** The words found where none should be. */
  readonly found: string
}

/** Examples are read as passages of the first kind the rule applies to, unless they say otherwise. */
function parseExample(example: Example, rule: CompiledRule) {
  const kind = example.kind ?? rule.source.applies.kinds?.[0] ?? 'normative'
  const issuerLevel = example.issuerLevel ?? rule.source.applies.issuerLevels?.[0] ?? null
  return parseDocument(example.text, { kind, issuerLevel, fragment: !example.isWhole })
}

/** Run the examples of every rule; a rule set with a failure must not be published. */
export function runExamples(
  ruleSet: RuleSet,
  options: { asOf: string; only?: (id: string) => boolean },
): ExampleFailure[] {
  const isWanted = ({ source }: { source: { id: string } }) => options.only?.(source.id) ?? true
  return [
    ...ruleSet.rules.filter(isWanted).flatMap((rule) => ruleFailures(rule, ruleSet, options.asOf)),
    ...ruleSet.figures.filter(isWanted).flatMap((figure) => figureFailures(figure, ruleSet, options.asOf)),
  ]
}

function figureFailures(figure: CompiledFigure, ruleSet: RuleSet, asOf: string): ExampleFailure[] {
  const foundIn = ({ text, kind }: Example) => {
    const document = parseDocument(text, { kind: kind ?? 'normative', fragment: true })
    return faultsOf(figure, new CheckContext(document, ruleSet, asOf)).map(({ start, end }) => text.slice(start, end))
  }
  return failuresOf(figure.source, foundIn)
}

function ruleFailures(rule: CompiledRule, ruleSet: RuleSet, asOf: string): ExampleFailure[] {
  const foundIn = (example: Example) => {
    const document = parseExample(example, rule)
    if (!isApplicable(rule, document)) return []
    const context = new CheckContext(document, ruleSet, asOf)
    return matchRule(rule, context).map((match) => document.text.slice(match.start, match.end))
  }
  return failuresOf(rule.source, foundIn)
}

function failuresOf(
  { id, examples: { finds, passes } }: Pick<RuleSource, 'id' | 'examples'>,
  foundIn: (example: Example) => readonly string[],
): ExampleFailure[] {
  const failures: ExampleFailure[] = []
  for (const [index, example] of finds.entries())
    if (foundIn(example).length === 0)
      failures.push({ ruleId: id, example: example.text, expected: 'finds', index, found: '' })
  for (const [index, example] of passes.entries()) {
    const found = foundIn(example)
    if (found.length > 0)
      failures.push({ ruleId: id, example: example.text, expected: 'passes', index, found: found[0]! })
  }
  return failures
}
