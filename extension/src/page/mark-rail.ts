import type { Severity } from '@hongxian/shared/rule'
import type { Layer } from './layer.ts'
import type { ViewBox } from './view-box.ts'

export interface RailTick {
  readonly key: string
  readonly severity: Severity
  readonly decided: boolean
  readonly label: string
  /** Where its words stand now, in the top viewport. */
  readonly box: ViewBox
}

/** The thin strip at the right edge that shows where in a long page the findings lie. */
export class MarkRail {
  readonly #rail: HTMLElement
  readonly #onPick: (key: string) => void

  constructor(layer: Layer, onPick: (key: string) => void) {
    this.#onPick = onPick
    this.#rail = layer.host.ownerDocument.createElement('div')
    this.#rail.className = 'rail'
    layer.shadow.append(this.#rail)
  }

  /** @param scroller the box that scrolls the draft; a page that needs no scrolling needs no rail */
  show(ticks: readonly RailTick[], scroller: Element, dark: boolean): void {
    this.#rail.dataset.dark = String(dark)
    const page = this.#rail.ownerDocument
    const isPage = scroller === page.scrollingElement
    const view = isPage
      ? { top: 0, right: page.documentElement.clientWidth, height: page.defaultView!.innerHeight }
      : rectOf(scroller)
    const { scrollHeight, clientHeight, scrollTop } = scroller
    this.#rail.hidden = ticks.length === 0 || scrollHeight <= clientHeight * 1.2
    if (this.#rail.hidden) return
    const height = view.height
    this.#rail.style.cssText = `top:${view.top}px;left:${view.right - 6}px;height:${height}px`
    this.#rail.replaceChildren(
      ...ticks.map((tick) => {
        const button = page.createElement('button')
        const y = (tick.box.top - view.top + scrollTop) / scrollHeight
        button.style.top = `${Math.min(0.995, Math.max(0, y)) * height}px`
        button.dataset.severity = tick.severity
        button.dataset.decided = String(tick.decided)
        button.title = tick.label
        button.tabIndex = -1
        button.addEventListener('click', () => this.#onPick(tick.key))
        return button
      }),
    )
  }

  clear(): void {
    this.#rail.replaceChildren()
    this.#rail.hidden = true
  }
}

function rectOf(scroller: Element): { top: number; right: number; height: number } {
  const { top, left, height } = scroller.getBoundingClientRect()
  return { top, right: left + scroller.clientLeft + scroller.clientWidth, height }
}

/** The nearest box around an element that scrolls it up and down; the page itself where there is none. */
export function scrollerOf(element: Element): Element {
  const page = element.ownerDocument
  const view = page.defaultView!
  for (let at: Element | null = element; at && at !== page.body; at = at.parentElement) {
    const { overflowY } = view.getComputedStyle(at)
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight + 4) return at
  }
  let frame: Element | null = null
  try {
    frame = view.frameElement
  } catch {
    frame = null
  }
  const own = page.scrollingElement ?? page.documentElement
  if (frame && own.scrollHeight <= own.clientHeight + 4) return scrollerOf(frame)
  return own
}
