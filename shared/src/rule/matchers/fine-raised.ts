import { decidedFines, formatSum } from '../fines.ts'
import type { FindMatches } from './matcher.ts'

const PROPOSED = /(?:拟|告知|建议|原拟|原定)[^，。；]{0,24}(?:罚款|处以?)(?:人民币)?$/
const AGAIN = /(?<!未|没有|不)(?:重新|再次|另行|补充)(?:告知|送达|下达|听取)|补充调查|重新调查/

/** A fine above the one that the party was told of, and no word of a second notice (处罚法第四十五条第二款). */
export const fineRaised: FindMatches = (context) => {
  const { text } = context
  if (AGAIN.test(text)) return []
  const proposed = context.index
    .numbers('金额')
    .filter(
      ({ start, end }) =>
        PROPOSED.test(text.slice(Math.max(0, start - 40), start)) && !/^以[上下]/.test(text.slice(end, end + 2)),
    )
  if (proposed.length === 0) return []
  const most = Math.max(...proposed.map(({ value }) => value))
  return decidedFines(context)
    .filter((fine) => fine.value > most && fine.start > proposed[0]!.start)
    .slice(0, 1)
    .map(({ start, end, value }) => ({ start, end, values: { 告知: formatSum(most), 数额: formatSum(value) } }))
}
