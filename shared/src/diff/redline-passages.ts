import type { Span } from '../text/index.ts'
import type { TextRun } from './change.ts'
import { diffText, type TextDiff } from './diff-text.ts'

/** A clause with its number: `[start, body)` is the number and the space behind it. */
export interface PassageSpan extends Span {
  readonly body: number
}

/**
 * Redline of one or more clauses against one or more, as runs in offsets of the two texts; no runs where they are the same
 * to the letter. A run never reaches across a border between clauses.
 */
export function redlinePassages(
  textA: string,
  spansA: readonly PassageSpan[],
  textB: string,
  spansB: readonly PassageSpan[],
): TextDiff {
  const a = new Passage(textA, spansA)
  const b = new Passage(textB, spansB)
  if (a.text === b.text) return { runs: [], rewritten: false }
  // The number is compared with the number: a paragraph put in front must not carry the number away from what follows.
  const number = diffText(a.text.slice(0, a.body), b.text.slice(0, b.body))
  const body = diffText(a.text.slice(a.body), b.text.slice(b.body))
  const runs = joinRuns([...number.runs, ...body.runs.map((run) => shiftRun(run, a.body, b.body))])
  return { runs: runs.flatMap((run) => placeRun(run, a, b)), rewritten: body.rewritten }
}

function shiftRun(run: TextRun, byA: number, byB: number): TextRun {
  return {
    ...run,
    a: { start: run.a.start + byA, end: run.a.end + byA },
    b: { start: run.b.start + byB, end: run.b.end + byB },
  }
}

function joinRuns(runs: readonly TextRun[]): TextRun[] {
  const joined: TextRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last?.kind === 'kept' && run.kind === 'kept') {
      joined[joined.length - 1] = {
        kind: 'kept',
        a: { start: last.a.start, end: run.a.end },
        b: { start: last.b.start, end: run.b.end },
      }
    } else joined.push(run)
  }
  return absorbConfetti(joined)
}

/** A word or two kept between the changed number and the first edit help no reader: they go with the edit. */
function absorbConfetti(runs: readonly TextRun[]): TextRun[] {
  const at = runs.findIndex(
    (run, n) => run.kind === 'kept' && n > 0 && n + 1 < runs.length && run.a.end - run.a.start <= 2,
  )
  if (at < 0) return [...runs]
  const kept = runs[at]!
  const rest = runs.slice(at + 1)
  const deleted = rest[0]?.kind === 'deleted' ? rest.shift() : undefined
  const inserted = rest[0]?.kind === 'inserted' ? rest.shift() : undefined
  const endA = deleted?.a.end ?? kept.a.end
  const endB = inserted?.b.end ?? kept.b.end
  const isTypographic = [runs[at - 1], deleted, inserted].every((run) => !run || run.typographic === true)
  const flag = isTypographic ? { typographic: true as const } : {}
  return absorbConfetti([
    ...runs.slice(0, at),
    { kind: 'deleted', a: { start: kept.a.start, end: endA }, b: { start: kept.b.start, end: kept.b.start }, ...flag },
    { kind: 'inserted', a: { start: endA, end: endA }, b: { start: kept.b.start, end: endB }, ...flag },
    ...rest,
  ])
}

/** Clauses set one under another, with the way back to where they stand in their text. */
class Passage {
  readonly text: string
  /** Where the words of the first clause begin, after its number. */
  readonly body: number
  private readonly starts: number[] = []
  private readonly spans: readonly Span[]

  constructor(text: string, spans: readonly PassageSpan[]) {
    this.spans = spans
    this.body = spans[0] ? spans[0].body - spans[0].start : 0
    let length = 0
    for (const span of spans) {
      this.starts.push(length)
      length += span.end - span.start + 1
    }
    this.text = spans.map((span) => text.slice(span.start, span.end)).join('\n')
  }

  /** Both sides of every joining line break strictly inside `(start, end)`. */
  borders(start: number, end: number): number[] {
    return this.starts.slice(1).flatMap((border) => [border - 1, border].filter((at) => at > start && at < end))
  }

  /** The span in the text; `null` for a joining line break, which stands in no text. */
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
  const isInA = run.kind !== 'inserted'
  const isInB = run.kind !== 'deleted'
  const length = isInA ? run.a.end - run.a.start : run.b.end - run.b.start
  const cuts = new Set<number>([0, length])
  if (isInA) for (const at of a.borders(run.a.start, run.a.end)) cuts.add(at - run.a.start)
  if (isInB) for (const at of b.borders(run.b.start, run.b.end)) cuts.add(at - run.b.start)
  const edges = [...cuts].sort((x, y) => x - y)
  return edges.slice(1).flatMap((end, n) => {
    const start = edges[n]!
    const spanA = isInA ? a.place(run.a.start + start, run.a.start + end) : null
    const spanB = isInB ? b.place(run.b.start + start, run.b.start + end) : null
    if (spanA && spanB) return [{ ...run, a: spanA, b: spanB }]
    if (spanA) return [{ ...run, kind: 'deleted' as const, a: spanA, b: b.place(run.b.start, run.b.start)! }]
    if (spanB) return [{ ...run, kind: 'inserted' as const, a: a.place(run.a.start, run.a.start)!, b: spanB }]
    return []
  })
}
