import { compileRuleSet, type RuleSet, RuleSetError, type RuleSetSource } from '@hongxian/shared/rule'
import type { LocatedProblem } from './parse-yaml.ts'

/**
 * Compile what can be compiled, and say what was left out and why. A rule set with an error is for its author's eyes; it
 * must not be published.
 */
export function compileSound(read: { source: RuleSetSource; problems: readonly LocatedProblem[] }): {
  ruleSet: RuleSet
  problems: readonly LocatedProblem[]
} {
  const problems = [...read.problems]
  let { source } = read
  for (;;) {
    try {
      return { ruleSet: compileRuleSet(source), problems }
    } catch (error) {
      if (!(error instanceof RuleSetError)) throw error
      const { ruleId } = error
      problems.push({
        file: `${ruleId.replace('#', '.yaml#')}`,
        line: 1,
        column: 1,
        detail: error.message,
        isWarning: false,
      })
      const rules = source.rules.filter((rule) => rule.id !== ruleId)
      const exceptions = source.exceptions.filter((one) => one.id !== ruleId)
      const figures = source.figures?.filter((one) => one.id !== ruleId) ?? []
      const left = rules.length + exceptions.length + figures.length
      if (left === source.rules.length + source.exceptions.length + (source.figures?.length ?? 0)) throw error
      source = { ...source, rules, exceptions, figures }
    }
  }
}
