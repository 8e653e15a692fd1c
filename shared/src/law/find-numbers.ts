import type { Span } from '../text/span.ts'
import { numberKey } from './catalogue.ts'
import type { CitationSource } from './citation.ts'
import { type Found, take } from './found.ts'
import { standsAlone } from './name-edges.ts'
import type { OwnNames } from './own-names.ts'

const NUMBER =
  /(?:[〔[［【（(](?:19|20)\d\d[〕\]］】）)]\s*(?:第)?\d{1,5}\s*号)|(?:令第?[\d一二三四五六七八九十百〇零]{1,6}号)/g

const NUMBER_WORD = /([\u4e00-\u9fa5]{2,24})$/

const NUMBER_STOPS =
  /^.*(?:国务院(?=国发|国办)|底前|将|根据|依据|依照|按照|遵照|参照|违反|执行|符合|落实|贯彻|转发|印发|系|和|及|与|或|的|由|文件|以|见|按|据|依|号|[年月日])/

// Case and certificate numbers: 罚决字, 行初字, 许准字 …
const CASE_NUMBER =
  /(?:罚|决|立|告|催|强|听|鉴|认|检|证|初|终|刑|执|仲|裁|备|登|公示|招|采|合同|函告|许|准|责改|扣|封|送|请示|报告|[一二三四五六七八九十\d])(?:字|第)*$/

export function findNumbers(
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
