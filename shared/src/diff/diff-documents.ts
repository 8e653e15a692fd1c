import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { type AlignUnit, alignClauses, type ClauseLink } from './align-clauses.ts'
import type { ChangeKind, ClauseChange, DocumentDiff, TextRun } from './change.ts'
import { type CompareUnit, compareUnits } from './compare-units.ts'
import { diffText } from './diff-text.ts'
import { foldText } from './fold-text.ts'
import { increasingSubsequence } from './increasing-subsequence.ts'

/**
 * What changed between two versions, clause by clause: matched by content wherever they stand, so that an inserted chapter
 * renumbers what follows and rewrites nothing. Pure and deterministic; spans A are in `before`, spans B in `after`.
 */
export function diffDocuments(before: ParsedDocument, after: ParsedDocument): DocumentDiff {
  const unitsA = compareUnits(before)
  const unitsB = compareUnits(after)
  return {
    changes: diffUnits(before.text, unitsA.clauses, after.text, unitsB.clauses),
    frame: diffUnits(before.text, unitsA.frame, after.text, unitsB.frame),
  }
}

function diffUnits(
  textA: string,
  unitsA: readonly CompareUnit[],
  textB: string,
  unitsB: readonly CompareUnit[],
): ClauseChange[] {
  const toAlign =
    (text: string) =>
    (unit: CompareUnit): AlignUnit => ({ words: wordsOf(text, unit), label: unit.label })
  const links = alignClauses(unitsA.map(toAlign(textA)), unitsB.map(toAlign(textB)))
  const moved = findMoved(links, unitsA)
  const changes = groupLinks(links, unitsA.length, unitsB.length).map((group) => {
    const isMoved = group.links.some((link) => moved.has(link))
    return describeGroup(
      group.a.map((i) => unitsA[i]!),
      group.b.map((j) => unitsB[j]!),
      isMoved,
      textA,
      textB,
    )
  })
  return changes
}

function wordsOf(text: string, unit: CompareUnit): string {
  return text.slice(unit.start, unit.marker.start) + text.slice(unit.marker.end, unit.end)
}

/** Links outside the heaviest sequence that keeps its order: the fewest words that must have moved. */
function findMoved(links: readonly ClauseLink[], unitsA: readonly CompareUnit[]): Set<ClauseLink> {
  // Strictly increasing in `a` for links sorted by `b`: the two links of a merged clause never disturb one another.
  const inOrder = increasingSubsequence(
    links.map((link) => link.a),
    links.map((link) => unitsA[link.a]!.end - unitsA[link.a]!.start + 1),
  )
  const settled = new Set(inOrder)
  return new Set(links.filter((_, n) => !settled.has(n)))
}

interface Group {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly links: readonly ClauseLink[]
}

/** One group a change, in the order of the new text; a removed clause stands after what preceded it. */
function groupLinks(links: readonly ClauseLink[], countA: number, countB: number): Group[] {
  const ofA = Array.from({ length: countA }, (): ClauseLink[] => [])
  const ofB = Array.from({ length: countB }, (): ClauseLink[] => [])
  for (const link of links) {
    ofA[link.a]!.push(link)
    ofB[link.b]!.push(link)
  }
  const groups: Group[] = []
  const done = new Set<ClauseLink>()
  for (let j = 0; j < countB; j++) {
    const group = ofB[j]!.length === 0 ? { a: [], b: [j], links: [] } : openGroup(ofB[j]!, ofA, ofB, done)
    if (group) groups.push(group)
  }
  return insertRemoved(groups, ofA)
}

/**
 * The change that a link of clause `b` belongs to: split where its old clause has several successors, merged where the new
 * one has several predecessors that went nowhere else.
 */
function openGroup(
  links: readonly ClauseLink[],
  ofA: readonly ClauseLink[][],
  ofB: readonly ClauseLink[][],
  done: Set<ClauseLink>,
): Group | null {
  const fresh = links.filter((link) => !done.has(link))
  if (fresh.length === 0) return null
  const split = fresh.find((link) => ofA[link.a]!.length > 1)
  const own = split ? ofA[split.a]! : ofB[fresh[0]!.b]!.filter((link) => ofA[link.a]!.length === 1)
  for (const link of own) done.add(link)
  return {
    a: [...new Set(own.map((link) => link.a))],
    b: [...new Set(own.map((link) => link.b))],
    links: own,
  }
}

function insertRemoved(groups: readonly Group[], ofA: readonly ClauseLink[][]): Group[] {
  const after = new Map<number, Group[]>()
  let previous = -1
  ofA.forEach((links, i) => {
    if (links.length > 0) previous = i
    else after.set(previous, [...(after.get(previous) ?? []), { a: [i], b: [], links: [] }])
  })
  const ordered: Group[] = [...(after.get(-1) ?? [])]
  const placed = new Set<number>()
  for (const group of groups) {
    ordered.push(group)
    for (const i of group.a) {
      if (placed.has(i)) continue
      placed.add(i)
      ordered.push(...(after.get(i) ?? []))
    }
  }
  return ordered
}

