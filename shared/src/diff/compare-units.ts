import type { ClauseKind, ClauseNode, ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'

/** A stretch of text that is compared as one: a 条, a lowest headed unit, a paragraph, or a line of the frame. */
export interface CompareUnit extends Span {
  /** `line` for the frame: title, preamble, headings, signature. */
  readonly kind: ClauseKind | 'line'
  readonly label: string
  /** The number as it stands in the text; empty span at `start` where there is none. */
  readonly marker: Span
  /** Index of its node; -1 for a line of the frame that is no node of its own. */
  readonly node: number
}

export interface CompareUnits {
  /** What `diff` reports on, in text order. */
  readonly clauses: readonly CompareUnit[]
  /** Every non-blank line outside the clauses, in text order. */
  readonly frame: readonly CompareUnit[]
}

/** Cut a document into what is compared: every non-blank character belongs to exactly one unit. */
export function compareUnits(document: ParsedDocument): CompareUnits {
  const clauses = pickClauses(document)
  return { clauses, frame: frameLines(document, clauses) }
}

function pickClauses(document: ParsedDocument): CompareUnit[] {
  const { nodes } = document
  const articles = outermost(nodes, (node) => node.kind === 'article')
  if (articles.length > 0) return articles.map((i) => toUnit(document, i))
  const headings = nodes.flatMap((node, i) => (node.kind === 'heading' && !hasHeading(nodes, node) ? [i] : []))
  if (headings.length > 0) return headings.map((i) => toUnit(document, i))
  return linesBetween(document.text, 0, document.text.length).map((span, n) => ({
    ...span,
    kind: 'paragraph' as const,
    label: `第${n + 1}段`,
    marker: { start: span.start, end: span.start },
    node: -1,
  }))
}

/** Nodes that satisfy `claim` and do not lie inside another that does. */
function outermost(nodes: readonly ClauseNode[], claim: (node: ClauseNode) => boolean): number[] {
  const found: number[] = []
  let end = 0
  nodes.forEach((node, i) => {
    if (!claim(node) || node.start < end) return
    found.push(i)
    end = node.end
  })
  return found
}

function hasHeading(nodes: readonly ClauseNode[], node: ClauseNode): boolean {
  return node.children.some((child) => nodes[child]!.kind === 'heading' || hasHeading(nodes, nodes[child]!))
}

function toUnit(document: ParsedDocument, index: number): CompareUnit {
  const node = document.nodes[index]!
  const { start, end } = trimSpan(document.text, node)
  const marker = node.marker ?? { start, end: start }
  return { kind: node.kind, label: node.label, start, end, marker, node: index }
}

function frameLines(document: ParsedDocument, clauses: readonly CompareUnit[]): CompareUnit[] {
  const numbered = document.nodes
    .flatMap(({ marker }, node) => (marker ? [{ start: marker.start, end: marker.end, node }] : []))
    .sort((x, y) => x.start - y.start)
  const lines: CompareUnit[] = []
  let at = 0
  let next = 0
  for (const clause of [...clauses, { start: document.text.length, end: document.text.length }]) {
    for (const span of linesBetween(document.text, at, clause.start)) {
      while (next < numbered.length && numbered[next]!.start < span.start) next++
      const found = numbered[next]
      lines.push(frameLine(document, span, found && found.end <= span.end ? found.node : -1))
    }
    at = Math.max(at, clause.end)
  }
  return lines
}

/** @param index the node whose number stands in the line, -1 for none */
function frameLine(document: ParsedDocument, span: Span, index: number): CompareUnit {
  const node = document.nodes[index]
  const { title } = document.frontMatter
  const isTitle = title !== null && title.start < span.end && title.end > span.start
  return {
    ...span,
    kind: node?.kind ?? 'line',
    label: node?.label ?? (isTitle ? '标题' : ''),
    marker: node?.marker ?? { start: span.start, end: span.start },
    node: index,
  }
}

/** Non-blank lines of `[start, end)`, without surrounding white space. */
function linesBetween(text: string, start: number, end: number): Span[] {
  const lines: Span[] = []
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at)
    const lineEnd = found < 0 || found > end ? end : found
    const span = trimSpan(text, { start: at, end: lineEnd })
    if (span.end > span.start) lines.push(span)
    at = lineEnd + 1
  }
  return lines
}

export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return { start, end }
}

function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0x3000 || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200d)
}
