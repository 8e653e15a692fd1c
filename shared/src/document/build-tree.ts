import { isSpaceUnit } from '../text/char-class.ts'
import { formatNumeral } from '../text/numeral.ts'
import type { Span } from '../text/span.ts'
import type { Scope } from './lay-out.ts'
import type { Mark, MarkStyle } from './marker.ts'
import type { ClauseKind, ClauseNode } from './node.ts'
import type { Line } from './scan-lines.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
interface Draft extends Omit<Writable<ClauseNode>, 'children'> {
  children: number[]
}

const STRUCTURAL_RANK: Partial<Record<MarkStyle, number>> = { part: 1, subpart: 2, chapter: 3, section: 4, article: 5 }
const UNIT_NAME: Partial<Record<MarkStyle, string>> = {
  part: '编',
  subpart: '分编',
  chapter: '章',
  section: '节',
  article: '条',
}
/** Levels of 公文体; the outer comes first. */
const LEVEL: Partial<Record<MarkStyle, number>> = {
  dun: 1,
  paren: 2,
  dot: 3,
  arabicParen: 4,
  halfParen: 4,
  circle: 5,
}

interface Open {
  readonly index: number
  readonly style: MarkStyle | 'paragraph' | 'scope'
  readonly rank: number
}

const LIST_RANK = 10

/** Turn lines and scopes into nodes in pre-order. `nodes[0]` is the root. Linear in the number of lines. */
export function buildTree(text: string, lines: readonly Line[], scopes: readonly Scope[]): ClauseNode[] {
  const builder = new TreeBuilder(text, lines)
  const bodies = scopes.filter((scope) => scope.kind === 'body').length
  for (const scope of scopes) builder.addScope(scope, bodies > 1 || scope.kind === 'annex')
  return builder.finish()
}

class TreeBuilder {
  private readonly text: string
  private readonly lines: readonly Line[]
  private readonly nodes: Draft[] = []
  private readonly stack: Open[] = []
  /** End of the last line taken in. */
  private lastEnd = 0
  /** Index of the body that annexes hang on. */
  private holder = 0
  /** Does the open article have several 款? */
  private hasParagraphs = false

  constructor(text: string, lines: readonly Line[]) {
    this.text = text
    this.lines = lines
    this.push('root', 'scope', 0, 0, null)
    this.nodes[0]!.label = ''
  }

  addScope(scope: Scope, needsNode: boolean): void {
    const { lines } = this
    const first = lines[scope.from]
    if (first === undefined) return
    if (needsNode) this.openScope(scope, first)
    const paragraphs = findParagraphs(this.text, lines, scope)
    for (let i = scope.from; i < scope.to; i++) {
      const line = lines[i]!
      const isProvision = i >= scope.provisions && i < scope.tail
      if (i === scope.tail) this.closeTo(scopeDepth(this.stack))
      if (isProvision && line.mark !== null && line.mark.style !== 'annex') {
        this.addMark(line, line.mark, paragraphs.counts[i - scope.from]!, lines[i + 1])
      } else if (isProvision) this.addWords(line, paragraphs.begins[i - scope.from]!)
      this.lastEnd = line.end
    }
    this.closeTo(scopeDepth(this.stack))
  }

  finish(): ClauseNode[] {
    this.closeTo(0)
    this.nodes[0]!.end = this.text.length
    return this.nodes
  }

  private openScope(scope: Scope, first: Line): void {
    this.closeTo(scope.kind === 'annex' && this.holder > 0 ? this.holderDepth() : 1)
    const mark = first.mark?.style === 'annex' ? first.mark : null
    const title = mark !== null && first.words < first.end ? { start: first.words, end: first.end } : null
    const index = this.push(scope.kind, 'scope', 0, first.start, title)
    const node = this.nodes[index]!
    if (mark !== null) {
      node.marker = { start: mark.start, end: mark.end }
      node.number = mark.number
      node.label = squeeze(this.text.slice(mark.start, mark.end))
    }
    if (scope.kind === 'body') this.holder = index
  }

  private holderDepth(): number {
    const at = this.stack.findIndex((open) => open.index === this.holder)
    return at < 0 ? 1 : at + 1
  }

  private push(kind: ClauseKind, style: Open['style'], rank: number, start: number, title: Span | null): number {
    const parent = this.stack[this.stack.length - 1]?.index ?? null
    const index = this.nodes.length
    const label = parent === null ? '' : this.nodes[parent]!.label
    this.nodes.push({
      kind,
      level: 0,
      number: null,
      suffix: 0,
      label,
      marker: null,
      title,
      parent,
      children: [],
      start,
      end: start,
    })
    if (parent !== null) this.nodes[parent]!.children.push(index)
    this.stack.push({ index, style, rank })
    return index
  }

  /** Close every node deeper than `depth` entries of the stack. */
  private closeTo(depth: number): void {
    while (this.stack.length > depth) {
      const node = this.nodes[this.stack.pop()!.index]!
      if (this.lastEnd > node.end) node.end = this.lastEnd
    }
  }

