import { firstStartingAt } from '../text/search.ts'
import type { ParsedDocument } from './document.ts'
import type { ClauseNode } from './node.ts'

/**
 * Index of the innermost clause that holds the character at `offset`.
 *
 * @throws RangeError if `offset` lies outside the text (its end is allowed)
 */
export function clauseIndexAt(document: Pick<ParsedDocument, 'text' | 'nodes'>, offset: number): number {
  if (offset < 0 || offset > document.text.length) throw new RangeError(`offset ${offset} outside the text`)
  const { nodes } = document
  let index = lastNodeBefore(nodes, offset)
  while (index > 0 && nodes[index]!.end <= offset) index = nodes[index]!.parent!
  return index
}

/** Index of the last node that begins at or before `offset`. */
export function lastNodeBefore(nodes: readonly ClauseNode[], offset: number): number {
  return Math.max(0, firstStartingAt(nodes, offset + 1) - 1)
}

/** The innermost clause that holds the character at `offset`: the root for the space between clauses. */
export function clauseAt(document: Pick<ParsedDocument, 'text' | 'nodes'>, offset: number): ClauseNode {
  return document.nodes[clauseIndexAt(document, offset)]!
}

/** Label of the innermost clause at `offset`, `第七条第二款`; empty outside the provisions. */
export function labelAt(document: Pick<ParsedDocument, 'text' | 'nodes'>, offset: number): string {
  return clauseAt(document, offset).label
}
