import { decidedFines, formatSum, surcharges } from '../fines.ts'
import type { FindMatches } from './matcher.ts'

/** 加处罚款 above the fine itself (处罚法第七十二条第一款第一项、强制法第四十五条第二款). */
export const surchargeOverFine: FindMatches = (context) => {
  const fine = Math.max(0, ...decidedFines(context).map(({ value }) => value))
  if (fine === 0) return []
  return surcharges(context)
    .filter(({ value }) => value > fine)
    .map(({ start, end, value }) => ({ start, end, values: { 罚款: formatSum(fine), 数额: formatSum(value) } }))
}
