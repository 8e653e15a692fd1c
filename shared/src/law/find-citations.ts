import type { Span } from '../text/span.ts'
import { type Catalogue, ENDING, nameKey, numberKey } from './catalogue.ts'
import type { ArticleReference, Citation, CitationRole, CitationVia } from './citation.ts'
import { isGenericName, isInstrument, withoutBrackets } from './instrument.ts'
import { readReferences, skipBlank } from './read-references.ts'
import { type QuotedTitle, scanTitles } from './scan-titles.ts'

/** What a text must tell for its citations to be found; a `ParsedDocument` is one. */
export interface CitationSource {
  readonly text: string
  readonly frontMatter?: {
    readonly title: { readonly value: string } | null
    readonly number: { readonly value: string } | null
  }
}

/** A name the text defines: （以下简称《办法》）. `title` is empty for one that means the document itself. */
interface Alias {
  readonly name: string
  readonly title: string
  readonly number: string | null
  readonly from: number
  readonly isOwn: boolean
}

/** Names as the text before a place defines them; `null` where two titles bear an ending. */
interface DefinedNames {
  readonly aliases: Map<string, Alias>
  readonly bearers: Map<string, Found | null>
}

/** What brackets after a title said: number, year of the version, 简称. */
interface Trailer {
  end: number
  /** End of the last bracket that belongs to the name: a 文号 or a year, not a 简称. */
  named: number
  number: string | null
  year: number | null
  aliases: { name: string; start: number; end: number }[]
}

export interface Found {
  readonly start: number
  readonly end: number
  readonly nameEnd: number
  readonly title: string
  readonly written: string
  readonly via: CitationVia
  readonly number: string | null
  readonly year: number | null
  readonly isOwn: boolean
  readonly references: readonly (ArticleReference & Span)[]
}

// Each alias costs one pass over the text.
const MOST_ALIASES = 40

/**
 * Find every citation of a law or official document, in order, not overlapping. Linear in the text.
 *
 * A phrase that names several articles yields one citation for each; the first spans title and article, the others their
 * article alone. Names without 书名号 are found by the catalogue, or, before an article, by the words around them.
 */
export function findCitations(source: CitationSource, catalogue: Catalogue | null = null): Citation[] {
  return scanCitations(source, catalogue).places.flatMap(({ citations }) => citations)
}

/** One name of a law in a text, with the citations it makes; none where it is a phrase after all. */
export interface CitingPlace extends Span {
  /** How far the place has moved since it was read: to be added to the offsets of the rest. */
  readonly moved: number
  readonly found: Found
  readonly role: CitationRole
  readonly citations: readonly Citation[]
}

/** A title in 书名号 that was read, with the names it may give to what comes after it. */
interface ReadTitle {
  readonly start: number
  /** How far it has moved since it was read: to be added to the offsets of the rest. */
  readonly moved: number
  readonly aliases: readonly { readonly name: string; readonly from: number }[]
  /** By these it may be called where no other title bears them. */
  readonly endings: readonly string[]
  readonly read: Found
}

/** The citations of a text, with what it takes to find them again after an edit. */
export interface CitationScan {
  readonly places: readonly CitingPlace[]
  readonly titles: readonly ReadTitle[]
  readonly own: OwnNames
}

export function scanCitations(source: CitationSource, catalogue: Catalogue | null): CitationScan {
  const range = { start: 0, end: source.text.length }
  const quoted = scanTitles(source.text)
  const own = ownNames(source, quoted)
  const { found, titles } = scanRange(source, catalogue, range, quoted, { own, before: [], after: [], last: null })
  resolvePronouns(found, 0)
  return { places: placesOf(source.text, found, null), titles, own }
}

/** What the text around a range makes of the names within it. */
interface Surroundings {
  readonly own: OwnNames
  readonly before: readonly ReadTitle[]
  readonly after: readonly ReadTitle[]
  /** What was found last before the range by its title. */
  readonly last: Found | null
}

function scanRange(
  source: CitationSource,
  catalogue: Catalogue | null,
  range: Span,
  quoted: readonly QuotedTitle[],
  { own, before, after, last }: Surroundings,
): { found: Found[]; titles: ReadTitle[] } {
  const { text } = source
  const taken = new Uint8Array(text.length)
  const names: DefinedNames = { aliases: new Map(), bearers: new Map() }
  for (const title of before) define(names, title)
  const found: Found[] = last === null ? [] : [last]
  const titles: ReadTitle[] = []
  for (const title of quoted) {
    // 《条例》 within the bracket that defines it cites nothing.
    if (taken[title.start] === 1) continue
    taken.fill(1, title.start, title.end)
    const trailer = readTrailer(text, title.end)
    if (trailer.end > title.end) taken.fill(1, title.end, trailer.end)
    const read = readTitle(text, title, trailer, own, names, found, catalogue)
    if (read === null) continue
    const aliases = trailer.aliases.map(({ name, end }) => ({ name, from: end }))
    const one = { start: title.start, moved: 0, aliases, endings: endingsBorne(read), read }
    titles.push(one)
    define(names, one)
    take(found, taken, read)
  }
  for (const title of after) define(names, title)
  if (last !== null) found.shift()
  for (const alias of [...names.aliases.values()].slice(0, MOST_ALIASES)) findAlias(text, alias, range, taken, found)
  findBareNames(text, catalogue, range, taken, found)
  findNumbers(text, source, own, range, taken, found)
  found.sort((a, b) => a.start - b.start)
  return { found, titles }
}

