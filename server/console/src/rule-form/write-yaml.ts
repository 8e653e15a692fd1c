import {
  Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { isValues, type Values } from './value.ts'

/** Equal as data; the order of keys does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]))
  if (!isValues(a) || !isValues(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]))
}

/**
 * Write `next` into a YAML text that says something else: only what differs is typed anew, every other character stays as it
 * was, comments, blanks, quotes and the order of keys included.
 *
 * @param order keys that are added are put after the last of those before them here
 * @throws RangeError where the text is no YAML
 */
export function writeYaml(text: string, next: unknown, order: readonly string[] = []): string {
  const document = parseDocument(text)
  if (document.errors.length > 0) throw new RangeError(`not YAML: ${document.errors[0]?.message}`)
  if (isSame(document.toJS(), next)) return text
  const writer = new Writer(text, order)
  writer.change(document.contents as Node | null, next)
  const written = writer.apply()
  const reread = written === null ? null : parseDocument(written)
  if (written !== null && reread?.errors.length === 0 && isSame(reread.toJS(), next)) return written
  // Written in some way that could not be changed in place: the same data in the library's own layout, comments kept.
  setContents(document, [], next)
  return document.toString({ lineWidth: 0 })
}

/** Changes as little of the document as it can. */
function setContents(document: Document, path: readonly (string | number)[], next: unknown): void {
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  if (isMap(node) && isValues(next)) {
    for (const key of node.items.map((pair) => keyOf(pair as Pair)))
      if (!(key in next)) document.deleteIn([...path, key])
    for (const [key, value] of Object.entries(next)) setContents(document, [...path, key], value)
  } else if (isSeq(node) && Array.isArray(next)) {
    for (let i = node.items.length - 1; i >= next.length; i--) document.deleteIn([...path, i])
    for (const [i, value] of next.entries()) setContents(document, [...path, i], value)
  } else if (path.length === 0) document.contents = document.createNode(next) as never
  else if (!isScalar(node) || node.value !== next) document.setIn(path, document.createNode(next))
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key)

interface Item {
  /** `null` where nothing is written after a colon. */
  readonly node: Node | null
  readonly value: unknown
  /** Of the whole item: of its key where it has one. */
  readonly start: number
  readonly end: number
}

class Writer {
  readonly #text: string
  readonly #order: readonly string[]
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = []
  #isLost = false

  constructor(text: string, order: readonly string[]) {
    this.#text = text
    this.#order = order
  }

  /** `null` where something could not be changed in place. */
  apply(): string | null {
    if (this.#isLost) return null
    const edits = [...this.#edits].sort((a, b) => a.start - b.start || a.end - b.end)
    let at = 0
    let written = ''
    for (const { start, end, text } of edits) {
      if (start < at) return null
      written += this.#text.slice(at, start) + text
      at = end
    }
    return written + this.#text.slice(at)
  }

  change(node: Node | null, next: unknown): void {
    if (node === null || !node.range) this.#isLost = true
    else if (isSame(jsOf(node), next)) return
    else if (isMap(node) && isValues(next)) this.#changeMap(node, next)
    else if (isSeq(node) && Array.isArray(next)) this.#changeSeq(node, next)
    else if (isScalar(node) && !isCompound(next))
      this.#replace(node, inline(next, node.value === '' ? undefined : node.type))
    else if (isCollection(node) && node.flow === true) this.#replace(node, inline(next))
    else this.#isLost = true
  }

  #replace(node: Node, text: string): void {
    const [start, end] = rangeOf(node)
    // A block text (|) brings its own end of line.
    this.#edit(start, end, this.#text[end - 1] === '\n' ? `${text}\n` : text)
  }

  #edit(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text })
  }

  #changeMap(map: YAMLMap, next: Values): void {
    const items = map.items.map((pair): Item & { key: string } => {
      const key = pair.key as Node
      const node = (pair.value ?? null) as Node | null
      return {
        key: keyOf(pair as Pair),
        node,
        value: node === null ? null : jsOf(node),
        start: rangeOf(key)[0],
        end: node?.range ? rangeOf(node)[1] : rangeOf(key)[1] + 1,
      }
    })
    const isFlow = map.flow === true
    const removed = items.flatMap(({ key }, i) => (key in next ? [] : [i]))
    const added = Object.keys(next).filter((key) => !items.some((item) => item.key === key))
    for (const item of items) {
      if (!(item.key in next) || isSame(item.value, next[item.key])) continue
      const value = next[item.key]
      if (item.node && shapeOf(item.node) === shapeOfValue(value)) this.change(item.node, value)
      else if (isFlow) this.#edit(item.start, item.end, `${keyText(item.key)}: ${inline(value)}`)
      else this.#rewritePair(item, value)
    }
    for (const [from, to] of runsOf(removed)) this.#remove(items, from, to, isFlow)
    if (items.length === removed.length && added.length > 0) this.#isLost = true
    for (const [after, keys] of this.#placesOf(added, items)) {
      const texts = keys.map((key) =>
        isFlow
          ? `${keyText(key)}: ${inline(next[key])}`
          : pairText(key, next[key], this.#columnOf(items[0]?.start ?? 0)),
      )
      this.#insert(items, after, texts, isFlow, this.#columnOf(items[0]?.start ?? 0))
    }
  }

  /** Another kind of value after the same key. */
  #rewritePair(item: Item & { readonly key: string }, value: unknown): void {
    const end = this.#text[item.end - 1] === '\n' ? item.end - 1 : item.end
    this.#edit(item.start, end, pairText(item.key, value, this.#columnOf(item.start)))
  }

  #placesOf(added: readonly string[], items: readonly { readonly key: string }[]): Map<number, string[]> {
    const rank = (key: string) => {
      const at = this.#order.indexOf(key)
      return at < 0 ? this.#order.length : at
    }
    const places = new Map<number, string[]>()
    for (const key of [...added].sort((a, b) => rank(a) - rank(b))) {
      const before = items.findLastIndex((item) => this.#order.includes(item.key) && rank(item.key) < rank(key))
      const after = this.#order.includes(key) && before >= 0 ? before : items.length - 1
      places.set(after, [...(places.get(after) ?? []), key])
    }
    return places
  }

  #changeSeq(seq: YAMLSeq, next: readonly unknown[]): void {
    const isFlow = seq.flow === true
    const items = seq.items.map((one): Item => {
      const node = one as Node
      const [start, end] = rangeOf(node)
      return { node, value: jsOf(node), start: isFlow ? start : this.#dashBefore(start), end }
    })
    let head = 0
    while (head < items.length && head < next.length && isSame(items[head]?.value, next[head])) head++
    let tail = 0
    while (
      tail < items.length - head &&
      tail < next.length - head &&
      isSame(items[items.length - 1 - tail]?.value, next[next.length - 1 - tail])
    )
      tail++
    const before = items.length - head - tail
    const after = next.length - head - tail
    const both = Math.min(before, after)
    for (let i = head; i < head + both; i++) this.#changeItem(items[i] as Item, next[i], isFlow)
    if (before > both) this.#remove(items, head + both, head + before - 1, isFlow)
    if (after > both) {
      const values = next.slice(head + both, head + after)
      if (items.length === 0) {
        this.#replace(seq, inline(next))
        return
      }
      const column = this.#columnOf(items[0]?.start ?? 0)
      const texts = values.map((value) => (isFlow ? inline(value) : itemText(value, column)))
      this.#insert(items, head + both - 1, texts, isFlow, column)
    }
  }

  #changeItem(item: Item, value: unknown, isFlow: boolean): void {
    const node = item.node as Node
    if (shapeOf(node) === shapeOfValue(value)) {
      this.change(node, value)
      return
    }
    const column = this.#columnOf(item.start)
    const end = this.#text[item.end - 1] === '\n' ? item.end - 1 : item.end
    this.#edit(item.start, end, isFlow ? inline(value) : itemText(value, column))
  }

  #remove(items: readonly Item[], from: number, to: number, isFlow: boolean): void {
    const first = items[from] as Item
    const last = items[to] as Item
    const isAll = from === 0 && to === items.length - 1
    if (isFlow) {
      const next = items[to + 1]
      const before = items[from - 1]
      if (next) this.#edit(first.start, next.start, '')
      else this.#edit(before ? before.end : first.start, last.end, '')
      return
    }
    const line = this.#text.lastIndexOf('\n', first.start - 1) + 1
    // The first key of an item stands behind its dash, and an empty block cannot be written.
    if (isAll || this.#text.slice(line, first.start).trim() !== '') this.#isLost = true
    this.#edit(line, this.#lineEnd(last.end) + 1, '')
  }

  #insert(items: readonly Item[], after: number, texts: readonly string[], isFlow: boolean, column: number): void {
    const item = items[after]
    if (isFlow) {
      const all = texts.join(', ')
      if (item) this.#edit(item.end, item.end, `, ${all}`)
      else this.#edit(items[0]?.start ?? 0, items[0]?.start ?? 0, `${all}, `)
      return
    }
    const indent = ' '.repeat(column)
    if (!item) {
      const start = items[0]?.start ?? 0
      this.#edit(start, start, texts.map((text) => `${text}\n${indent}`).join(''))
      return
    }
    const end = this.#lineEnd(item.end)
    const isOpen = end === this.#text.length && this.#text[end - 1] !== '\n'
    const lines = texts.map((text) => `${indent}${text}`).join('\n')
    this.#edit(
      Math.min(end + 1, this.#text.length),
      Math.min(end + 1, this.#text.length),
      `${isOpen ? '\n' : ''}${lines}\n`,
    )
  }

  /** Where the line ends on which something ends: at its line feed. */
  #lineEnd(end: number): number {
    const at = this.#text.indexOf('\n', this.#text[end - 1] === '\n' ? end - 1 : end)
    return at < 0 ? this.#text.length : at
  }

  #dashBefore(start: number): number {
    return this.#text.lastIndexOf('-', start - 1)
  }

  #columnOf(offset: number): number {
    return offset - (this.#text.lastIndexOf('\n', offset - 1) + 1)
  }
}

