import type { ParsedDocument } from '../document/index.ts'
import { isApplicable } from './check-document.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import { type Locality, localityOf } from './locality.ts'
import { indexWakers, type Wakers } from './wakers.ts'

/** The rules that apply to documents of one kind, and which of them the words of a clause may wake. */
export interface RecheckPlan {
  readonly rules: readonly PlannedRule[]
  readonly wakers: Wakers
}

export interface PlannedRule {
  readonly rule: CompiledRule
  readonly locality: Locality
  /** Does it look beyond the clause? */
  readonly isWide: boolean
}

const PLANS = new WeakMap<RuleSet, Map<string, RecheckPlan>>()

/** Made once for each kind of document. */
export function planFor(ruleSet: RuleSet, document: ParsedDocument): RecheckPlan {
  let plans = PLANS.get(ruleSet)
  if (plans === undefined) {
    plans = new Map()
    PLANS.set(ruleSet, plans)
  }
  const key = `${document.kind} ${document.issuerLevel}`
  let plan = plans.get(key)
  if (plan === undefined) {
    plan = makePlan(ruleSet, document)
    plans.set(key, plan)
  }
  return plan
}

function makePlan(ruleSet: RuleSet, document: ParsedDocument): RecheckPlan {
  const rules = ruleSet.rules
    .filter((rule) => isApplicable(rule, document))
    .map((rule) => {
      const locality = localityOf(rule, ruleSet)
      const isWide = rule.source.scope === 'document' || locality.reach > 0 || locality.matchers.length > 0
      return { rule, locality, isWide }
    })
  const needs = rules.map(({ rule }) => rule.alternatives.map(({ requirements }) => requirements))
  return { rules, wakers: indexWakers(needs, ruleSet.sets.length) }
}
