import { isDownload, isLinkLine, isPageTalk } from './furniture.ts'
import type { Line } from './visible-text.ts'

/** The document among the lines of a page. */
export interface Draft {
  /** Title first where the page shows it above the document, then the document. */
  readonly lines: readonly Line[]
  /** The element that holds the document's words. */
  readonly root: Element
}

const MARKER =
  /^(第[一二三四五六七八九十百千零〇○0-9０-９]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])/
const ARTICLE = /^第[一二三四五六七八九十百千零〇○0-9０-９]+条/
const PROSE = /[，。；：、]/
/** What documents call themselves, at the end of a title. */
const TITLE_END =
  /(通知|办法|规定|条例|意见|决定|决议|细则|公告|通告|通报|批复|复函|函|方案|规则|令|章程|标准|制度|协议|合同|规划|纲要|计划|指南|规范|要点|措施|准则|目录|清单|请示|报告|说明|草案|送审稿|征求意见稿|讨论稿|修订稿|稿)[》”"]?([（(【〔[].{1,30}[）)】〕\]])*$/

/** A page with fewer characters of running text than this holds no document worth checking by itself. */
const LEAST_PROSE = 80

/**
 * Find the document in a page: the smallest element with nearly all running text, its edges cleaned of what the page says
 * about itself, the words that belong to it just outside, and the title the page shows above it.
 *
 * @returns `null` where the page holds no document
 */
export function findDraft(lines: readonly Line[], pageTitle: string): Draft | null {
  const core = findCore(lines)
  if (!core) return null
  const span = trim(lines, core.first, core.last)
  const body = extend(lines, span, core.root)
  const kept = lines.slice(body.first, body.last + 1).filter((line) => !isInterlude(line))
  if (kept.length === 0) return null
  const title = findTitle(lines, body.first, kept, pageTitle)
  const all = title ? [...title, ...kept] : kept
  return looksLikeDocument(all) ? { lines: all, root: core.root } : null
}

interface LineSpan {
  readonly first: number
  readonly last: number
}

/** How much a line speaks for the element that holds it: running text and numbered provisions. */
function weigh(line: Line): number {
  if (line.furniture || isLinkLine(line) || isPageTalk(line.text)) return 0
  const { length } = line.text
  if (ARTICLE.test(line.text)) return length + 40
  if (!PROSE.test(line.text) && !MARKER.test(line.text)) return length >= 4 ? 4 : 0
  return length < 10 ? 4 : length
}

function findCore(lines: readonly Line[]): (LineSpan & { root: Element }) | null {
  const weights = new Map<Element, number>()
  let total = 0
  for (const line of lines) {
    const weight = weigh(line)
    if (weight === 0) continue
    total += weight
    for (let at: Element | null = line.block; at; at = parentOf(at)) weights.set(at, (weights.get(at) ?? 0) + weight)
  }
  if (total < LEAST_PROSE) return null
  let root: Element | null = null
  for (const [element, weight] of weights)
    if (weight >= total * 0.8 && (!root || contains(root, element))) root = element
  if (!root) return null
  const first = lines.findIndex((line) => contains(root, line.block))
  const last = lines.findLastIndex((line) => contains(root, line.block))
  return { root, first, last }
}

function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  if ('host' in root) return root.host as Element
  return element.ownerDocument.defaultView?.frameElement ?? null
}

function contains(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true
  return false
}

/** A provision or a full sentence of the document. */
function isSolid(line: Line): boolean {
  if (line.furniture || isLinkLine(line) || isPageTalk(line.text)) return false
  return ARTICLE.test(line.text) || (line.text.length >= 16 && /[。；：]$|。/.test(line.text))
}

/** Cut what the page says about itself above the first and below the last sentence of the document. */
function trim(lines: readonly Line[], first: number, last: number): LineSpan {
  let head = first
  while (head < last && !isSolid(lines[head]!)) head += 1
  let foot = last
  while (foot > head && !isSolid(lines[foot]!)) foot -= 1
  let start = head
  while (start > first && !isEdge(lines[start - 1]!)) start -= 1
  let end = foot
  while (end < last && !isEdge(lines[end + 1]!)) end += 1
  return { first: start, last: end }
}

/** Where the page begins to speak: nothing beyond such a line belongs to the document. */
function isEdge(line: Line): boolean {
  if (line.furniture || isPageTalk(line.text) || isDownload(line)) return true
  return isLinkLine(line) && !/^附\s*件/.test(line.text)
}

