import type { Severity } from '@hongxian/shared/rule'
import type { FieldMirrors } from './field-mirror.ts'
import type { Layer } from './layer.ts'
import type { SourceSpan } from './piece-map.ts'
import { frameOffset, intersect, moved, type ViewBox, visibleBox } from './view-box.ts'

/** Severities of findings, and the words of a note. */
export type MarkKind = Severity | 'note'

export type MarkState = 'open' | 'decided' | 'current'

export interface OverlayMark {
  readonly key: string
  readonly severity: MarkKind
  readonly state: MarkState
  readonly spans: readonly SourceSpan[]
}

/**
 * Lines drawn over the words, for fields and for engines without the CSS Custom Highlight API. Drawn anew once a frame
 * while something scrolls or changes size; only what can be seen is drawn, cut to the boxes that scroll it.
 */
export class Overlay {
  readonly #layer: Layer
  readonly #mirrors: FieldMirrors
  readonly #canvas: HTMLElement
  #marks: readonly OverlayMark[] = []
  #frame = 0

  constructor(layer: Layer, mirrors: FieldMirrors) {
    this.#layer = layer
    this.#mirrors = mirrors
    this.#canvas = layer.host.ownerDocument.createElement('div')
    this.#canvas.className = 'marks'
    layer.shadow.append(this.#canvas)
  }

  show(marks: readonly OverlayMark[], dark: boolean): void {
    this.#marks = marks
    this.#canvas.dataset.dark = String(dark)
    this.redraw()
  }

  /** Draw at the next frame; any number of calls before it cost one drawing. */
  redraw(): void {
    if (this.#frame !== 0 || (this.#marks.length === 0 && this.#canvas.childElementCount === 0)) return
    const window = this.#layer.host.ownerDocument.defaultView!
    this.#frame = window.requestAnimationFrame(() => {
      this.#frame = 0
      this.#draw()
    })
  }

  clear(): void {
    this.#marks = []
    this.#canvas.replaceChildren()
  }

  #draw(): void {
    const page = this.#layer.host.ownerDocument
    const lines: HTMLElement[] = []
    for (const mark of this.#marks)
      for (const span of mark.spans)
        for (const box of this.#seen(span)) {
          const line = page.createElement('div')
          line.className = 'line'
          line.dataset.severity = mark.severity
          line.dataset.state = mark.state
          line.style.cssText = `left:${box.left}px;top:${box.top}px;width:${box.right - box.left}px;height:${box.bottom - box.top}px`
          lines.push(line)
        }
    this.#canvas.replaceChildren(...lines)
  }

  #seen({ source, start, end }: SourceSpan): ViewBox[] {
    const element = 'data' in source ? source.parentElement : source
    const view = element?.isConnected ? visibleBox(element) : null
    if (!view) return []
    return boxesOf({ source, start, end }, this.#mirrors).flatMap((box) => intersect(box, view) ?? [])
  }
}

/** Where a part of a source stands, in the top viewport. */
export function boxesOf({ source, start, end }: SourceSpan, mirrors: FieldMirrors): ViewBox[] {
  if (!('data' in source)) return mirrors.boxesOf(source, start, end)
  if (!source.isConnected || end > source.data.length) return []
  const range = source.ownerDocument.createRange()
  range.setStart(source, start)
  range.setEnd(source, end)
  const offset = frameOffset(source.ownerDocument)
  return [...range.getClientRects()].map((box) => moved(box, offset))
}
