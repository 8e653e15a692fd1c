import type { Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'
import type { TextIndex } from './text-index.ts'

/** May one of the words or numbers of a requirement stand in the unit? */
export function mayMeet(requirement: Requirement, unit: Span, index: TextIndex): boolean {
  if (index.count(requirement) === 0) return false
  const rows = index.rows('sentence')
  const place = rows.placeOf(unit)
  return place < 0 || rows.has(requirement, place)
}
