import { isSpaceUnit } from './char-class.ts'

/**
 * Chinese and Arabic numerals as drafts write them: 二十三, 廿三, 二〇二六, 壹佰零一, ２３, 23.
 * Anything above this is not a number of a clause and is refused rather than rounded.
 */
const LIMIT = 1_000_000_000_000

const DIGITS = new Map<number, number>()
const UNITS = new Map<number, number>()
const TENS = new Map<number, number>([
  ['廿'.charCodeAt(0), 20],
  ['卄'.charCodeAt(0), 20],
  ['卅'.charCodeAt(0), 30],
  ['卌'.charCodeAt(0), 40],
])

for (const [characters, value] of [
  ['零〇○Ｏ', 0],
  ['一壹弌', 1],
  ['二贰貳两弍', 2],
  ['三叁參弎', 3],
  ['四肆', 4],
  ['五伍', 5],
  ['六陆陸', 6],
  ['七柒', 7],
  ['八捌', 8],
  ['九玖', 9],
] as const) {
  for (const character of characters) DIGITS.set(character.charCodeAt(0), value)
}
for (const [characters, value] of [
  ['十拾', 10],
  ['百佰', 100],
  ['千仟', 1000],
  ['万萬', 10_000],
  ['亿億', 100_000_000],
] as const) {
  for (const character of characters) UNITS.set(character.charCodeAt(0), value)
}

/** Letters and digits typed for 〇 between Chinese digits: 二O一一年, 二00二年. Latin, full-width, Greek and Cyrillic O. */
const ZERO_LIKE = new Set([0x30, 0xff10, 0x4f, 0x6f, 0xff2f, 0xff4f, 0x39f, 0x41e])

/** What a zero so typed may stand before at the end of a number. */
const AFTER_NUMBER = '年条款章节项号'

/** Is the unit at `at`, behind a Chinese digit, one typed for 〇? Only where the number visibly goes on or its unit follows. */
function isTypedZero(text: string, at: number): boolean {
  if (!ZERO_LIKE.has(text.charCodeAt(at))) return false
  const next = text.charCodeAt(at + 1)
  return DIGITS.has(next) || ZERO_LIKE.has(next) || AFTER_NUMBER.includes(text[at + 1] ?? ' ')
}

/** 0–9 for an ASCII or full-width digit, otherwise -1. */
function arabicDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  if (code >= 0xff10 && code <= 0xff19) return code - 0xff10
  return -1
}

/** Does this code unit start or continue a numeral? */
export function isNumeralUnit(code: number): boolean {
  return arabicDigit(code) >= 0 || DIGITS.has(code) || UNITS.has(code) || TENS.has(code)
}

/**
 * Read the longest numeral that starts at `start`.
 *
 * @returns its value and the offset after it, or `null` where no numeral stands there (or it is absurdly large)
 */
export function readNumeral(text: string, start: number): { value: number; end: number } | null {
  const first = text.charCodeAt(start)
  if (arabicDigit(first) >= 0) return readArabic(text, start)
  return readChinese(text, start)
}

function readArabic(text: string, start: number): { value: number; end: number } | null {
  let value = 0
  let end = start
  for (; end < text.length; end++) {
    const digit = arabicDigit(text.charCodeAt(end))
    if (digit < 0) break
    value = value * 10 + digit
    if (value > LIMIT) return null
  }
  return { value, end }
}

