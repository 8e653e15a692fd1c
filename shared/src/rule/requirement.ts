import { firstStartingAt, type Span } from '../text/index.ts'
import type { Requirement } from './compiled.ts'
import type { NumberClass } from './pattern.ts'
import type { TextIndex } from './text-index.ts'

/** Does one of the words or numbers of a requirement stand in the unit? */
export function isMet({ sets, numbers }: Requirement, unit: Span, index: TextIndex): boolean {
  for (const set of sets) if (index.has(set, unit.start, unit.end)) return true
  for (const name of numbers) if (hasNumber(name, unit, index)) return true
  return false
}

function hasNumber(name: NumberClass, unit: Span, index: TextIndex): boolean {
  const tokens = index.numbers(name)
  for (let i = firstStartingAt(tokens, unit.start); i < tokens.length && tokens[i]!.start < unit.end; i++)
    if (tokens[i]!.end <= unit.end) return true
  return false
}
