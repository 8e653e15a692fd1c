import { firstStartingAt, type Span } from '../text/index.ts'
import type { CompiledCondition, CompiledPart, CompiledPattern, Requirement } from './compiled.ts'
import type { Authority } from './finding.ts'
import type { Comparison, Edge } from './pattern.ts'
import { mayMeet } from './requirement.ts'
import type { NumberToken } from './scan-numbers.ts'
import type { TextIndex } from './text-index.ts'

/** One way a pattern stands in a unit. */
export interface Match extends Span {
  /** Named parts (`取`), innermost first. */
  readonly slots: readonly Slot[]
  /** Fills of the message beyond the usual ones, from a matcher. */
  readonly values?: Readonly<Record<string, string>>
  readonly fix?: { readonly start: number; readonly end: number; readonly after: string }
  /** What a matcher's finding rests on, where that differs from finding to finding. */
  readonly authority?: readonly Authority[]
}

export interface Slot extends Span {
  readonly name: string
}

/** What matching needs of its surroundings. */
export interface Matching {
  readonly index: TextIndex
  readonly text: string
  /** Is a condition true of a match that stands in `unit`? */
  readonly holds: (condition: CompiledCondition, match: Match, unit: Span) => boolean
  /** What a matcher finds in the document, in order of place. */
  readonly runMatcher: (pattern: MatcherPattern) => readonly Match[]
}

export type MatcherPattern = Extract<CompiledPattern, { op: 'matcher' }>

const NO_SLOTS: readonly Slot[] = []

/**
 * The ways `pattern` stands in `unit`. Of several that end at the same place through the same alternative only the nearest
 * is kept, so the work is linear in the occurrences of the pattern's words.
 */
export function findMatches(pattern: CompiledPattern, unit: Span, matching: Matching): Match[] {
  switch (pattern.op) {
    case 'set':
      return wordMatches(pattern.set, unit, matching)
    case 'number':
      return numberMatches(pattern, unit, matching.index.numbers(pattern.class))
    case 'any':
      return anyMatches(pattern, unit, matching)
    case 'sequence':
      return sequenceMatches(pattern.parts, unit, matching)
    case 'all':
      return windowMatches(pattern.of, unit, matching)
    case 'where':
      return findMatches(pattern.pattern, unit, matching).filter((match) =>
        pattern.conditions.every((condition) => matching.holds(condition, match, unit)),
      )
    case 'slot':
      return findMatches(pattern.pattern, unit, matching).map((match) => ({
        ...match,
        slots: [...match.slots, { name: pattern.name, start: match.start, end: match.end }],
      }))
    case 'edge':
      return edgeMatches(pattern.at, unit, matching.text)
    case 'matcher':
      return matching.runMatcher(pattern).filter((one) => one.start >= unit.start && one.end <= unit.end)
  }
}

/** One place in `unit` where `pattern` stands, whichever; `null` where there is none. */
export function findOne(pattern: CompiledPattern, unit: Span, matching: Matching): Span | null {
  if (pattern.op === 'set') return matching.index.one(pattern.set, unit.start, unit.end)
  if (pattern.op !== 'any') return findMatches(pattern, unit, matching)[0] ?? null
  for (let i = 0; i < pattern.of.length; i++) {
    const found = canStand(pattern.needs[i]!, unit, matching.index) ? findOne(pattern.of[i]!, unit, matching) : null
    if (found !== null) return found
  }
  return null
}

/** Does `pattern` stand anywhere in `unit`? */
export function stands(pattern: CompiledPattern, unit: Span, matching: Matching): boolean {
  if (pattern.op === 'set') return matching.index.has(pattern.set, unit.start, unit.end)
  if (pattern.op === 'any')
    return pattern.of.some((one, i) => canStand(pattern.needs[i]!, unit, matching.index) && stands(one, unit, matching))
  return findMatches(pattern, unit, matching).length > 0
}

function wordMatches(set: number, unit: Span, { index }: Matching): Match[] {
  const matches: Match[] = []
  index.visit(set, unit.start, unit.end, (start, end) => matches.push({ start, end, slots: NO_SLOTS }))
  return matches
}

function numberMatches(
  pattern: Extract<CompiledPattern, { op: 'number' }>,
  unit: Span,
  tokens: readonly NumberToken[],
): Match[] {
  const matches: Match[] = []
  for (let i = firstStartingAt(tokens, unit.start); i < tokens.length && tokens[i]!.start < unit.end; i++) {
    const token = tokens[i]!
    if (token.end <= unit.end && accepts(pattern, token))
      matches.push({ start: token.start, end: token.end, slots: NO_SLOTS })
  }
  return matches
}

export function accepts(
  pattern: { readonly compare: readonly Comparison[]; readonly units: readonly string[] },
  token: NumberToken,
): boolean {
  if (pattern.units.length > 0 && !pattern.units.includes(token.unit)) return false
  return pattern.compare.every(({ is, value }) => compare(is, token.value, value))
}

// Decimal fractions of percentages differ in the last bit.
const NEARLY = 1e-9

function compare(is: Comparison['is'], a: number, b: number): boolean {
  switch (is) {
    case 'more':
      return a > b + NEARLY
    case 'less':
      return a < b - NEARLY
    case 'atMost':
      return a <= b + NEARLY
    case 'atLeast':
      return a >= b - NEARLY
    case 'equal':
      return Math.abs(a - b) <= NEARLY
  }
}

