import type { Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'
import type { Scope } from './pattern.ts'
import { mayMeet } from './requirement.ts'
import type { TextIndex } from './text-index.ts'

const NOTHING: readonly Span[] = []

/**
 * Units in which everything that a pattern requires may stand, in order. Most patterns of a set lack a word in most texts and
 * end after a few additions.
 */
export function candidateUnits(
  requirements: readonly Requirement[],
  scope: Scope,
  index: TextIndex,
  range: Span | null,
): readonly Span[] {
  let rarest: Requirement | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const requirement of requirements) {
    const count = index.count(requirement)
    if (count === 0) return NOTHING
    if (count < fewest) {
      fewest = count
      rarest = requirement
    }
  }
  if (rarest === null || scope === 'document') return range === null ? index.units(scope) : index.unitsIn(scope, range)
  const rows = index.rows(scope)
  return rows.isAstray(rarest)
    ? alongLines(rarest, requirements, scope, index, range)
    : rows.meeting(rarest, requirements, range)
}

/** Words in the number of a clause are of no sentence: of these the whole line is looked at. */
function alongLines(
  rarest: Requirement,
  requirements: readonly Requirement[],
  scope: Scope,
  index: TextIndex,
  range: Span | null,
): readonly Span[] {
  const units: Span[] = []
  let last = -1
  for (const start of index.startsOf(rarest)) {
    if (start < last) continue
    const unit = index.unit(scope, start)
    last = unit.end
    if (range !== null && (unit.start >= range.end || range.start >= unit.end)) continue
    if (requirements.every((one) => one === rarest || mayMeet(one, unit, index))) units.push(unit)
  }
  return units
}
