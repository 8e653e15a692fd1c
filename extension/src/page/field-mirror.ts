import type { Layer } from './layer.ts'
import type { ViewBox } from './view-box.ts'
import { frameOffset } from './view-box.ts'

type Field = HTMLTextAreaElement | HTMLInputElement

/** The computed styles that decide where the words of a field stand. */
const STYLES = [
  'direction',
  'font-family',
  'font-size',
  'font-stretch',
  'font-style',
  'font-variant',
  'font-weight',
  'letter-spacing',
  'line-height',
  'padding-bottom',
  'padding-left',
  'padding-right',
  'padding-top',
  'tab-size',
  'text-align',
  'text-indent',
  'text-transform',
  'word-break',
  'word-spacing',
  'line-break',
]

/** A field shows its words, but tells nobody where: an unseen copy of it in our own layer does. */
export class FieldMirrors {
  readonly #layer: Layer
  readonly #mirrors = new Map<Field, HTMLElement>()

  constructor(layer: Layer) {
    this.#layer = layer
  }

  /** Where `[start, end)` of a field's value stands, in the top viewport; parts scrolled out of the field included. */
  boxesOf(field: Field, start: number, end: number): ViewBox[] {
    const mirror = this.#fit(field)
    const words = mirror.firstChild as Text | null
    if (!words || end > words.data.length) return []
    const range = mirror.ownerDocument.createRange()
    range.setStart(words, start)
    range.setEnd(words, end)
    const origin = mirror.getBoundingClientRect()
    const box = field.getBoundingClientRect()
    const offset = frameOffset(field.ownerDocument)
    const x = box.left + field.clientLeft - field.scrollLeft - origin.left + offset.x
    const y = box.top + field.clientTop - field.scrollTop - origin.top + offset.y
    return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({
      left: left + x,
      top: top + y,
      right: right + x,
      bottom: bottom + y,
    }))
  }

  clear(): void {
    for (const mirror of this.#mirrors.values()) mirror.remove()
    this.#mirrors.clear()
  }

  /** Bring the copy up to the field's present words, width and styles. */
  #fit(field: Field): HTMLElement {
    let mirror = this.#mirrors.get(field)
    if (!mirror) {
      mirror = this.#layer.host.ownerDocument.createElement('div')
      this.#layer.shadow.append(mirror)
      this.#mirrors.set(field, mirror)
    }
    const style = field.ownerDocument.defaultView!.getComputedStyle(field)
    const single = field.tagName === 'INPUT'
    const wraps = !single && (field as HTMLTextAreaElement).wrap !== 'off' && !style.whiteSpace.startsWith('pre ')
    mirror.style.cssText = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    Object.assign(mirror.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      visibility: 'hidden',
      boxSizing: 'border-box',
      width: `${field.clientWidth}px`,
      whiteSpace: wraps ? 'pre-wrap' : 'pre',
      overflowWrap: 'break-word',
    })
    if (mirror.textContent !== field.value) mirror.textContent = field.value
    return mirror
  }
}
