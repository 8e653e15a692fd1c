import { CloseQuote, charClass, Newline, OpenQuote } from '../text/char-class.ts'
import { firstStartingAt } from '../text/search.ts'
import { articleTitle, hasOwnWords, headingTitle } from './build-tree.ts'
import { cutSentences } from './cut-sentences.ts'
import { findShortForms, type ShortForm } from './definitions.ts'
import type { ParsedDocument, Sentence } from './document.ts'
import type { FrontMatter, FrontMatterPart } from './front-matter.ts'
import { keepsAnomalies } from './keep-anomalies.ts'
import { isDateLine, isTitleLike } from './lay-out.ts'
import { clauseIndexAt } from './locate.ts'
import type { Anomaly, ClauseNode } from './node.ts'
import { hasKnownAnomalies, issuerLevelOf, type ParseOptions, parseDocument, withAnomalies } from './parse-document.ts'
import { mayHoldProvisionalPart } from './provisional-parts.ts'
import { recogniseKind } from './recognise-kind.ts'
import { isBullet, type Line, makeLine, scanLine } from './scan-lines.ts'

/**
 * Read an edited text, given the reading of the text before the edit. The result equals a full parse. An edit inside one line of the provisions that leaves the structure as it was
 * costs that line; what stands before it is shared and what stands behind it is moved. Any other edit is read in full.
 *
 * @param options that the previous reading was given; as far as they can be told from it where not given: a level that was
 * stated and stands in the text too is then read from the text
 */
export function reparseDocument(
  previous: ParsedDocument,
  text: string,
  options: ParseOptions = optionsOf(previous),
): ParsedDocument {
  if (text === previous.text) return previous
  return patch(previous, text) ?? parseDocument(text, options)
}

/** What the caller of the previous parse stated, as far as its reading differs from what the text says. */
function optionsOf(previous: ParsedDocument): ParseOptions {
  const isKindStated = previous.kindConfidence === 1
  const isLevelStated = issuerLevelOf(previous.frontMatter, previous.kind) !== previous.issuerLevel
  return {
    ...(isKindStated ? { kind: previous.kind } : {}),
    ...(isLevelStated ? { issuerLevel: previous.issuerLevel } : {}),
    fragment: previous.fragment,
  }
}

/** One line as it was and as it is. */
interface EditedLine {
  readonly before: Line
  readonly after: Line
  readonly delta: number
  /** What differs: from here to `until` before the edit. */
  readonly from: number
  readonly until: number
}

function patch(previous: ParsedDocument, text: string): ParsedDocument | null {
  const edit = findEditedLine(previous.text, text)
  if (edit === null || !keepsStructure(previous, text, edit)) return null
  const { before, delta } = edit
  const nodes = moveNodes(previous, text, edit)
  const frontMatter = moveFrontMatter(previous.frontMatter, before, delta)
  if (nodes === null || frontMatter === null) return null
  const recognised = recogniseKind(text, frontMatter, nodes)
  const isKindStated = previous.kindConfidence === 1
  const kind = isKindStated ? previous.kind : recognised.kind
  if (kind !== previous.kind) return null // the level may hang on the kind
  const anomalies = carryAnomalies(previous, text, edit)
  const document = withAnomalies(
    {
      text,
      kind,
      kindConfidence: isKindStated ? 1 : recognised.confidence,
      issuerLevel: previous.issuerLevel,
      fragment: previous.fragment,
      nodes,
      sentences: moveSentences(previous, text, edit, nodes),
      frontMatter,
    },
    anomalies,
  )
  // Where the anomalies are as they were, so are the terms: of a short form its name alone counts.
  const forms = anomalies === undefined ? undefined : shortForms.get(previous)
  if (forms !== undefined) shortForms.set(document, forms)
  return document
}

/** Lines longer than this are read in full: the edit would be no cheaper. */
const MAX_LINE = 20_000

/** The line that holds every difference, or `null` where an edit crosses lines. */
function findEditedLine(before: string, after: string): EditedLine | null {
  const shorter = Math.min(before.length, after.length)
  const from = commonPrefix(before, after, shorter)
  const tail = commonSuffix(before, after, shorter - from)
  const delta = after.length - before.length
  let start = from
  while (start > 0 && charClass[before.charCodeAt(start - 1)] !== Newline && from - start < MAX_LINE) start--
  const until = before.length - tail
  for (let i = from; i < until; i++) if (charClass[before.charCodeAt(i)] === Newline) return null
  for (let i = from; i < until + delta; i++) if (charClass[after.charCodeAt(i)] === Newline) return null
  const old = readLine(before, start)
  const now = readLine(after, start)
  if (old === null || now === null || old.end < until - MAX_LINE) return null
  return { before: old, after: now, delta, from, until }
}

