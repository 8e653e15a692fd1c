import { frameBody } from './adapters/editor-frame.ts'
import { draftCells, draftColumn, joinRow } from './adapters/table.ts'
import { listMarker } from './list-marker.ts'
import type { Piece, PieceSource } from './piece-map.ts'

/** A line as the reader sees it: a paragraph, a table row, a line of a field. Piece offsets are into `text` of the line. */
export interface Line {
  readonly text: string
  readonly pieces: readonly Piece[]
  /** The element that makes it a line of its own. */
  readonly block: Element
  /** How many characters stand in links and buttons. */
  readonly linked: number
  /** Font size of its first words, in CSS pixels. */
  readonly fontSize: number
  readonly centred: boolean
  /** A row of a table, joined from several cells. */
  readonly row: boolean
  /** Chrome of the page by its own declaration: nav, header, footer and their ARIA roles, or a list of links. */
  readonly furniture: boolean
}

const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE HEAD TITLE META LINK OBJECT EMBED VIDEO AUDIO CANVAS SVG svg SELECT OPTION DATALIST BUTTON RT RP MAP'.split(
    ' ',
  ),
)
const FURNITURE_TAGS = new Set(['NAV', 'FOOTER', 'ASIDE'])
const FURNITURE_ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'menu',
  'menubar',
  'toolbar',
  'tablist',
])
/** Taken out of the text: they have no width, or show nothing. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/
const SPACE = /[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]/
/** East Asian wide: a source line break between two of these shows nothing (CSS Text 3 §4.1.3). */
const WIDE =
  /[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u2018-\u201d\u2026\u2014\ue000-\uf8ff\ud840-\ud8bf\udc00-\udfff]/

interface Context {
  readonly visible: boolean
  /** 'collapse' runs together all white space; 'lines' keeps line breaks (pre, pre-wrap, pre-line). */
  readonly space: 'collapse' | 'lines'
  readonly linked: boolean
  readonly furniture: boolean
  readonly block: Element
  readonly style: CSSStyleDeclaration
}

interface OpenLine {
  text: string
  pieces: Piece[]
  linked: number
  /** White space seen and not written yet; 'break' came from a source line break. */
  pending: '' | 'space' | 'break'
  pendingAt: { source: PieceSource; offset: number } | null
  block: Element | null
  context: Context | null
}

/**
 * Read what is visible under `root`, line by line in document order, into same-origin frames and form fields too. Nothing
 * is written to the page.
 */
export function readVisibleLines(root: Element): Line[] {
  const reader = new LineReader()
  reader.readRoot(root)
  return reader.lines
}

class LineReader {
  lines: Line[] = []
  #open: OpenLine = emptyLine()

  readRoot(root: Element): void {
    const style = styleOf(root)
    if (!style) return
    this.#readElement(root, { visible: true, space: 'collapse', linked: false, furniture: false, block: root, style })
    this.#close()
  }