function describeGroup(
  unitsA: readonly CompareUnit[],
  unitsB: readonly CompareUnit[],
  moved: boolean,
  textA: string,
  textB: string,
): ClauseChange {
  const isPair = unitsA.length === 1 && unitsB.length === 1
  const partial = unitsA.length > 0 && unitsB.length > 0
  const wordsA = unitsA.map((unit) => wordsOf(textA, unit)).join('')
  const wordsB = unitsB.map((unit) => wordsOf(textB, unit)).join('')
  const isSame = foldText(wordsA) === foldText(wordsB)
  const edited = partial && !isSame
  const renumbered = isPair && isRenumbered(unitsA[0]!, unitsB[0]!)
  const redline = partial ? diffPassages(textA, unitsA, textB, unitsB) : { runs: [], rewritten: false }
  return {
    kind: kindOf(unitsA.length, unitsB.length, { edited, moved, renumbered }),
    unit: (unitsB[0] ?? unitsA[0])!.kind,
    before: unitsA.map((unit) => unit.label),
    after: unitsB.map((unit) => unit.label),
    spansA: unitsA.map(({ start, end }) => ({ start, end })),
    spansB: unitsB.map(({ start, end }) => ({ start, end })),
    edited,
    moved: partial && moved,
    renumbered,
    typographic: isPair && isSame && wordsA.trim() !== wordsB.trim(),
    rewritten: redline.rewritten,
    runs: redline.runs,
    substantive: [],
    parts: [],
  }
}

/** A paragraph without a number of its own cannot be renumbered, however its place is counted. */
function isRenumbered(a: CompareUnit, b: CompareUnit): boolean {
  return a.marker.end > a.marker.start && b.marker.end > b.marker.start && a.label !== b.label
}

function kindOf(
  countA: number,
  countB: number,
  { edited, moved, renumbered }: { edited: boolean; moved: boolean; renumbered: boolean },
): ChangeKind {
  if (countA === 0) return 'added'
  if (countB === 0) return 'removed'
  if (countB > 1) return 'split'
  if (countA > 1) return 'merged'
  if (edited) return 'edited'
  if (moved) return 'moved'
  return renumbered ? 'renumbered' : 'kept'
}

/** Redline of one or more clauses against one or more; no runs where they are the same to the letter. */
function diffPassages(
  textA: string,
  spansA: readonly Span[],
  textB: string,
  spansB: readonly Span[],
): { runs: TextRun[]; rewritten: boolean } {
  const a = new Passage(textA, spansA)
  const b = new Passage(textB, spansB)
  if (a.text === b.text) return { runs: [], rewritten: false }
  const { runs, rewritten } = diffText(a.text, b.text)
  return { runs: runs.flatMap((run) => placeRun(run, a, b)), rewritten }
}

/** Clauses set one under another, with the way back to where they stand in their text. */
class Passage {
  readonly text: string
  private readonly starts: number[] = []
  private readonly spans: readonly Span[]

  constructor(text: string, spans: readonly Span[]) {
    this.spans = spans
    let length = 0
    for (const span of spans) {
      this.starts.push(length)
      length += span.end - span.start + 1
    }
    this.text = spans.map((span) => text.slice(span.start, span.end)).join('\n')
  }

  /** Borders between clauses inside `(start, end)`, as offsets of the passage: before and after each joining line break. */
  borders(start: number, end: number): number[] {
    return this.starts.slice(1).flatMap((border) => [border - 1, border].filter((at) => at > start && at < end))
  }

  /** The span in the text; `null` for a joining line break, which no text holds. */
  place(start: number, end: number): Span | null {
    let n = this.starts.length - 1
    while (n > 0 && this.starts[n]! > start) n--
    const shift = this.spans[n]!.start - this.starts[n]!
    const limit = this.spans[n]!.end
    if (start + shift >= limit && end > start) return null
    return { start: Math.min(start + shift, limit), end: Math.min(end + shift, limit) }
  }
}

function placeRun(run: TextRun, a: Passage, b: Passage): TextRun[] {
  const shift = run.b.start - run.a.start
  const length = Math.max(run.a.end - run.a.start, run.b.end - run.b.start)
  const cuts = new Set<number>()
  if (run.kind !== 'inserted') for (const at of a.borders(run.a.start, run.a.end)) cuts.add(at - run.a.start)
  if (run.kind !== 'deleted') for (const at of b.borders(run.b.start, run.b.end)) cuts.add(at - shift - run.a.start)
  const edges = [0, ...[...cuts].sort((x, y) => x - y), length]
  return edges.slice(1).flatMap((end, n) => {
    const start = edges[n]!
    const isInA = run.kind !== 'inserted'
    const isInB = run.kind !== 'deleted'
    const spanA = a.place(run.a.start + (isInA ? start : 0), run.a.start + (isInA ? end : 0))
    const spanB = b.place(run.b.start + (isInB ? start : 0), run.b.start + (isInB ? end : 0))
    if (spanA && spanB) return [{ kind: run.kind, a: spanA, b: spanB }]
    if (spanA && isInA) return [{ kind: 'deleted' as const, a: spanA, b: b.place(run.b.start, run.b.start)! }]
    if (spanB && isInB) return [{ kind: 'inserted' as const, a: a.place(run.a.start, run.a.start)!, b: spanB }]
    return []
  })
}