const IS_MARK = new Uint8Array(65_536)
for (const mark of '，,；;：:。！!？?、\n（）()“”"《》 　') IS_MARK[mark.charCodeAt(0)] = 1

/** Before the first word after a mark, or after the last word before one. */
function edgeMatches(at: Edge, unit: Span, text: string): Match[] {
  if (at === 'unit') return [{ start: unit.start, end: unit.start, slots: NO_SLOTS }]
  const matches: Match[] = []
  const isStart = at === 'start'
  let isMarkBefore = true
  for (let offset = unit.start; offset <= unit.end; offset++) {
    const isMarkAfter = offset === unit.end || IS_MARK[text.charCodeAt(offset)] === 1
    if (isMarkBefore !== isMarkAfter && isMarkBefore === isStart)
      matches.push({ start: offset, end: offset, slots: NO_SLOTS })
    isMarkBefore = isMarkAfter
  }
  return matches
}

function anyMatches(pattern: Extract<CompiledPattern, { op: 'any' }>, unit: Span, matching: Matching): Match[] {
  const matches: Match[] = []
  for (let i = 0; i < pattern.of.length; i++)
    if (canStand(pattern.needs[i]!, unit, matching.index))
      for (const match of findMatches(pattern.of[i]!, unit, matching)) matches.push(match)
  return matches
}

function canStand(needs: readonly Requirement[], unit: Span, index: TextIndex): boolean {
  for (const need of needs) if (!mayMeet(need, unit, index)) return false
  return true
}

/** Matches so far that left out the same optional parts: the gaps of those are theirs to use. */
interface Reached {
  readonly matches: readonly Match[]
  readonly slack: number
}

function sequenceMatches(parts: readonly CompiledPart[], unit: Span, matching: Matching): Match[] {
  let reached: Reached[] | null = null
  for (const part of parts) {
    // Optional parts at the head only widen what is found.
    if (reached === null && part.isOptional) continue
    const next = findMatches(part.pattern, unit, matching)
    if (reached === null) {
      reached = [{ matches: next, slack: 0 }]
      if (next.length === 0) return next
      continue
    }
    const joined: Match[] = []
    for (const { matches, slack } of reached) join(matches, next, part, part.maxGap + slack, matching.text, joined)
    if (part.isOptional)
      reached = [
        { matches: joined, slack: 0 },
        ...reached.map(({ matches, slack }) => ({ matches, slack: slack + part.maxGap })),
      ]
    else reached = [{ matches: joined, slack: 0 }]
    if (!part.isOptional && joined.length === 0) return joined
  }
  return reached?.flatMap(({ matches }) => matches) ?? []
}

const byEnd = (a: Span, b: Span): number => a.end - b.end || a.start - b.start
const byStart = (a: Span, b: Span): number => a.start - b.start || a.end - b.end

/** Most lists are in order as they were found. */
function inOrder(matches: readonly Match[], compare: (a: Match, b: Match) => number): readonly Match[] {
  for (let i = 1; i < matches.length; i++)
    if (compare(matches[i - 1]!, matches[i]!) > 0) return [...matches].sort(compare)
  return matches
}

/** Join each right match to the nearest left one that ends before it; the nearest passes every gap test others pass. */
function join(
  left: readonly Match[],
  right: readonly Match[],
  part: CompiledPart,
  maxGap: number,
  text: string,
  joined: Match[],
): void {
  const before = inOrder(left, byEnd)
  const after = inOrder(right, byStart)
  let at = 0
  for (const match of after) {
    while (at < before.length && before[at]!.end <= match.start) at++
    const nearest = before[at - 1]
    if (nearest === undefined || match.start - nearest.end > maxGap) continue
    if (part.without.length > 0 && holdsAny(part.without, text.slice(nearest.end, match.start))) continue
    joined.push({ start: nearest.start, end: match.end, slots: mergeSlots(nearest.slots, match.slots) })
  }
}

const holdsAny = (words: readonly string[], text: string) => words.some((word) => text.includes(word))

const mergeSlots = (a: readonly Slot[], b: readonly Slot[]) => (b.length === 0 ? a : a.length === 0 ? b : [...a, ...b])

/** The smallest window that holds one match of each pattern. */
function windowMatches(of: readonly CompiledPattern[], unit: Span, matching: Matching): Match[] {
  const events: { match: Match; which: number }[] = []
  for (const [which, pattern] of of.entries()) {
    const matches = findMatches(pattern, unit, matching)
    if (matches.length === 0) return []
    for (const match of matches) events.push({ match, which })
  }
  events.sort((a, b) => a.match.end - b.match.end || a.match.start - b.match.start)
  const latest: (Match | undefined)[] = new Array(of.length)
  let best: Match[] | null = null
  let width = Number.POSITIVE_INFINITY
  for (const { match, which } of events) {
    const held = latest[which]
    if (held === undefined || match.start >= held.start) latest[which] = match
    if (latest.includes(undefined)) continue
    const window = latest as Match[]
    const size = Math.max(...window.map((one) => one.end)) - Math.min(...window.map((one) => one.start))
    if (size < width) {
      width = size
      best = [...window]
    }
  }
  if (best === null) return []
  return [
    {
      start: Math.min(...best.map((one) => one.start)),
      end: Math.max(...best.map((one) => one.end)),
      slots: best.flatMap((one) => one.slots),
    },
  ]
}