const ABOVE =
  /(令|公告)$|第.{1,8}号[）)]?$|[〔[［（(]\d{4}[〕\]］）)]\s*第?\d+\s*号|^[（(].*(通过|修正|修订|发布|公布|批准)|^[A-Z]{2,}[A-Z0-9\-—〔]|[：:]$/
const BELOW =
  /^[\d一二三四五六七八九〇○零OＯ]{4}\s*年.{1,12}日$|(人民政府|委员会|办公[厅室]|[局厅部院署委])$|^附\s*件|^抄\s*送|印发$|^主\s*题\s*词|^[（(]此件|^[（(]联系人/

/**
 * Take in what stands just outside the element and belongs to the document: number, preamble, signature, date, annexes.
 * Short lines between two such lines come along.
 */
function extend(lines: readonly Line[], span: LineSpan, root: Element): LineSpan {
  const near = nearAncestor(root)
  const reachable = (line: Line | undefined): line is Line =>
    line !== undefined && !isEdge(line) && contains(near, line.block)
  let { first, last } = span
  for (let at = first - 1; reachable(lines[at]); at -= 1)
    if (ABOVE.test(lines[at]!.text) || isSolid(lines[at]!)) first = at
  for (let at = last + 1; reachable(lines[at]); at += 1)
    if (BELOW.test(lines[at]!.text) || isSolid(lines[at]!)) last = at
  return { first, last }
}

/** Word's paste and old editors nest many boxes: the document may spread over this many levels above its main part. */
function nearAncestor(root: Element): Element {
  let near = root
  for (let level = 0; level < 6; level += 1) near = parentOf(near) ?? near
  return near
}

/** Page talk that interrupts a document: page numbers between its parts, and the site's own boxes. */
function isInterlude(line: Line): boolean {
  return line.furniture || /^(上一页|下一页|共\s*\d+\s*页|第\s*\d+\s*页\s*共)/.test(line.text)
}

/** How far above the document its title may stand, in lines. */
const TITLE_REACH = 40

function findTitle(lines: readonly Line[], first: number, body: readonly Line[], pageTitle: string): Line[] | null {
  let best: { line: Line; index: number; score: number } | null = null
  const size = bodySize(body)
  for (let index = first - 1; index >= Math.max(0, first - TITLE_REACH); index -= 1) {
    const line = withoutLabel(lines[index]!)
    if (!line || line.furniture || isLinkLine(line) || isPageTalk(line.text)) continue
    // What a form calls 标题 is the title.
    const labelled = isLabelled(lines, index) ? 4 : 0
    const close = lines.slice(index + 1, first).every((between) => between.block === line.block || isEdge(between))
      ? 2
      : 0
    const score = labelled + close + titleScore(line, pageTitle, size) - (first - index) / TITLE_REACH
    if (score >= 3 && (!best || score > best.score)) best = { line, index, score }
  }
  if (!best) return null
  const title = wholeTitle(lines, best.index, best.line)
  return isRepeated(title.map((line) => line.text).join(''), body) ? null : title
}

/** A title broken by <br> stands in several lines of one element. */
function wholeTitle(lines: readonly Line[], index: number, line: Line): Line[] {
  if (lines[index] !== line) return [line]
  const own = (other: Line | undefined): other is Line =>
    other !== undefined && other.block === line.block && !isEdge(other)
  const parts = [line]
  for (let at = index - 1; own(lines[at]); at -= 1) parts.unshift(lines[at]!)
  for (let at = index + 1; own(lines[at]); at += 1) parts.push(lines[at]!)
  return parts.length <= 4 ? parts : [line]
}

const SITE_NAME = /(平台|系统|门户|网站|网|政府|首页|信息公开|专栏|频道)$/

function titleScore(line: Line, pageTitle: string, bodyFont: number): number {
  const { text, block } = line
  const words = normalise(text)
  if (words.length < 5 || text.length > 120 || text.endsWith('。')) return 0
  // The window's title names the document and, before or after it, the site.
  const shown = [pageTitle, block.ownerDocument.title].some((title) => {
    const page = normalise(title)
    return page.length >= 5 && (page.includes(words) || words.includes(page)) && !SITE_NAME.test(text)
  })
  return (
    (/^H[1-4]$/.test(block.tagName) || block.closest('h1,h2,h3') ? 3 : 0) +
    (/tit|bt\b|biaoti|headline|subject/i.test(`${block.className} ${block.id}`) ? 2 : 0) +
    (line.fontSize >= bodyFont * 1.2 ? 2 : 0) +
    (line.centred ? 1 : 0) +
    (shown ? 2.5 : 0) +
    (TITLE_END.test(text) ? 2 : 0)
  )
}

function bodySize(body: readonly Line[]): number {
  const long = body.find((line) => line.text.length > 30) ?? body[0]!
  return long.fontSize
}

const TITLE_LABEL = /^(文件|公文)?(标\s*题|题\s*[目名]|名\s*称)\s*[：:]?(\s+|$)/

/** Does a form call this its title: in the same row, or in the line before? */
function isLabelled(lines: readonly Line[], index: number): boolean {
  const own = lines[index]!.text.match(TITLE_LABEL)?.[0]
  if (own) return own.length < lines[index]!.text.length
  const before = lines[index - 1]?.text.match(TITLE_LABEL)?.[0]
  return before !== undefined && before.length === lines[index - 1]!.text.length
}

/** "标题 | …" in a form: the label is the page's, the words are the title. Ornaments before a title are the page's too. */
function withoutLabel(line: Line): Line | null {
  const label = line.text.match(TITLE_LABEL) ?? line.text.match(/^[■◆●▪□★☆▶►]+\s*/)
  return label ? sliceLine(line, label[0].length, line.text.length) : line
}

/** A part of a line with the pieces that fall in it. */
function sliceLine(line: Line, start: number, end: number): Line {
  const pieces = line.pieces.flatMap((piece) => {
    const from = Math.max(piece.start, start)
    const to = Math.min(piece.start + piece.length, end)
    if (from >= to) return []
    return [{ ...piece, from: piece.from + from - piece.start, start: from - start, length: to - from }]
  })
  return { ...line, text: line.text.slice(start, end), pieces }
}

function normalise(text: string): string {
  return text.replace(/[\s《》〈〉<>“”"'‘’（）()【】[\]〔〕：:，,、。.·\-—_]/g, '')
}

/** A heading may end in a remark of the page's, （部门规章）（粤府〔2016〕4号）; （试行）（2012年修正） are part of the name. */
function withoutRemark(title: string): string {
  const remark = title.match(/[（(][^（()）]{2,40}[）)]\s*$|【[^【】]{2,40}】\s*$/)?.[0]
  if (!remark || /试行|暂行|\d{4}年?(修|第)|草案|稿[）)]/.test(remark)) return title
  return title.slice(0, -remark.length)
}

/** Does the document itself carry this title near its beginning, alone or broken over lines? */
function isRepeated(title: string, body: readonly Line[]): boolean {
  const bare = withoutRemark(title)
  const wanted = normalise(bare.length >= 5 ? bare : title)
  const news = title.match(/[^关于]{2,14}(发布|公布|印发|出台)《(.+)》$/)?.[2]
  const inField = body[0]!.pieces[0] !== undefined && isEditor(body[0]!)
  const head = body.slice(0, 60)
  for (let from = 0; from < head.length; from += 1) {
    let run = ''
    for (let to = from; to < Math.min(from + 5, head.length); to += 1) {
      const { text } = head[to]!
      if (/[。；]/.test(text) || text.length > 120) break
      run += normalise(text)
      const shown = run === wanted || run === normalise(title)
      if (shown || normalise(withoutRemark(text)) === wanted) return true
      // 发文机关 stands before the title in the document and is left out in the page's heading.
      if (!inField && wanted.length >= 10 && run.length > wanted.length && run.endsWith(wanted)) return true
      if (news && run === normalise(news)) return true
      if (run.length > wanted.length + 40) break
    }
  }
  return false
}

/** Does the line stand in a field or an editing frame, where the title has a field of its own? */
function isEditor(line: Line): boolean {
  const { block } = line
  return (
    /^(TEXTAREA|INPUT)$/.test(block.tagName) ||
    (block as HTMLElement).isContentEditable ||
    block.ownerDocument.designMode === 'on'
  )
}

/** Numbered provisions, or a title such as documents bear: otherwise a page of news or a list would be taken for a draft. */
function looksLikeDocument(lines: readonly Line[]): boolean {
  const length = lines.reduce((sum, line) => sum + line.text.length, 0)
  const markers = lines.filter((line) => MARKER.test(line.text)).length
  if (length < (markers >= 2 ? LEAST_PROSE / 2 : LEAST_PROSE)) return false
  return markers >= 2 || lines.slice(0, 12).some((line) => line.text.length <= 120 && TITLE_END.test(line.text))
}