  private addMark(line: Line, mark: Mark, paragraphs: number, next: Line | undefined): void {
    const rank = STRUCTURAL_RANK[mark.style]
    if (rank === undefined) this.addListMember(line, mark)
    else this.addStructural(line, mark, rank, paragraphs, next)
  }

  private addStructural(line: Line, mark: Mark, rank: number, paragraphs: number, next: Line | undefined): void {
    let depth = this.stack.length
    while (this.stack[depth - 1]!.rank >= rank && !this.isContainer(this.stack[depth - 1]!)) depth--
    this.closeTo(depth)
    const isArticle = mark.style === 'article'
    const title = isArticle ? articleTitle(this.text, line, next) : wordsOf(line)
    const kind = mark.style === 'subpart' ? 'part' : (mark.style as ClauseKind)
    const index = this.push(kind, mark.style, rank, line.start, title)
    const node = this.nodes[index]!
    const own = `第${formatNumeral(mark.number ?? 0)}${UNIT_NAME[mark.style]}${mark.suffix > 0 ? `之${formatNumeral(mark.suffix)}` : ''}`
    node.number = mark.number
    node.suffix = mark.suffix
    node.marker = { start: mark.start, end: mark.end }
    node.label = isArticle ? own : this.structuralPrefix(node.parent!) + own
    if (!isArticle) return
    this.hasParagraphs = paragraphs > 1
    if (this.hasParagraphs && hasOwnWords(this.text, line, next)) {
      this.addParagraph(title === null ? line.words : skipSpaces(this.text, title.end + 1, line.end), 1)
    }
  }

  /** 一、一般规定 directly above 第一条: a heading that holds articles. */
  private isContainer(open: Open): boolean {
    const node = this.nodes[open.index]!
    if (node.kind !== 'heading' || node.title === null) return false
    return node.children.length > 0
      ? this.nodes[node.children[0]!]!.kind === 'article'
      : node.title.end === this.lastEnd
  }

  private structuralPrefix(parent: number): string {
    const node = this.nodes[parent]!
    return node.kind === 'part' || node.kind === 'chapter' ? node.label : ''
  }

  private addParagraph(start: number, number: number): void {
    const index = this.push('paragraph', 'paragraph', LIST_RANK, start, null)
    const node = this.nodes[index]!
    node.number = number
    node.label += `第${formatNumeral(number)}款`
  }

  private addListMember(line: Line, mark: Mark): void {
    const depth = this.outerHeadingDepth(line, mark) ?? this.listDepth(mark)
    this.closeTo(depth)
    const parent = this.stack[depth - 1]!
    const article = this.articleAbove()
    const level = LEVEL[mark.style] ?? 0
    const isInList = parent.rank > LIST_RANK
    const kind: ClauseKind = article ? (isInList ? 'subitem' : 'item') : 'heading'
    const index = this.push(
      kind,
      mark.style,
      LIST_RANK + level,
      line.start,
      article ? null : headingTitle(this.text, line),
    )
    const node = this.nodes[index]!
    node.number = mark.number
    node.level = article ? 0 : level
    node.marker = { start: mark.start, end: mark.end }
    if (!article) node.label += squeeze(this.text.slice(mark.start, mark.end))
    else if (kind === 'item') node.label += `第（${formatNumeral(mark.number ?? 0)}）项`
    else node.label += `第${mark.number ?? 0}目`
  }

  /** 二、普通代表人诉讼 after the articles of 一、一般规定: beside that heading, not inside the last article. */
  private outerHeadingDepth(line: Line, mark: Mark): number | null {
    if (line.isFinished) return null
    const depth = this.stack.findIndex(
      (open) => open.style === mark.style && this.nodes[open.index]!.kind === 'heading',
    )
    if (depth < 0 || this.stack.at(-1)!.index === this.stack[depth]!.index) return null
    const heading = this.nodes[this.stack[depth]!.index]!
    const holdsArticles = heading.children.length > 0 && this.nodes[heading.children[0]!]!.kind === 'article'
    return holdsArticles && mark.number === (heading.number ?? 0) + 1 ? depth : null
  }

  private articleAbove(): boolean {
    return this.stack.some((open) => open.style === 'article')
  }

  /** Depth of the stack under which a list member belongs: beside the open list of its style, or below what is open. */
  private listDepth(mark: Mark): number {
    for (let depth = this.stack.length; depth > 0; depth--) {
      const open = this.stack[depth - 1]!
      if (open.style === mark.style) return depth - 1
      if (open.rank < LIST_RANK) break
    }
    let depth = this.stack.length
    if (mark.number === 1) return depth
    const rank = LIST_RANK + (LEVEL[mark.style] ?? 0)
    while (this.stack[depth - 1]!.rank > rank) depth--
    return depth
  }

