import { FieldMirrors } from './field-mirror.ts'
import type { Layer } from './layer.ts'
import { boxesOf, type MarkKind, type MarkState, Overlay, type OverlayMark } from './overlay.ts'
import { type PieceMap, type SourceSpan, wordsOf } from './piece-map.ts'
import type { ViewBox } from './view-box.ts'

/** What to mark: a span of the canonical text. */
export interface Mark {
  readonly key: string
  readonly severity: MarkKind
  readonly state: MarkState
  readonly start: number
  readonly end: number
}

/** Called per document, as each frame has a registry of its own. */
interface HighlightWindow {
  readonly Highlight?: new (...ranges: AbstractRange[]) => Set<AbstractRange> & { priority: number }
  readonly CSS: { readonly highlights?: Map<string, Set<AbstractRange>> }
}

/** Marks words without touching the page: CSS custom highlights, and an overlay where they do not reach. */
export class Highlighter {
  readonly #overlay: Overlay
  readonly #mirrors: FieldMirrors
  /** Documents that hold highlights of ours, with the names used there. */
  readonly #used = new Map<Document, Set<string>>()
  #placed = new Map<string, { mark: Mark; spans: readonly SourceSpan[] }>()
  #dark = false

  constructor(layer: Layer) {
    this.#mirrors = new FieldMirrors(layer)
    this.#overlay = new Overlay(layer, this.#mirrors)
  }

  /**
   * Show exactly these marks. A span whose words are no longer where they were read is not drawn: a stale mark on a legal
   * text is worse than a missing one.
   *
   * @returns keys of the marks that could not be placed
   */
  show(marks: readonly Mark[], map: PieceMap, text: string, dark: boolean): string[] {
    const unplaced: string[] = []
    this.#placed = new Map()
    this.#dark = dark
    for (const mark of marks) {
      const spans = map.sourcesOf(mark.start, mark.end)
      if (spans.length > 0 && spans.every((span) => isFresh(span, map, text)))
        this.#placed.set(mark.key, { mark, spans })
      else unplaced.push(mark.key)
    }
    this.#paint()
    return unplaced
  }

