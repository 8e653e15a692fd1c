import { unzipSync } from 'fflate'
import type { Block, FileText } from './file-text.ts'
import { attribute, children, type ListPlace, valOf, WordNumbering } from './word-numbering.ts'

const PARTS = ['word/document.xml', 'word/numbering.xml', 'word/styles.xml']
/** Bytes of one part. A long draft unpacks to some 5 MB of XML; far beyond that it is no draft. */
const LARGEST = 64 * 1024 * 1024

/**
 * The words of a .docx as they read once every tracked change is accepted, with the numbers that Word counts by itself.
 *
 * @throws an Error fit to be shown
 */
export function readDocx(name: string, bytes: ArrayBuffer): FileText {
  const parts = unpack(bytes)
  const [body, numbering, styles] = PARTS.map((part) => documentOf(parts[part]))
  if (!body || body.querySelector('parsererror'))
    throw new Error('文件中没有读到正文。请在 Word 或者 WPS 中打开并另存后再试，或者复制正文粘贴到下面。')
  const reader = new BodyReader(new WordNumbering(numbering ?? null), styles ?? null)
  return { name, blocks: reader.readBlocks(body.documentElement), remarks: reader.remarks(body) }
}

/** No part grows beyond the size that the archive states for it. */
function unpack(bytes: ArrayBuffer): Record<string, Uint8Array> {
  try {
    return unzipSync(new Uint8Array(bytes), {
      filter: ({ name, originalSize }) => PARTS.includes(name) && originalSize <= LARGEST,
    })
  } catch {
    throw new Error('文件已经损坏，没有读到正文。请在 Word 或者 WPS 中打开并另存后再试。')
  }
}

const documentOf = (part: Uint8Array | undefined): Document | null =>
  part === undefined ? null : new DOMParser().parseFromString(new TextDecoder().decode(part), 'application/xml')

/** Not part of the text once changes are accepted, or never part of it. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'instrText', 'pPr', 'rPr', 'Fallback', 'drawing', 'pict', 'object'])

class BodyReader {
  readonly #numbering: WordNumbering
  readonly #styles = new Map<string, Element>()

  constructor(numbering: WordNumbering, styles: Document | null) {
    this.#numbering = numbering
    for (const style of children(styles?.documentElement, 'style')) this.#styles.set(attribute(style, 'styleId'), style)
  }

  readBlocks(parent: Element): Block[] {
    return [...parent.children].flatMap((child): Block[] => {
      if (child.localName === 'p') return this.#readParagraph(child)
      if (child.localName === 'tbl') return [{ kind: 'table', rows: this.#readRows(child) }]
      return LEFT_OUT.has(child.localName) ? [] : this.readBlocks(child)
    })
  }

  #readRows(table: Element): string[][][] {
    return children(table, 'tr').map((row) =>
      children(row, 'tc').map((cell) =>
        this.readBlocks(cell).flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.rows.flat(2))),
      ),
    )
  }

  #readParagraph(paragraph: Element): Block[] {
    const properties = children(paragraph, 'pPr')[0]
    const place = this.#placeOf(properties)
    const written = textOf(paragraph).trim()
    // Boxes of text float beside the paragraph that holds them.
    const boxes = [...paragraph.getElementsByTagNameNS('*', 'txbxContent')]
      .filter((box) => !isInFallback(box))
      .flatMap((box) => this.readBlocks(box))
    // An empty paragraph of a list is counted by Word as well, but stands for nothing.
    if (written === '') return boxes
    const number = place ? this.#numbering.next(place) : ''
    const centred = valOf(this.#property(properties, 'jc')) === 'center'
    const lines = `${number}${/^第.+[编章节条]$/.test(number) ? '　' : ''}${written}`.split('\n')
    return [...lines.map((text): Block => ({ kind: 'paragraph', text, centred })), ...boxes]
  }

  #placeOf(properties: Element | undefined): ListPlace | null {
    const numbered = this.#property(properties, 'numPr')
    const list = valOf(children(numbered, 'numId')[0])
    if (list === '' || list === '0') return null
    return { list, level: Number(valOf(children(numbered, 'ilvl')[0]) || '0') }
  }

  /** A property of a paragraph: its own, or that of its style and the styles that one is based on. */
  #property(properties: Element | undefined, name: string): Element | undefined {
    const own = children(properties, name)[0]
    if (own) return own
    let style = this.#styles.get(valOf(children(properties, 'pStyle')[0]))
    for (let depth = 0; style && depth < 10; depth += 1) {
      const found = children(children(style, 'pPr')[0], name)[0]
      if (found) return found
      style = this.#styles.get(valOf(children(style, 'basedOn')[0]))
    }
    return undefined
  }

  remarks(body: Document): string[] {
    const count = (...names: string[]) =>
      names.reduce((sum, name) => sum + body.getElementsByTagNameNS('*', name).length, 0)
    const changes = count('ins', 'del', 'moveFrom', 'moveTo')
    const pictures = count('blip', 'imagedata')
    const notes = count('footnoteReference', 'endnoteReference')
    return [
      ...(changes > 0 ? ['文件带有修订痕迹，按接受全部修订后的文字审核。'] : []),
      ...(pictures > 0 ? [`图片${pictures}幅，其中的文字未审核。`] : []),
      ...(notes > 0 ? [`脚注、尾注${notes}处未审核。`] : []),
    ]
  }
}

function isInFallback(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) if (at.localName === 'Fallback') return true
  return false
}

function textOf(parent: Element): string {
  let text = ''
  for (const child of parent.children) {
    const name = child.localName
    if (name === 't') text += child.textContent ?? ''
    else if (name === 'tab') text += ' '
    else if (name === 'br' || name === 'cr') text += attribute(child, 'type') === '' ? '\n' : ''
    else if (name === 'noBreakHyphen') text += '-'
    else if (name === 'r' && isHidden(child)) continue
    else if (!LEFT_OUT.has(name)) text += textOf(child)
  }
  return text
}

const isHidden = (run: Element): boolean => {
  const vanish = children(children(run, 'rPr')[0], 'vanish')[0]
  return vanish !== undefined && !/^(0|false)$/.test(valOf(vanish))
}
