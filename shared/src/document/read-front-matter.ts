import { isSpaceUnit } from '../text/char-class.ts'
import type { Span } from '../text/span.ts'
import type { Sentence } from './document.ts'
import type { FrontMatter, FrontMatterPart } from './front-matter.ts'
import { endsLikeOrgan } from './issuer-name.ts'
import { endsWithGenre, isDateLine, isTitleLike, type Scope } from './lay-out.ts'
import type { ClauseNode } from './node.ts'
import { findProvisionalParts } from './provisional-parts.ts'
import type { Line } from './scan-lines.ts'

/** Lines looked at before the title is given up. */
const HEAD_LINES = 24

/** Read what stands around the provisions: the first document of the text, and the closing clauses of the last. */
export function readFrontMatter(
  text: string,
  lines: readonly Line[],
  scopes: readonly Scope[],
  sentences: readonly Sentence[],
  nodes: readonly ClauseNode[],
): FrontMatter {
  const first = scopes[0]
  const to = first === undefined ? 0 : Math.min(first.provisions, first.from + HEAD_LINES)
  const head = lines.slice(0, to)
  const order = findOrder(text, head)
  const number = findNumber(text, head) ?? order?.number ?? null
  const issued = order === null ? undefined : scopes[1]
  const title =
    (issued && findTitle(text, lines.slice(issued.from, issued.provisions), null)) ??
    findTitle(text, head, number) ??
    findLaterTitle(text, lines, scopes)
  const signature = findSignature(text, lines, scopes)
  const caption = order === null && title ? readCaption(text, head.slice(title.after)) : null
  const date = findDate(text, lines, scopes)
  return {
    title: title?.part ?? null,
    issuer: order?.issuer ?? title?.issuer ?? signature ?? caption?.issuer ?? null,
    number: number ?? caption?.number ?? null,
    addressees: findAddressees(text, head, title?.after ?? 0),
    signature,
    date,
    ...findProvisionalParts(text, sentences, nodes),
    annexes: findAnnexes(text, lines),
  }
}

function partOf(text: string, start: number, end: number): FrontMatterPart {
  return { start, end, value: text.slice(start, end) }
}

