import type { Span } from '../text/span.ts'
import { nameKey } from './catalogue.ts'
import type { ArticleReference } from './citation.ts'
import { readReferences, skipBlank } from './read-references.ts'

/** What brackets after a title said: number, year of the version, 简称. */
export interface Trailer {
  end: number
  /** End of the last bracket that belongs to the name: a 文号 or a year, not a 简称. */
  named: number
  number: string | null
  year: number | null
  aliases: { name: string; start: number; end: number }[]
}

/** The articles that follow a name: 《…》第三条、第四条, 中的第三条. */
export function chainAfter(text: string, end: number): { references: (ArticleReference & Span)[]; end: number } {
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

export const VERSION_YEAR =
  /^((?:19|20)\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七]次)?(?:修正|修订|修改|公布|颁布|发布|版|通过|施行)/

/** Brackets that follow a title or a name: （2017年修正）（国务院令第724号）（以下简称《条例》）. */
export function readTrailer(text: string, start: number): Trailer {
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
export function lastYear(text: string): number | null {
  let last: number | null = null
  for (const [, year] of text.matchAll(/((?:19|20)\d\d)(?=年|修|公布|版)/g)) last = Number(year)
  return last
}

const YEAR_BEFORE =
  /((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起?)(?:新)?(?:公布|颁布|发布|修正|修订|修改|施行|实施|制定|出台)(?:施行|实施)?(?:后)?的?(?:原|旧)?$/

export function yearBefore(text: string, start: number): number | null {
  const found = YEAR_BEFORE.exec(text.slice(Math.max(0, start - 22), start))
  return found ? Number(found[1]) : null
}

const AFTER_STATUTE = /^(?:律|规(?!定)|院|庭|官|学|治|制|警|人|定|理|医|师|令|盲|语|宝|器|度|轮|条(?!例)|典|案|庭)/

export const NAME_STOPS =
  /^.*(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|以及|或者|应当|可以|不得|属于|按|依|据|和|及|与|或|由|对|以|在|为|是|将|按本|的)/

/** Does the name run on into another word: 消防法律, 行政诉讼法院? */
export function isWordAfter(text: string, end: number): boolean {
  return text[end - 1] === '法' && AFTER_STATUTE.test(text.slice(end, end + 2))
}

export function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start)
  const after = text.slice(end, end + 40)
  const isFirst = start <= 40 || before.includes('\n')
  const isLast = end + 40 >= text.length || after.includes('\n')
  const line = before.slice(before.lastIndexOf('\n') + 1) + after.split('\n')[0]!
  return isFirst && isLast && /^[\s（）()]*$/.test(line)
}
