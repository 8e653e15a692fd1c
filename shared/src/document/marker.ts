import { isSpaceUnit } from '../text/char-class.ts'
import { isNumeralUnit, readNumeral, readSpacedNumeral } from '../text/numeral.ts'

/**
 * Styles of numbering, from the outermost in. `dun` 一、 `paren` （一） `dot` 1. `arabicParen` （1） `circle` ① are the five
 * levels of 公文体 (GB/T 9704—2012, 7.3.3, with ① below them); inside a 条 the first that appears numbers the 项.
 */
export type MarkStyle =
  | 'part'
  | 'subpart'
  | 'chapter'
  | 'section'
  | 'article'
  | 'dun'
  | 'paren'
  | 'dot'
  | 'arabicParen'
  | 'halfParen'
  | 'circle'
  | 'annex'

/** A number at the head of a unit: `第三条之一`, `（二）`, `附件1`. Offsets are into the text. */
export interface Mark {
  readonly style: MarkStyle
  readonly number: number | null
  readonly suffix: number
  readonly start: number
  readonly end: number
}

const code = (character: string): number => character.charCodeAt(0)
const DI = code('第')
const UNITS = new Map<number, MarkStyle>([
  [code('编'), 'part'],
  [code('編'), 'part'],
  [code('篇'), 'part'],
  [code('章'), 'chapter'],
  [code('节'), 'section'],
  [code('節'), 'section'],
  [code('条'), 'article'],
  [code('條'), 'article'],
])

/** Can a mark begin with this unit? One look-up decides for most lines. */
const LEADS = buildLeads()

function buildLeads(): Uint8Array {
  const leads = new Uint8Array(0x10000)
  for (const character of '第笫苐（(附') leads[code(character)] = 1
  for (let c = 0; c < 0x10000; c++) if (isNumeralUnit(c)) leads[c] = 1
  for (let c = 0x2460; c <= 0x249b; c++) leads[c] = 1
  for (let c = 0x3220; c <= 0x3229; c++) leads[c] = 1
  return leads
}

/** The mark that begins exactly at `start` and stays inside the line that ends at `end`, or `null`. */
export function readMark(text: string, start: number, end: number): Mark | null {
  const lead = text.charCodeAt(start)
  if (LEADS[lead] !== 1) return null
  if (lead === DI || lead === 0x7b2b || lead === 0x82d0) return readOrdinal(text, start, end)
  if (lead === 0xff08 || lead === 0x28) return readParenthesised(text, start, end)
  if (lead === 0x9644) return readAnnex(text, start, end)
  if (lead >= 0x2460 && lead <= 0x249b) return readEnclosed(lead, start)
  if (lead >= 0x3220 && lead <= 0x3229) return mark('paren', lead - 0x3220 + 1, start, start + 1)
  return readPlain(text, start, end)
}

function mark(style: MarkStyle, number: number | null, start: number, end: number, suffix = 0): Mark {
  return { style, number, suffix, start, end }
}

/** ①–⑳, ⑴–⒇, ⒈–⒛. */
function readEnclosed(lead: number, start: number): Mark {
  if (lead < 0x2474) return mark('circle', lead - 0x2460 + 1, start, start + 1)
  if (lead < 0x2488) return mark('arabicParen', lead - 0x2474 + 1, start, start + 1)
  return mark('dot', lead - 0x2488 + 1, start, start + 1)
}

function skipSpaces(text: string, at: number, end: number): number {
  while (at < end && isSpaceUnit(text.charCodeAt(at))) at++
  return at
}

/** A dash printed where 一 was meant (第三十－条): read only between 第 and its unit. */
function isDashForOne(unit: number): boolean {
  return unit === 0xff0d || unit === 0x2014 || unit === 0x2500 || unit === 0x2d || unit === 0x2015
}

function readOrdinalNumber(text: string, start: number, end: number): { value: number; end: number } | null {
  const read = readNumeral(text, start)
  let value = read?.value ?? 0
  let at = read?.end ?? start
  if (at < end && isDashForOne(text.charCodeAt(at)) && (read === null || value % 10 === 0)) {
    value += 1
    at++
  } else if (read === null) return null
  return { value, end: at }
}

