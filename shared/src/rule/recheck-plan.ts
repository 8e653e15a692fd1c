import type { ParsedDocument } from '../document/index.ts'
import { isApplicable } from './check-document.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'
import { type Locality, localityOf } from './locality.ts'

/** The rules that apply to documents of one kind, and which of them the words of a clause may wake. */
export interface RecheckPlan {
  readonly rules: readonly PlannedRule[]
  /** Of each set, the rules (places in `rules`) one of whose alternatives cannot do without it. */
  readonly bySet: readonly (readonly number[] | undefined)[]
}

export interface PlannedRule {
  readonly rule: CompiledRule
  readonly locality: Locality
  /** Words alone do not tell whether it may speak of a clause. */
  readonly isAlwaysAsked: boolean
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
  const bySet = new Array<number[] | undefined>(ruleSet.sets.length).fill(undefined)
  const rules = ruleSet.rules
    .filter((rule) => isApplicable(rule, document))
    .map((rule, place) => {
      const locality = localityOf(rule, ruleSet)
      const wakers = wakersOf(rule)
      for (const set of wakers ?? []) {
        const held = bySet[set]
        if (held === undefined) bySet[set] = [place]
        else if (held.at(-1) !== place) held.push(place)
      }
      const isWide = rule.source.scope === 'document' || locality.reach > 0 || locality.matchers.length > 0
      return { rule, locality, isAlwaysAsked: isWide || wakers === null }
    })
  return { rules, bySet }
}

/** Sets without a word of which a rule finds nothing; `null` where there are none such. */
function wakersOf(rule: CompiledRule): readonly number[] | null {
  const wakers: number[] = []
  for (const { requirements } of rule.alternatives) {
    const plain = requirements.filter(({ numbers }) => numbers.length === 0)
    const first = plain[0]
    if (first === undefined) return null
    wakers.push(...plain.reduce((a, b) => (b.sets.length < a.sets.length ? b : a), first).sets)
  }
  return wakers
}
