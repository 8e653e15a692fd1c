import type { CompiledCondition, CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import type { MatcherPattern } from './match-pattern.ts'
import { reachOf } from './reach.ts'

/** What a rule's findings depend on beyond the 条 they stand in. */
export interface Locality {
  /** What conditions look for in the whole document: a yes or no each, whatever the match. */
  readonly far: readonly CompiledPattern[]
  /** Does a condition ask what is cited anywhere? */
  readonly hasCitations: boolean
  /** What it hears from matchers. */
  readonly matchers: readonly MatcherPattern[]
  /**
   * How far from an edit a finding may stand that it changes, beyond the 条 of the edit: 0 for most rules, the longest match
   * for those that look through the whole document, `Infinity` where there is no such bound.
   */
  readonly reach: number
  /** Do its words name the clause that it stands in? */
  readonly saysClause: boolean
}

const KNOWN = new WeakMap<CompiledRule, Locality>()

export function localityOf(rule: CompiledRule, ruleSet: RuleSet): Locality {
  let locality = KNOWN.get(rule)
  if (locality === undefined) {
    locality = readLocality(rule, ruleSet)
    KNOWN.set(rule, locality)
  }
  return locality
}

function readLocality(rule: CompiledRule, ruleSet: RuleSet): Locality {
  const found: Dependence = { ruleSet, far: new Set(), hasCitations: false, matchers: [], reach: 0, open: new Set() }
  dependOnPattern(rule.pattern, found)
  for (const condition of rule.unless) dependOn(condition, found)
  for (const { when } of rule.circumstances) dependOn(when, found)
  for (const exception of rule.exceptions)
    for (const condition of [...exception.holds, ...exception.voidedBy]) dependOn(condition, found)
  return {
    far: [...found.far],
    hasCitations: found.hasCitations,
    matchers: found.matchers,
    reach: reachOfRule(rule, found),
    saysClause: [rule.source.message, rule.source.suggestion].some((words) => words.includes('{条}')),
  }
}

function reachOfRule(rule: CompiledRule, { ruleSet, reach }: Dependence): number {
  if (rule.source.scope !== 'document' || rule.matcher !== null) return reach
  // Its words are the document's.
  if (rule.source.message.includes('{句}') || rule.source.suggestion.includes('{句}')) return Number.POSITIVE_INFINITY
  return reach + Math.max(0, ...rule.alternatives.map(({ pattern }) => reachOf(pattern, ruleSet)))
}

interface Dependence {
  readonly ruleSet: RuleSet
  readonly far: Set<CompiledPattern>
  hasCitations: boolean
  readonly matchers: MatcherPattern[]
  reach: number
  /** Exceptions that are being read: they may name one another. */
  readonly open: Set<string>
}

function dependOnPattern(pattern: CompiledPattern, found: Dependence): void {
  switch (pattern.op) {
    case 'any':
    case 'all':
      for (const one of pattern.of) dependOnPattern(one, found)
      return
    case 'sequence':
      for (const part of pattern.parts) dependOnPattern(part.pattern, found)
      return
    case 'where':
      dependOnPattern(pattern.pattern, found)
      for (const condition of pattern.conditions) dependOn(condition, found)
      return
    case 'slot':
      dependOnPattern(pattern.pattern, found)
      return
    case 'matcher':
      found.matchers.push(pattern)
  }
}

function dependOn(condition: CompiledCondition, found: Dependence): void {
  switch (condition.kind) {
    case 'has':
      if (condition.scope === 'document') found.far.add(condition.pattern)
      else dependOnPattern(condition.pattern, found)
      return
    case 'before':
    case 'after':
      if (condition.scope === 'document')
        found.reach = Math.max(found.reach, condition.within + reachOf(condition.pattern, found.ruleSet))
      dependOnPattern(condition.pattern, found)
      return
    case 'cites':
    case 'cites-upper-law':
      found.hasCitations ||= condition.scope === 'document'
      return
    case 'inside':
    case 'lead-in':
    case 'title-has':
      dependOnPattern(condition.pattern, found)
      return
    case 'exception': {
      const exception = found.ruleSet.exceptions.get(condition.name)
      if (exception === undefined || found.open.has(condition.name)) return
      found.open.add(condition.name)
      for (const one of [...exception.holds, ...exception.voidedBy]) dependOn(one, found)
      return
    }
    case 'every':
    case 'some':
      for (const one of condition.of) dependOn(one, found)
      return
    case 'not':
      dependOn(condition.condition, found)
  }
}
