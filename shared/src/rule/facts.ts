import { firstStartingAt, type Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import { linesAround } from './text-edit.ts'

/**
 * What a matcher or a rule must know of every place, gathered place by place. After an edit the facts elsewhere are moved
 * and only those around it gathered again, so a fact depends on its own line, on its 条, and on `reach` units behind it and
 * ahead. Its offsets into the text are its `start`, its `end`, and those of its `fix` and `slots`; others count from its start.
 */
export interface Collector<F extends Fact = Fact> {
  /** Tells it from others. */
  readonly name: string
  /** How far a fact may look; `FACT_REACH` to either side where it does not say. */
  readonly reach?: { readonly behind: number; readonly ahead: number }
  /** The facts that start within `range`, which is whole lines, in order of their start. */
  readonly collect: (context: CheckContext, range: Span) => readonly F[]
}

export interface Fact extends Span {
  readonly fix?: { readonly start: number; readonly end: number; readonly after: string }
  readonly slots?: readonly (Span & { readonly name: string })[]
}

/** How far from its line a fact may look. */
export const FACT_REACH = 160

const NEARBY = { behind: FACT_REACH, ahead: FACT_REACH }

/** The lines in which facts may change with a changed region: those that look into it. */
export function factsAround(text: string, { start, end }: Span, { behind, ahead } = NEARBY): Span {
  return linesAround(text, start - ahead, end + behind)
}

export function moveFact<F extends Fact>(fact: F, shift: number): F {
  const moved = { ...fact, start: fact.start + shift, end: fact.end + shift }
  if (fact.fix === undefined && fact.slots === undefined) return moved
  const move = <S extends Span>(span: S): S => ({ ...span, start: span.start + shift, end: span.end + shift })
  return {
    ...moved,
    ...(fact.fix === undefined ? {} : { fix: move(fact.fix) }),
    ...(fact.slots === undefined ? {} : { slots: fact.slots.map(move) }),
  }
}

/** Places in a sorted list of what starts within a range. */
export function indicesIn(spans: readonly Span[], { start, end }: Span): number[] {
  const indices: number[] = []
  for (let i = firstStartingAt(spans, start); i < spans.length && spans[i]!.start < end; i++) indices.push(i)
  return indices
}