/** @param next the place that follows, where what was found is only a part */
function placesOf(text: string, found: readonly Found[], next: CitingPlace | null): CitingPlace[] {
  // 其实施办法 after no title is a phrase, not a citation.
  const isCited = (one: Found) => one.title !== '' || !one.written.startsWith('其实施')
  const roles = rolesOf(text, found.filter(isCited), next)
  let at = 0
  return found.map((one) => {
    const { start, end } = one
    const place = { start, end, moved: 0, found: one }
    if (!isCited(one)) return { ...place, role: 'mention', citations: [] }
    const role = roles[at++]!
    return { ...place, role, citations: citationsOf(one, role) }
  })
}

// ---- again after an edit

/** How far names look for what they stand for, and the words that tell their role. */
const AROUND = 700
const BEYOND = 500
/** At the head of a text the distance from it counts. */
const HEAD = 1000

/**
 * The citations of an edited text, given those of the text before: only the lines around the edit are read. `null` where
 * the edit may tell on the rest: where it defines a name or gives one its only bearer.
 *
 * @param region the edited lines and those that the caller holds for changed; `shift` is how far what follows has moved
 */
export function rescanCitations(
  previous: CitationScan,
  textBefore: string,
  source: CitationSource,
  catalogue: Catalogue | null,
  region: Span,
  shift: number,
): { readonly scan: CitationScan; readonly range: Span } | null {
  const { text } = source
  if (region.start < HEAD) return null
  const near = wholeLines(text, region.start - AROUND, region.end + AROUND)
  const range = wholeLines(text, near.start - BEYOND, near.end + BEYOND)
  const rangeBefore = { start: range.start, end: range.end - shift }
  const old = previous.places.filter(({ start, end }) => start < rangeBefore.end && end > rangeBefore.start)
  if (old.some(({ start, end }) => start < rangeBefore.start || end > rangeBefore.end)) return null
  const quoted = scanTitles(text, range)
  if (quoted.some(({ end }) => end > range.end)) return null
  const quotedBefore = scanTitles(textBefore, rangeBefore)
  if (!isSameSet(ownNames({ text }, quoted), ownNames({ text: textBefore }, quotedBefore))) return null

  const head = previous.places.filter(({ start }) => start < rangeBefore.start)
  const tail = previous.places.filter(({ start }) => start >= rangeBefore.end).map((one) => movePlace(one, shift))
  const titlesBefore = previous.titles.filter(({ start }) => start < rangeBefore.start)
  const titlesAfter = previous.titles
    .filter(({ start }) => start >= rangeBefore.end)
    .map((one) => moveTitle(one, shift))
  const title = titlesBefore.at(-1)
  const last = title === undefined ? null : moveFound(title.read, title.moved)
  const { own } = previous
  const now = scanRange(source, catalogue, range, quoted, { own, before: titlesBefore, after: titlesAfter, last })
  const titlesOld = previous.titles.filter(({ start }) => start >= rangeBefore.start && start < rangeBefore.end)
  if (namesGiven(now.titles) !== namesGiven(titlesOld)) return null

  const ahead = head
    .filter(({ start }) => range.start - start <= PRONOUN_REACH + BEYOND)
    .map(({ found, moved }) => moveFound(found, moved))
  const found = [...ahead, ...now.found]
  resolvePronouns(found, ahead.length)
  const places = placesOf(text, found.slice(ahead.length), tail.find(({ citations }) => citations.length > 0) ?? null)
  if (!endsAlike(places, old, range, shift)) return null
  return {
    scan: { places: [...head, ...places, ...tail], titles: [...titlesBefore, ...now.titles, ...titlesAfter], own },
    range,
  }
}

/** Are the places at either end of a range what they were? Then nothing beyond it hears of the edit. */
function endsAlike(now: readonly CitingPlace[], before: readonly CitingPlace[], range: Span, shift: number): boolean {
  const told = ({ start, role, found }: CitingPlace, moved: number) =>
    `${start + moved} ${role} ${found.title} ${found.number}`
  const first = (places: readonly CitingPlace[], moved: number) =>
    places.filter(({ start }) => start + moved < range.start + BEYOND).map((one) => told(one, moved))
  const last = (places: readonly CitingPlace[], moved: number) =>
    places.filter(({ start }) => start + moved >= range.end - BEYOND).map((one) => told(one, moved))
  return first(now, 0).join() === first(before, 0).join() && last(now, 0).join() === last(before, shift).join()
}

/** The names that titles give to what comes after them. */
function namesGiven(titles: readonly ReadTitle[]): string {
  return JSON.stringify(
    titles.flatMap(({ aliases, endings, read }) => {
      if (aliases.length === 0 && endings.length === 0) return []
      return [[aliases.map(({ name }) => name), endings, read.title, read.number, read.isOwn]]
    }),
  )
}

const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((one) => b.has(one))

const movePlace = (one: CitingPlace, shift: number): CitingPlace =>
  shift === 0 ? one : { ...one, start: one.start + shift, end: one.end + shift, moved: one.moved + shift }

const moveTitle = (one: ReadTitle, shift: number): ReadTitle =>
  shift === 0 ? one : { ...one, start: one.start + shift, moved: one.moved + shift }

const moveFound = (one: Found, shift: number): Found =>
  shift === 0 ? one : { ...one, start: one.start + shift, end: one.end + shift, nameEnd: one.nameEnd + shift }

function wholeLines(text: string, start: number, end: number): Span {
  const newline = text.indexOf('\n', Math.min(end, text.length))
  return {
    start: start <= 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  }
}

function take(found: Found[], taken: Uint8Array, one: Found): void {
  taken.fill(1, one.start, one.end)
  found.push(one)
}

