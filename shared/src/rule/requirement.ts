import type { Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'
import type { NumberClass } from './pattern.ts'
import type { NumberToken } from './scan-numbers.ts'
import type { TextIndex } from './text-index.ts'

/** Does one of the words or numbers of a requirement stand in the unit? */
export function isMet({ sets, numbers }: Requirement, unit: Span, index: TextIndex): boolean {
  for (const set of sets) if (index.has(set, unit.start, unit.end)) return true
  for (const name of numbers) if (hasNumber(name, unit, index)) return true
  return false
}

function hasNumber(name: NumberClass, unit: Span, index: TextIndex): boolean {
  const tokens = index.numbers(name)
  for (let i = lowerBoundBy(tokens, unit.start); i < tokens.length && tokens[i]!.start < unit.end; i++)
    if (tokens[i]!.end <= unit.end) return true
  return false
}

/** First token that starts at or after `start`. */
export function lowerBoundBy(tokens: readonly NumberToken[], start: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.start < start) low = middle + 1
    else high = middle
  }
  return low
}
