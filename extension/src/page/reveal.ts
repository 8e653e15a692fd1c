import type { SourceSpan } from './piece-map.ts'
import { frameOffset, type ViewBox } from './view-box.ts'

/** Bring the words into view, in every frame and box that scrolls them; nothing moves when they are well in view. */
export function revealSpan(span: SourceSpan, box: ViewBox | undefined): void {
  const { source } = span
  if ('data' in source) revealText(source, span.start)
  else revealField(source, box)
}

function revealText(node: Text, offset: number): void {
  const element = node.parentElement
  const view = node.ownerDocument.defaultView
  if (!element || !view) return
  const range = node.ownerDocument.createRange()
  range.setStart(node, offset)
  range.setEnd(node, Math.min(offset + 1, node.data.length))
  for (let box: Element | null = element; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight + 1 || !/auto|scroll|hidden/.test(view.getComputedStyle(box).overflowY))
      continue
    if (box === node.ownerDocument.documentElement || box === node.ownerDocument.body) break
    const own = box.getBoundingClientRect()
    const at = range.getBoundingClientRect()
    if (at.top < own.top + 20 || at.bottom > own.bottom - 20) box.scrollTop += at.top - own.top - own.height / 3
  }
  scrollWindow(view, () => range.getBoundingClientRect())
}

/** @param box where the words stand now, scrolled out of the field or not */
function revealField(field: HTMLTextAreaElement | HTMLInputElement, box: ViewBox | undefined): void {
  const view = field.ownerDocument.defaultView
  if (!view) return
  const own = field.getBoundingClientRect()
  const offset = frameOffset(field.ownerDocument)
  let top = own.top
  if (box) {
    const before = field.scrollTop
    const at = box.top - offset.y
    if (at < own.top + 4 || box.bottom - offset.y > own.bottom - 4)
      field.scrollTop += at - own.top - field.clientHeight / 3
    top = at - (field.scrollTop - before)
  }
  scrollWindow(view, () => new DOMRect(own.left, top + field.getBoundingClientRect().top - own.top, own.width, 24))
}

/** Scroll a window, then the windows around it, until the place is neither above nor below the comfortable middle. */
function scrollWindow(view: Window, place: () => DOMRect): void {
  const box = place()
  const margin = Math.min(120, view.innerHeight / 5)
  const tall = box.height > view.innerHeight - 2 * margin
  if (
    box.top < margin ||
    (!tall && box.bottom > view.innerHeight - margin) ||
    (tall && box.top > view.innerHeight - margin)
  )
    view.scrollBy({ top: box.top - view.innerHeight / 3, behavior: 'instant' })
  let frame: Element | null = null
  try {
    frame = view.frameElement
  } catch {
    return
  }
  const outer = frame?.ownerDocument.defaultView
  if (!frame || !outer) return
  const own = frame
  scrollWindow(outer, () => {
    const inner = place()
    const at = own.getBoundingClientRect()
    return new DOMRect(at.left + inner.left, at.top + inner.top, inner.width, inner.height)
  })
}
