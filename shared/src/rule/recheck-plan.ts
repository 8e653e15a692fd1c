import type { ParsedDocument } from '../document/index.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import { type Locality, localityOf } from './locality.ts'
import { isApplicable, kindKeyOf } from './roster.ts'
import { indexWakers, type Wakers } from './wakers.ts'

/** The rules that apply to documents of one kind, and which alternatives of rules the words of a clause may wake. */
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
  const key = kindKeyOf(document)
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
  return { rules, wakers: wakersOf(ruleSet) }
}

const WAKERS = new WeakMap<RuleSet, Wakers>()

function wakersOf(ruleSet: RuleSet): Wakers {
  let wakers = WAKERS.get(ruleSet)
  if (wakers === undefined) {
    const needs = ruleSet.rules.flatMap(({ alternatives }) => alternatives.map(({ requirements }) => requirements))
    wakers = indexWakers(needs, ruleSet)
    WAKERS.set(ruleSet, wakers)
  }
  return wakers
}

/** Is any alternative of a rule woken? */
export function isRuleWoken({ rule: { alternatives, first } }: PlannedRule, isWoken: Uint8Array): boolean {
  for (let i = 0; i < alternatives.length; i++) if (isWoken[first + i] === 1) return true
  return false
}