/** 第三编, 第一分编, 第二章, 第一节, 第三条, 第三条之一. */
function readOrdinal(text: string, start: number, end: number): Mark | null {
  const from = skipSpaces(text, start + 1, end)
  let number = readOrdinalNumber(text, from, end)
  let at = number === null ? from : skipSpaces(text, number.end, end)
  // 第 二 十 三 条, 第二O条
  if (
    at < end &&
    !UNITS.has(text.charCodeAt(at)) &&
    (number === null || isNumeralUnit(text.charCodeAt(at)) || /[Oo0]/.test(text[at]!))
  ) {
    number = readSpacedNumeral(text, from, '编章节条') ?? number
    if (number !== null) at = skipSpaces(text, number.end, end)
  }
  if (number === null) return null
  if (text.startsWith('分编', at)) return mark('subpart', number.value, start, at + 2)
  if (text.startsWith('部分', at)) return mark('part', number.value, start, at + 2)
  const style = UNITS.get(text.charCodeAt(at))
  if (style === undefined || at >= end) return null
  at++
  if (style !== 'article' || text.charCodeAt(at) !== 0x4e4b) return mark(style, number.value, start, at)
  const suffix = readNumeral(text, at + 1)
  if (suffix === null || suffix.end > end) return mark(style, number.value, start, at)
  return mark(style, number.value, start, suffix.end, suffix.value)
}

function isOpenParen(unit: number): boolean {
  return unit === 0xff08 || unit === 0x28
}

function isCloseParen(unit: number): boolean {
  return unit === 0xff09 || unit === 0x29
}

function isChineseNumeral(unit: number): boolean {
  return unit > 0xff && !(unit >= 0xff10 && unit <= 0xff19)
}

/** （一） or （1）, brackets of either width. A year or a long number in brackets is no mark. */
function readParenthesised(text: string, start: number, end: number): Mark | null {
  const from = skipSpaces(text, start + 1, end)
  const number = readNumeral(text, from)
  if (number === null || number.value > 199) return null
  const close = skipSpaces(text, number.end, end)
  if (close >= end || !isCloseParen(text.charCodeAt(close))) return null
  const style = isChineseNumeral(text.charCodeAt(from)) ? 'paren' : 'arabicParen'
  return mark(style, number.value, start, close + 1)
}

const ANNEX_WORDS = ['附件', '附表', '附录', '附图', '附　件', '附 件']

/** 附件, 附件1, 附表二: the word and its number; what follows is left to the reader of roles. */
function readAnnex(text: string, start: number, end: number): Mark | null {
  const word = ANNEX_WORDS.find((candidate) => text.startsWith(candidate, start))
  if (word === undefined) {
    const next = text.charCodeAt(start + 1)
    return next === 0xff1a || next === 0x3a ? mark('annex', null, start, start + 1) : null
  }
  const after = start + word.length
  const from = skipSpaces(text, after, end)
  const number = from < end ? readNumeral(text, from) : null
  if (number !== null && number.value < 200 && number.end <= end) return mark('annex', number.value, start, number.end)
  return mark('annex', null, start, after)
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

/** 3.2016年1月1日前 and 1.8月18日至20日: the figure behind the dot is a date. */
function isDateAt(text: string, at: number): boolean {
  let end = at
  while (end - at < 5 && isDigit(text.charCodeAt(end))) end++
  if (end - at === 4) return text[end] === '年'
  return end - at <= 2 && text[end] === '月' && isDigit(text.charCodeAt(end + 1))
}

/** 一、 and 1. 1、 1） at the head of a line; 1.5 and 2016.3 are figures. */
function readPlain(text: string, start: number, end: number): Mark | null {
  const number = readNumeral(text, start)
  if (number === null || number.value > 199 || number.end >= end) return null
  const spaced = skipSpaces(text, number.end, end)
  // 1 、文化程度: a space slipped in before the comma.
  const at = text.charCodeAt(spaced) === 0x3001 ? spaced : number.end
  const unit = text.charCodeAt(at)
  const isChinese = isChineseNumeral(text.charCodeAt(start))
  if (unit === 0x3001) return mark(isChinese ? 'dun' : 'dot', number.value, start, at + 1)
  if (unit === 0xff0e || unit === 0x2e) {
    if (isChinese) return mark('dun', number.value, start, at + 1)
    return isDigit(text.charCodeAt(at + 1)) && !isDateAt(text, at + 1) ? null : mark('dot', number.value, start, at + 1)
  }
  if (isCloseParen(unit) && !isOpenParen(text.charCodeAt(start - 1))) {
    return mark(isChinese ? 'paren' : 'halfParen', number.value, start, at + 1)
  }
  return null
}
