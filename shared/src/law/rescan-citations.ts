import type { Span } from '../text/span.ts'
import type { Catalogue } from './catalogue.ts'
import type { CitationSource } from './citation.ts'
import type { ReadTitle } from './defined-names.ts'
import { type CitationScan, type CitingPlace, placesOf, scanRange } from './find-citations.ts'
import type { Found } from './found.ts'
import { ownNames } from './own-names.ts'
import { PRONOUN_REACH, resolvePronouns } from './pronouns.ts'
import { scanTitles } from './scan-titles.ts'

/** How far names look for what they stand for, and the words that tell their role. */
const AROUND = 700

const BEYOND = 500

/** At the head of a text the distance from it counts. */
const HEAD = 1000

/**
 * The citations of an edited text, given those of the text before: only the lines around the edit are read. `null` where
 * the edit may tell on the rest: where it defines a name or gives one its only bearer.
 *
 * @param region the edited lines and those that the caller holds for changed; `shift` is how far what follows has moved
 */
export function rescanCitations(
  previous: CitationScan,
  textBefore: string,
  source: CitationSource,
  catalogue: Catalogue | null,
  region: Span,
  shift: number,
): { readonly scan: CitationScan; readonly range: Span } | null {
  const { text } = source
  if (region.start < HEAD) return null
  const near = wholeLines(text, region.start - AROUND, region.end + AROUND)
  const range = wholeLines(text, near.start - BEYOND, near.end + BEYOND)
  const rangeBefore = { start: range.start, end: range.end - shift }
  const old = previous.places.filter(({ start, end }) => start < rangeBefore.end && end > rangeBefore.start)
  if (old.some(({ start, end }) => start < rangeBefore.start || end > rangeBefore.end)) return null
  const quoted = scanTitles(text, range)
  if (quoted.some(({ end }) => end > range.end)) return null
  const quotedBefore = scanTitles(textBefore, rangeBefore)
  if (!isSameSet(ownNames({ text }, quoted), ownNames({ text: textBefore }, quotedBefore))) return null

  const head = previous.places.filter(({ start }) => start < rangeBefore.start)
  const tail = previous.places.filter(({ start }) => start >= rangeBefore.end).map((one) => movePlace(one, shift))
  const titlesBefore = previous.titles.filter(({ start }) => start < rangeBefore.start)
  const titlesAfter = previous.titles
    .filter(({ start }) => start >= rangeBefore.end)
    .map((one) => moveTitle(one, shift))
  const title = titlesBefore.at(-1)
  const last = title === undefined ? null : moveFound(title.read, title.moved)
  const { own } = previous
  const now = scanRange(source, catalogue, range, quoted, { own, before: titlesBefore, after: titlesAfter, last })
  const titlesOld = previous.titles.filter(({ start }) => start >= rangeBefore.start && start < rangeBefore.end)
  if (namesGiven(now.titles) !== namesGiven(titlesOld)) return null

  const ahead = head
    .filter(({ start }) => range.start - start <= PRONOUN_REACH + BEYOND)
    .map(({ found, moved }) => moveFound(found, moved))
  const found = [...ahead, ...now.found]
  resolvePronouns(found, ahead.length)
  const places = placesOf(text, found.slice(ahead.length), tail.find(({ citations }) => citations.length > 0) ?? null)
  if (!endsAlike(places, old, range, shift)) return null
  return {
    scan: { places: [...head, ...places, ...tail], titles: [...titlesBefore, ...now.titles, ...titlesAfter], own },
    range,
  }
}

/** Are the places at either end of a range what they were? Then nothing beyond it hears of the edit. */
function endsAlike(now: readonly CitingPlace[], before: readonly CitingPlace[], range: Span, shift: number): boolean {
  const told = ({ start, role, found }: CitingPlace, moved: number) =>
    `${start + moved} ${role} ${found.title} ${found.number}`
  const first = (places: readonly CitingPlace[], moved: number) =>
    places.filter(({ start }) => start + moved < range.start + BEYOND).map((one) => told(one, moved))
  const last = (places: readonly CitingPlace[], moved: number) =>
    places.filter(({ start }) => start + moved >= range.end - BEYOND).map((one) => told(one, moved))
  return first(now, 0).join() === first(before, 0).join() && last(now, 0).join() === last(before, shift).join()
}

/** The names that titles give to what comes after them. */
function namesGiven(titles: readonly ReadTitle[]): string {
  return JSON.stringify(
    titles.flatMap(({ aliases, endings, read }) => {
      if (aliases.length === 0 && endings.length === 0) return []
      return [[aliases.map(({ name }) => name), endings, read.title, read.number, read.isOwn]]
    }),
  )
}

const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((one) => b.has(one))

const movePlace = (one: CitingPlace, shift: number): CitingPlace =>
  shift === 0 ? one : { ...one, start: one.start + shift, end: one.end + shift, moved: one.moved + shift }

const moveTitle = (one: ReadTitle, shift: number): ReadTitle =>
  shift === 0 ? one : { ...one, start: one.start + shift, moved: one.moved + shift }

const moveFound = (one: Found, shift: number): Found =>
  shift === 0 ? one : { ...one, start: one.start + shift, end: one.end + shift, nameEnd: one.nameEnd + shift }

function wholeLines(text: string, start: number, end: number): Span {
  const newline = text.indexOf('\n', Math.min(end, text.length))
  return {
    start: start <= 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  }
}
