import type { ClauseNode, ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { shiftOf, type TextEdit } from './text-edit.ts'
import { isUnitAlike } from './units.ts'

/** The clauses that an edit leaves as they were, but for where they stand. */
export interface KeptNodes {
  /** Do they all bear the labels that they bore? A 款 put in before others makes the second of them the third. */
  readonly areLabelsSame: boolean
  /** All others, with those whose parts make another unit now; as they stood and as they stand. */
  readonly changedA: Span
  readonly changedB: Span
}

export function keptNodes(before: ParsedDocument, after: ParsedDocument, edit: TextEdit): KeptNodes {
  const [a, b] = [before.nodes, after.nodes]
  const most = Math.min(a.length, b.length)
  const more = b.length - a.length
  let head = 0
  while (head < most && isKept(a[head]!, b[head]!, edit) && a[head]!.parent === b[head]!.parent) head++
  const parentNow = (parent: number | null) => (parent === null || parent < head ? parent : parent + more)
  let tail = 0
  while (tail < most - head) {
    const [one, other] = [a[a.length - 1 - tail]!, b[b.length - 1 - tail]!]
    if (!isKept(one, other, edit) || parentNow(one.parent) !== other.parent) break
    tail++
  }
  // What hangs on a clause that is not kept is not kept either.
  for (let last = lastUpon(a, head, tail); last >= 0; last = lastUpon(a, head, tail)) tail = a.length - 1 - last
  let areLabelsSame = true
  for (let i = 0; i < a.length; i++)
    if ((i < head || i >= a.length - tail) && a[i]!.label !== b[i < head ? i : i + more]!.label) areLabelsSame = false
  const changedA = { start: edit.start, end: edit.endA }
  const changedB = { start: edit.start, end: edit.endB }
  for (let i = head; i < a.length - tail; i++) stretch(changedA, a[i]!)
  for (let i = head; i < b.length - tail; i++) stretch(changedB, b[i]!)
  for (let i = 0; i < head; i++) {
    const [one, other] = [a[i]!, b[i]!]
    if (one === other || areChildrenKept(one, other, head, more)) continue
    if (isUnitAlike(one, a, other, b) && isLedAlike(one, a, other, b, head)) continue
    stretch(changedA, one)
    stretch(changedB, other)
  }
  return { areLabelsSame, changedA, changedB }
}

/** Where an offset outside the edit stands now; an offset within it has no place. */
export function isMoved(before: number, after: number, edit: TextEdit): boolean {
  if (before < edit.start) return after === before
  if (before > edit.endA) return after === before + shiftOf(edit)
  // At the very edges both readings are true.
  if (before === edit.start && after === before) return true
  return before === edit.endA && after === before + shiftOf(edit)
}

const isKept = (a: ClauseNode, b: ClauseNode, edit: TextEdit): boolean =>
  a === b ||
  (a.kind === b.kind && a.level === b.level && isMoved(a.start, b.start, edit) && isMoved(a.end, b.end, edit))

/** The last of the kept nodes at the end whose parent is not kept; -1 for none. */
function lastUpon(nodes: readonly ClauseNode[], head: number, tail: number): number {
  const first = nodes.length - tail
  for (let i = nodes.length - 1; i >= first; i--) {
    const { parent } = nodes[i]!
    if (parent !== null && parent >= head && parent < first) return i
  }
  return -1
}

const areChildrenKept = (a: ClauseNode, b: ClauseNode, head: number, more: number): boolean =>
  a.children.length === b.children.length &&
  a.children.every((child, i) => b.children[i] === (child < head ? child : child + more))

/** The items of a list are read with the words that stand before the first of them. */
function isLedAlike(
  a: ClauseNode,
  nodesA: readonly ClauseNode[],
  b: ClauseNode,
  nodesB: readonly ClauseNode[],
  head: number,
): boolean {
  if (!isLead(a, nodesA) && !isLead(b, nodesB)) return true
  const [first, other] = [a.children[0], b.children[0]]
  return first !== undefined && first < head && first === other
}

/** Do its own words introduce its parts? */
export const isLead = ({ children }: ClauseNode, nodes: readonly ClauseNode[]): boolean =>
  children.some((child) => {
    const { kind, level } = nodes[child]!
    return kind === 'item' || kind === 'subitem' || (kind === 'heading' && level > 1)
  })

function stretch(span: { start: number; end: number }, { start, end }: Span): void {
  span.start = Math.min(span.start, start)
  span.end = Math.max(span.end, end)
}
