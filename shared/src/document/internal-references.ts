import { isSpaceUnit } from '../text/char-class.ts'
import { formatNumeral, readNumeral } from '../text/numeral.ts'
import type { Span } from '../text/span.ts'
import { type Mark, readMark } from './marker.ts'
import type { Anomaly, ClauseNode } from './node.ts'

/** A reference of a document to its own provisions: 本办法第四十条第二款, 本条第三款, 前款, 附件2. */
export interface InternalReference extends Span {
  /** What stands before the numbers: 本办法, 本条, 前款, 附件. */
  readonly base: string
  readonly article: number | null
  readonly suffix: number
  readonly paragraph: number | null
  readonly item: number | null
}

/** Words by which a document names itself after 本 (立法技术规范（试行）（一）, 3.2). */
const SELF = [
  '实施办法',
  '实施细则',
  '暂行办法',
  '暂行规定',
  '管理办法',
  '办法',
  '规定',
  '条例',
  '细则',
  '规则',
  '规程',
  '规范',
  '通知',
  '意见',
  '决定',
  '方案',
  '措施',
  '章程',
  '准则',
  '制度',
  '标准',
  '合同',
  '协议',
  '法',
]

const BEN = 0x672c

/**
 * The reference whose 第 stands at `at`, or `null` where the words before it name another text. A reference without a
 * name (具有第十条第（三）项情形的) has the base ''.
 */
export function readInternalReference(text: string, at: number): InternalReference | null {
  const base = readBase(text, at) ?? (isBare(text, at) ? '' : null)
  if (base === null) return null
  const article = readMark(text, at, text.length)
  if (article?.style !== 'article') return null
  const tail = readTail(text, article)
  return {
    start: at - base.length,
    end: tail.end,
    base,
    article: article.number,
    suffix: article.suffix,
    paragraph: tail.paragraph,
    item: tail.item,
  }
}

/** Words directly before an unnamed reference to the document's own article. */
const BARE_LEADS = ['具有', '违反', '依照', '按照', '根据', '符合', '适用', '属于', '不符合', '除']

function isBare(text: string, at: number): boolean {
  return BARE_LEADS.some((word) => text.startsWith(word, at - word.length))
}

const SELF_ENDS = new Set(SELF.map((word) => word.charCodeAt(word.length - 1)))

function readBase(text: string, at: number): string | null {
  if (!SELF_ENDS.has(text.charCodeAt(at - 1))) return null
  for (const word of SELF) {
    const from = at - word.length - 1
    if (text.charCodeAt(from) === BEN && text.startsWith(word, from + 1)) return text.slice(from, at)
  }
  return null
}

/** 第二款第（三）项 after 第四条. */
function readTail(text: string, article: Mark): { end: number; paragraph: number | null; item: number | null } {
  let end = article.end
  let paragraph: number | null = null
  let item: number | null = null
  for (let i = 0; i < 2; i++) {
    if (text[end] !== '第') break
    let at = end + 1
    while (isSpaceUnit(text.charCodeAt(at)) || text[at] === '（' || text[at] === '(') at++
    const number = readNumeral(text, at)
    if (number === null) break
    at = number.end
    while (isSpaceUnit(text.charCodeAt(at)) || text[at] === '）' || text[at] === ')') at++
    if (text[at] === '款' && paragraph === null) paragraph = number.value
    else if (text[at] === '项') item = number.value
    else break
    end = at + 1
  }
  return { end, paragraph, item }
}

/** A document of the text with the articles it holds. */
interface Articles {
  readonly nodes: Map<string, ClauseNode>
  /** Above 1 where the text is one volume of a code: what stands before it is not missing. */
  first: number
  last: number
  /** How often the numbers leap: an excerpt leaves articles out. */
  leaps: number
}

/** A text whose numbers leap so often shows some articles of a document only. */
const EXCERPT = 3

const key = (number: number, suffix: number): string => `${number}-${suffix}`

/**
 * References of a document to an article it does not have.
 *
 * @param ordinals offsets of 第 in the text, rising; those inside quotations left out
 */
