import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { alignClauses } from './align-clauses.ts'
import type { PartChange } from './change.ts'
import { type CompareUnit, trimSpan } from './compare-units.ts'
import { isSameWording } from './fold-text.ts'
import { type ChangeGroup, groupLinks } from './group-links.ts'
import { kindOf } from './kind-of.ts'

interface Part extends Span {
  readonly label: string
  /** The label below the clause: 第二款第（一）项. */
  readonly place: string
  /** Its own words, without its number and without the parts inside it. */
  readonly words: string
}

/** What became of the 款 项 目 of one clause; kept ones are left out, and a clause of a single 款 has none. */
export function diffParts(
  before: ParsedDocument,
  unitA: CompareUnit,
  after: ParsedDocument,
  unitB: CompareUnit,
): PartChange[] {
  const partsA = listParts(before, unitA)
  const partsB = listParts(after, unitB)
  if (partsA.length <= 1 && partsB.length <= 1) return []
  const links = alignClauses(partsA.map(toAlign), partsB.map(toAlign))
  return groupLinks(links, partsA.length, partsB.length)
    .map((group) => describePart(group, partsA, partsB))
    .filter(({ kind }) => kind !== 'kept')
}

function toAlign(part: Part): { words: string; label: string } {
  return { words: part.words, label: part.place }
}

function listParts(document: ParsedDocument, unit: CompareUnit): Part[] {
  if (unit.node < 0) return []
  const parts: Part[] = []
  const visit = (index: number) => {
    const node = document.nodes[index]!
    if (node.kind === 'paragraph' || node.kind === 'item' || node.kind === 'subitem') {
      const { start, end } = trimSpan(document.text, node)
      const place = node.label.startsWith(unit.label) ? node.label.slice(unit.label.length) : node.label
      parts.push({ start, end, label: node.label, place, words: ownWords(document, index) })
    }
    for (const child of node.children) visit(child)
  }
  for (const child of document.nodes[unit.node]!.children) visit(child)
  return parts
}

function ownWords(document: ParsedDocument, index: number): string {
  const { text, nodes } = document
  const node = nodes[index]!
  let at = node.marker?.end ?? node.start
  let words = ''
  for (const child of node.children) {
    words += text.slice(at, Math.max(at, nodes[child]!.start))
    at = Math.max(at, nodes[child]!.end)
  }
  return words + text.slice(at, Math.max(at, node.end))
}

function describePart(group: ChangeGroup, partsA: readonly Part[], partsB: readonly Part[]): PartChange {
  const a = group.a.map((i) => partsA[i]!)
  const b = group.b.map((j) => partsB[j]!)
  const isPair = a.length === 1 && b.length === 1
  const edited = a.length > 0 && b.length > 0 && !(isPair && isSameWording(a[0]!.words, b[0]!.words))
  const moved = group.isMoved
  const renumbered = isPair && a[0]!.place !== b[0]!.place
  return {
    kind: kindOf(a.length, b.length, { edited, moved, renumbered, isShared: group.isShared }),
    before: a.map(({ label }) => label),
    after: b.map(({ label }) => label),
    spansA: a.map(({ start, end }) => ({ start, end })),
    spansB: b.map(({ start, end }) => ({ start, end })),
    edited,
    moved,
    renumbered,
  }
}
