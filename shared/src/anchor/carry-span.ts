import { type ClauseChange, type DocumentDiff, keptPieces, type TextRun } from '../diff/index.ts'
import { firstEndingAfter, type Span } from '../text/index.ts'
import type { CarriedSpan } from './carried-span.ts'
import { findExact } from './match-quote.ts'

/** Two versions and what changed between them, arranged for looking up places. Build it once for many spans. */
export interface CarryContext {
  readonly before: string
  readonly after: string
  /** Clauses of the old text and what became of them, ascending. */
  readonly places: readonly OldPlace[]
  /** Stretches of the new text that were taken over from the old one, ascending. */
  readonly taken: readonly Span[]
}

interface OldPlace extends Span {
  readonly change: ClauseChange
  readonly regions: readonly Region[]
}

/** A kept run, or a maximal stretch of deleted and inserted runs. Ascending in the old text. */
interface Region {
  readonly isKept: boolean
  readonly a: Span
  /** What stands in its place: a run inserted where this was deleted; empty where nothing was. */
  readonly b: Span
}

export function createCarryContext(before: string, after: string, diff: DocumentDiff): CarryContext {
  const places = [...diff.changes, ...diff.frame].flatMap((change) => {
    const regions = toRegions(change)
    return change.spansA.map((span) => ({ ...span, change, regions }))
  })
  const taken = [...diff.changes, ...diff.frame].flatMap(keptPieces).map(({ b }) => b)
  const byStart = (x: Span, y: Span) => x.start - y.start
  return { before, after, places: places.sort(byStart), taken: taken.sort(byStart) }
}

/**
 * Carry a span of the old text into the new one, by what became of its clause. Where its words were replaced it stands on
 * the words that replaced them (`edited`); where they were struck it is orphaned. Spans that do not overlap keep their
 * order inside a clause.
 *
 * @throws RangeError if the span reaches past the end of the old text
 */
export function carrySpan(context: CarryContext, span: Span): CarriedSpan {
  if (span.end > context.before.length || span.end < span.start || span.start < 0) {
    throw new RangeError(`span ${span.start}–${span.end} is not inside a text of ${context.before.length}`)
  }
  const places = placesOf(context, span)
  if (places.length === 0) return { status: 'orphaned', reason: 'not-found' }
  const carried = places.map((place) => carryInPlace(context, place, clamp(span, place)))
  return carried.length === 1 ? carried[0]! : joinCarried(context, span, carried)
}

/** Clauses that the span touches; an empty span belongs to the clause that it stands in or behind. */
function placesOf({ places }: CarryContext, span: Span): OldPlace[] {
  const isEmpty = span.start === span.end
  const found: OldPlace[] = []
  // What ends where the span starts is looked at too: an empty span may stand there.
  const first = firstEndingAfter(places, span.start - 1)
  for (let n = first; n < places.length && places[n]!.start <= span.end; n++) {
    const place = places[n]!
    if (
      isEmpty ? place.start <= span.start && span.end <= place.end : place.start < span.end && span.start < place.end
    ) {
      found.push(place)
    }
  }
  return isEmpty ? found.slice(0, 1) : found
}

function clamp(span: Span, place: Span): Span {
  return { start: Math.max(span.start, place.start), end: Math.min(span.end, place.end) }
}

function toRegions(change: ClauseChange): Region[] {
  if (change.runs.length === 0) {
    const [a, b] = [change.spansA[0], change.spansB[0]]
    return a && b ? [{ isKept: true, a, b }] : []
  }
  const regions: Region[] = []
  let open: Region | null = null
  let previous: TextRun['kind'] = 'kept'
  for (const run of change.runs) {
    // Struck words after added ones begin a replacement of their own: a number and its words are two.
    const isNext = run.kind === 'kept' || (run.kind === 'deleted' && previous === 'inserted' && isPair(open))
    if (open && isNext) {
      regions.push(open)
      open = null
    }
    if (run.kind === 'kept') regions.push({ isKept: true, a: run.a, b: run.b })
    else open = open ? extend(open, run) : { isKept: false, a: run.a, b: run.b }
    previous = run.kind
  }
  if (open) regions.push(open)
  return regions
}

/** Something struck and something in its place. */
function isPair(region: Region | null): boolean {
  return region !== null && region.a.end > region.a.start && region.b.end > region.b.start
}

function extend(region: Region, run: TextRun): Region {
  return {
    isKept: false,
    a: { start: Math.min(region.a.start, run.a.start), end: Math.max(region.a.end, run.a.end) },
    b: { start: Math.min(region.b.start, run.b.start), end: Math.max(region.b.end, run.b.end) },
  }
}

function carryInPlace(context: CarryContext, place: OldPlace, span: Span): CarriedSpan {
  const { change, regions } = place
  if (change.spansB.length === 0) {
    const moved = findMovedPassage(context, span)
    return moved ? { status: 'kept', span: moved } : { status: 'orphaned', reason: 'clause-removed' }
  }
  const touched = regions.filter((region) => region.a.start < span.end && span.start < region.a.end)
  const [first] = touched
  if (touched.length === 1 && first?.isKept) return { status: 'kept', span: shift(first, span) }
  const kept = touched.reduce((sum, region) => sum + (region.isKept ? overlapLength(region.a, span) : 0), 0)
  if (2 * kept < span.end - span.start) {
    // Mostly struck here; it may stand elsewhere in the same clause, to the letter: all of it, or its greater part.
    const whole = findInClause(context, change, span) ?? findMovedPassage(context, span)
    if (whole) return { status: 'kept', span: whole }
    const part = findGreaterPart(context, change, span, touched)
    if (part && part.end - part.start > kept) return { status: 'edited', span: part }
  }
  return carryThroughEdits(context, touched, span)
}

