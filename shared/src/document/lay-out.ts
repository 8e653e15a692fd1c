import { isSpaceUnit } from '../text/char-class.ts'
import { isNumeralUnit } from '../text/numeral.ts'
import type { Mark } from './marker.ts'
import type { Line } from './scan-lines.ts'

/** One numbered whole inside the text: the document itself, the 办法 a 通知 issues, an 附件. Line indices. */
export interface Scope {
  readonly kind: 'body' | 'annex'
  readonly from: number
  readonly to: number
  /** Lines `[from, provisions)` are title, front matter or 目录; numbering starts at `provisions`. */
  provisions: number
  /** Lines `[tail, to)` are 落款, 成文日期, notes. */
  tail: number
}

/** Words a document's title ends with (《党政机关公文处理工作条例》第八条 and the genres of 立法). */
const GENRES = [
  '条例',
  '办法',
  '规定',
  '细则',
  '方案',
  '意见',
  '通知',
  '通告',
  '公告',
  '决定',
  '决议',
  '措施',
  '规则',
  '规程',
  '规范',
  '标准',
  '制度',
  '章程',
  '准则',
  '指引',
  '指南',
  '规划',
  '计划',
  '要点',
  '清单',
  '目录',
  '批复',
  '复函',
  '答复',
  '回复',
  '函',
  '报告',
  '请示',
  '纪要',
  '解释',
  '法',
  '令',
  '说明',
  '政策',
  '裁量基准',
  '基准',
  '合同',
  '协议',
  '协议书',
  '合同书',
  '公约',
  '须知',
  '流程',
  '预案',
  '名单',
  '一览表',
  '表',
  '若干问题',
  '修正案',
  '修正草案',
  '草案',
  '建议',
  '倡议书',
  '守则',
  '书',
]

/** Genres by their last character: most lines end in none of them. */
const BY_LAST = new Map<string, string[]>()
for (const genre of GENRES) BY_LAST.set(genre.at(-1)!, [...(BY_LAST.get(genre.at(-1)!) ?? []), genre])

const CLOSERS = '）)〕］]》〉”'

/** Does a run of words end like a title, a note in brackets such as （试行） looked through? */
export function endsWithGenre(text: string, start: number, end: number): boolean {
  let at = end
  for (let i = 0; i < 3; i++) {
    while (at > start && isSpaceUnit(text.charCodeAt(at - 1))) at--
    const last = text[at - 1]
    if (last === undefined || !CLOSERS.includes(last)) break
    const open =
      last === '）' || last === ')' ? Math.max(text.lastIndexOf('（', at - 1), text.lastIndexOf('(', at - 1)) : -1
    at = open > start && at - open < 40 ? open : at - 1
  }
  const genres = BY_LAST.get(text[at - 1] ?? '')
  if (genres === undefined) return false
  if (at - 2 > start && isSpaceUnit(text.charCodeAt(at - 2))) {
    // 的 意 见, set apart
    const tail = text.slice(Math.max(start, at - 24), at).replace(/[\s\u3000\u00a0]+/g, '')
    return genres.some((genre) => tail.endsWith(genre))
  }
  return genres.some((genre) => at - start >= genre.length && text.startsWith(genre, at - genre.length))
}

const SENTENCE_MARKS = '。；：，、;:,'

/** A line short and unpunctuated enough to be (part of) a title. */
export function isTitleLike(text: string, line: Line): boolean {
  if (line.mark !== null || line.hasTab || line.end - line.start > 90) return false
  return !SENTENCE_MARKS.includes(text[line.end - 1]!) && !containsFullStop(text, line)
}

function containsFullStop(text: string, line: Line): boolean {
  for (let i = line.start; i < line.end; i++) if (text.charCodeAt(i) === 0x3002) return true
  return false
}

/** A line that is a date and nothing else: 2026年10月28日, 二〇二六年十月, 2016-04-30. */
export function isDateLine(text: string, line: Line): boolean {
  if (line.end - line.start > 24) return false
  let digits = 0
  let marks = 0
  for (let i = line.start; i < line.end; i++) {
    const unit = text.charCodeAt(i)
    if (isSpaceUnit(unit)) continue
    if (isNumeralUnit(unit) || unit === 0x4f || unit === 0x6f || unit === 0xd7) digits++
    else if (unit === 0x5e74 || unit === 0x6708 || unit === 0x65e5 || unit === 0x2d || unit === 0x2f || unit === 0x2e)
      marks++
    else return false
  }
  return digits >= 2 && marks >= 2
}

/**
 * Find the documents and annexes a text holds. A new one begins where 第一条 comes again, and where a title stands
 * after the date that closes a 通知 or 令.
 */
