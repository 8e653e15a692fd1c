import type { Span } from '../text/span.ts'
import { type Catalogue, ENDING } from './catalogue.ts'
import { type Found, take } from './found.ts'
import { chainAfter, isWordAfter, NAME_STOPS, readTrailer, yearBefore } from './name-edges.ts'
import { readImplementing, readPronoun } from './pronouns.ts'
import { skipBlank } from './read-references.ts'

const ANCHOR = /法典|法|条例|办法|规定|细则|规则|决定|意见|通知|方案/g

const MAY_FOLLOW = /[第（(中的]/

const LONGER = /^(?:实施(?:条例|细则|办法|规定)|司法解释)/

const TRIGGER =
  /(?:根据|依据|依照|按照|遵照|参照|比照|违反|执行|适用|贯彻|落实|符合|遵守|对照|依|按|据)[^。；\n]{0,40}$/

const PRONOUN = /(?:该|上述|前述|前款|上款|同|此|本|其|我|各|有关|相关|这个?|以上)$/

export function findBareNames(
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
