import { parseDocument } from '../document/index.ts'
import { CheckContext } from './check-context.ts'
import { isApplicable, matchRule } from './check-document.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import type { Example } from './rule-set-source.ts'

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
export function parseExample(example: Example, rule: CompiledRule) {
  const kind = example.kind ?? rule.source.applies.kinds?.[0] ?? 'normative'
  const issuerLevel = example.issuerLevel ?? rule.source.applies.issuerLevels?.[0] ?? null
  return parseDocument(example.text, { kind, issuerLevel, fragment: !example.isWhole })
}

/** Run the examples of every rule; a rule set with a failure must not be published. */
export function runExamples(
  ruleSet: RuleSet,
  options: { asOf: string; only?: (id: string) => boolean },
): ExampleFailure[] {
  return ruleSet.rules
    .filter((rule) => options.only?.(rule.source.id) ?? true)
    .flatMap((rule) => ruleFailures(rule, ruleSet, options.asOf))
}

function ruleFailures(rule: CompiledRule, ruleSet: RuleSet, asOf: string): ExampleFailure[] {
  const { finds, passes } = rule.source.examples
  const foundIn = (example: Example) => {
    const document = parseExample(example, rule)
    if (!isApplicable(rule, document)) return []
    const context = new CheckContext(document, ruleSet, asOf)
    return matchRule(rule, context).map((match) => document.text.slice(match.start, match.end))
  }
  const failures: ExampleFailure[] = []
  for (const [index, example] of finds.entries())
    if (foundIn(example).length === 0)
      failures.push({ ruleId: rule.source.id, example: example.text, expected: 'finds', index, found: '' })
  for (const [index, example] of passes.entries()) {
    const found = foundIn(example)
    if (found.length > 0)
      failures.push({ ruleId: rule.source.id, example: example.text, expected: 'passes', index, found: found[0]! })
  }
  return failures
}
