/** A box in the coordinates of the top window's viewport. */
export interface ViewBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function intersect(a: ViewBox, b: ViewBox): ViewBox | null {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const right = Math.min(a.right, b.right)
  const bottom = Math.min(a.bottom, b.bottom)
  return right > left && bottom > top ? { left, top, right, bottom } : null
}

/** How far a document's viewport lies from that of the topmost window we may look into. */
export function frameOffset(page: Document): { readonly x: number; readonly y: number } {
  let x = 0
  let y = 0
  for (let frame = frameOf(page); frame; frame = frameOf(frame.ownerDocument)) {
    const box = frame.getBoundingClientRect()
    x += box.left + frame.clientLeft
    y += box.top + frame.clientTop
  }
  return { x, y }
}

function frameOf(page: Document): HTMLElement | null {
  try {
    return (page.defaultView?.frameElement as HTMLElement | null) ?? null
  } catch {
    return null
  }
}

/** What of an element's place can be seen: the viewport cut by every scrolling ancestor and frame on the way up. */
export function visibleBox(element: Element): ViewBox | null {
  let view: ViewBox | null = null
  for (let at: Element | null = element; at; at = frameOf(at.ownerDocument)) {
    const window = at.ownerDocument.defaultView!
    const offset = frameOffset(at.ownerDocument)
    const { clientWidth, clientHeight } = at.ownerDocument.documentElement
    const screen = {
      left: 0,
      top: 0,
      right: clientWidth || window.innerWidth,
      bottom: window.innerHeight || clientHeight,
    }
    let own: ViewBox | null = moved(screen, offset)
    for (let box: Element | null = at; box && own; box = box.parentElement) {
      if (box === at.ownerDocument.body || box === at.ownerDocument.documentElement) break
      if (window.getComputedStyle(box).overflow === 'visible') continue
      own = intersect(own, moved(box.getBoundingClientRect(), offset))
    }
    if (!own) return null
    view = view ? intersect(view, own) : own
    if (!view) return null
  }
  return view
}

export function moved(box: ViewBox, by: { readonly x: number; readonly y: number }): ViewBox {
  return { left: box.left + by.x, top: box.top + by.y, right: box.right + by.x, bottom: box.bottom + by.y }
}
