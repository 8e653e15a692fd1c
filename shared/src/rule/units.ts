import { type ClauseNode, lastNodeBefore, type ParsedDocument } from '../document/index.ts'
import { firstEndingAfter, type Span } from '../text/index.ts'
import type { Scope } from './pattern.ts'

const KNOWN = new WeakMap<ParsedDocument, Map<Scope, readonly Span[]>>()

/** Units of a scope in order of their start, not overlapping. Worked out once a document. */
export function unitsOf(document: ParsedDocument, scope: Scope): readonly Span[] {
  let scopes = KNOWN.get(document)
  if (scopes === undefined) {
    scopes = new Map()
    KNOWN.set(document, scopes)
  }
  let units = scopes.get(scope)
  if (units === undefined) {
    units = buildUnits(document, scope)
    scopes.set(scope, units)
  }
  return units
}

function buildUnits(document: ParsedDocument, scope: Scope): readonly Span[] {
  switch (scope) {
    case 'document':
      return [{ start: 0, end: document.text.length }]
    case 'sentence':
      return document.sentences
    case 'phrase':
      return document.sentences.flatMap((sentence) => splitPhrases(document.text, sentence))
    case 'paragraph':
      return coverWith(document, isParagraph)
    case 'article':
      return coverWith(document, isArticle)
  }
}

const COMMAS = '，,；;：:'

function splitPhrases(text: string, sentence: Span): Span[] {
  const phrases: Span[] = []
  for (let start = sentence.start; start < sentence.end; ) {
    const phrase = phraseFrom(text, start, sentence.end)
    phrases.push(phrase)
    start = phrase.end
  }
  return phrases
}

function phraseFrom(text: string, start: number, end: number): Span {
  for (let at = start; at < end; at++)
    if (COMMAS.includes(text[at]!) && !isInsideNumber(text, at)) return { start, end: at + 1 }
  return { start, end }
}

/** The part of a sentence between commas that holds `offset`. */
export function phraseAt(text: string, sentence: Span, offset: number): Span {
  let phrase = phraseFrom(text, sentence.start, sentence.end)
  while (phrase.end <= offset && phrase.end < sentence.end) phrase = phraseFrom(text, phrase.end, sentence.end)
  return phrase
}

const isInsideNumber = (text: string, at: number) => /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')

const isParagraph = (node: ClauseNode, nodes: readonly ClauseNode[]) =>
  node.kind === 'paragraph' ||
  ((node.kind === 'article' || node.kind === 'heading') &&
    !node.children.some((child) => ['paragraph', 'heading', 'article'].includes(nodes[child]!.kind)))

const isArticle = (node: ClauseNode, nodes: readonly ClauseNode[]) =>
  node.kind === 'article' ||
  (node.kind === 'heading' && !node.children.some((child) => ['heading', 'article'].includes(nodes[child]!.kind)))

/** Is a clause with other parts than it had a 款 or 条 by itself where it was one, and not where it was none? */
export const isUnitAlike = (
  a: ClauseNode,
  nodesA: readonly ClauseNode[],
  b: ClauseNode,
  nodesB: readonly ClauseNode[],
): boolean => isParagraph(a, nodesA) === isParagraph(b, nodesB) && isArticle(a, nodesA) === isArticle(b, nodesB)

/** The nodes that `isUnit` names, outermost first, and the lines between them. */
function coverWith(
  document: ParsedDocument,
  isUnit: (node: ClauseNode, nodes: readonly ClauseNode[]) => boolean,
): Span[] {
  const units: Span[] = []
  let covered = 0
  for (const node of document.nodes) {
    if (node.start < covered || node.kind === 'root' || !isUnit(node, document.nodes)) continue
    addLines(document.text, covered, node.start, units)
    units.push({ start: node.start, end: node.end })
    covered = node.end
  }
  addLines(document.text, covered, document.text.length, units)
  return units
}

function addLines(text: string, from: number, to: number, units: Span[]): void {
  for (let start = from; start < to; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 || newline >= to ? to : newline + 1
    units.push({ start, end })
    start = end
  }
}

/** The unit that holds `offset`; its line where no unit does. */
export function unitAt(units: readonly Span[], offset: number, text: string): Span {
  const unit = units[firstEndingAfter(units, offset)]
  if (unit !== undefined && unit.start <= offset) return unit
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return { start, end: end < 0 ? text.length : end }
}

/** The 款 or 条 that holds an offset, from the nodes around it: what `unitAt` finds among all units, without their list. */
export function unitAround(document: ParsedDocument, scope: 'paragraph' | 'article', offset: number): Span {
  const { nodes, text } = document
  const isUnit = scope === 'paragraph' ? isParagraph : isArticle
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const newline = text.indexOf('\n', offset)
  if (offset >= text.length) return { start, end: text.length }
  const last = lastNodeBefore(nodes, offset)
  let covered = start
  for (let i = last; i > 0; i--) {
    const unit = outermostUnit(nodes, i, isUnit)
    if (unit !== null) {
      if (unit.end > offset) return { start: unit.start, end: unit.end }
      covered = Math.max(start, unit.end)
      break
    }
    if (nodes[i]!.start < start) break
  }
  let end = newline < 0 ? text.length : newline + 1
  for (let i = last + 1; i < nodes.length && nodes[i]!.start < end; i++)
    if (isUnit(nodes[i]!, nodes)) end = nodes[i]!.start
  return { start: covered, end }
}

function outermostUnit(
  nodes: readonly ClauseNode[],
  index: number,
  isUnit: (node: ClauseNode, nodes: readonly ClauseNode[]) => boolean,
): ClauseNode | null {
  let unit: ClauseNode | null = null
  for (let i: number | null = index; i !== null && i > 0; i = nodes[i]!.parent)
    if (isUnit(nodes[i]!, nodes)) unit = nodes[i]!
  return unit
}