export function layOut(text: string, lines: readonly Line[]): Scope[] {
  const starts = findStarts(text, lines)
  const scopes: Scope[] = []
  for (let i = 0; i < starts.length; i++) {
    const { at, kind } = starts[i]!
    const to = starts[i + 1]?.at ?? lines.length
    scopes.push({ kind, from: at, to, provisions: findProvisions(lines, at, to), tail: findTail(text, lines, at, to) })
  }
  return scopes
}

interface Start {
  readonly at: number
  readonly kind: 'body' | 'annex'
}

function findStarts(text: string, lines: readonly Line[]): Start[] {
  const starts: Start[] = [{ at: 0, kind: 'body' }]
  let lastArticle = 0
  let sawSentence = false
  let sawDate = false
  let sawMark = false
  let asked = 0
  let sawHeading = false // 一、 and its like: no 目录 but words of their own
  const open = (at: number, kind: Start['kind']): void => {
    starts.push({ at, kind })
    lastArticle = 0
    sawSentence = sawDate = sawMark = sawHeading = false
    asked = 0
  }
  /** Do the first provisions of a document belong to another one: the 办法 that its words explain or issue? */
  const isAnother = (at: number, from: number): boolean => {
    if (asked >= MOST_ASKED) return false
    asked++
    return (sawHeading && isTitled(text, lines, at, from)) || (sawSentence && isIssued(text, lines, at, from))
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    const mark = line.mark
    const from = starts[starts.length - 1]!.at
    if (mark === null) {
      if (sawSentence && sawDate && isTitleLike(text, line) && isFollowedByBody(text, lines, i)) open(i, 'body')
      else if (sawSentence && !sawMark && i - from < FAR_HEAD && isIssuedTitle(text, lines, i, from)) open(i, 'body')
      else if (sawMark && isExplanationTitle(text, line) && isFollowedByBody(text, lines, i)) open(i, 'body')
      else if (isDateLine(text, line)) sawDate = sawSentence
      else if (line.isFinished) sawSentence = true
    } else if (lastArticle === 0 && beginsProvisions(mark) && isAnother(i, from)) {
      open(walkBack(text, lines, i, from), 'body')
      i--
    } else if (mark.style === 'article') {
      if (mark.number === 1 && mark.suffix === 0 && lastArticle > 0) open(walkBack(text, lines, i, from), 'body')
      lastArticle = mark.number ?? lastArticle
      sawMark = true
    } else if (mark.style === 'annex' && isAnnexStart(text, lines, i, from, sawMark || sawSentence)) open(i, 'annex')
    else if (mark.style !== 'annex') {
      sawMark = true
      if (!STRUCTURAL.has(mark.style)) sawHeading = true
      sawSentence = true
    }
  }
  return starts
}

/** The first numbers of a document are few: those of its 目录, its parts and its first article. */
const MOST_ASKED = 8

/** 第一章 or 第一条: the first number of a 办法, where nothing numbered so has come before. */
function beginsProvisions(mark: Mark): boolean {
  return (mark.style === 'article' || mark.style === 'chapter' || mark.style === 'part') && mark.number === 1
}

/** Does a title of its own stand directly above? A 起草说明 with headings may come before the 办法 it explains. */
function isTitled(text: string, lines: readonly Line[], at: number, from: number): boolean {
  for (let i = walkBack(text, lines, at, from); i < at; i++) {
    const line = lines[i]!
    if (line.mark === null && i > from && endsWithGenre(text, line.start, line.end)) return true
  }
  return false
}

/** Is the title directly above one that the words before it issue, with no date between? */
function isIssued(text: string, lines: readonly Line[], at: number, from: number): boolean {
  for (let i = Math.max(walkBack(text, lines, at, from), from + 1); i < at; i++)
    if (isIssuedTitle(text, lines, i, from)) return true
  return false
}

/** Lines of a 通知 within which the title of what it issues is looked for. */
const FAR_HEAD = 24

/** A title alone on its line that the words before it name: 现将《…办法》印发给你们. */
function isIssuedTitle(text: string, lines: readonly Line[], at: number, from: number): boolean {
  const line = lines[at]!
  if (line.mark !== null || at - from > FAR_HEAD || at + 1 >= lines.length || !isTitleLike(text, line)) return false
  if (!endsWithGenre(text, line.start, line.end)) return false
  const title = text.slice(line.start, line.end).replace(/[\s\u3000]|[（(][^（）()]{1,8}[）)]$/g, '')
  if (title.length < 6 || title.length > 80) return false
  const named = text.slice(lines[from]!.start, line.start).replace(/[\s\u3000]/g, '')
  return named.includes(`《${title}`) && /印发|发布|公布|现将|颁布|下发/.test(named)
}

/** 关于《…（送审稿）》的起草说明 behind the draft itself. */
function isExplanationTitle(text: string, line: Line): boolean {
  if (!isTitleLike(text, line)) return false
  const words = text.slice(line.start, line.end)
  return /^关于.*(?:说明|解读)$/.test(words) || /^(?:起草|修订|编制|制定|修改)\s*说\s*明$/.test(words)
}