export function findDanglingReferences(
  text: string,
  nodes: readonly ClauseNode[],
  ordinals: readonly number[],
): Anomaly[] {
  const anomalies: Anomaly[] = []
  const articles = collectArticles(nodes)
  const seen = new Set<string>()
  let last = 0
  for (const at of ordinals) {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= at) last++
    const reference = readInternalReference(text, at)
    if (reference === null) continue
    const scope = scopeOf(nodes, last, at)
    const own = articles.get(scope)
    if (own === undefined || own.nodes.size < 2 || reference.article! < own.first) continue
    if (own.leaps >= EXCERPT && reference.article! < own.last) continue
    const missing = missingPart(text, nodes, own, reference, labelOf(nodes, last, at))
    if (missing === null) continue
    const words = text.slice(reference.start, reference.end)
    if (seen.has(`${scope}${words}`)) continue
    seen.add(`${scope}${words}`)
    anomalies.push({
      kind: 'dangling-reference',
      at: labelOf(nodes, last, at),
      detail: missing,
      start: reference.start,
      end: reference.end,
    })
  }
  return anomalies
}

/** 前款 in the first 款 of an article, and 本条第五款 in an article of three. */
export function findDanglingParagraphs(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  const report = (at: number, end: number, label: string, detail: string): void => {
    anomalies.push({ kind: 'dangling-reference', at: label, detail, start: at, end })
  }
  forEachInArticle(text, nodes, '前款', (at, article, paragraph) => {
    // 违反第三条前款 means another article's.
    // Directly behind a full stop the line break before it was lost in copying.
    if (paragraph > 1 || '条“。'.includes(text[at - 1] ?? '。')) return
    report(at, at + 2, article.label, `${article.label}的第一款之前没有款，“前款”无所指。`)
  })
  forEachInArticle(text, nodes, '本条第', (at, article, _, count) => {
    const number = readNumeral(text, at + 3)
    if (number === null || text[number.end] !== '款' || number.value <= count) return
    report(
      at,
      number.end + 1,
      article.label,
      `${text.slice(at, number.end + 1)}不存在，${article.label}共${formatNumeral(count)}款。`,
    )
  })
  return anomalies
}

/**
 * An article that refers to itself by its number, or a 款 to itself as 本条第一款: the number is another's. Only what stands
 * in the first sentence of its line is judged: behind a full stop, a line break may have been lost in copying, and
 * 违反本办法第九条规定的 then speaks of the words before it.
 */
export function findSelfReferences(text: string, nodes: readonly ClauseNode[], ordinals: readonly number[]): Anomaly[] {
  const anomalies: Anomaly[] = []
  let last = 0
  for (const at of ordinals) {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= at) last++
    const isOfArticle = text.startsWith('本条', at - 2)
    const reference = isOfArticle ? null : readInternalReference(text, at)
    if (!isOfArticle && (reference === null || reference.base === '')) continue
    const place = placeOf(nodes, last, at)
    if (place === null || !standsFirst(text, place.node, at)) continue
    const self = isOfArticle ? readOwnParagraph(text, at, place) : readOwnArticle(reference!, place)
    if (self === null) continue
    const start = isOfArticle ? at - 2 : reference!.start
    const words = text.slice(start, self.end)
    anomalies.push({
      kind: 'self-reference',
      at: self.label,
      detail: `${self.label}引用“${words}”，所指就是它自身。`,
      start,
      end: self.end,
    })
  }
  return anomalies
}

interface Place {
  /** The innermost clause. */
  readonly node: ClauseNode
  readonly article: ClauseNode
  /** Number of the 款, and of the 项 where it stands in one. */
  readonly paragraph: number
  readonly item: number | null
  readonly paragraphs: number
}

function placeOf(nodes: readonly ClauseNode[], from: number, at: number): Place | null {
  let index: number | null = from
  let node: ClauseNode | null = null
  let paragraph = 1
  let item: number | null = null
  while (index !== null) {
    const one: ClauseNode = nodes[index]!
    if (one.end > at) {
      node ??= one
      if (one.kind === 'paragraph') paragraph = one.number ?? 1
      else if (one.kind === 'item') item = one.number
      else if (one.kind === 'article') {
        const paragraphs = one.children.filter((child) => nodes[child]!.kind === 'paragraph').length
        return { node: node!, article: one, paragraph, item, paragraphs: Math.max(paragraphs, 1) }
      }
    }
    index = one.parent
  }
  return null
}

function standsFirst(text: string, node: ClauseNode, at: number): boolean {
  const from = node.marker?.end ?? node.start
  // A longer first sentence is rare; looking back without end would cost its square.
  if (at - from > 400) return false
  return !/[。\n\r]/.test(text.slice(from, at).trimStart())
}

type Self = { readonly label: string; readonly end: number }