  /** A line without a number: a further 款 of the open article, or more words of whatever is open. */
  private addWords(line: Line, isParagraph: boolean): void {
    const at = this.stack.findLastIndex((open) => open.style === 'article')
    if (at < 0 || !isParagraph || !this.hasParagraphs) return
    const { children } = this.nodes[this.stack[at]!.index]!
    const siblings = children.filter((index) => this.nodes[index]!.kind === 'paragraph').length
    this.closeTo(at + 1)
    this.addParagraph(line.start, siblings + 1)
  }
}

/** What the lines of a scope say about 款: how many each article has, and which lines begin one. */
interface Paragraphs {
  /** By line, relative to the scope: the number of 款 of the article that begins there. */
  readonly counts: readonly number[]
  readonly begins: readonly boolean[]
}

/** 立法法第六十五条: 款 carry no number; each is a paragraph of its article. Lines broken by hand are joined. */
function findParagraphs(text: string, lines: readonly Line[], scope: Scope): Paragraphs {
  const size = scope.to - scope.from
  const counts = new Array<number>(size).fill(0)
  const begins = new Array<boolean>(size).fill(false)
  let count = 0
  // Styles whose list goes on below the line: a paragraph between （三） and （四） belongs to （三）.
  const running = new Set<MarkStyle>()
  for (let i = Math.min(scope.tail, scope.to) - 1; i >= scope.provisions; i--) {
    const line = lines[i]!
    const style = line.mark?.style
    if (style !== undefined && STRUCTURAL_RANK[style] !== undefined) {
      counts[i - scope.from] = count + (style === 'article' && hasOwnWords(text, line, lines[i + 1]) ? 1 : 0)
      count = 0
      running.clear()
    } else if (style !== undefined) {
      if ((line.mark?.number ?? 1) > 1) running.add(style)
      else running.delete(style)
    } else if (running.size === 0 && beginsParagraph(text, line, lines[i - 1])) {
      begins[i - scope.from] = true
      count++
    }
  }
  return { counts, begins }
}

export function hasOwnWords(text: string, line: Line, next?: Line): boolean {
  const title = articleTitle(text, line, next)
  return (title === null ? line.words : title.end + 1) < line.end
}

/** A line after an unfinished one was broken by hand and goes on; table rows and quoted lines begin nothing. */
function beginsParagraph(text: string, line: Line, previous: Line | undefined): boolean {
  if (line.isQuoted || line.hasTab) return false
  if (previous?.mark?.style === 'article' && !hasOwnWords(text, previous, line)) return true
  return previous === undefined || line.isAfterBlank || previous.isFinished || previous.words >= previous.end
}

function skipSpaces(text: string, at: number, end: number): number {
  while (at < end && isSpaceUnit(text.charCodeAt(at))) at++
  return at
}

function scopeDepth(stack: readonly Open[]): number {
  return stack.findLastIndex((open) => open.style === 'scope') + 1
}

/** Words without the spaces inside them: 第 一 条 → 第一条. */
function squeeze(words: string): string {
  let squeezed = ''
  for (let i = 0; i < words.length; i++) if (!isSpaceUnit(words.charCodeAt(i))) squeezed += words[i]
  return squeezed
}

function wordsOf(line: Line): Span | null {
  return line.words < line.end ? { start: line.words, end: line.end } : null
}

const TITLE_BRACKETS: Record<string, string> = { '【': '】', '〔': '〕', '［': '］', '[': ']', '（': '）', '(': ')' }
const MAX_TITLE = 40

const MAX_BARE_TITLE = 20

/**
 * The title of an article: 【标题】 or （标题） directly after its number, the words inside the brackets; or a few words
 * alone on the line of the number, above a paragraph.
 *
 * @param next the line after, where bare titles are to be seen
 */
export function articleTitle(text: string, line: Line, next?: Line): Span | null {
  const open = text[line.words]
  if (open === undefined || line.words >= line.end) return null
  const close = TITLE_BRACKETS[open]
  if (close === undefined) return isBareTitle(text, line, next) ? { start: line.words, end: line.end } : null
  const at = text.slice(line.words, Math.min(line.end, line.words + MAX_TITLE)).indexOf(close)
  return at < 2 ? null : { start: line.words + 1, end: line.words + at }
}

function isBareTitle(text: string, line: Line, next: Line | undefined): boolean {
  if (next === undefined || next.mark !== null || next.hasTab || line.isFinished) return false
  if (line.end - line.words > MAX_BARE_TITLE) return false
  for (let i = line.words; i < line.end; i++) if ('，,。；'.includes(text[i]!)) return false
  return true
}

/** A heading of 公文体: the whole line where it is no sentence, else the short sentence that more words follow. */
export function headingTitle(text: string, line: Line): Span | null {
  if (line.words >= line.end) return null
  const head = text.slice(line.words, Math.min(line.end, line.words + MAX_TITLE))
  const stop = head.indexOf('。')
  if (stop < 0)
    return line.isFinished || line.end - line.words > MAX_TITLE ? null : { start: line.words, end: line.end }
  const isRunIn = stop > 0 && line.words + stop + 1 < line.end && !/[：:；“]/.test(head.slice(0, stop))
  return isRunIn ? { start: line.words, end: line.words + stop } : null
}
