import { isNumeralUnit, readNumeral } from '../text/index.ts'
import type { NumberClass } from './pattern.ts'

/** A number with its unit as it stands in a text. `value` is in the unit that `Comparison` names. */
export interface NumberToken {
  readonly class: NumberClass
  readonly start: number
  readonly end: number
  readonly value: number
  readonly unit: string
  /** The numeral alone: 五百 of 五百元. */
  readonly numeral: Numeral
}

const MONEY: readonly [string, number][] = [
  ['亿元', 1e8],
  ['千万元', 1e7],
  ['百万元', 1e6],
  ['万元', 1e4],
  ['千元', 1e3],
  ['百元', 100],
  ['元', 1],
  ['块钱', 1],
  ['角', 0.1],
]
const TIMES: readonly [string, string, number][] = [
  ['个工作日', '工作日', 1],
  ['工作日', '工作日', 1],
  ['个自然日', '日', 1],
  ['自然日', '日', 1],
  ['个小时', '小时', 1 / 24],
  ['小时', '小时', 1 / 24],
  ['个月', '月', 30],
  ['个季度', '月', 90],
  ['个年度', '年', 365],
  ['周年', '年', 365],
  ['个星期', '周', 7],
  ['周', '周', 7],
  ['年', '年', 365],
  ['月', '月', 30],
  ['日', '日', 1],
  ['天', '日', 1],
]
// Divisors: 三成 is 3 / 10, exact where 3 × 0.1 is not.
const RATIOS: readonly [string, number][] = [
  ['个百分点', 100],
  ['%', 100],
  ['％', 100],
  ['‰', 1000],
  ['成', 10],
  ['折', 10],
]
const FRACTIONS: readonly [string, number][] = [
  ['百分之', 100],
  ['千分之', 1000],
  ['万分之', 10_000],
]
/** A single Chinese numeral is a number only before one of these: 一律, 统一 and 万一 are words. */
const MEASURES = '个名家次人户项处份亩吨件批台辆套所张条头只株间座期轮倍分级岁届票升场笔宗米'
const LONG_MEASURES = ['周岁', '平方', '立方', '公里', '公斤', '公顷']

const DOT = 0x2e
const COMMA = 0x2c

/** Numbers of every class in `[from, to)`, by start; one text position may yield a token of its class and one of 数. */
export function scanNumbers(text: string, from = 0, to = text.length): NumberToken[] {
  const tokens: NumberToken[] = []
  for (let at = from; at < to; ) {
    const code = text.charCodeAt(at)
    if (!isNumeralUnit(code) && code !== 0x534a /* 半 */) {
      at++
      continue
    }
    at = scanOne(text, at, to, tokens)
  }
  return tokens
}

interface Numeral {
  readonly start: number
  readonly end: number
  readonly value: number
}

function scanOne(text: string, at: number, to: number, tokens: NumberToken[]): number {
  const fraction = FRACTIONS.find(([words]) => text.startsWith(words, at))
  const start = fraction === undefined ? at : at + fraction[0].length
  const read = text[start] === '半' ? { value: 0.5, end: start + 1 } : readDecimal(text, start)
  if (read === null || read.end > to) return at + 1
  // 第三条, 第二款: places, not quantities.
  if (text[at - 1] === '第') return read.end
  const numeral = { start, ...read }
  const part = fraction === undefined ? partOf(text, read) : null
  if (part !== null) {
    tokens.push({ class: '比例', start: at, end: part.end, value: part.value, unit: '', numeral })
    return part.end
  }
  if (fraction === undefined) return classify(text, numeral, tokens)
  tokens.push({ class: '比例', start: at, end: read.end, value: read.value / fraction[1], unit: '', numeral })
  return read.end
}

/** 三分之二. */
function partOf(text: string, whole: { value: number; end: number }): { value: number; end: number } | null {
  if (!text.startsWith('分之', whole.end) || whole.value < 2) return null
  const part = readNumeral(text, whole.end + 2)
  return part === null || part.value > whole.value ? null : { value: part.value / whole.value, end: part.end }
}

function readDecimal(text: string, start: number): { value: number; end: number } | null {
  const whole = readNumeral(text, start)
  if (whole === null) return null
  let { value, end } = whole
  const isArabic = text.charCodeAt(start) < 0x100 || text.charCodeAt(start) >= 0xff10
  if (!isArabic) return withChineseFraction(text, whole)
  while (text.charCodeAt(end) === COMMA && /^\d{3}(?!\d)/.test(text.slice(end + 1, end + 5))) {
    value = value * 1000 + Number(text.slice(end + 1, end + 4))
    end += 4
  }
  const dot = text.charCodeAt(end)
  if (dot === DOT || dot === 0xff0e) {
    const digits = /^\d+/.exec(text.slice(end + 1, end + 7))?.[0]
    if (digits !== undefined) {
      value += Number(`0.${digits}`)
      end += 1 + digits.length
    }
  }
  for (const [unit, factor] of [
    ['万', 1e4],
    ['亿', 1e8],
    ['千', 1e3],
    ['百', 100],
  ] as const)
    if (text[end] === unit) return { value: value * factor, end: end + 1 }
  return { value, end }
}

