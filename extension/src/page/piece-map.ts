import { firstStartingAt } from '@hongxian/shared/text'

/** What a piece of text stands in: a Text node of the page, or a form field's value. */
export type PieceSource = Text | HTMLTextAreaElement | HTMLInputElement

/**
 * A run of canonical text that equals, unit for unit, a run of one source:
 * `text.slice(start, start + length) === wordsOf(source).slice(from, from + length)`.
 */
export interface Piece {
  readonly source: PieceSource
  /** Offset in the source. */
  readonly from: number
  /** Offset in the canonical text. */
  readonly start: number
  readonly length: number
}

/** The canonical text of a page, and where each run of it stands. Text outside all pieces (line breaks, cell gaps) is ours. */
export interface PageText {
  readonly text: string
  /** Ascending by `start`, disjoint. */
  readonly pieces: readonly Piece[]
}

/** A part of a source that a span covers. */
export interface SourceSpan {
  readonly source: PieceSource
  readonly start: number
  readonly end: number
}

/** Both directions between canonical offsets and the page: offset → source by binary search, source → offset by look-up. */
export class PieceMap {
  readonly pieces: readonly Piece[]
  readonly #bySource = new Map<PieceSource, Piece[]>()

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces
    for (const piece of pieces) {
      const known = this.#bySource.get(piece.source)
      if (known) known.push(piece)
      else this.#bySource.set(piece.source, [piece])
    }
  }

  /** The parts of the page under `[start, end)`, in order; neighbours in one source are joined across white space left out. */
  sourcesOf(start: number, end: number): SourceSpan[] {
    const spans: SourceSpan[] = []
    for (let i = Math.max(0, firstStartingAt(this.pieces, start + 1) - 1); i < this.pieces.length; i += 1) {
      const piece = this.pieces[i]!
      if (piece.start >= end) break
      const from = Math.max(start, piece.start)
      const to = Math.min(end, piece.start + piece.length)
      if (from >= to) continue
      const span = { source: piece.source, start: piece.from + from - piece.start, end: piece.from + to - piece.start }
      const last = spans.at(-1)
      // A line through words broken over two source lines must not leave a hole at the line break.
      if (last && last.source === span.source && span.start - last.end <= 2)
        spans[spans.length - 1] = { ...last, end: span.end }
      else spans.push(span)
    }
    return spans
  }

  /** The canonical offset of a place in the page; `null` where nothing was read from. */
  offsetAt(source: Node, offset: number): number | null {
    const pieces = this.#bySource.get(source as PieceSource)
    const piece = pieces?.findLast((candidate) => candidate.from <= offset)
    if (!piece || offset > piece.from + piece.length) return null
    return piece.start + offset - piece.from
  }

  has(source: Node): boolean {
    return this.#bySource.has(source as PieceSource)
  }
}

/** The words a source holds now. */
export function wordsOf(source: PieceSource): string {
  return 'data' in source ? source.data : source.value
}