const rangeOf = (node: Node): [number, number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0]

const jsOf = (node: Node): unknown => node.toJS(new Document())

const isCompound = (value: unknown): boolean => typeof value === 'object' && value !== null

const shapeOfValue = (value: unknown): string => (Array.isArray(value) ? 'list' : isValues(value) ? 'map' : 'scalar')

const shapeOf = (node: Node): string => (isSeq(node) ? 'list' : isMap(node) ? 'map' : 'scalar')

function runsOf(places: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const at of places) {
    const last = runs.at(-1)
    if (last && last[1] === at - 1) last[1] = at
    else runs.push([at, at])
  }
  return runs
}

const keyText = (key: string): string => inline(key)

/** In one line, as it may stand within brackets as well. */
function inline(value: unknown, type?: Scalar['type']): string {
  const document = new Document([value])
  const list = document.contents as unknown as YAMLSeq
  list.flow = true
  const [only] = list.items
  if (only instanceof Scalar && (type === Scalar.QUOTE_SINGLE || type === Scalar.QUOTE_DOUBLE)) only.type = type
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd()
  return padded(text.slice(1, -1))
}

/** Maps in brackets are written with blanks inside, lists without. */
const padded = (text: string): string => (/^\{.*\}$/s.test(text) ? `{ ${text.slice(1, -1)} }` : text)