/** Compared in pieces first: the engine compares strings far faster than a loop compares characters. */
function commonPrefix(a: string, b: string, limit: number): number {
  let at = 0
  for (let step = 1 << 16; step >= 64; step >>= 2) {
    while (at + step <= limit && a.slice(at, at + step) === b.slice(at, at + step)) at += step
  }
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

function commonSuffix(a: string, b: string, limit: number): number {
  let length = 0
  const same = (step: number): boolean =>
    a.slice(a.length - length - step, a.length - length) === b.slice(b.length - length - step, b.length - length)
  for (let step = 1 << 16; step >= 64; step >>= 2) while (length + step <= limit && same(step)) length += step
  while (length < limit && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++
  return length
}

/** The line that begins at `start` (a place after a line break), as a full scan reads it, or `null` if it is special. */
function readLine(text: string, start: number): Line | null {
  let from = start
  while (from < text.length && SKIPPED.includes(text[from]!)) from++
  const ends: number[] = []
  const candidates: unknown[] = []
  const seen = scanLine(text, from, ends, candidates as never[])
  let end = seen.at
  while (end > from && SKIPPED.includes(text[end - 1]!)) end--
  // Glued numbers, quotations and unusual spaces hang on what stands around them.
  if (end <= from || candidates.length > 0 || hasQuote(text, from, end) || isUnusual(text, start, seen.at)) return null
  return makeLine(text, from, end, false, seen, false)
}

const SKIPPED = ' \u3000'

function isUnusual(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i)
    if (
      unit < 0x20 ||
      unit === 0x23 ||
      unit === 0x2a ||
      unit === 0x3e ||
      unit === 0xa0 ||
      isBullet(unit) ||
      (unit >= 0x1680 && unit <= 0x200f)
    )
      return true
  }
  return false
}

function hasQuote(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const value = charClass[text.charCodeAt(i)]
    if (value === OpenQuote || value === CloseQuote) return true
  }
  return false
}

/** The anomalies of the edited text, where those of the previous reading tell; else they are looked for when asked for. */
function carryAnomalies(previous: ParsedDocument, text: string, edit: EditedLine): readonly Anomaly[] | undefined {
  if (!hasKnownAnomalies(previous)) return undefined
  const { from, until, delta, before } = edit
  const { anomalies } = previous
  if (anomalies.some(({ start, end }) => start < until && from < end)) return undefined
  const lineEdit = { from, until, untilNow: until + delta, lineStart: before.start, lineEnd: before.end }
  if (!keepsAnomalies(previous.text, text, lineEdit, shortFormsOf(previous))) return undefined
  return anomalies.map((one) => (one.start < until ? one : { ...one, start: one.start + delta, end: one.end + delta }))
}

const shortForms = new WeakMap<ParsedDocument, readonly ShortForm[]>()

function shortFormsOf(document: ParsedDocument): readonly ShortForm[] {
  let forms = shortForms.get(document)
  if (forms === undefined) {
    forms = findShortForms(document.text)
    shortForms.set(document, forms)
  }
  return forms
}

function keepsStructure(previous: ParsedDocument, text: string, { before, after }: EditedLine): boolean {
  const old = previous.text
  const a = before.mark
  const b = after.mark
  if (before.start !== after.start || a?.style !== b?.style || a?.number !== b?.number || a?.suffix !== b?.suffix)
    return false
  if (a !== null && (a.style === 'annex' || before.words !== after.words)) return false
  if (old.slice(before.start, before.words) !== text.slice(after.start, after.words)) return false
  if (before.isFinished !== after.isFinished || before.hasTab || after.hasTab) return false
  if (endsWithColon(old, before) || endsWithColon(text, after)) return false
  if (a === null && (!before.isFinished || mayBeTitle(old, before) || mayBeTitle(text, after))) return false
  if (mayHoldProvisionalPart(old.slice(before.start, before.end))) return false
  if (mayHoldProvisionalPart(text.slice(after.start, after.end))) return false
  const owner = previous.nodes[clauseIndexAt(previous, before.start)]!
  return owner.kind !== 'root' && owner.kind !== 'body' && owner.kind !== 'annex'
}

