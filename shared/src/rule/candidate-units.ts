import type { Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'
import type { Scope } from './pattern.ts'
import { isMet } from './requirement.ts'
import type { TextIndex } from './text-index.ts'

const NOTHING: readonly Span[] = []

/**
 * Units in which everything a pattern requires occurs, found from its rarest requirement. Most patterns of a set lack a
 * word in most texts and end after a few additions.
 */
export function candidateUnits(
  requirements: readonly Requirement[],
  scope: Scope,
  index: TextIndex,
  range: Span | null,
): readonly Span[] {
  let driver: Requirement | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const requirement of requirements) {
    const count = countOf(requirement, index)
    if (count === 0) return NOTHING
    if (count < fewest) {
      fewest = count
      driver = requirement
    }
  }
  if (driver === null) return range === null ? index.units(scope) : index.unitsIn(scope, range)
  return unitsOf(driver, requirements, scope, index, range)
}

/** How often the words and numbers of a requirement stand in what an index has read. */
export function countOf({ sets, numbers }: Requirement, index: TextIndex): number {
  let count = 0
  for (const set of sets) count += index.count(set)
  for (const name of numbers) count += index.numbers(name).length
  return count
}

function unitsOf(
  driver: Requirement,
  requirements: readonly Requirement[],
  scope: Scope,
  index: TextIndex,
  range: Span | null,
): Span[] {
  const units: Span[] = []
  let last = -1
  const offsets = offsetsOf(driver, index)
  for (let i = 0; i < offsets.length; i++) {
    if (offsets[i]! < last) continue
    const unit = index.unit(scope, offsets[i]!)
    last = unit.end
    if (range !== null && !meets(unit, range)) continue
    if (meetsOthers(requirements, driver, unit, index)) units.push(unit)
  }
  return units
}

function meetsOthers(requirements: readonly Requirement[], driver: Requirement, unit: Span, index: TextIndex): boolean {
  for (const requirement of requirements) if (requirement !== driver && !isMet(requirement, unit, index)) return false
  return true
}

const meets = (unit: Span, range: Span) => unit.start < range.end && range.start < unit.end

function offsetsOf({ sets, numbers }: Requirement, index: TextIndex): ArrayLike<number> {
  if (sets.length === 1 && numbers.length === 0) return index.starts(sets[0]!)
  const offsets: number[] = []
  for (const set of sets) for (const start of index.starts(set)) offsets.push(start)
  for (const name of numbers) for (const token of index.numbers(name)) offsets.push(token.start)
  return offsets.sort((a, b) => a - b)
}
