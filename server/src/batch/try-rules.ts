import { type DocumentKind, type IssuerLevel, parseDocument } from '@hongxian/shared/document'
import { checkDocument, type Finding, type RuleSet, type RuleSource, runExamples } from '@hongxian/shared/rule'
import { compileSound, readRuleText, withRulesOf } from '../rule-pack/index.ts'

/** A text to try rules on. */
export interface TrialText {
  readonly text: string
  readonly kind?: DocumentKind | undefined
  readonly issuerLevel?: IssuerLevel | null | undefined
}

export interface Trial {
  /** Mistakes of the rule file with their places, warnings among them. */
  readonly problems: readonly { line: number; column: number; detail: string; isWarning: boolean }[]
  readonly rules: readonly Pick<RuleSource, 'id' | 'code' | 'severity' | 'summary'>[]
  /** Examples that do not come out as they must. */
  readonly failures: readonly { rule: string; example: string; expected: 'finds' | 'passes'; found: string }[]
  /** What the rules find in each text, in the order of the texts. */
  readonly findings: readonly (readonly Finding[])[]
}

/** Reads one rule file as its author typed it, runs its examples, and applies its rules alone to texts. */
export function tryRules(
  yaml: string,
  id: string,
  texts: readonly TrialText[],
  asOf: string,
  base: Pick<RuleSet, 'source'>,
): Trial {
  const read = readRuleText(yaml, id)
  const { ruleSet, problems } = compileSound({ source: withRulesOf(base.source, read), problems: read.problems })
  return {
    problems: problems.map(({ line, column, detail, isWarning }) => ({ line, column, detail, isWarning })),
    rules: ruleSet.rules.map(({ source: { id, code, severity, summary } }) => ({ id, code, severity, summary })),
    failures: runExamples(ruleSet, { asOf }).map(({ ruleId, example, expected, found }) => ({
      rule: ruleId,
      example,
      expected,
      found,
    })),
    findings: texts.map(({ text, kind, issuerLevel }) =>
      checkDocument(
        parseDocument(text, { ...(kind ? { kind } : {}), ...(issuerLevel ? { issuerLevel } : {}) }),
        ruleSet,
        {
          asOf,
        },
      ),
    ),
  }
}