function citationsOf(one: Found, role: CitationRole): Citation[] {
  const common = { title: one.title, via: one.via, role, number: one.number, year: one.year }
  if (one.references.length === 0)
    return [{ ...common, start: one.start, end: one.end, written: one.written, reference: null }]
  return one.references.map(({ start, end, ...reference }, index) => ({
    ...common,
    start: index === 0 ? one.start : start,
    end,
    written: index === 0 ? one.written : '',
    reference,
  }))
}

// ---- titles in 书名号

const CITING =
  /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|按|依|据|印发|转发|纳入|列入|属于|以)(?:了)?(?:国家|上级|现行|有关|相关|的|本市|我市|省|市|新修订|修订后|\d{4}年.{0,8}|.{0,8}(?:印发|发布|公布|制定|颁布|联合)的?)?$/

function readTitle(
  text: string,
  title: QuotedTitle,
  trailer: Trailer,
  own: OwnNames,
  names: DefinedNames,
  found: readonly Found[],
  catalogue: Catalogue | null,
): Found | null {
  const compound = readCompound(text, title, own)
  if (compound !== null) return compound
  const key = nameKey(title.inner)
  const alias = names.aliases.get(key)
  const isOwn = alias?.isOwn === true || own.has(key) || namesItself(text, title)
  const chain = chainAfter(text, trailer.end)
  const known = catalogue?.byName.has(key) === true
  if (alias === undefined && !isOwn && !known) {
    const before = text.slice(Math.max(0, title.start - 24), title.start)
    const isCited =
      trailer.number !== null ||
      chain.references.length > 0 ||
      CITING.test(before) ||
      isBetweenTitles(text, title, found)
    if (!isInstrument(title.inner, isCited, trailer.number !== null)) return null
  }
  const common = {
    start: title.start,
    nameEnd: title.end,
    written: title.inner,
    year: yearBefore(text, title.start) ?? trailer.year ?? yearWithin(title.inner),
    isOwn,
    references: chain.references,
    end: chain.references.length > 0 ? chain.end : trailer.named,
  }
  if (alias !== undefined)
    return { ...common, title: alias.title, via: 'alias', number: trailer.number ?? alias.number }
  if (!isOwn && !known && isGenericName(title.inner)) {
    // A name only the text gives meaning: its one bearer, or nothing. 《章程》 and 《方案》 may be anybody's.
    const bearer = names.bearers.get(withoutBrackets(key)) ?? null
    if (bearer === null && !/(?:条例|办法|规定|细则|规则|决定|意见)$/.test(withoutBrackets(key))) return null
    return { ...common, title: bearer?.title ?? '', via: 'alias', number: trailer.number ?? bearer?.number ?? null }
  }
  return { ...common, title: title.inner, via: 'title', number: trailer.number }
}

