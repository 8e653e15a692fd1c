import type { Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'

/** Where what a requirement asks for begins: `visit` is called with runs `[first, last)` of lists of offsets. */
export type VisitStarts = (
  requirement: Requirement,
  visit: (starts: ArrayLike<number>, first: number, last: number) => void,
) => void

/** Rows are looked through by 32 units at a time. */
const UNITS_A_CELL = 32

/**
 * Which units of a text hold the beginning of what a requirement asks for: one bit a unit, one row a requirement, made when
 * it is first asked for. A few cells tell in which units all that a pattern requires may stand.
 */
export class UnitRows {
  readonly #units: readonly Span[]
  readonly #visitStarts: VisitStarts
  /** Of each character of the range, its unit; -1 where it is in none. */
  readonly #unitAt: Int32Array
  readonly #from: number
  /** Cells of a row. */
  readonly #width: number
  /** Of each requirement, where its row begins, plus one; 0 where it has none yet. */
  readonly #rowOf: Int32Array
  #cells: Int32Array
  #used = 0
  /** Of which some stand in no unit. */
  readonly #astray = new Set<Requirement>()
  readonly #meeting: Int32Array

  /** @param units of the text that meet `range`, in order, none over another */
  constructor(units: readonly Span[], range: Span, requirementCount: number, visitStarts: VisitStarts) {
    this.#units = units
    this.#visitStarts = visitStarts
    this.#from = range.start
    this.#unitAt = new Int32Array(range.end - range.start).fill(-1)
    for (let i = 0; i < units.length; i++)
      this.#unitAt.fill(i, Math.max(0, units[i]!.start - range.start), Math.max(0, units[i]!.end - range.start))
    this.#width = Math.ceil(units.length / UNITS_A_CELL)
    this.#rowOf = new Int32Array(requirementCount)
    this.#cells = new Int32Array(this.#width * FIRST_ROWS)
    this.#meeting = new Int32Array(this.#width)
  }

  /** Does what is required also begin where there is no unit (in the number of a clause)? */
  isAstray(requirement: Requirement): boolean {
    this.#row(requirement)
    return this.#astray.has(requirement)
  }

  /**
   * The units in which all of them may stand.
   *
   * @param rarest one of `others`, to begin with
   */
  meeting(rarest: Requirement, others: readonly Requirement[], range: Span | null): readonly Span[] {
    const meeting = this.#meeting
    const width = this.#width
    const first = this.#row(rarest)
    for (let i = 0; i < width; i++) meeting[i] = this.#cells[first + i]!
    for (const other of others) {
      if (other === rarest) continue
      const row = this.#row(other)
      const cells = this.#cells
      let any = 0
      for (let i = 0; i < width; i++) any |= meeting[i]! &= cells[row + i]!
      if (any === 0) return NOTHING
    }
    return this.#list(range)
  }

  #list(range: Span | null): readonly Span[] {
    const units: Span[] = []
    for (let i = 0; i < this.#width; i++)
      for (let left = this.#meeting[i]!; left !== 0; left &= left - 1) {
        const unit = this.#units[i * UNITS_A_CELL + 31 - Math.clz32(left & -left)]!
        if (range === null || (unit.start < range.end && range.start < unit.end)) units.push(unit)
      }
    return units
  }

  /** Place of the unit that holds all of a span; -1 where there is none. */
  placeOf(span: Span): number {
    const place = this.#unitAt[span.start - this.#from]
    return place === undefined || place < 0 || span.end > this.#units[place]!.end ? -1 : place
  }

  /** May a requirement be met in the unit at a place? */
  has(requirement: Requirement, place: number): boolean {
    // Making a row may move all of them.
    const row = this.#row(requirement)
    return (this.#cells[row + (place >> 5)]! & (1 << (place & 31))) !== 0
  }

  #row(requirement: Requirement): number {
    const known = this.#rowOf[requirement.id]!
    return known > 0 ? known - 1 : this.#fill(requirement)
  }

  #fill(requirement: Requirement): number {
    const row = this.#used
    this.#used += this.#width
    if (this.#used > this.#cells.length) {
      const grown = new Int32Array(this.#used * 2)
      grown.set(this.#cells)
      this.#cells = grown
    }
    this.#rowOf[requirement.id] = row + 1
    const cells = this.#cells
    const unitAt = this.#unitAt
    const from = this.#from
    this.#visitStarts(requirement, (starts, first, last) => {
      for (let i = first; i < last; i++) {
        const place = unitAt[starts[i]! - from]!
        if (place >= 0) cells[row + (place >> 5)]! |= 1 << (place & 31)
        else this.#astray.add(requirement)
      }
    })
    return row
  }
}

const FIRST_ROWS = 256
const NOTHING: readonly Span[] = []
