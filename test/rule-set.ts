import { compileRuleSet, type RuleSet, type RuleSetSource } from '@hongxian/shared/rule'

/** A rule set of these parts alone. */
export const ruleSetOf = (parts: Partial<RuleSetSource>): RuleSet =>
  compileRuleSet({
    digest: '',
    engine: 1,
    packs: [],
    lexicons: [],
    exceptions: [],
    rules: [],
    reference: { laws: [] },
    ...parts,
  })