function readChinese(text: string, start: number): { value: number; end: number } | null {
  let total = 0 // of complete 万 and 亿 groups
  let group = 0 // below the next 万
  let digit = -1 // the last digit, waiting for its unit
  let positional = 0 // 二〇二六 read digit by digit
  let isPositional = true
  let end = start
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    const value = DIGITS.get(code) ?? (isPositional && digit >= 0 && isTypedZero(text, end) ? 0 : undefined)
    if (value !== undefined) {
      digit = value
      if (isPositional) positional = positional * 10 + value
      if (positional > LIMIT) return null
      continue
    }
    const tens = TENS.get(code)
    const unit = UNITS.get(code)
    if (tens === undefined && unit === undefined) break
    isPositional = false
    if (tens !== undefined) group += tens
    else if (unit === 10_000) {
      total += Math.max(group + Math.max(digit, 0), 1) * unit
      group = 0
    } else if (unit! > 10_000) {
      total = Math.max(total + group + Math.max(digit, 0), 1) * unit!
      group = 0
    } else group += (digit < 0 || (digit === 0 && unit === 10) ? 1 : digit) * unit!
    if (total > LIMIT) return null
    digit = -1
  }
  if (end === start) return null
  const value = isPositional ? positional : total + group + Math.max(digit, 0)
  return value > LIMIT ? null : { value, end }
}

/** Longest stretch of a numeral set with spaces. */
const SPACED = 24

/**
 * Read a numeral whose characters spaces may part (第 二 十 三 条, 二 〇二六 年), as far as one of `units` follows it.
 *
 * @returns its value and the offset after its last character, or `null` where no such numeral stands there
 */
export function readSpacedNumeral(text: string, start: number, units: string): { value: number; end: number } | null {
  let digits = ''
  let end = start
  let at = start
  for (; at < text.length && at - start < SPACED; at++) {
    const code = text.charCodeAt(at)
    if (isSpaceUnit(code)) continue
    if (!isNumeralUnit(code) && !(digits !== '' && ZERO_LIKE.has(code))) break
    digits += text[at]
    end = at + 1
  }
  const unit = text[at]
  if (digits === '' || unit === undefined || !units.includes(unit)) return null
  const read = readNumeral(digits + unit, 0)
  return read === null || read.end !== digits.length ? null : { value: read.value, end }
}

/** The value of a numeral in any form, or `null` when `numeral` is anything else. Surrounding 第 is not accepted. */
export function parseNumeral(numeral: string): number | null {
  const read = readNumeral(numeral, 0)
  return read !== null && read.end === numeral.length ? read.value : null
}

const NAMES = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const SMALL_UNITS = ['', '十', '百', '千']

function formatGroup(value: number): string {
  let words = ''
  let isZeroDue = false
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(value / 10 ** power) % 10
    if (digit === 0) {
      isZeroDue = words !== ''
      continue
    }
    if (isZeroDue) words += '零'
    isZeroDue = false
    words += NAMES[digit]! + SMALL_UNITS[power]!
  }
  return words
}

/**
 * A whole number as statutes number their articles: 23 → 二十三, 101 → 一百零一, 10 → 十.
 *
 * @throws RangeError if `value` is not a whole number from 0 to 999,999,999,999
 */
export function formatNumeral(value: number): string {
  const known = FORMATTED[value]
  if (known !== undefined) return known
  const words = spellNumeral(value)
  if (value < FORMATTED_LIMIT) FORMATTED[value] = words
  return words
}

/** Labels repeat the same small numbers: each is spelt once. */
const FORMATTED_LIMIT = 2000
const FORMATTED: (string | undefined)[] = new Array(FORMATTED_LIMIT).fill(undefined)

function spellNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= LIMIT) throw new RangeError(`not a clause number: ${value}`)
  if (value === 0) return NAMES[0]!
  let words = ''
  let previousGroup = -1
  for (const [unit, name] of [
    [100_000_000, '亿'],
    [10_000, '万'],
    [1, ''],
  ] as const) {
    const group = Math.floor(value / unit) % 10_000
    if (group === 0) {
      if (words !== '') previousGroup = 0
      continue
    }
    if (words !== '' && (group < 1000 || previousGroup === 0)) words += '零'
    words += formatGroup(group) + name
    previousGroup = group
  }
  // 十二, not 一十二; but 一百一十二 keeps its 一.
  return words.startsWith('一十') ? words.slice(1) : words
}
