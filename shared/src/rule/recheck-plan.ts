import type { ParsedDocument } from '../document/index.ts'
import { isApplicable, isOfCourts } from './check-document.ts'
import type { CompiledRule, Requirement, RuleSet } from './compiled.ts'
import { type Locality, localityOf } from './locality.ts'
import { indexWakers, type Wakers } from './wakers.ts'

/** The rules that apply to documents of one kind, and which of them the words of a clause may wake. */
export interface RecheckPlan {
  readonly rules: readonly PlannedRule[]
  /** Of the alternatives of all these rules, one after another. */
  readonly wakers: Wakers
}

export interface PlannedRule {
  readonly rule: CompiledRule
  readonly locality: Locality
  /** Does it look beyond the clause? */
  readonly isWide: boolean
  /** Place of its first alternative among those of all rules. */
  readonly first: number
}

const PLANS = new WeakMap<RuleSet, Map<string, RecheckPlan>>()

/** Made once for each kind of document, as `isApplicable` tells them apart. */
export function planFor(ruleSet: RuleSet, document: ParsedDocument): RecheckPlan {
  let plans = PLANS.get(ruleSet)
  if (plans === undefined) {
    plans = new Map()
    PLANS.set(ruleSet, plans)
  }
  const key = `${document.kind} ${document.issuerLevel} ${isOfCourts(document)}`
  let plan = plans.get(key)
  if (plan === undefined) {
    plan = makePlan(ruleSet, document)
    plans.set(key, plan)
  }
  return plan
}

function makePlan(ruleSet: RuleSet, document: ParsedDocument): RecheckPlan {
  const needs: (readonly Requirement[])[] = []
  const rules = ruleSet.rules
    .filter((rule) => isApplicable(rule, document))
    .map((rule) => {
      const locality = localityOf(rule, ruleSet)
      const isWide = rule.source.scope === 'document' || locality.reach > 0 || locality.matchers.length > 0
      const first = needs.length
      for (const { requirements } of rule.alternatives) needs.push(requirements)
      return { rule, locality, isWide, first }
    })
  return { rules, wakers: indexWakers(needs, ruleSet) }
}

/** A rule with those of its alternatives that are woken; `null` where none is. */
export function wokenRule({ rule, first }: PlannedRule, isWoken: Uint8Array): CompiledRule | null {
  const count = rule.alternatives.length
  let found = 0
  for (let i = 0; i < count; i++) found += isWoken[first + i]!
  if (found === 0 || found === count) return found === 0 ? null : rule
  return { ...rule, alternatives: rule.alternatives.filter((_, i) => isWoken[first + i] === 1) }
}
