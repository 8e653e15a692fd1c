import { LEGAL_WORDS } from './legal-words.ts'

/**
 * Cut a text into what changes whole: numbers with their measure (三十日, 5万元, 百分之二十), dates, cited provisions
 * (《…》, 第三条第二款), numbers of 项 (（三）), Latin words, the words of official Chinese, and single characters
 * (code points: a surrogate pair is never cut).
 *
 * @returns offsets: token n is `[offsets[n], offsets[n + 1])`; the last is the length of the text
 */
export function tokenOffsets(text: string): Int32Array {
  const offsets: number[] = []
  let at = 0
  while (at < text.length) {
    offsets.push(at)
    at = tokenEnd(text, at)
  }
  offsets.push(text.length)
  return Int32Array.from(offsets)
}

const NUMERAL = '零〇一二三四五六七八九十百千万亿两'
const DIGITS = '0-9０-９'
const NUMBER = `(?:[${DIGITS}]+(?:[,，][${DIGITS}]{3})*(?:[.．][${DIGITS}]+)?|[${NUMERAL}]+)`
const MEASURE =
  '(?:个(?:工作日|自然日|月|小时|人|以上|以下)?|工作日|自然日|[日天周年月时分秒]|小时|分钟|季度|万元|亿元|千元|百元|元|角|倍|％|%|‰|人|名|户|家|件|份|次|处|台|套|辆|艘|只|头|层|栋|幢|间|平方米|平方公里|立方米|公里|千米|米|厘米|毫米|公斤|千克|克|吨|亩|公顷|升|毫升|千瓦|伏|摄氏度|岁|周岁|级|类|种|成)'
/** Sticky patterns, the first that fits; each is linear in what it reads. */
const PATTERNS: readonly RegExp[] = [
  /《[^《》\n]{1,80}》/uy,
  new RegExp(
    `第(?:[${NUMERAL}${DIGITS}]+|[（(][${NUMERAL}${DIGITS}]+[）)])[编章节条款项目号](?:之[${NUMERAL}]+)?(?:第(?:[${NUMERAL}${DIGITS}]+|[（(][${NUMERAL}${DIGITS}]+[）)])[编章节条款项目](?:之[${NUMERAL}]+)?)*`,
    'uy',
  ),
  new RegExp(`[（(][${NUMERAL}${DIGITS}]+[）)]`, 'uy'),
  new RegExp(`[${DIGITS}${NUMERAL}]+年(?:[${DIGITS}${NUMERAL}]+月(?:[${DIGITS}${NUMERAL}]+日)?)?`, 'uy'),
  new RegExp(`[${DIGITS}${NUMERAL}]+月[${DIGITS}${NUMERAL}]+日`, 'uy'),
  new RegExp(`百分之${NUMBER}|[${NUMERAL}]+分之[${NUMERAL}]+`, 'uy'),
  new RegExp(`${NUMBER}(?:[${NUMERAL}]+)?(?:${MEASURE}(?:以上|以下)?)?`, 'uy'),
  /[A-Za-z][A-Za-z0-9_.@-]*/uy,
  /[ \t\u3000\u00a0]+/uy,
]
const STARTERS = buildStarters()
const WORDS = buildWords()

function tokenEnd(text: string, at: number): number {
  const code = text.charCodeAt(at)
  const word = wordEnd(text, at, code)
  if (word > at + 1) return word
  if (STARTERS[code] === 1) {
    for (const pattern of PATTERNS) {
      pattern.lastIndex = at
      if (pattern.test(text)) return pattern.lastIndex
    }
  }
  const isPair = code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(at + 1))
  return at + (isPair ? 2 : 1)
}

/** End of the longest listed word at `at`; `at` where none stands there. */
function wordEnd(text: string, at: number, code: number): number {
  const words = WORDS.get(code)
  if (!words) return at
  for (const word of words) if (text.startsWith(word, at)) return at + word.length
  return at
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

function buildStarters(): Uint8Array {
  const table = new Uint8Array(65536)
  for (const character of `《第（(百 \t\u3000\u00a0${NUMERAL}`) table[character.charCodeAt(0)] = 1
  for (let code = 0x30; code <= 0x7a; code++) if (/[0-9A-Za-z]/u.test(String.fromCharCode(code))) table[code] = 1
  for (let code = 0xff10; code <= 0xff19; code++) table[code] = 1
  return table
}

function buildWords(): Map<number, string[]> {
  const words = new Map<number, string[]>()
  for (const word of new Set(LEGAL_WORDS)) {
    if (word.length < 2) continue
    const code = word.charCodeAt(0)
    words.set(code, [...(words.get(code) ?? []), word])
  }
  for (const list of words.values()) list.sort((x, y) => y.length - x.length)
  return words
}
