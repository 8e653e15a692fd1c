import { firstStartingAt, type Span } from '../text/index.ts'
import type { CheckContext } from './check-context.ts'
import { indicesIn } from './facts.ts'
import type { NumberToken } from './scan-numbers.ts'

/** A sum of money in a decision, in 元. */
export interface Sum extends Span {
  readonly value: number
}

export interface SumRange extends Span {
  /** 0 where only the upper limit is stated. */
  readonly low: number
  readonly high: number
}

const FINE_BEFORE = /(罚款|处以?)(的?金额)?(为|共计|合计|计)?(人民币)?[:：]?$/
const FINE_AFTER = /^(整)?(（[^）]{0,20}）|\([^)]{0,20}\))?的?(行政)?罚款/
const NOT_DECIDED = /(加处|加罚|拟|建议|告知|曾|已经?|原)[^，。；]{0,12}$/
const LIMIT_AFTER = /^(以上|以下|至|到|—|－|-|~|～|以内|不等|的?幅度)/
const LIMIT_BEFORE = /(以上|至|到|—|－|-|~|～|不超过|低于|高于|超过|不足)$/

const near = (text: string, at: number, width: number) => text.slice(Math.max(0, at - width), at)

/** Sums that the document imposes as a fine: not those of a statute's range, of a notice beforehand, or of a surcharge. */
export function decidedFines(context: CheckContext): readonly Sum[] {
  const { text } = context
  return context.once('decided fines', () =>
    context.index.numbers('金额').filter(({ start, end }) => {
      if (LIMIT_AFTER.test(text.slice(end, end + 4)) || LIMIT_BEFORE.test(near(text, start, 3))) return false
      if (NOT_DECIDED.test(near(text, start, 20))) return false
      return FINE_BEFORE.test(near(text, start, 12)) || FINE_AFTER.test(text.slice(end, end + 30))
    }),
  )
}

const SURCHARGE_BEFORE = /(加处|加罚)(的?罚款)?(共计|合计|为|计)?(人民币)?$/

/** 加处罚款 (处罚法第七十二条). */
export function surcharges(context: CheckContext): readonly Sum[] {
  const { text } = context
  return context.index.numbers('金额').filter(({ start }) => SURCHARGE_BEFORE.test(near(text, start, 14)))
}

/** 十万元以上五十万元以下, 一万元至五万元, 三万至四万元, 处五千元以下. */
export function sumRanges(context: CheckContext): readonly SumRange[] {
  return context.once('sum ranges', () => sumRangesIn(context, context.range))
}

/** Those of some lines. */
export function sumRangesIn({ text, index }: CheckContext, range: Span): SumRange[] {
  const numbers = index.numbers('数')
  const sums = index.numbers('金额')
  return indicesIn(sums, range).flatMap((at) => {
    const upper = sums[at]!
    const after = text.slice(upper.end, upper.end + 2)
    const lower = lowerOf(text, upper, numbers)
    if (lower === null) {
      if (after !== '以下' || !/处$|处以$/.test(near(text, upper.start, 2))) return []
      return [{ start: upper.start, end: upper.end + 2, low: 0, high: upper.value }]
    }
    if (lower.isOpen && after !== '以下') return []
    return [{ start: lower.start, end: upper.end, low: lower.value, high: upper.value }]
  })
}

const JOINT = /^(元|万元|千元)?(以上|至|到|—|－|-|~|～)(不满)?$/

function lowerOf(
  text: string,
  upper: NumberToken,
  numbers: readonly NumberToken[],
): (Sum & { isOpen: boolean }) | null {
  let at = firstStartingAt(numbers, upper.numeral.start) - 1
  while (at >= 0 && numbers[at]!.end >= upper.numeral.start) at--
  const lower = numbers[at]
  if (lower === undefined || upper.numeral.start - lower.end > 8) return null
  const joint = JOINT.exec(text.slice(lower.end, upper.start))
  if (joint === null) return null
  return {
    start: lower.start,
    end: lower.end,
    value: lowerValue(lower.value, joint[1], upper),
    isOpen: joint[2] === '以上',
  }
}

/** 3至5万元: the unit of the upper sum counts for both. */
function lowerValue(value: number, unit: string | undefined, upper: NumberToken): number {
  if (unit === '万元') return value * 10_000
  if (unit === '千元') return value * 1000
  return unit === undefined && value < 100 && upper.value >= 10_000 ? value * 10_000 : value
}

/** A sum as a person reads it. */
export function formatSum(value: number): string {
  return value >= 10_000 && value % 100 === 0 ? `${value / 10_000}万元` : `${value}元`
}