  #readChildren(parent: Node, context: Context): void {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) this.#readText(child as Text, (child as Text).data, context)
      else if (child.nodeType === 1) this.#readElement(child as Element, context)
    }
  }

  #readElement(element: Element, outer: Context): void {
    const tag = element.tagName
    if (tag === 'BR') this.#close()
    if (tag === 'BR' || SKIPPED.has(tag)) return
    const style = styleOf(element)
    if (!style || isHidden(element, style)) return
    if (tag === 'IFRAME' || tag === 'FRAME') this.#readFrame(element as HTMLIFrameElement, outer)
    else if (tag === 'TEXTAREA' || tag === 'INPUT') this.#readField(element as HTMLTextAreaElement, outer, style)
    else this.#readBox(element, outer, style)
  }

  #readBox(element: Element, outer: Context, style: CSSStyleDeclaration): void {
    const block = !isInline(style)
    const context: Context = {
      visible: style.visibility === 'visible' && Number.parseFloat(style.fontSize) > 0,
      space: /^(pre|break)/.test(style.whiteSpace) ? 'lines' : 'collapse',
      linked: outer.linked || element.tagName === 'A' || element.getAttribute('role') === 'button',
      furniture: outer.furniture || isFurniture(element),
      block: block ? element : outer.block,
      style,
    }
    if (block) this.#close()
    if (style.display === 'table-row') this.#readRow(element, context)
    else {
      if (element.tagName === 'LI') this.#writeMarker(element, style, context)
      this.#readInside(element, context)
    }
    if (block) this.#close()
  }

  #readInside(element: Element, context: Context): void {
    this.#readChildren(element.shadowRoot ?? element, context)
    if (element.tagName === 'SLOT')
      for (const node of (element as HTMLSlotElement).assignedNodes())
        if (node.nodeType === 3) this.#readText(node as Text, (node as Text).data, context)
        else if (node.nodeType === 1) this.#readElement(node as Element, context)
  }

  #readFrame(frame: HTMLIFrameElement, outer: Context): void {
    const body = frameBody(frame)
    const style = body && styleOf(body)
    if (!body || !style) return
    this.#close()
    this.#readElement(body, { ...outer, space: 'collapse', linked: false, block: body, style })
    this.#close()
  }

  #readField(field: HTMLTextAreaElement | HTMLInputElement, outer: Context, style: CSSStyleDeclaration): void {
    if (field.tagName === 'INPUT' && !/^(text|)$/.test(field.getAttribute('type') ?? 'text')) return
    if (style.visibility !== 'visible') return
    this.#close()
    this.#readText(field, field.value, { ...outer, visible: true, space: 'lines', linked: false, block: field, style })
    this.#close()
  }

  /** A row of short cells is one line; a row that lays out whole passages is read cell by cell. */
  #readRow(row: Element, context: Context): void {
    const outside = this.lines
    const cells: Line[][] = []
    const column = this.#columnOf(row)
    for (const cell of column < 0 ? row.children : draftCells(row, column)) {
      this.lines = []
      this.#readElement(cell, context)
      this.#close()
      if (this.lines.length > 0) cells.push(this.lines)
    }
    this.lines = outside
    const joined = joinRow(cells, row)
    if (joined) outside.push(joined)
    else for (const cell of cells) outside.push(...cell)
  }

  readonly #columns = new Map<Element, number>()
  #columnOf(row: Element): number {
    const table = row.closest('table')
    if (!table) return -1
    const known = this.#columns.get(table) ?? draftColumn(table)
    this.#columns.set(table, known)
    return known
  }

  /** A list number is seen and not in the DOM: it goes into the text and belongs to no piece. */
  #writeMarker(item: Element, style: CSSStyleDeclaration, context: Context): void {
    if (!context.visible || item.parentElement?.tagName !== 'OL' || style.display !== 'list-item') return
    const marker = listMarker(item, style.listStyleType)
    if (!marker) return
    this.#begin(context)
    this.#open.text += marker
  }

  #readText(source: PieceSource, value: string, context: Context): void {
    if (!context.visible) return
    let from = 0
    for (let i = 0; i <= value.length; i += 1) {
      const char = value[i] ?? ''
      const breaks = context.space === 'lines' && char === '\n'
      if (char && !breaks && !SPACE.test(char) && !INVISIBLE.test(char)) continue
      if (i > from) this.#write(source, value, from, i, context)
      from = i + 1
      if (breaks) this.#close()
      else if (char && SPACE.test(char)) this.#space(source, i, char)
    }
  }

  #space(source: PieceSource, offset: number, char: string): void {
    const open = this.#open
    if (open.text === '') return
    const collapsible = char === '\n' || char === '\r'
    if (open.pending === '') {
      open.pending = collapsible ? 'break' : 'space'
      open.pendingAt = char === ' ' ? { source, offset } : null
    } else if (collapsible) open.pending = open.pending === 'space' && open.pendingAt === null ? 'space' : 'break'
  }

  #write(source: PieceSource, value: string, from: number, to: number, context: Context): void {
    const open = this.#open
    this.#begin(context)
    if (open.pending !== '') this.#writeSpace(value[from]!)
    const start = open.text.length
    open.text += value.slice(from, to)
    if (context.linked) open.linked += to - from
    const last = open.pieces.at(-1)
    if (last && last.source === source && last.from + last.length === from && last.start + last.length === start)
      open.pieces[open.pieces.length - 1] = { ...last, length: last.length + to - from }
    else open.pieces.push({ source, from, start, length: to - from })
  }

  #writeSpace(next: string): void {
    const open = this.#open
    const drops = open.pending === 'break' && WIDE.test(next) && WIDE.test(open.text.at(-1)!)
    if (!drops) {
      if (open.pendingAt) {
        const { source, offset } = open.pendingAt
        const start = open.text.length
        const last = open.pieces.at(-1)
        if (last && last.source === source && last.from + last.length === offset && last.start + last.length === start)
          open.pieces[open.pieces.length - 1] = { ...last, length: last.length + 1 }
        else open.pieces.push({ source, from: offset, start, length: 1 })
      }
      open.text += ' '
    }
    open.pending = ''
    open.pendingAt = null
  }

  #begin(context: Context): void {
    this.#open.block ??= context.block
    this.#open.context ??= context
  }

  #close(): void {
    const { text, pieces, block, linked, context } = this.#open
    this.#open = emptyLine()
    if (text === '' || !block || !context) return
    this.lines.push({
      text,
      pieces,
      block,
      linked,
      fontSize: Number.parseFloat(context.style.fontSize),
      centred: /center/.test(context.style.textAlign),
      row: false,
      furniture: context.furniture,
    })
  }
}

function emptyLine(): OpenLine {
  return { text: '', pieces: [], linked: 0, pending: '', pendingAt: null, block: null, context: null }
}

function styleOf(element: Element): CSSStyleDeclaration | null {
  return element.ownerDocument.defaultView?.getComputedStyle(element) ?? null
}

function isInline(style: CSSStyleDeclaration): boolean {
  const { display } = style
  if (style.cssFloat !== 'none' && style.cssFloat !== '') return false
  return display === 'contents' || display.startsWith('inline') || display.startsWith('ruby') || display === ''
}

/** Shown to nobody: not rendered, transparent, clipped to nothing, or moved off the sheet. */
function isHidden(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === 'none') return true
  if (style.opacity === '0') return true
  const clipped = style.overflow !== 'visible' || style.position === 'absolute'
  if (!clipped || style.display === 'contents' || style.display === 'inline') return false
  const box = element.getBoundingClientRect()
  const view = element.ownerDocument.defaultView!
  const gone = style.position === 'absolute' && (box.right + view.scrollX < 0 || box.bottom + view.scrollY < 0)
  const tiny = style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)
  return gone || tiny
}

function isFurniture(element: Element): boolean {
  return FURNITURE_TAGS.has(element.tagName) || FURNITURE_ROLES.has(element.getAttribute('role') ?? '')
}