  /** The page changed at these nodes: marks that touch them go at once, before anything is read again. */
  dropTouched(isTouched: (source: Node) => boolean): void {
    const kept = [...this.#placed].filter(([, { spans }]) =>
      spans.every(({ source }) => source.isConnected && !isTouched(source)),
    )
    if (kept.length === this.#placed.size) return
    this.#placed = new Map(kept)
    this.#paint()
  }

  setState(key: string, state: MarkState): void {
    const placed = this.#placed.get(key)
    if (!placed || placed.mark.state === state) return
    this.#placed.set(key, { ...placed, mark: { ...placed.mark, state } })
    this.#paint()
  }

  /** Something scrolled or changed size. */
  moved(): void {
    this.#overlay.redraw()
  }

  /** Where a mark stands now, in the top viewport; empty when it is not drawn. */
  boxesOf(key: string): ViewBox[] {
    const placed = this.#placed.get(key)
    return placed ? placed.spans.flatMap((span) => boxesOf(span, this.#mirrors)) : []
  }

  /** Where a part of a source begins, in the top viewport. */
  boxOf(span: SourceSpan): ViewBox | undefined {
    return boxesOf(span, this.#mirrors)[0]
  }

  spansOf(key: string): readonly SourceSpan[] {
    return this.#placed.get(key)?.spans ?? []
  }

  /** Keys of the marks under a point of the top viewport, smallest first. */
  keysAt(x: number, y: number, among: Iterable<string> = this.#placed.keys()): string[] {
    const hit = (box: ViewBox) => x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 3
    const length = (key: string) => this.#placed.get(key)!.mark.end - this.#placed.get(key)!.mark.start
    return [...among].filter((key) => this.boxesOf(key).some(hit)).sort((a, b) => length(a) - length(b))
  }

  get keys(): readonly string[] {
    return [...this.#placed.keys()]
  }

  clear(): void {
    this.#placed = new Map()
    this.#paint()
    this.#overlay.clear()
    this.#mirrors.clear()
  }

  #paint(): void {
    const ranges = new Map<Document, Map<string, AbstractRange[]>>()
    const overlaid: OverlayMark[] = []
    for (const { mark, spans } of this.#placed.values()) {
      const rest: SourceSpan[] = []
      for (const span of spans) {
        const range = highlightRange(span)
        if (range) addRange(ranges, span.source.ownerDocument, nameOf(mark.severity, mark.state, this.#dark), range)
        else rest.push(span)
      }
      if (rest.length > 0) overlaid.push({ key: mark.key, severity: mark.severity, state: mark.state, spans: rest })
    }
    this.#register(ranges)
    const priority = ({ severity, state }: OverlayMark) => priorityOf(nameOf(severity, state, false))
    overlaid.sort((a, b) => priority(a) - priority(b))
    this.#overlay.show(overlaid, this.#dark)
  }

  #register(ranges: ReadonlyMap<Document, ReadonlyMap<string, AbstractRange[]>>): void {
    for (const [page, names] of this.#used) {
      const registry = windowOf(page)?.CSS.highlights
      for (const name of names) if (!ranges.get(page)?.has(name)) registry?.delete(name)
    }
    this.#used.clear()
    for (const [page, byName] of ranges) {
      const window = windowOf(page)!
      for (const [name, list] of byName) {
        const highlight = new window.Highlight!(...list.slice(0, 1))
        for (const range of list.slice(1)) highlight.add(range)
        highlight.priority = priorityOf(name)
        window.CSS.highlights!.set(name, highlight)
      }
      this.#used.set(page, new Set(byName.keys()))
    }
  }
}

function windowOf(page: Document): HighlightWindow | null {
  return page.defaultView as unknown as HighlightWindow | null
}

/** Severity × state, and notes: at most thirteen names on a page, whatever the number of marks. */
function nameOf(severity: MarkKind, state: MarkState, dark: boolean): string {
  return `hongxian-${severity}${state === 'open' ? '' : `-${state}`}${dark ? '-dark' : ''}`
}

const FROM_BELOW = ['note', 'hint', 'suspect', 'improper', 'illegal']

/** Of several marks on the same words the gravest is seen, and the current one before all. */
function priorityOf(name: string): number {
  const [, kind = '', state] = name.split('-')
  return FROM_BELOW.indexOf(kind) + (state === 'current' ? FROM_BELOW.length : 0)
}

/** A range for the highlight registry; `null` where the words need the overlay. */
function highlightRange({ source, start, end }: SourceSpan): Range | null {
  if (!('data' in source)) return null
  const window = windowOf(source.ownerDocument)
  // Highlights are styled per tree: our style sheet does not reach into a page's shadow roots.
  if (!window?.Highlight || !window.CSS.highlights || source.getRootNode() !== source.ownerDocument) return null
  try {
    const range = source.ownerDocument.createRange()
    range.setStart(source, start)
    range.setEnd(source, end)
    return range
  } catch {
    // One failed range must not stop the others: the overlay skips what is no longer there.
    return null
  }
}

function addRange(
  ranges: Map<Document, Map<string, AbstractRange[]>>,
  page: Document,
  name: string,
  range: AbstractRange,
): void {
  const byName = ranges.get(page) ?? new Map<string, AbstractRange[]>()
  ranges.set(page, byName)
  const list = byName.get(name)
  if (list) list.push(range)
  else byName.set(name, [range])
}

/** Do the words still stand where they were read? */
function isFresh(span: SourceSpan, map: PieceMap, text: string): boolean {
  if (!span.source.isConnected) return false
  const words = wordsOf(span.source)
  if (span.end > words.length) return false
  const start = map.offsetAt(span.source, span.start)
  return start !== null && words[span.start] === text[start]
}