/** Passages this long do not arise twice by chance where either text holds them once. */
const MOVED_AWAY_FROM = 12

/** The marked words in another clause, once in either text, where the new text took nothing over from elsewhere. */
function findMovedPassage({ before, after, taken }: CarryContext, span: Span): Span | null {
  const words = before.slice(span.start, span.end)
  if (words.trim().length < MOVED_AWAY_FROM || findExact(before, words).length !== 1) return null
  const found = findExact(after, words)
  if (found.length !== 1) return null
  const place = { start: found[0]!, end: found[0]! + words.length }
  return overlapWith(taken, place) * 5 <= words.length ? place : null
}

/** How much of a span the ascending stretches cover. */
function overlapWith(stretches: readonly Span[], span: Span): number {
  let covered = 0
  for (let n = firstEndingAfter(stretches, span.start); n < stretches.length && stretches[n]!.start < span.end; n++)
    covered += overlapLength(stretches[n]!, span)
  return covered
}

/** The longest of the sentences and struck parts of the span that stands once, to the letter, in the clause. */
function findGreaterPart(
  context: CarryContext,
  change: ClauseChange,
  span: Span,
  touched: readonly Region[],
): Span | null {
  const struck = touched.filter((region) => !region.isKept).map(({ a }) => clamp(span, a))
  const parts = [...cutSentences(context.before, span), ...struck]
  const places = parts.flatMap((part) => findInClause(context, change, part) ?? [])
  return places.sort((x, y) => y.end - y.start - (x.end - x.start))[0] ?? null
}

function cutSentences(text: string, span: Span): Span[] {
  const parts: Span[] = []
  let start = span.start
  for (let at = span.start; at < span.end; at++) {
    if (!'。；\n'.includes(text[at]!)) continue
    if (at > start) parts.push({ start, end: at })
    start = at + 1
  }
  if (start < span.end) parts.push({ start, end: span.end })
  return parts.map((part) => trim(text, part))
}

function trim(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  if (words.trim() === '') return { start, end }
  return { start: start + words.length - words.trimStart().length, end: end - words.length + words.trimEnd().length }
}

function shift(region: Region, span: Span): Span {
  const by = region.b.start - region.a.start
  return { start: span.start + by, end: span.end + by }
}

function overlapLength(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

/** The marked words elsewhere in what became of the clause: once, and long enough to be no coincidence. */
const MOVED_INSIDE_FROM = 6

function findInClause({ before, after }: CarryContext, change: ClauseChange, span: Span): Span | null {
  const words = before.slice(span.start, span.end)
  if (words.trim().length < MOVED_INSIDE_FROM) return null
  const found = change.spansB.flatMap(({ start, end }) => findExact(after, words, start, end))
  return found.length === 1 ? { start: found[0]!, end: found[0]! + words.length } : null
}

function carryThroughEdits(context: CarryContext, touched: readonly Region[], span: Span): CarriedSpan {
  const mapped = touched.flatMap((region) => mapRegion(context, region, span) ?? [])
  if (mapped.length === 0) {
    const replaced = touched.find((region) => region.b.end > region.b.start)
    return replaced && isReplacement(context, replaced)
      ? { status: 'edited', span: trim(context.after, replaced.b) }
      : { status: 'orphaned', reason: 'words-removed' }
  }
  const start = Math.min(...mapped.map((part) => part.start))
  const end = Math.max(...mapped.map((part) => part.end))
  return { status: 'edited', span: trim(context.after, { start, end }) }
}

/** A word for a word: so short that what stands there now stands for it. */
const SHORT_REPLACEMENT = 16
/** Share of the characters of the shorter side that the other one holds too. */
const SHARED_AT_LEAST = 0.2

/** Do the inserted words stand in for the struck ones, or do they merely stand where those stood? */
function isReplacement({ before, after }: CarryContext, { a, b }: Region): boolean {
  const [struck, inserted] = [before.slice(a.start, a.end), after.slice(b.start, b.end)]
  if (struck.length <= SHORT_REPLACEMENT && inserted.length <= SHORT_REPLACEMENT) return true
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, n) => text.slice(n, n + 2)))
  const [x, y] = [pairs(struck), pairs(inserted)]
  let shared = 0
  for (const pair of x) if (y.has(pair)) shared++
  return shared >= SHARED_AT_LEAST * Math.min(x.size, y.size)
}

/** The part of the new text that the span covers through one region; `null` for none. */
function mapRegion(context: CarryContext, region: Region, span: Span): Span | null {
  const start = Math.max(region.a.start, span.start)
  const end = Math.min(region.a.end, span.end)
  if (region.isKept) return shift(region, { start, end })
  // Replaced words go along when the span covers the greater half of what was struck.
  const covers = 2 * (end - start) >= region.a.end - region.a.start
  return covers && region.b.end > region.b.start && isReplacement(context, region) ? region.b : null
}

/** A span over several clauses: where all its parts stay together, their whole; otherwise its greater part. */
function joinCarried(context: CarryContext, span: Span, carried: readonly CarriedSpan[]): CarriedSpan {
  const placed = carried.filter((part) => part.status !== 'orphaned')
  if (placed.length === 0) return carried[0]!
  const start = Math.min(...placed.map((part) => part.span.start))
  const end = Math.max(...placed.map((part) => part.span.end))
  const length = placed.reduce((sum, part) => sum + part.span.end - part.span.start, 0)
  const isTogether = end - start <= 1.5 * length + 16
  const isSame = context.after.slice(start, end) === context.before.slice(span.start, span.end)
  if (isTogether) return { status: isSame ? 'kept' : 'edited', span: { start, end } }
  const greatest = placed.reduce((x, y) => (y.span.end - y.span.start > x.span.end - x.span.start ? y : x))
  return { status: 'edited', span: greatest.span }
}
