import { describe, expect, it } from 'vitest'
import type { Requirement } from './compiled.ts'
import { flagPossible, listNeeds } from './needs.ts'
import { UnitRows } from './unit-rows.ts'

/** Sentences of nine characters with one between them that is in none, as a number of a clause. */
const UNITS = Array.from({ length: 70 }, (_, i) => ({ start: i * 10 + 1, end: i * 10 + 10 }))
const RANGE = { start: 0, end: 700 }

/** Requirement r begins at every (r + 2)th character. */
const COUNT = 300
const REQUIREMENTS = Array.from({ length: COUNT }, (_, id): Requirement => ({ id, set: id, numbers: [] }))
const startsOf = ({ id }: Requirement) => Array.from({ length: 700 }, (_, at) => at).filter((at) => at % (id + 2) === 1)
const createRows = () =>
  new UnitRows(UNITS, RANGE, COUNT, (requirement, visit) => {
    const starts = startsOf(requirement)
    visit(starts, 0, starts.length)
  })
const holds = (requirement: Requirement, { start, end }: { start: number; end: number }) =>
  startsOf(requirement).some((at) => at >= start && at < end)

describe('rows of units', () => {
  it('tell where everything that is required begins, however many rows there are', () => {
    const rows = createRows()
    for (let id = 0; id + 2 < COUNT; id++) {
      const wanted = [REQUIREMENTS[id]!, REQUIREMENTS[(id * 7) % COUNT]!, REQUIREMENTS[id + 2]!]
      const expected = UNITS.filter((unit) => wanted.every((one) => holds(one, unit)))
      expect(rows.meeting(wanted[0]!, wanted, null)).toEqual(expected)
    }
  })

  it('stay right for one unit while others are made', () => {
    const rows = createRows()
    for (const requirement of REQUIREMENTS)
      for (const place of [0, 31, 32, 69]) expect(rows.has(requirement, place)).toBe(holds(requirement, UNITS[place]!))
  })

  it('keep to a range, and know what begins outside of all units', () => {
    const rows = createRows()
    const [every] = REQUIREMENTS as [Requirement]
    expect(rows.meeting(every, [every], { start: 100, end: 121 })).toEqual(UNITS.slice(10, 12))
    expect(rows.isAstray(every)).toBe(false)
    expect(rows.isAstray(REQUIREMENTS[1]!)).toBe(true)
    expect(rows.placeOf({ start: 12, end: 20 })).toBe(1)
    expect(rows.placeOf({ start: 12, end: 22 })).toBe(-1)
    expect(rows.placeOf({ start: 10, end: 11 })).toBe(-1)
  })
})

describe('needs', () => {
  it('rule out a pattern of which one requirement stands nowhere', () => {
    const word = (set: number): Requirement => ({ id: set, set, numbers: [] })
    const sum: Requirement = { id: 9, set: 2, numbers: ['金额'] }
    const needs = listNeeds([[], [word(0)], [word(0), word(1)], [sum], [word(0), sum]])
    const counts = Int32Array.of(3, 0, 0)
    expect([...flagPossible(needs, counts, () => true)]).toEqual([1, 1, 0, 1, 1])
    expect([...flagPossible(needs, counts, (id) => id !== 9)]).toEqual([1, 1, 0, 0, 0])
  })
})