/** Over several lines where it is long, the lines after the first set in. */
function block(value: unknown, column: number): string {
  const document = new Document(value)
  lay(document.contents as Node)
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd()
  return text.replace(/\n(?!\n|$)/g, `\n${' '.repeat(column)}`)
}

const SHORT = 12

/** Lists of words and small maps stand in brackets. */
function lay(node: Node): void {
  if (!isCollection(node)) return
  const children = isMap(node) ? node.items.map(({ value }) => value as Node) : (node.items as Node[])
  const areScalars = children.every((child) => isScalar(child))
  const isShort = (child: unknown) =>
    isScalar(child) && child.value !== '' && String(child.value).length <= SHORT && !String(child.value).includes('\n')
  if (isMap(node) ? areScalars && node.has('法律') : children.every(isShort)) node.flow = true
  else for (const child of children) lay(child)
}

const isBlock = (value: unknown): boolean => isCompound(value) && !/^[[{]/.test(block(value, 0))

const pairText = (key: string, value: unknown, column: number): string =>
  isBlock(value)
    ? `${keyText(key)}:\n${' '.repeat(column + 2)}${block(value, column + 2)}`
    : `${keyText(key)}: ${block(value, column + 2)}`

const itemText = (value: unknown, column: number): string => `- ${block(value, column + 2)}`