function endsWithColon(text: string, line: Line): boolean {
  return text[line.end - 1] === '：' || text[line.end - 1] === ':'
}

function mayBeTitle(text: string, line: Line): boolean {
  return isTitleLike(text, line) || isDateLine(text, line)
}

/** Nodes before the line are shared, the one it belongs to is stretched, those behind it are moved. */
function moveNodes(previous: ParsedDocument, text: string, edit: EditedLine): ClauseNode[] | null {
  const { before, after, delta } = edit
  const { nodes } = previous
  if (before.mark !== null) {
    const own = nodes.findLast((node) => node.start === before.start && node.marker !== null)
    // A number without its node stands in a quotation or a 目录.
    if (own === undefined || !keepsTitle(previous.text, text, own, edit)) return null
  }
  return nodes.map((node) => {
    if (node.end <= before.start) return node
    if (node.start >= before.end) return shiftNode(node, delta)
    const isStretched = node.parent === null || node.end > before.end
    const end = isStretched ? node.end + delta : after.end
    const moved = { ...node, end }
    if (before.mark !== null && node.start === before.start && node.marker !== null) {
      return { ...moved, title: titleOf(text, node, after) }
    }
    return moved
  })
}

function shiftNode(node: ClauseNode, delta: number): ClauseNode {
  return {
    ...node,
    start: node.start + delta,
    end: node.end + delta,
    marker: node.marker === null ? null : { start: node.marker.start + delta, end: node.marker.end + delta },
    title: node.title === null ? null : { start: node.title.start + delta, end: node.title.end + delta },
  }
}

function titleOf(text: string, node: ClauseNode, line: Line): ClauseNode['title'] {
  if (node.kind === 'article') return articleTitle(text, line)
  if (node.kind === 'heading') return headingTitle(text, line)
  if (node.kind === 'item' || node.kind === 'subitem') return null
  return line.words < line.end ? { start: line.words, end: line.end } : null
}

/** The first 款 of an article begins after its title: a title that comes, goes or moves is read in full. */
function keepsTitle(old: string, text: string, node: ClauseNode, { before, after }: EditedLine): boolean {
  if (node.kind !== 'article') return true
  if (!before.isFinished || !after.isFinished) return false // may be a title above a paragraph
  const a = articleTitle(old, before)
  const b = articleTitle(text, after)
  return a?.end === b?.end && hasOwnWords(old, before) && hasOwnWords(text, after)
}

function moveSentences(
  previous: ParsedDocument,
  text: string,
  edit: EditedLine,
  nodes: readonly ClauseNode[],
): Sentence[] {
  const { before, after, delta } = edit
  const { sentences } = previous
  const ends: number[] = []
  scanLine(text, after.start, ends, [])
  const first = firstStartingAt(sentences, before.start)
  const last = firstStartingAt(sentences, before.end)
  const moved = sentences.slice(0, first)
  const located = { text, nodes }
  for (const sentence of cutSentences(text, [after], ends, [nodes[0]!])) {
    moved.push({ ...sentence, node: clauseIndexAt(located, sentence.start) })
  }
  for (let i = last; i < sentences.length; i++) {
    const { start, end, node } = sentences[i]!
    moved.push({ start: start + delta, end: end + delta, node })
  }
  return moved
}

function moveFrontMatter(frontMatter: FrontMatter, line: Line, delta: number): FrontMatter | null {
  let isTouched = false
  const move = (part: FrontMatterPart): FrontMatterPart => {
    if (part.end <= line.start) return part
    if (part.start < line.end) isTouched = true
    return { ...part, start: part.start + delta, end: part.end + delta }
  }
  const moved: Record<string, FrontMatterPart | readonly FrontMatterPart[] | null> = {}
  for (const [name, value] of Object.entries(frontMatter) as [
    string,
    FrontMatterPart | readonly FrontMatterPart[] | null,
  ][]) {
    moved[name] = value === null ? null : Array.isArray(value) ? value.map(move) : move(value as FrontMatterPart)
  }
  return isTouched ? null : (moved as unknown as FrontMatter)
}
