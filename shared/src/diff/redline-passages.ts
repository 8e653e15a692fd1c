import type { Span } from '../text/index.ts'
import type { TextRun } from './change.ts'
import { diffText, type TextDiff } from './diff-text.ts'

/**
 * Redline of one or more clauses against one or more, as runs in offsets of the two texts; no runs where they are the same
 * to the letter. A run never reaches across a border between clauses.
 */
export function redlinePassages(
  textA: string,
  spansA: readonly Span[],
  textB: string,
  spansB: readonly Span[],
): TextDiff {
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
    if (spanA && spanB) return [{ kind: run.kind, a: spanA, b: spanB }]
    if (spanA) return [{ kind: 'deleted' as const, a: spanA, b: b.place(run.b.start, run.b.start)! }]
    if (spanB) return [{ kind: 'inserted' as const, a: a.place(run.a.start, run.a.start)!, b: spanB }]
    return []
  })
}
