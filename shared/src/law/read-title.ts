import { type Catalogue, nameKey } from './catalogue.ts'
import type { DefinedNames } from './defined-names.ts'
import type { Found } from './found.ts'
import { isGenericName, isInstrument, withoutBrackets } from './instrument.ts'
import {
  chainAfter,
  lastYear,
  NAME_STOPS,
  readTrailer,
  standsAlone,
  type Trailer,
  VERSION_YEAR,
  yearBefore,
} from './name-edges.ts'
import type { OwnNames } from './own-names.ts'
import type { QuotedTitle } from './scan-titles.ts'

const CITING =
  /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|按|依|据|印发|转发|纳入|列入|属于|以)(?:了)?(?:国家|上级|现行|有关|相关|的|本市|我市|省|市|新修订|修订后|\d{4}年.{0,8}|.{0,8}(?:印发|发布|公布|制定|颁布|联合)的?)?$/

export function readTitle(
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