// 国办发〔2018〕118号, 渝府发[2015]54号, 粤府令第300号: brackets of every kind, at the head of a line.
const NUMBER = /[^\s，。：:；（(《]{1,14}[〔［[（(﹝【]\s*(?:19|20)\d{2}\s*[〕］\])）﹞】]\s*第?\s*\d{1,5}\s*号/

/** Of a draft, which has no number yet: 某政规〔2026〕　号, 某政规〔20××〕×号. */
const BLANK_NUMBER =
  /^[^\s，。：:；（(《]{1,14}[〔［[（(﹝【][\s\d×xX＿_*]{0,6}[〕］\])）﹞】]\s*第?[\s×xX＿_*]{0,8}号$/

function findNumber(text: string, head: readonly Line[]): FrontMatterPart | null {
  for (const line of head) {
    if (line.isFinished || line.mark !== null || line.end - line.start > 80) continue
    const words = text.slice(line.start, line.end)
    const match = NUMBER.exec(words)
    // A number inside 《…》（…号） is another document's.
    if (match === null || words.lastIndexOf('》', match.index) >= 0) continue
    return partOf(text, line.start + match.index, line.start + match.index + match[0].length)
  }
  return null
}

/** A notice copied without its heading is known by what it issues. */
function findLaterTitle(text: string, lines: readonly Line[], scopes: readonly Scope[]): Title | null {
  for (const scope of scopes.slice(1, 3)) {
    const title = scope.kind === 'body' ? findTitle(text, lines.slice(scope.from, scope.provisions), null) : null
    if (title !== null) return { ...title, after: 0 }
  }
  return null
}

interface Order {
  readonly issuer: FrontMatterPart
  readonly number: FrontMatterPart | null
}

const ORDER =
  /^([^，。；：《》]{2,40}?)\s*(?:(?:令|公告)\s*(?:[（(]?\s*(第?[\s〇○零一二三四五六七八九十百\d]+号)\s*[）)]?)?|(第\s*[〇○零一二三四五六七八九十百\d]+\s*号)令)$/
const ORDER_NUMBER = /^[（(]?\s*(?:[〔[]?(?:19|20)\d\d[〕\]]?年?\s*)?第?[\s〇○零一二三四五六七八九十百\d]+号\s*[）)]?$/

const ORDER_LINE = /(?:政府|部|局|署|委员会|院)\s*(?:令|第.{1,8}号令)$/

/** 某市人民政府令 第5号: the 令 announces the 办法 that follows, whose title is the title of the text. */
function findOrder(text: string, head: readonly Line[]): Order | null {
  for (let i = 0; i < Math.min(head.length, 8); i++) {
    const line = head[i]!
    if (line.isFinished || line.end - line.start > 60) continue
    const match = ORDER.exec(text.slice(line.start, line.end))
    if (match === null || !endsLikeOrgan(match[1]!.replace(/\s/g, ''))) continue
    const next = head[i + 1]
    const digits = match[2] ?? match[3]
    const own = digits === undefined ? -1 : line.start + match[0].indexOf(digits)
    let number: FrontMatterPart | null = own < 0 ? null : partOf(text, own, own + digits!.length)
    if (number === null && next !== undefined && ORDER_NUMBER.test(text.slice(next.start, next.end))) {
      const isBracketed = '（('.includes(text[next.start]!)
      number = partOf(text, next.start + (isBracketed ? 1 : 0), next.end - (isBracketed ? 1 : 0))
    }
    return { issuer: partOf(text, line.start, line.start + match[1]!.length), number }
  }
  return null
}

const CAPTION_ORDER =
  /^[（(]?\s*(?:(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?\s*([\u4e00-\u9fa5]{2,24}?)\s*(令\s*第?\s*\d{1,4}\s*号|第\s*\d{1,4}\s*号令)/

/** （2002年9月13日建设部令第112号发布） under the title tells who made it. */
function readCaption(text: string, below: readonly Line[]): Order | null {
  for (const line of below.slice(0, 3)) {
    const match = CAPTION_ORDER.exec(text.slice(line.start, line.end))
    if (match === null || !endsLikeOrgan(match[1]!)) continue
    const at = line.start + match[0].lastIndexOf(match[1]!)
    const number = line.start + match[0].lastIndexOf(match[2]!)
    return { issuer: partOf(text, at, at + match[1]!.length), number: partOf(text, number, number + match[2]!.length) }
  }
  return null
}

interface Title {
  readonly part: FrontMatterPart
  readonly issuer: FrontMatterPart | null
  /** Index in the head of the line after the title. */
  readonly after: number
}

/** Words of a page around the document, and who signed its order: never its title. */
const NOISE =
  /^(?:(?:代)?(?:省\s*长|市\s*长|州\s*长|部\s*长|局\s*长|署\s*长|主\s*席|主\s*任)\s*[\u4e00-\u9fa5\ue000-\uf8ff\s]{2,6}$|当前位置|首页|【|文件名称|文件编号|浏览|来源|时间|发布|索引号|名\s*称|文\s*号|主题|字号|您|打印|分享|<)|www\.|http|浏览|字体|点击/

function findTitle(text: string, head: readonly Line[], number: FrontMatterPart | null): Title | null {
  const isCandidate = (line: Line | undefined): line is Line =>
    line !== undefined &&
    !(number !== null && line.start <= number.start && number.end === line.end && number.start === line.start) &&
    isTitleLike(text, line) &&
    isWords(text, line) &&
    !isDateLine(text, line) &&
    !BLANK_NUMBER.test(text.slice(line.start, line.end)) &&
    !NOISE.test(text.slice(line.start, Math.min(line.end, line.start + 40)))
  const isGenre = (line: Line): boolean =>
    isCandidate(line) && endsWithGenre(text, line.start, line.end) && line.end - line.start > 3
  const isOrder = (line: Line): boolean => ORDER_LINE.test(text.slice(line.start, line.end))
  // The order that publishes a 办法 stands above its title.
  let last = head.findIndex((line) => isGenre(line) && !isOrder(line))
  if (last < 0) last = head.findIndex(isGenre)
  if (last < 0) last = head.findIndex((line) => isCandidate(line) && !endsLikeOrgan(text.slice(line.start, line.end)))
  if (last < 0) return null
  let from = last
  // A title is often broken over two or three lines; what stands above may be its issuer.
  while (
    from > 0 &&
    last - from < 3 &&
    isCandidate(head[from - 1]) &&
    !isOrder(head[from - 1]!) &&
    !endsWithGenre(text, head[from - 1]!.start, head[from - 1]!.end)
  )
    from--
  const { start, end } = withoutQuotes(text, withoutNumber(text, head[from]!.start, head[last]!.end, number))
  const value = joinLines(text.slice(start, end))
  return { part: { start, end, value }, issuer: issuerOf(text, start, end), after: last + 1 }
}

/** A 发文字号 on the line of the title, before or behind it, is no part of the title. */
function withoutNumber(text: string, start: number, end: number, number: FrontMatterPart | null): Span {
  if (number === null || number.start < start || number.end > end) return { start, end }
  if (number.start - start < end - number.end) return { start: skipSpaces(text, number.end), end }
  let until = number.start
  while (until > start && (isSpaceUnit(text.charCodeAt(until - 1)) || '（(【['.includes(text[until - 1]!))) until--
  return { start, end: until }
}

/** 《…条例》 alone on its line is the name itself. */
function withoutQuotes(text: string, { start, end }: Span): Span {
  const isQuoted = text[start] === '《' && text[end - 1] === '》' && text.indexOf('》', start) === end - 1
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end }
}

const CAPTION = /^[（(].*(?:通过|公布|发布|修正|修订|批准|施行)/

/** At least four characters, some of them Chinese, and no note of adoption in brackets. */
function isWords(text: string, line: Line): boolean {
  const words = text.slice(line.start, line.end)
  return words.length >= 4 && /[一-鿿]{3}/.test(words.replace(/\s/g, '')) && !CAPTION.test(words)
}

function skipSpaces(text: string, at: number): number {
  while (isSpaceUnit(text.charCodeAt(at))) at++
  return at
}

/** A title broken by hand is one title; letters set apart (国　务　院, 的 意 见) are one word. */
function joinLines(words: string): string {
  return words
    .replace(/[ 　\u00a0]*[\r\n]+[\s　#*]*/g, '')
    .trim()
    .replace(SPACED_OUT, (run) => run.replace(/[\s　]+/g, ''))
    .replace(/([《〈（])\s+|\s+([》〉）])/g, '$1$2')
}

/** Three or more Chinese characters with spaces between, or two that are all there is. */
const SPACED_OUT =
  /(?<![一-鿿])[一-鿿](?:[ 　\u00a0]+[一-鿿](?![一-鿿]))+|(?<=[一-鿿]{2})(?:[ 　\u00a0]+[一-鿿](?![一-鿿])){2,}/g

/** 某县人民政府 of 某县人民政府关于…的通知: what stands before 关于 or 转发 if it names an organ. */
function issuerOf(text: string, start: number, end: number): FrontMatterPart | null {
  const words = text.slice(start, end)
  let at = -1
  for (const word of ['关于', '印发', '转发', '令', '公告', '通告']) {
    const found = words.indexOf(word)
    if (found > 1 && (at < 0 || found < at)) at = found
  }
  if (at < 0) return null
  const name = words.slice(0, at).trimEnd()
  if (!endsLikeOrgan(joinLines(name)) || name.includes('《')) return null
  return { start, end: start + name.length, value: joinLines(name) }
}

const ADDRESSEE = /各|单位|部门|政府|委员会|公司|企业|业主|商户|居民|村民|[局厅委办院处所站]$|你/

function findAddressees(text: string, head: readonly Line[], from: number): FrontMatterPart | null {
  for (const line of head.slice(from, from + 8)) {
    const last = text[line.end - 1]
    if (last !== '：' && last !== ':') continue
    const words = text.slice(line.start, line.end - 1)
    if (words.length > 200 || /如下|通知|规定/.test(words.slice(-4))) return null
    // 为保证…，甲乙双方经友好协商： opens a contract.
    if (/^(?:为|根据|按照|依照|依据|经|鉴于|现)|协商$/.test(words)) return null
    return ADDRESSEE.test(words) ? partOf(text, line.start, line.end - 1) : null
  }
  return null
}

/** The organ above the closing date of the first document that has one. */
function findSignature(text: string, lines: readonly Line[], scopes: readonly Scope[]): FrontMatterPart | null {
  for (const scope of scopes) {
    if (scope.kind !== 'body') continue
    const date = closingDate(text, lines, scope)
    if (date < 0) continue
    for (let i = date - 1; i >= Math.max(scope.from, date - 4); i--) {
      const line = lines[i]!
      if (line.isFinished || line.mark !== null) break
      if (endsLikeOrgan(joinLines(text.slice(line.start, line.end)))) return jointSignature(text, lines, scope.from, i)
    }
  }
  return null
}

/** Several organs that sign together stand on lines of their own, the first of them leading. */
function jointSignature(text: string, lines: readonly Line[], from: number, last: number): FrontMatterPart {
  const nameOf = (line: Line): string => joinLines(text.slice(line.start, line.end))
  let first = last
  while (first - 1 > from && last - first < MOST_SIGNERS) {
    const line = lines[first - 1]!
    if (line.isFinished || line.mark !== null || line.end - line.start > 30 || !endsLikeOrgan(nameOf(line))) break
    first--
  }
  const names = lines.slice(first, last + 1).map(nameOf)
  return { start: lines[first]!.start, end: lines[last]!.end, value: names.join(' ') }
}

const MOST_SIGNERS = 12

/** Index of the line that dates a document: after its words, alone on its line. */
function closingDate(text: string, lines: readonly Line[], scope: Scope): number {
  let sawWords = false
  let date = -1
  for (let i = scope.from; i < scope.to; i++) {
    const line = lines[i]!
    if (isDateLine(text, line)) {
      if (!sawWords) continue
      // Below 落款 it is the date; others may be those of a page around the document.
      const above = lines[i - 1]
      if (above !== undefined && above.mark === null && !above.isFinished && above.end - above.start <= 40) {
        if (endsLikeOrgan(joinLines(text.slice(above.start, above.end)))) return i
      }
      date = i
    } else if (line.isFinished) sawWords = true
  }
  return date
}

function findDate(text: string, lines: readonly Line[], scopes: readonly Scope[]): FrontMatterPart | null {
  for (const scope of scopes) {
    if (scope.kind !== 'body') continue
    const at = closingDate(text, lines, scope)
    if (at >= 0) return partOf(text, lines[at]!.start, lines[at]!.end)
  }
  return null
}

/** Titles of the annexes: the list 附件：1.… 2.…, or the annexes themselves. */
function findAnnexes(text: string, lines: readonly Line[]): FrontMatterPart[] {
  const annexes: FrontMatterPart[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.mark?.style !== 'annex') continue
    let from = line.mark.end
    while (from < line.end && (isSpaceUnit(text.charCodeAt(from)) || '：:.．、'.includes(text[from]!))) from++
    if (from < line.end) annexes.push(partOf(text, from, line.end))
    else annexes.push(partOf(text, line.start, line.end))
    for (; i + 1 < lines.length && lines[i + 1]!.mark?.style === 'dot' && !lines[i + 1]!.isFinished; i++) {
      annexes.push(partOf(text, lines[i + 1]!.words, lines[i + 1]!.end))
    }
  }
  return annexes
}
