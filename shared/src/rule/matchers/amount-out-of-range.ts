import { decidedFines, formatSum, type Sum, type SumRange, sumRanges } from '../fines.ts'
import type { FindMatches } from './matcher.ts'

/**
 * A fine outside the range that the same 款 (option 范围: 全文, the document) states before it: the statute's or the
 * discretion standard's (处罚法第三十四条).
 */
export const amountOutOfRange: FindMatches = (context, options) => {
  const isWhole = options.范围 === '全文'
  const ranges = sumRanges(context)
  return decidedFines(context).flatMap((fine) => {
    const { start } = isWhole ? { start: 0 } : context.index.unit('paragraph', fine.start)
    const range = ranges.findLast((one) => one.start >= start && one.end <= fine.start)
    if (range === undefined || isWithin(fine, range)) return []
    const limits =
      range.low > 0 ? `${formatSum(range.low)}以上${formatSum(range.high)}以下` : `${formatSum(range.high)}以下`
    return [{ start: fine.start, end: fine.end, values: { 幅度: limits, 数额: formatSum(fine.value) } }]
  })
}

const isWithin = ({ value }: Sum, { low, high }: SumRange) => value >= low && value <= high
