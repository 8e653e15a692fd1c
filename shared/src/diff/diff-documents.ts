import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { type AlignUnit, alignClauses } from './align-clauses.ts'
import type { ClauseChange, DocumentDiff } from './change.ts'
import { type CompareUnit, compareUnits, trimSpan } from './compare-units.ts'
import { diffParts } from './diff-parts.ts'
import { findSubstantive, type LabelMap } from './find-substantive.ts'
import { foldText, isSameWording } from './fold-text.ts'
import { type ChangeGroup, groupLinks } from './group-links.ts'
import { kindOf } from './kind-of.ts'
import { type PassageSpan, redlinePassages } from './redline-passages.ts'

/**
 * What changed between two versions, clause by clause: matched by content wherever they stand, so that an inserted chapter
 * renumbers what follows and rewrites nothing. Pure and deterministic; spans A are in `before`, spans B in `after`.
 */
export function diffDocuments(before: ParsedDocument, after: ParsedDocument): DocumentDiff {
  const unitsA = compareUnits(before)
  const unitsB = compareUnits(after)
  return {
    changes: diffUnits({ before, after, unitsA: unitsA.clauses, unitsB: unitsB.clauses }),
    frame: diffUnits({ before, after, unitsA: unitsA.frame, unitsB: unitsB.frame }),
  }
}

interface Sides {
  readonly before: ParsedDocument
  readonly after: ParsedDocument
  readonly unitsA: readonly CompareUnit[]
  readonly unitsB: readonly CompareUnit[]
}

function diffUnits(sides: Sides): ClauseChange[] {
  const { before, after, unitsA, unitsB } = sides
  const links = alignClauses(
    unitsA.map((unit) => toAlign(before.text, unit)),
    unitsB.map((unit) => toAlign(after.text, unit)),
  )
  const labels = new Map<string, string[]>()
  for (const { a, b } of links) {
    labels.set(unitsA[a]!.label, [...(labels.get(unitsA[a]!.label) ?? []), unitsB[b]!.label])
  }
  return groupLinks(links, unitsA.length, unitsB.length).map((group) => describeGroup(group, sides, labels))
}

function toAlign(text: string, unit: CompareUnit): AlignUnit {
  return { words: wordsOf(text, unit), label: unit.label }
}

/** The words of a unit without its number. */
function wordsOf(text: string, unit: CompareUnit): string {
  return text.slice(unit.start, unit.marker.start) + text.slice(unit.marker.end, unit.end)
}

function describeGroup(group: ChangeGroup, sides: Sides, labels: LabelMap): ClauseChange {
  const { before, after } = sides
  const unitsA = group.a.map((i) => sides.unitsA[i]!)
  const unitsB = group.b.map((j) => sides.unitsB[j]!)
  const [a, b] = [unitsA[0], unitsB[0]]
  const spansA = unitsA.map(({ start, end }) => ({ start, end }))
  const spansB = unitsB.map(({ start, end }) => ({ start, end }))
  const isPartial = a !== undefined && b !== undefined
  const pair = isPartial && unitsA.length === 1 && unitsB.length === 1 ? { a, b } : null
  const wordsA = unitsA.map((unit) => wordsOf(before.text, unit)).join('')
  const wordsB = unitsB.map((unit) => wordsOf(after.text, unit)).join('')
  const edited = isPartial && !isSameWording(wordsA, wordsB)
  const renumbered = pair !== null && isRenumbered(pair.a, pair.b)
  const redline = isPartial
    ? redlinePassages(before.text, unitsA.map(toPassage(before.text)), after.text, unitsB.map(toPassage(after.text)))
    : { runs: [], rewritten: false }
  return {
    kind: kindOf(unitsA.length, unitsB.length, { edited, moved: group.isMoved, renumbered, isShared: group.isShared }),
    unit: (b ?? a)!.kind,
    before: unitsA.map((unit) => unit.label),
    after: unitsB.map((unit) => unit.label),
    spansA,
    spansB,
    edited,
    moved: group.isMoved,
    renumbered,
    typographic: pair !== null && wordsA.trim() !== wordsB.trim() && foldText(wordsA) === foldText(wordsB),
    rewritten: redline.rewritten,
    runs: redline.runs,
    substantive: edited
      ? findSubstantive(before.text, unitsA.map(bodyOf), after.text, unitsB.map(bodyOf), redline.runs, labels)
      : [],
    parts: edited && pair ? diffParts(before, pair.a, after, pair.b) : [],
  }
}

function toPassage(text: string): (unit: CompareUnit) => PassageSpan {
  return ({ start, end, marker }) => {
    // A number inside the line (a title before it) is part of the words.
    if (marker.start !== start || marker.end === start) return { start, end, body: start }
    return { start, end, body: trimSpan(text, { start: marker.end, end }).start }
  }
}

/** Without its number, which says nothing of substance. */
function bodyOf({ marker, start, end }: CompareUnit): Span {
  return { start: marker.start === start ? marker.end : start, end }
}

/** A paragraph without a number of its own cannot be renumbered, however its place is counted. */
function isRenumbered(a: CompareUnit, b: CompareUnit): boolean {
  return a.marker.end > a.marker.start && b.marker.end > b.marker.start && a.label !== b.label
}