/** 本办法第九条 in 第九条, 本办法第九条第二款 in its 第二款. */
function readOwnArticle(reference: InternalReference, { article, paragraph, item, paragraphs }: Place): Self | null {
  if (reference.article !== article.number || reference.suffix !== article.suffix) return null
  const { end } = reference
  // In the second 款 the whole article may mean the first.
  if (reference.paragraph === null && reference.item === null)
    return paragraph === 1 ? { label: article.label, end } : null
  if (reference.paragraph !== null && reference.paragraph !== paragraph) return null
  if (reference.item !== null ? reference.item !== item : paragraphs === 1 || item !== null) return null
  return { label: article.label, end }
}

/** 本条第一款 in the first 款. */
function readOwnParagraph(text: string, at: number, { article, paragraph, item, paragraphs }: Place): Self | null {
  const number = readNumeral(text, at + 1)
  if (number === null || text[number.end] !== '款' || item !== null || paragraphs === 1) return null
  if (number.value !== paragraph || text[number.end + 1] === '第') return null
  return { label: `${article.label}第${formatNumeral(paragraph)}款`, end: number.end + 1 }
}

/** Visit each occurrence of `words` that stands in an article, with the number of its 款 and how many there are. */
function forEachInArticle(
  text: string,
  nodes: readonly ClauseNode[],
  words: string,
  visit: (at: number, article: ClauseNode, paragraph: number, count: number) => void,
): void {
  let last = 0
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= at) last++
    let index: number | null = last
    let paragraph = 1
    while (index !== null && (nodes[index]!.end <= at || nodes[index]!.kind !== 'article')) {
      const node: ClauseNode = nodes[index]!
      if (node.kind === 'paragraph' && node.end > at) paragraph = node.number ?? 1
      index = node.parent
    }
    if (index === null) continue
    const count = nodes[index]!.children.filter((child) => nodes[child]!.kind === 'paragraph').length
    visit(at, nodes[index]!, paragraph, Math.max(count, 1))
  }
}

/** What is wrong with a reference, in one sentence, or `null`. */
function missingPart(
  text: string,
  nodes: readonly ClauseNode[],
  own: Articles,
  reference: InternalReference,
  at: string,
): string | null {
  const words = text.slice(reference.start, reference.end)
  const article = own.nodes.get(key(reference.article!, reference.suffix))
  if (article === undefined) {
    // Without 本办法 a number past the end may be another law's.
    return reference.base === '' ? null : `${words}不存在，全文到第${formatNumeral(own.last)}条。`
  }
  const paragraphs = article.children.filter((index) => nodes[index]!.kind === 'paragraph')
  const paragraph = reference.paragraph
  if (paragraph !== null && paragraph > Math.max(paragraphs.length, 1)) {
    return reference.base === ''
      ? null
      : `${words}不存在，${article.label}共${formatNumeral(Math.max(paragraphs.length, 1))}款。`
  }
  if (reference.item === null) return null
  const holders = paragraphs.length === 0 ? [article] : paragraphs.map((index) => nodes[index]!)
  const holder = paragraph === null ? holders : holders.slice(paragraph - 1, paragraph)
  const items = holder.flatMap((node) => node.children.filter((index) => nodes[index]!.kind === 'item'))
  if (items.length === 0 && reference.base === '') return null
  return items.some((index) => nodes[index]!.number === reference.item) || at === article.label
    ? null
    : `${words}不存在，${article.label}共${formatNumeral(items.length)}项。`
}

function collectArticles(nodes: readonly ClauseNode[]): Map<number, Articles> {
  const articles = new Map<number, Articles>()
  let scope = 0
  nodes.forEach((node, index) => {
    if (node.kind === 'body' || node.kind === 'annex') scope = index
    if (node.kind !== 'article' || node.number === null) return
    let own = articles.get(scope)
    if (own === undefined) {
      own = { nodes: new Map(), first: node.number, last: node.number, leaps: 0 }
      articles.set(scope, own)
    }
    if (node.number > own.last + 1) own.leaps++
    own.nodes.set(key(node.number, node.suffix), node)
    own.last = Math.max(own.last, node.number)
  })
  return articles
}

function scopeOf(nodes: readonly ClauseNode[], from: number, offset: number): number {
  let index = from
  while (
    index > 0 &&
    (nodes[index]!.end <= offset || (nodes[index]!.kind !== 'body' && nodes[index]!.kind !== 'annex'))
  ) {
    index = nodes[index]!.parent!
  }
  return index
}

function labelOf(nodes: readonly ClauseNode[], from: number, offset: number): string {
  let index = from
  while (index > 0 && nodes[index]!.end <= offset) index = nodes[index]!.parent!
  return nodes[index]!.label
}
