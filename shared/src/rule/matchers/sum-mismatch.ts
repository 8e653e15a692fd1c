import type { CheckContext } from '../check-context.ts'
import { formatSum } from '../fines.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const KINDS: Record<string, (context: CheckContext) => MatcherFinding[]> = {
  合计: totals,
  倍数: multiples,
  比例: shares,
}

/** Sums that do not follow from those they are made of. Option 种类, one or more: 合计, 倍数, 比例. */
export const sumMismatch: FindMatches = (context, options) =>
  (namesIn(options.种类) ?? Object.keys(KINDS))
    .flatMap((kind) => KINDS[kind]?.(context) ?? [])
    .sort((a, b) => a.start - b.start)

const TOTAL = /(?:合计|共计|总计|两项共|三项共|合并)(?:人民币|金额|为|缴纳|罚没款?|[:：])*$/
const PART = /罚款|没收|违法所得|加处|滞纳金|费|赔偿|补缴/
const near = (a: number, b: number) => Math.abs(a - b) <= Math.max(0.5, b * 0.001)

/** 没收…6420元，罚款20000元，合计28420元. */
function totals({ text, index }: CheckContext): MatcherFinding[] {
  const sums = index.numbers('金额')
  return sums.flatMap((total, at) => {
    const lead = TOTAL.exec(text.slice(Math.max(0, total.start - 12), total.start))
    if (lead === null) return []
    const { start } = index.unit('sentence', total.start)
    const parts = sums
      .slice(0, at)
      .filter((one) => one.start >= start && PART.test(text.slice(Math.max(start, one.start - 14), one.start)))
    if (parts.length < 2) return []
    const values = parts.map(({ value }) => value)
    if (values.some((_, i) => i < values.length - 1 && near(sumOf(values.slice(i)), total.value))) return []
    if (values.some((_, i) => i > 0 && near(sumOf(values.slice(0, i + 1)), total.value))) return []
    const from = total.start - lead[0].length
    return [{ start: from, end: total.end, values: { 甲: formatSum(sumOf(values)), 乙: formatSum(total.value) } }]
  })
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** 货值金额三千元五倍的罚款一万八千元. */
function multiples(context: CheckContext): MatcherFinding[] {
  return products(context, '倍数')
}

/** 合同价款百分之二的罚款，计…. */
function shares(context: CheckContext): MatcherFinding[] {
  return products(context, '比例')
}

const RESULT = /^的?(?:罚款)?[，,（(]?(?:的?罚款)?(?:即|计|共计|合计|为|人民币)*$/

function products({ text, index }: CheckContext, kind: '倍数' | '比例'): MatcherFinding[] {
  const sums = index.numbers('金额')
  return index.numbers(kind).flatMap((factor) => {
    const result = sums.find((one) => one.start >= factor.end && one.start - factor.end <= 12)
    if (result === undefined || !RESULT.test(text.slice(factor.end, result.start))) return []
    if (!text.slice(factor.end, result.end + 4).includes('罚款')) return []
    const bases = sums.filter((one) => one.end <= factor.start).map(({ value }) => value)
    if (bases.length === 0 || bases.some((base) => near(base * factor.value, result.value))) return []
    if (bases.some((_, i) => near(sumOf(bases.slice(i)) * factor.value, result.value))) return []
    return [{ start: factor.start, end: result.end, values: { 乙: formatSum(result.value) } }]
  })
}