/** 本《办法》第十一条, 本办法附件《…标准》: the document's own, whatever the name. */
function namesItself(text: string, title: QuotedTitle): boolean {
  const before = text.slice(Math.max(0, title.start - 10), title.start)
  if (/(?:^|[^版文样标原成基资副])本$/.test(before)) return isGenericName(title.inner)
  return /(?:本[\u4e00-\u9fa5]{2,4}的?|[见（(])附件[\d一二三四五六七八九十]{0,2}[：:]?$/.test(before)
}

const IMPLEMENTS =
  /((?:[\u4e00-\u9fa5]{2,9}?(?:省|市|自治区|自治州|自治县|县|区|特区))(?:人民代表大会常务委员会|人民政府)?(?:关于)?(?:贯彻)?(?:实施|执行))$/
const IMPLEMENTING = /^(?:的)?(?:实施)?(?:办法|细则|方案|若干规定|规定|条例|补充规定|若干问题的(?:规定|决定)|决定|意见)/

/** 广东省实施《中华人民共和国水法》办法: the name is the whole, and the law within it is not what is cited. */
function readCompound(text: string, title: QuotedTitle, own: OwnNames): Found | null {
  const after = IMPLEMENTING.exec(text.slice(title.end, title.end + 10))
  if (after === null) return null
  const before = IMPLEMENTS.exec(text.slice(Math.max(0, title.start - 30), title.start))
  const words =
    before === null ? '' : before[1]!.replace(NAME_STOPS, '').replace(/^.*(?:印发|发布|公布|转发|制定|修改|废止)/, '')
  const isLocal = /(?:实施|执行)$/.test(words) && words.length >= 4
  // 《…若干规定》实施细则; but 《…法》规定 is a sentence.
  if (!isLocal && !/^实施(?:细则|办法|条例|意见|方案)$/.test(after[0])) return null
  const start = isLocal ? title.start - words.length : title.start
  const nameEnd = title.end + after[0].length
  const name = `${isLocal ? words : ''}〈${title.inner}〉${after[0]}`
  const trailer = readTrailer(text, nameEnd)
  const chain = chainAfter(text, trailer.end)
  return {
    start,
    end: chain.references.length > 0 ? chain.end : trailer.named,
    nameEnd,
    title: name,
    written: text.slice(start, nameEnd),
    via: 'bare',
    number: trailer.number,
    year: trailer.year,
    isOwn: own.has(nameKey(name)) || standsAlone(text, start, nameEnd),
    references: chain.references,
  }
}

/** 《公司法（2018修正）》 */
function yearWithin(title: string): number | null {
  const bracket = /[（(]([^（）()]*)[）)]$/.exec(title)?.[1]
  return bracket !== undefined && VERSION_YEAR.test(bracket) ? lastYear(bracket) : null
}

/** Does the title go on a list of cited titles: 《A》《B》, 《A》、《B》和《C》? */
function isBetweenTitles(text: string, title: QuotedTitle, found: readonly Found[]): boolean {
  const last = found[found.length - 1]
  return (
    last !== undefined &&
    last.end <= title.start &&
    title.start - last.end <= 2 &&
    /^[、和及与]?$/.test(text.slice(last.end, title.start).trim())
  )
}

function chainAfter(text: string, end: number): { references: (ArticleReference & Span)[]; end: number } {
  let at = skipBlank(text, end)
  if (text.startsWith('中的', at) || text.startsWith('中', at) || text.startsWith('的', at)) {
    const after = at + (text.startsWith('中的', at) ? 2 : 1)
    if (text[skipBlank(text, after)] === '第') at = after
  }
  return readReferences(text, at)
}

const BRACKETS: Record<string, string> = { '（': '）', '(': ')', '﹙': '﹚' }
const ALIAS =
  /(?:以下(?:统一)?(?:简称为?|称为?)|下称|简称为?)[：:]?\s*(?:[《“"‘「【〈']\s*)?((?:[^《》“”"‘’「」【】〈〉'（）()，。；;\n]|[（(](?:征求意见稿|草案|送审稿|试行|暂行|修订草案)[）)]){1,32})/
const DOCUMENT_NUMBER =
  /^((?!(?:以下|简称|下称))[\u4e00-\u9fa5]{1,16}(?:[[（【〔［(](?:19|20)\d\d[\]）】〕］)])(?:第)?\d{1,5}号?|(?:中华人民共和国)?[\u4e00-\u9fa5]{1,24}令?[〔[（(]?(?:(?:19|20)\d\d)?[〕\]）)]?(?:年)?第?[\d〇一二三四五六七八九十百]{1,6}号(?:令|公告|公布)?)/
const VERSION_YEAR =
  /^((?:19|20)\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七]次)?(?:修正|修订|修改|公布|颁布|发布|版|通过|施行)/

/** Brackets that follow a title or a name: （2017年修正）（国务院令第724号）（以下简称《条例》）. */
function readTrailer(text: string, start: number): Trailer {
  const trailer: Trailer = { end: start, named: start, number: null, year: null, aliases: [] }
  for (let round = 0; round < 4; round++) {
    const open = skipBlank(text, trailer.end)
    const partner = BRACKETS[text[open] ?? '']
    if (partner === undefined) break
    const close = closeOf(text, open, partner)
    if (close < 0) break
    const inside = text.slice(open + 1, close)
    const isName = readBracket(inside, open + 1, trailer)
    // 《行政处罚法》（第六十六条）, （见附件）: not part of the name, but the chain must not start inside.
    if (!isName && trailer.aliases.length === 0) break
    trailer.end = close + 1
    if (isName) trailer.named = close + 1
  }
  return trailer
}

function closeOf(text: string, open: number, partner: string): number {
  let depth = 0
  const limit = Math.min(text.length, open + 120)
  for (let index = open; index < limit; index++) {
    const char = text[index]!
    if (char === text[open]) depth++
    else if ((char === partner || char === '）' || char === ')') && --depth === 0) return index
    // A bracket that defines a name may want its partner.
    else if (char === '。' || char === '\n') return text.startsWith('以下简称', open + 1) ? index - 1 : -1
  }
  return -1
}

/** @returns whether the bracket belongs to the name */
function readBracket(inside: string, offset: number, trailer: Trailer): boolean {
  const trimmed = inside.trim()
  const alias = ALIAS.exec(inside)
  if (alias) {
    const name = alias[1]!.trim()
    if (name !== '')
      trailer.aliases.push({
        name: nameKey(name),
        start: offset + alias.index,
        end: offset + alias.index + alias[0].length,
      })
  }
  const year = VERSION_YEAR.test(trimmed)
  if (year) trailer.year = lastYear(trimmed)
  const number = DOCUMENT_NUMBER.exec(trimmed)
  if (number && /号|〔|\[|【/.test(number[0])) trailer.number ??= number[1]!
  if (/^(?:试行|暂行|修订|修正|草案|征求意见稿|送审稿)/.test(trimmed)) return true
  return (number !== null || year) && alias === null
}

/** （1992年公布，2017年修订） names the version of 2017. */
function lastYear(text: string): number | null {
  let last: number | null = null
  for (const [, year] of text.matchAll(/((?:19|20)\d\d)(?=年|修|公布|版)/g)) last = Number(year)
  return last
}

const YEAR_BEFORE =
  /((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起?)(?:新)?(?:公布|颁布|发布|修正|修订|修改|施行|实施|制定|出台)(?:施行|实施)?(?:后)?的?(?:原|旧)?$/

function yearBefore(text: string, start: number): number | null {
  const found = YEAR_BEFORE.exec(text.slice(Math.max(0, start - 22), start))
  return found ? Number(found[1]) : null
}

const NAME_END =
  /((?:实施|管理|暂行|试行|若干|补充|指导|工作)?(?:条例|办法|规定|细则|规则|意见|方案|通知|决定|通告|规划|纲要|规范|标准|章程|解释|制度|措施|目录|清单|计划|预案|规程|准则))$/

/** The endings by which a title may be called where no other bears them: 办法, 实施办法. */
function endingsBorne({ via, isOwn, title }: Found): readonly string[] {
  if (via !== 'title' || isOwn) return []
  const ending = NAME_END.exec(withoutBrackets(nameKey(title)))?.[1]
  return ending === undefined ? [] : [...new Set([ending, ending.slice(-2)])]
}

/** Keep what the text makes of a name: its 简称, and which title is the only one with such an ending. */
function define(names: DefinedNames, { aliases, endings, read, moved }: ReadTitle): void {
  for (const { name, from } of aliases) {
    const key = name.replace(/等$/, '')
    const isOwn = read.isOwn || /^本(?!级|市|省|县|区)/.test(name)
    names.aliases.set(key, { name: key, title: read.title, number: read.number, from: from + moved, isOwn })
  }
  for (const name of endings) {
    const held = names.bearers.get(name)
    names.bearers.set(name, held === undefined || held?.title === read.title ? read : null)
  }
}

// ---- the document itself

type OwnNames = ReadonlySet<string>

const ISSUES_BEFORE =
  /(?:印发了?|发布了?|公布了?|颁布|下发|颁发|施行|批转|转发|制[定订](?:了)?|出台|起草(?:了)?|形成(?:了)?|修订(?:了)?(?:后的)?|对|现将|关于|将|附件\d*[：:]?\s*|附[：:]\s*\d?[.．]?)$/
const ISSUES_AFTER =
  /^\s*(?:（[^）]{0,40}）)?(?:的通知|的公告|的通告|的决定|的命令|的批复|的函|已经|业经|经.{1,40}(?:通过|同意|批准|审议)|，?现?(?:印发|下发|发布|公布|颁布|转发)给|(?:予以|现予|现)(?:印发|公布|发布|颁布)|公开征求意见|（?征求意见稿）?|向社会|(?:的)?起草说明|的?说明)/

/** Names under which the text speaks of itself or of the document it issues. */
function ownNames(source: CitationSource, titles: readonly QuotedTitle[]): OwnNames {
  const own = new Set<string>()
  const { text } = source
  const heading = source.frontMatter?.title?.value ?? null
  if (heading !== null) addOwn(own, heading.replace(/^《|》$/g, ''))
  for (const { start, end, inner } of titles) {
    const before = text.slice(Math.max(0, start - 12), start)
    const after = text.slice(end, end + 50)
    // 关于《…（征求意见稿）》的说明
    if (start < 300 && /关于$/.test(before) && /^\s*的(?:起草|修订|修改)?说明/.test(after)) addOwn(own, inner)
    if (
      /(?:印发|发布|公布|颁布|下发)$/.test(before) &&
      /^\s*(?:（[^）]{0,40}）)?的(?:通知|公告|通告|决定|命令|函)/.test(after)
    )
      addOwn(own, inner)
    else if (/(?:现将|制[定订]了?|起草了?|形成了?|修订了?|将)$/.test(before) && ISSUES_AFTER.test(after))
      addOwn(own, inner)
    else if (
      /(?:^|[\n。：:\s])$/.test(text.slice(Math.max(0, start - 1), start)) &&
      /^\s*(?:（[^）]{0,40}）)?(?:已经?|业经).{1,40}(?:通过|同意|批准)/.test(after)
    )
      addOwn(own, inner)
    // 某市人大常委会第三十七次会议通过的《…条例》，已经…批准
    else if (/通过的$/.test(before) && /^，?已(?:经|由|于).{0,60}(?:批准|通过)/.test(after)) addOwn(own, inner)
    else if (
      ISSUES_BEFORE.test(before) &&
      /^\s*(?:（[^）]{0,40}）)?，?(?:并发出通知|.{0,24}(?:现予以?|予以|现)(?:印发|公布|发布))/.test(after)
    )
      addOwn(own, inner)
  }
  return own
}

function addOwn(own: Set<string>, title: string): void {
  const key = nameKey(title)
  if (key.length < 4) return
  own.add(key)
  own.add(withoutBrackets(key))
  const issued = /(?:印发|发布|公布)〈(.+)〉的(?:通知|公告|决定)$/.exec(key)
  if (issued?.[1] !== undefined) own.add(issued[1])
}

// ---- names the text defines

const WORD_BEFORE = /[\u4e00-\u9fa5]$/
const MAY_PRECEDE =
  /(?:根据|依据|依照|按照|遵照|违反|执行|符合|适用|参照|依|按|据|和|及|与|或|以及|的|由|对|在|为|是|将|本|该|上述|[，。；、：《“"（(\n\s])$/

function findAlias(text: string, alias: Alias, range: Span, taken: Uint8Array, found: Found[]): void {
  // 本办法 is no external citation, and one-character names are not names.
  if (alias.name.length < 2 || /^本/.test(alias.name)) return
  const words = text.slice(0, range.end)
  let at = words.indexOf(alias.name, Math.max(alias.from, range.start))
  for (; at >= 0; at = words.indexOf(alias.name, at + alias.name.length)) {
    if (taken[at] === 1) continue
    const end = at + alias.name.length
    const chain = chainAfter(text, end)
    const before = text.slice(Math.max(0, at - 2), at)
    const stands = !WORD_BEFORE.test(before) || MAY_PRECEDE.test(before)
    // A short name such as 条例, or a common one such as 工作方案, is the alias only where it cites.
    const isShort = alias.name.length < 4 || isGenericName(alias.name)
    if (
      !stands ||
      isWordAfter(text, end) ||
      (isShort && chain.references.length === 0 && !/^(?:规定|的规定|等)/.test(text.slice(end, end + 4)))
    )
      continue
    take(found, taken, {
      start: at,
      end: chain.references.length > 0 ? chain.end : end,
      nameEnd: end,
      title: alias.title,
      written: alias.name,
      via: 'alias',
      number: alias.number,
      year: null,
      isOwn: alias.isOwn,
      references: chain.references,
    })
  }
}

// ---- names without 书名号

const ANCHOR = /法典|法|条例|办法|规定|细则|规则|决定|意见|通知|方案/g
const AFTER_STATUTE = /^(?:律|规(?!定)|院|庭|官|学|治|制|警|人|定|理|医|师|令|盲|语|宝|器|度|轮|条(?!例)|典|案|庭)/
const MAY_FOLLOW = /[第（(中的]/
const LONGER = /^(?:实施(?:条例|细则|办法|规定)|司法解释)/
const TRIGGER =
  /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|依|按|据)[^。；\n]{0,40}$/
const PRONOUN = /(?:该|上述|前述|前款|上款|同|此|本|其|我|各|有关|相关|这个?|以上)$/
const NAME_STOPS =
  /^.*(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|以及|或者|应当|可以|不得|属于|按|依|据|和|及|与|或|由|对|以|在|为|是|将|按本|的)/

/** Does the name run on into another word: 消防法律, 行政诉讼法院? */
function isWordAfter(text: string, end: number): boolean {
  return text[end - 1] === '法' && AFTER_STATUTE.test(text.slice(end, end + 2))
}

function findBareNames(
  text: string,
  catalogue: Catalogue | null,
  range: Span,
  taken: Uint8Array,
  found: Found[],
): void {
  const words = text.slice(0, range.end)
  ANCHOR.lastIndex = range.start
  for (let match = ANCHOR.exec(words); match !== null; match = ANCHOR.exec(words)) {
    const nounEnd = match.index + match[0].length
    if (taken[match.index] === 1) continue
    const one = readBareName(text, match[0], match.index, nounEnd, catalogue, taken)
    if (one === null) continue
    take(found, taken, one)
    if (one.end > ANCHOR.lastIndex) ANCHOR.lastIndex = one.end
  }
}

function readBareName(
  text: string,
  noun: string,
  nounStart: number,
  nounEnd: number,
  catalogue: Catalogue | null,
  taken: Uint8Array,
): Found | null {
  if (text.startsWith('其实施', nounStart - 3)) return readImplementing(text, nounStart - 3, nounEnd)
  const known = catalogue === null ? null : knownNameBefore(text, nounEnd, catalogue, taken)
  const country = known === null ? countryNameStart(text, noun, nounStart, taken) : -1
  // Most words of this kind name nothing: without a known name an article, a bracket or the country must stand by.
  if (known === null && country < 0 && !MAY_FOLLOW.test(text[skipBlank(text, nounEnd)] ?? '')) return null
  if (isWordAfter(text, nounEnd)) return null
  const nameEnd = known === null ? nounEnd : nounEnd + (LONGER.exec(text.slice(nounEnd, nounEnd + 4))?.[0].length ?? 0)
  const trailer = readTrailer(text, nameEnd)
  const chain = chainAfter(text, trailer.end)
  const isCited = chain.references.length > 0
  const pronoun = known === null && country < 0 ? pronounBefore(text, noun, nounStart) : null
  if (pronoun !== null) return readPronoun(text, nounStart, nounEnd, pronoun)
  let nameStart = known === null ? country : nounEnd - known.length
  if (nameStart < 0 && isCited) nameStart = unknownNameStart(text, noun, nounStart, taken)
  if (nameStart < 0) return null
  const region = regionBefore(text, nameStart, taken)
  if (region < nameStart) nameStart = region
  const written = text.slice(nameStart, nameEnd).replace(/\s+/g, '')
  const before = text.slice(Math.max(0, nameStart - 44), nameStart)
  if (
    !isCited &&
    country < 0 &&
    trailer.number === null &&
    !TRIGGER.test(before) &&
    !/^(?:的?规定|等法)/.test(text.slice(nameEnd, nameEnd + 3))
  )
    return null
  return {
    start: nameStart,
    end: isCited ? chain.end : trailer.named,
    nameEnd,
    title: written,
    written,
    via: 'bare',
    number: trailer.number,
    year: yearBefore(text, nameStart) ?? trailer.year,
    isOwn: false,
    references: chain.references,
  }
}

/** 该, 本, 上述 … before the noun, or before what makes one word with it (该实施细则). */
function pronounBefore(text: string, noun: string, nounStart: number): string | null {
  if (noun === '决定' || noun === '意见' || noun === '通知' || noun === '方案') return null
  const before = text.slice(Math.max(0, nounStart - 6), nounStart).replace(/(?:实施|暂行|管理|若干|试行)$/, '')
  return PRONOUN.exec(before)?.[0] ?? null
}

/**
 * The longest catalogue name that ends at `end`; `null` too where the words before it are the end of a longer name
 * (调解仲裁法 is no 仲裁法).
 */
function knownNameBefore(text: string, end: number, catalogue: Catalogue, taken: Uint8Array): string | null {
  for (let length = Math.min(ENDING, end); length >= 2; length--) {
    const names = catalogue.byEnding.get(text.slice(end - length, end))
    if (names === undefined) continue
    for (const name of names) {
      const start = end - name.length
      if (start >= 0 && text.startsWith(name, start) && taken[start] === 0) return name
    }
    return null
  }
  return null
}

const HAN = /[\u4e00-\u9fa5]/

/** A region right before the name makes another law of it: 深圳市 + 物业管理条例. */
function regionBefore(text: string, start: number, taken: Uint8Array): number {
  const before = text.slice(Math.max(0, start - 14), start)
  const found =
    /((?:[\u4e00-\u9fa5]{2,8}?(?:省|自治区|特别行政区|经济特区|自治州|自治县|市|县|区|州|旗)){1,2})(?:实施)?$/.exec(
      before,
    )
  if (!found) return start
  const region = found[1]!.replace(NAME_STOPS, '')
  if (region.length < 2 || /^(?:本|我|全|该|各)/.test(region)) return start
  const from = start - region.length
  return taken[from] === 1 ? start : from
}

/** Where a name the catalogue lacks begins: after the verb that cites it. Only names of some length before an article. */
function unknownNameStart(text: string, noun: string, nounStart: number, taken: Uint8Array): number {
  let from = nounStart
  while (from > 0 && nounStart - from < 36 && HAN.test(text[from - 1]!) && taken[from - 1] === 0) from--
  const words = text.slice(from, nounStart)
  const stop = NAME_STOPS.exec(words)
  if (stop === null) return -1
  const start = from + stop[0].length
  const length = nounStart - start + noun.length
  if (length < 5 || /^(?:本|该|其|上述|前述|有关|相关|我)/.test(text.slice(start, start + 2))) return -1
  return start
}

const COUNTRY = '中华人民共和国'

/** 中华人民共和国…法 is a name wherever it stands. */
function countryNameStart(text: string, noun: string, nounStart: number, taken: Uint8Array): number {
  if (noun !== '法' && noun !== '条例' && noun !== '法典') return -1
  const from = Math.max(0, nounStart - 34)
  const at = text.slice(from, nounStart).lastIndexOf(COUNTRY)
  if (at < 0 || taken[from + at] === 1) return -1
  const words = text.slice(from + at + COUNTRY.length, nounStart)
  if (noun === '法' && /[司执立违依守合非用做办方]$/.test(words)) return -1
  return words.length >= 2 &&
    /^[\u4e00-\u9fa5]+$/.test(words) &&
    !/法|条例|境内|公民|领域|的|有关|相关|现行|宪/.test(words)
    ? from + at
    : -1
}

function readPronoun(text: string, nounStart: number, nounEnd: number, word: string): Found | null {
  if (!/^(?:该|上述|前述|同|此|本)$/.test(word) || isWordAfter(text, nounEnd)) return null
  const chain = chainAfter(text, nounEnd)
  const isOwn = word === '本'
  // 该规定 alone points at words rather than at a document.
  if (chain.references.length === 0) return null
  const kind = /(?:实施|暂行|管理|若干|试行)$/.exec(text.slice(Math.max(0, nounStart - 2), nounStart))?.[0] ?? ''
  const start = nounStart - kind.length - word.length
  return {
    start,
    end: chain.end,
    nameEnd: nounEnd,
    title: '',
    written: text.slice(start, nounEnd),
    via: 'pronoun',
    number: null,
    year: null,
    isOwn,
    references: chain.references,
  }
}

/** 《土地管理法》及其实施条例: what it implements is resolved once all titles are known. */
function readImplementing(text: string, start: number, nounEnd: number): Found {
  const chain = chainAfter(text, nounEnd)
  return {
    start,
    end: chain.references.length > 0 ? chain.end : nounEnd,
    nameEnd: nounEnd,
    title: '',
    written: text.slice(start, nounEnd),
    via: 'pronoun',
    number: null,
    year: null,
    isOwn: false,
    references: chain.references,
  }
}

/** 该办法 stands for the nearest title before it that ends so, not further back than this many code units. */
const PRONOUN_REACH = 400

function resolvePronouns(found: Found[], from: number): void {
  for (let index = from; index < found.length; index++) {
    const one = found[index]!
    if (one.via !== 'pronoun' || one.isOwn) continue
    if (one.written.startsWith('其实施')) {
      const before = found[index - 1]
      // Right after the title (及其, 和其): further off it may implement another.
      if (before !== undefined && before.title !== '' && !before.isOwn && one.start - before.end <= 2)
        found[index] = { ...one, title: before.title + one.written.slice(1) }
      continue
    }
    const noun = one.written.replace(/^(?:该|上述|前述|同|此)/, '')
    for (let back = index - 1; back >= 0 && one.start - found[back]!.start <= PRONOUN_REACH; back--) {
      const title = found[back]!
      if (title.title === '' || title.isOwn) continue
      if (!withoutBrackets(title.title).endsWith(noun) && !(noun === '法' && title.title.endsWith('法典'))) continue
      found[index] = { ...one, title: title.title, number: title.number }
      break
    }
  }
}

// ---- numbers alone

const NUMBER =
  /(?:[〔[［【（(](?:19|20)\d\d[〕\]］】）)]\s*(?:第)?\d{1,5}\s*号)|(?:令第?[\d一二三四五六七八九十百〇零]{1,6}号)/g
const NUMBER_WORD = /([\u4e00-\u9fa5]{2,24})$/
const NUMBER_STOPS =
  /^.*(?:国务院(?=国发|国办)|底前|将|根据|依据|依照|按照|遵照|参照|违反|执行|符合|落实|贯彻|转发|印发|系|和|及|与|或|的|由|文件|以|见|按|据|依|号|[年月日])/
// Case and certificate numbers: 罚决字, 行初字, 许准字 …
const CASE_NUMBER =
  /(?:罚|决|立|告|催|强|听|鉴|认|检|证|初|终|刑|执|仲|裁|备|登|公示|招|采|合同|函告|许|准|责改|扣|封|送|请示|报告|[一二三四五六七八九十\d])(?:字|第)*$/

function findNumbers(
  text: string,
  source: CitationSource,
  own: OwnNames,
  range: Span,
  taken: Uint8Array,
  found: Found[],
): void {
  const ownNumber = source.frontMatter?.number?.value
  const ownKey = ownNumber === undefined ? null : numberKey(ownNumber)
  const within = text.slice(0, range.end)
  NUMBER.lastIndex = range.start
  for (let match = NUMBER.exec(within); match !== null; match = NUMBER.exec(within)) {
    if (taken[match.index] === 1) continue
    const isOrder = match[0].startsWith('令')
    const words = NUMBER_WORD.exec(text.slice(Math.max(0, match.index - 24), match.index))
    if (words === null) continue
    const prefix = words[1]!.replace(/^.*中华人民共和国/, '').replace(NUMBER_STOPS, '')
    if (prefix.length < 2 || (!isOrder && (prefix.length > 12 || CASE_NUMBER.test(prefix)))) continue
    const start = match.index - prefix.length
    const end = match.index + match[0].length
    const number = text.slice(start, end).replace(/\s+/g, '')
    // Standing on a line of its own it is the number of this document.
    if (numberKey(number) === ownKey || isOwnNumber(text, start, end) || taken[start] === 1) continue
    take(found, taken, {
      start,
      end,
      nameEnd: end,
      title: '',
      written: number,
      via: 'number',
      number,
      year: null,
      isOwn: own.has(numberKey(number)),
      references: [],
    })
  }
}

/** The number of this document: on a line of its own, after 文号, or in the note under the title (令第87号公布). */
function isOwnNumber(text: string, start: number, end: number): boolean {
  if (standsAlone(text, start, end)) return true
  if (start < 200 && /^\s*文件\s*\n/.test(text.slice(end, end + 8))) return true
  const before = text.slice(Math.max(0, start - 40), start)
  if (/(?:文\s*号|字\s*号|编\s*号|来\s*源)[】\]]?[：:\s]*[【[]?$/.test(before)) return true
  // 关于印发《…办法》的通知（武劳社〔2006〕93号）, the title of a page
  if (start < 400 && /的(?:通知|意见|决定|批复|函|公告|通告)[（(]$/.test(before)) return true
  // （1993年8月11日深圳市人民政府令第11号发布, the note under a title wherever it stands
  if (
    /(?:^|\n)\s*[（(]\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^《》，。；\n]{0,24}$/.test(before) &&
    /^(?:公布|发布|颁布|施行)/.test(text.slice(end, end + 2))
  )
    return true
  return (
    start < 600 &&
    /^(?:公布|发布|颁布|修[正订]|令?\s*公布)/.test(text.slice(end, end + 4)) &&
    !/[《》]/.test(text.slice(Math.max(0, start - 30), start))
  )
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 40)
  const isFirst = start <= 40 || before.includes('\n')
  const isLast = end + 40 >= text.length || after.includes('\n')
  const line = before.slice(before.lastIndexOf('\n') + 1) + after.split('\n')[0]!
  return isFirst && isLast && /^[\s（）()]*$/.test(line)
}

// ---- role

const PAST_BEFORE =
  /(?:原|原来的|旧|旧的|当时的?|当时(?:有效|施行|适用)的|已(?:经)?(?:被)?(?:废止|失效)的|此前的?|曾(?:经)?(?:于.{4,8})?依据(?:当时.{0,4}的)?|原(?:先)?(?:依据|根据|依照|按照)|(?:19|20)\d\d年以前的?|行为(?:发生)?时(?:有效|施行|适用)?的?(?:法律|规定|法律规定)?(?:为|是|即)?)$/
const PAST_AFTER =
  /^(?:[（(](?:已|现已)(?:废止|失效)|(?:施行|实施|有效)期间|(?:施行|实施)(?:以?前|之前)|所(?:取代|替代|代替)|自?.{0,16}(?:已|业已)(?:经)?(?:被|由|于|自)?.{0,40}?(?:废止|失效|取代|替代|代替))/
const DRAFT = /[（(](?:.{0,6}(?:征求意见稿|草案|送审稿|讨论稿|审议稿|审查稿).{0,6})[）)]$/
const REPEAL_AFTER =
  /^[^。；;\n制定]{0,24}?(?:同时|即行|予以|自行|相应|一并|停止|宣布|随之)?(?:废止|失效|停止(?:执行|施行))/
const REPEAL_BEFORE = /(?:废止|宣布失效|停止执行)(?:了|以下|下列)?[^。；;\n]{0,24}$/
const BASIS = /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|符合|遵守|对照|依|按|据)[^。；;\n]{0,60}$/

/** Between the members of a list of titles: 《A》（1999年市政府令第21号）、2014年2月14日原国家工商总局令第62号公布的《B》. */
const LISTED =
  /^(?:[（(][^（）()]{0,60}[）)])?\s*(?:、|，|和|及|与|以及)?\s*(?:[\u4e00-\u9fa5\d]{0,60}(?:公布|发布|印发|颁布|制定)的|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?原?)?\s*$/
const LONGEST_LINK = 130

/** What each is there for; of a list of titles, all are put out of force with the last. */
function rolesOf(text: string, found: readonly Found[], next: CitingPlace | null): CitationRole[] {
  const roles = found.map((one) => roleOf(text, one))
  for (let index = found.length - 1; index >= 0; index--) {
    const follows = found[index + 1] ?? next
    if (follows === null) continue
    const from = found[index]!.end
    const to = follows.start
    if (
      (roles[index + 1] ?? next?.role) === 'repeal' &&
      roles[index] === 'mention' &&
      to - from <= LONGEST_LINK &&
      LISTED.test(text.slice(from, to))
    )
      roles[index] = 'repeal'
  }
  return roles
}

function roleOf(text: string, one: Found): CitationRole {
  if (one.isOwn) return 'own'
  if (DRAFT.test(one.written) || DRAFT.test(one.title)) return 'draft'
  const before = text.slice(Math.max(0, one.start - 90), one.start)
  const after = text.slice(one.end, one.end + 60)
  const plainAfter = after.replace(/[（(][^（）()]{0,40}[）)]/g, '').replace(/《[^》]{1,60}》/g, '')
  if (PAST_BEFORE.test(before) || PAST_AFTER.test(after)) return 'past'
  const plainBefore = before.replace(/《[^》]{1,80}》/g, '')
  if (REPEAL_BEFORE.test(plainBefore) && !/规定|要求|所/.test(plainBefore.slice(plainBefore.lastIndexOf('废止'))))
    return 'repeal'
  if (REPEAL_AFTER.test(plainAfter)) return 'repeal'
  return BASIS.test(plainBefore) ? 'basis' : 'mention'
}
