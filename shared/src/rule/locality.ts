import type { CompiledCondition, CompiledPattern, CompiledRule } from './compiled.ts'

/** What a rule's findings depend on beyond the 条 they stand in. */
export interface Locality {
  /** `clause`: nothing; `words`: whether words of `sets` stand anywhere; `matcher`: see its `reads`. */
  readonly kind: 'clause' | 'words' | 'matcher'
  readonly sets: readonly number[]
  readonly hasNumbers: boolean
  /** Does a condition look at the whole document? */
  readonly isWide: boolean
  /** A matcher within the pattern: nothing is known of what it looks at. */
  readonly isOpaque: boolean
}

const KNOWN = new WeakMap<CompiledRule, Locality>()

export function localityOf(rule: CompiledRule): Locality {
  let locality = KNOWN.get(rule)
  if (locality === undefined) {
    locality = readLocality(rule)
    KNOWN.set(rule, locality)
  }
  return locality
}

function readLocality(rule: CompiledRule): Locality {
  const reach: Reach = { isWide: rule.source.scope === 'document', sets: new Set(), hasNumbers: false, isOpaque: false }
  if (rule.matcher === null) reachOfPattern(rule.pattern, reach)
  else for (const condition of rule.conditions) reachOf(condition, reach)
  for (const condition of rule.unless) reachOf(condition, reach)
  for (const { when } of rule.circumstances) reachOf(when, reach)
  for (const exception of rule.exceptions)
    for (const condition of [...exception.holds, ...exception.voidedBy]) reachOf(condition, reach)
  const { isOpaque, isWide, hasNumbers } = reach
  const kind = rule.matcher !== null ? 'matcher' : isWide || isOpaque ? 'words' : 'clause'
  return { kind, sets: [...reach.sets], hasNumbers, isWide, isOpaque }
}

interface Reach {
  isWide: boolean
  hasNumbers: boolean
  isOpaque: boolean
  readonly sets: Set<number>
}

function reachOfPattern(pattern: CompiledPattern, reach: Reach): void {
  switch (pattern.op) {
    case 'set':
      reach.sets.add(pattern.set)
      return
    case 'number':
      reach.hasNumbers = true
      return
    case 'any':
    case 'all':
      for (const one of pattern.of) reachOfPattern(one, reach)
      return
    case 'sequence':
      for (const part of pattern.parts) reachOfPattern(part.pattern, reach)
      return
    case 'where':
      reachOfPattern(pattern.pattern, reach)
      for (const condition of pattern.conditions) reachOf(condition, reach)
      return
    case 'slot':
      reachOfPattern(pattern.pattern, reach)
      return
    case 'matcher':
      reach.isOpaque = true
  }
}

function reachOf(condition: CompiledCondition, reach: Reach): void {
  switch (condition.kind) {
    case 'has':
    case 'before':
    case 'after':
      if (condition.scope === 'document') reach.isWide = true
      reachOfPattern(condition.pattern, reach)
      return
    case 'cites':
    case 'cites-upper-law':
      if (condition.scope === 'document') reach.isWide = true
      return
    case 'inside':
    case 'lead-in':
    case 'title-has':
      reachOfPattern(condition.pattern, reach)
      return
    case 'every':
    case 'some':
      for (const one of condition.of) reachOf(one, reach)
      return
    case 'not':
      reachOf(condition.condition, reach)
  }
}
