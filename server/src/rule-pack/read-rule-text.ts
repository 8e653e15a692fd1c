import { type Lexicon, type RuleSetSource, type RuleSource, readRuleFile } from '@hongxian/shared/rule'
import { digestOf } from './digest.ts'
import { type LocatedProblem, parseYaml } from './parse-yaml.ts'

export interface RuleText {
  readonly rules: readonly RuleSource[]
  readonly lexicons: readonly Lexicon[]
  readonly problems: readonly LocatedProblem[]
}

/**
 * Read one rule file as its author typed it.
 *
 * @param id what the file is called in its pack, e.g. `office/set.fee`
 */
export function readRuleText(text: string, id: string): RuleText {
  const parsed = parseYaml(text, `${id}.yaml`)
  if (parsed.value === null) return { rules: [], lexicons: [], problems: parsed.problems }
  const { rules, lexicons, problems } = readRuleFile(parsed.value, id)
  return { rules, lexicons, problems: [...parsed.problems, ...problems.map(parsed.locate)] }
}

/** A rule set that holds only the rules of one text, with the lexicons and exceptions of `base`: to try them out. */
export function withRulesOf(base: RuleSetSource, { rules, lexicons }: RuleText): RuleSetSource {
  const { digest: _, reader: __, ...rest } = base
  const body = { ...rest, rules, lexicons: [...base.lexicons, ...lexicons] }
  return { digest: digestOf(body), ...body }
}
