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

/** The reference whose 第 stands at `at`, or `null` where the words before it name another text. */
export function readInternalReference(text: string, at: number): InternalReference | null {
  const base = readBase(text, at)
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
  readonly keys: Set<string>
  /** Above 1 where the text is one volume of a code: what stands before it is not missing. */
  first: number
  last: number
}

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
    if (own === undefined || own.keys.size < 2 || own.keys.has(key(reference.article!, reference.suffix))) continue
    if (reference.article! < own.first) continue
    const words = text.slice(reference.start, reference.end)
    if (seen.has(`${scope}${words}`)) continue
    seen.add(`${scope}${words}`)
    anomalies.push({
      kind: 'dangling-reference',
      at: labelOf(nodes, last, at),
      detail: `${words}不存在，全文到第${formatNumeral(own.last)}条。`,
      start: reference.start,
      end: reference.end,
    })
  }
  return anomalies
}

function collectArticles(nodes: readonly ClauseNode[]): Map<number, Articles> {
  const articles = new Map<number, Articles>()
  let scope = 0
  nodes.forEach((node, index) => {
    if (node.kind === 'body' || node.kind === 'annex') scope = index
    if (node.kind !== 'article' || node.number === null) return
    let own = articles.get(scope)
    if (own === undefined) {
      own = { keys: new Set(), first: node.number, last: 0 }
      articles.set(scope, own)
    }
    own.keys.add(key(node.number, node.suffix))
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