/** A title after a closing date begins a document if it reads like one and words follow. */
function isFollowedByBody(text: string, lines: readonly Line[], at: number): boolean {
  let last = at
  while (last + 1 < lines.length && last - at < 2 && isTitleLike(text, lines[last + 1]!)) last++
  if (last + 1 >= lines.length) return false
  for (let i = at; i <= last; i++) {
    const line = lines[i]!
    if (endsWithGenre(text, line.start, line.end)) return true
  }
  return false
}

/** No title with its 目录 and headings is longer; without a bound a text of headings alone would cost its square. */
const LONGEST_HEAD = 200

/** Lines of title and chapter heading that stand directly before the line at `at`. */
function walkBack(text: string, lines: readonly Line[], at: number, from: number): number {
  let first = at
  while (first - 1 > from && at - first < LONGEST_HEAD) {
    const line = lines[first - 1]!
    const style = line.mark?.style
    const isHeading = style === 'chapter' || style === 'part' || style === 'section' || style === 'annex'
    if (!isHeading && (line.isFinished || !isTitleLike(text, line))) break
    first--
  }
  return first
}

/** 附件1 alone on its line or with a title, after the document proper; not the list 附件：1.… that announces it. */
function isAnnexStart(text: string, lines: readonly Line[], at: number, from: number, sawWords: boolean): boolean {
  const line = lines[at]!
  if (at === from || !sawWords || line.isFinished) return false
  const unit = text.charCodeAt(line.mark!.end)
  const isAlone = line.words >= line.end
  if (!isAlone && (unit === 0xff1a || unit === 0x3a) && !isTitleLike(text, { ...line, mark: null })) return false
  const next = lines[at + 1]
  if (next === undefined) return false
  if (isAlone) return true
  // 附件：登记表 above 落款 and date announces.
  const isAnnounced = (unit === 0xff1a || unit === 0x3a) && isAboveDate(text, lines, at + 1)
  if (isAnnounced) return false
  return next.mark?.style !== 'annex' && next.mark?.style !== 'dot' && !isDateLine(text, next)
}

/** 落款 of one organ or several, and the date below them. */
function isAboveDate(text: string, lines: readonly Line[], from: number): boolean {
  for (let i = from; i < Math.min(lines.length, from + 14); i++) {
    const line = lines[i]!
    if (isDateLine(text, line)) return true
    if (line.isFinished || line.mark !== null || line.hasTab || line.end - line.start > 40) return false
  }
  return false
}

const STRUCTURAL = new Set(['part', 'subpart', 'chapter', 'section', 'article'])

function findProvisions(lines: readonly Line[], from: number, to: number): number {
  let first = -1
  for (let i = from; i < to; i++) {
    const mark = lines[i]!.mark
    if (mark === null || mark.style === 'annex') continue
    if (!STRUCTURAL.has(mark.style)) {
      if (first < 0) first = i
      continue
    }
    const end = endOfContents(lines, i, to)
    return end > i ? findProvisions(lines, end, to) : first < 0 ? i : first
  }
  return first < 0 ? to : first
}

/**
 * A 目录 lists headings with nothing between them, and they come again below.
 *
 * @returns index after its last line, or `from` where the headings are no 目录
 */
function endOfContents(lines: readonly Line[], from: number, to: number): number {
  const seen = new Set<string>()
  let at = from
  for (; at < to; at++) {
    const { mark, isFinished } = lines[at]!
    if (mark === null || isFinished || !STRUCTURAL.has(mark.style)) break
    // Numbers begin again below each heading above them.
    if (mark.style === 'part') for (const key of [...seen]) if (!key.startsWith('part')) seen.delete(key)
    const key = `${mark.style}${mark.number}`
    if (seen.has(key) && mark.style !== 'section') break
    seen.add(key)
  }
  if (at - from < 2) return from
  const first = lines[from]!.mark!
  for (let i = at; i < to; i++) {
    const mark = lines[i]!.mark
    if (mark !== null && mark.style === first.style && seen.has(`${mark.style}${mark.number}`)) return at
  }
  return from
}

/** 落款 and what follows it: the last date on a line of its own after the last number, and the short lines before it. */
function findTail(text: string, lines: readonly Line[], from: number, to: number): number {
  let date = -1
  for (let i = to - 1; i > from; i--) {
    const line = lines[i]!
    if (line.mark !== null && line.mark.style !== 'annex') break
    if (isDateLine(text, line)) date = i
  }
  if (date < 0) return to
  let tail = date
  while (tail - 1 > from) {
    const line = lines[tail - 1]!
    if (line.isFinished || line.mark !== null || line.end - line.start > 40) break
    tail--
  }
  return tail
}