/** 一点五, 零点零五. */
function withChineseFraction(text: string, whole: { value: number; end: number }): { value: number; end: number } {
  if (text[whole.end] !== '点' || !/^[零〇一二三四五六七八九]+(?!个|名|家|条|项|要)/.test(text.slice(whole.end + 1)))
    return whole
  let { value } = whole
  let end = whole.end + 1
  for (let unit = 0.1; ; unit /= 10, end++) {
    const digit = '零一二三四五六七八九'.indexOf(text[end] === '〇' ? '零' : (text[end] ?? ' '))
    if (digit < 0) return { value: Number(value.toFixed(6)), end }
    value += digit * unit
  }
}

function classify(text: string, numeral: Numeral, tokens: NumberToken[]): number {
  const { start, value } = numeral
  let { end } = numeral
  const add = (name: NumberClass, until: number, amount: number, unit = '') => {
    tokens.push({ class: name, start, end: until, value: amount, unit, numeral })
    return until
  }
  if (text[end] === '余' || text[end] === '多' || text[end] === '几') end++
  if (text[end] === '万' && end > numeral.end) end++
  const money = MONEY.find(([unit]) => text.startsWith(unit, end))
  if (money !== undefined && !text.startsWith('元月', end) && !text.startsWith('元旦', end))
    return add('金额', end + money[0].length, value * money[1], '元')
  const ratio = RATIOS.find(([unit]) => text.startsWith(unit, end))
  if (ratio !== undefined && !isWordTail(text, end, ratio[0]))
    return add('比例', end + ratio[0].length, value / ratio[1])
  if (text[end] === '倍') return add('倍数', end + 1, value, '倍')
  const date = readDate(text, numeral)
  if (date !== null) return add('日期', date.end, date.value)
  if (text[end] === '半') end++
  const time = isNoTerm(text, start, end) ? undefined : TIMES.find(([unit]) => text.startsWith(unit, end))
  if (time === undefined) return isPlainNumber(text, numeral) ? add('数', numeral.end, value) : numeral.end
  if (time[1] === '年') add('年限', end + time[0].length, value, '年')
  return add('期限', end + time[0].length, value * time[2], time[1])
}

/** 十六周岁 is an age, not sixteen weeks; 六年级 a class; 上半年, 上一年 and 一年度 name a part of time, not its length. */
function isNoTerm(text: string, start: number, unit: number): boolean {
  if (text.startsWith('周岁', unit) || text.startsWith('年级', unit) || text.startsWith('年度', unit)) return true
  return (
    /^(?:半年|一年|一个?月|一周|1年)/.test(text.slice(start, start + 3)) && '上下'.includes(text[start - 1] ?? '\n')
  )
}

/** 三成 but 完成; 成立, 成本, 成员 after a number are not tenths. */
function isWordTail(text: string, at: number, unit: string): boolean {
  return unit === '成' && '立本员为交效绩品果年'.includes(text[at + 1] ?? '\n')
}

function isPlainNumber(text: string, { start, end }: Numeral): boolean {
  const isSingleChinese = end - start === 1 && text.charCodeAt(start) > 0x2fff && text.charCodeAt(start) < 0xff00
  if (isSingleChinese && !isMeasured(text, end)) return false
  return text[start] !== '半' && text.slice(start, end) !== '万一'
}

const isMeasured = (text: string, at: number) =>
  MEASURES.includes(text[at] ?? '\n') || LONG_MEASURES.some((measure) => text.startsWith(measure, at))

/** 2026年11月21日, 2026年, 11月21日 → yyyymmdd with zeros for what is missing; 三年 and 六个月 are terms. */
function readDate(text: string, first: { value: number; end: number }): { end: number; value: number } | null {
  if (text[first.end] === '年' && first.value >= 1900 && first.value < 2200) {
    const month = readNumeral(text, first.end + 1)
    if (month === null || text[month.end] !== '月' || month.value > 12)
      return { end: first.end + 1, value: first.value * 10_000 }
    const rest = readDayOf(text, month)
    return { end: rest.end, value: first.value * 10_000 + month.value * 100 + rest.day }
  }
  if (text[first.end] !== '月' || first.value > 12 || first.value < 1) return null
  const rest = readDayOf(text, first)
  const isTerm = rest.day === 0 && /^月(内|以|期|之)/.test(text.slice(first.end, first.end + 2))
  return isTerm ? null : { end: rest.end, value: first.value * 100 + rest.day }
}

function readDayOf(text: string, month: { value: number; end: number }): { end: number; day: number } {
  const day = readNumeral(text, month.end + 1)
  if (day === null || (text[day.end] !== '日' && text[day.end] !== '号') || day.value > 31)
    return { end: month.end + 1, day: 0 }
  return { end: day.end + 1, day: day.value }
}
