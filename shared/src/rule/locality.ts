import type { CompiledCondition, CompiledPattern, CompiledRule } from './compiled.ts'

/** What a rule's findings depend on beyond the 条 they stand in. */
export interface Locality {
  /** `clause`: nothing; `far`: whether `far` stands anywhere; `whole`: anything at all; `matcher`: see its `reads`. */
  readonly kind: 'clause' | 'far' | 'whole' | 'matcher'
  /** What conditions look for in the whole document: a yes or no each, whatever the match. */
  readonly far: readonly CompiledPattern[]
  /** Does a condition look at the whole document in another way? */
  readonly isWide: boolean
  /** Does a condition ask what is cited anywhere? */
  readonly hasCitations: boolean
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
  const reach: Reach = { isWide: rule.source.scope === 'document', hasCitations: false, far: new Set() }
  if (rule.matcher === null) reachOfPattern(rule.pattern, reach)
  else for (const condition of rule.conditions) reachOf(condition, reach)
  for (const condition of rule.unless) reachOf(condition, reach)
  for (const { when } of rule.circumstances) reachOf(when, reach)
  for (const exception of rule.exceptions)
    for (const condition of [...exception.holds, ...exception.voidedBy]) reachOf(condition, reach)
  const { isWide, hasCitations, far } = reach
  return { kind: kindOf(rule, reach), far: [...far], isWide, hasCitations }
}

function kindOf(rule: CompiledRule, { isWide, hasCitations, far }: Reach): Locality['kind'] {
  if (rule.matcher !== null) return 'matcher'
  if (isWide) return 'whole'
  return far.size > 0 || hasCitations ? 'far' : 'clause'
}

interface Reach {
  isWide: boolean
  hasCitations: boolean
  readonly far: Set<CompiledPattern>
}

function reachOfPattern(pattern: CompiledPattern, reach: Reach): void {
  switch (pattern.op) {
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
      // Nothing is known of what it looks at.
      reach.isWide = true
  }
}

function reachOf(condition: CompiledCondition, reach: Reach): void {
  switch (condition.kind) {
    case 'has':
      if (condition.scope === 'document') reach.far.add(condition.pattern)
      else reachOfPattern(condition.pattern, reach)
      return
    case 'before':
    case 'after':
      if (condition.scope === 'document') reach.isWide = true
      reachOfPattern(condition.pattern, reach)
      return
    case 'cites':
    case 'cites-upper-law':
      reach.hasCitations ||= condition.scope === 'document'
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

const WORDS_ONLY = new WeakMap<CompiledPattern, readonly number[] | null>()

/** The sets whose words decide whether a pattern stands anywhere; `null` when their places count too. */
export function setsThatDecide(pattern: CompiledPattern): readonly number[] | null {
  let sets = WORDS_ONLY.get(pattern)
  if (sets === undefined) {
    sets = readSets(pattern)
    WORDS_ONLY.set(pattern, sets)
  }
  return sets
}

function readSets(pattern: CompiledPattern): readonly number[] | null {
  if (pattern.op === 'set') return [pattern.set]
  if (pattern.op === 'slot') return readSets(pattern.pattern)
  if (pattern.op !== 'any') return null
  const parts = pattern.of.map(readSets)
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
}
