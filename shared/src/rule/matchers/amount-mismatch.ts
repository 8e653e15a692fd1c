import type { CheckContext } from '../check-context.ts'
import { decidedFines, formatSum, type Sum } from '../fines.ts'
import { type FindMatches, type MatcherFinding, namesIn } from './matcher.ts'

const KINDS: Record<string, (context: CheckContext) => MatcherFinding[]> = {
  大小写: capitalsAgainstFigures,
  缴款: paymentAgainstFine,
  案号: numbersOfOneCase,
}

/** Sums and numbers of one decision that contradict one another. Option 种类, one or more: 大小写, 缴款, 案号. */
export const amountMismatch: FindMatches = (context, options) =>
  (namesIn(options.种类) ?? Object.keys(KINDS))
    .flatMap((kind) => KINDS[kind]?.(context) ?? [])
    .sort((a, b) => a.start - b.start)

const FIGURES = /^整?\s*[（(]\s*(?:小写)?[:：]?\s*(?:人民币)?[¥￥]?\s*([\d,，]+(?:\.\d+)?)\s*(万)?元?\s*[）)]/

/** 伍仟元整（¥500.00）. */
function capitalsAgainstFigures(context: CheckContext): MatcherFinding[] {
  return context.index.numbers('金额').flatMap(({ start, end, value }) => {
    const figures = FIGURES.exec(context.text.slice(end, end + 40))
    if (figures === null) return []
    const stated = Number(figures[1]!.replace(/[,，]/g, '')) * (figures[2] === undefined ? 1 : 10_000)
    if (Math.abs(stated - value) < 0.005) return []
    return [{ start, end: end + figures[0].length, values: { 甲: formatSum(value), 乙: formatSum(stated) } }]
  })
}

const PAID_BEFORE = /(?:将|把|持)(?:上述|该)?罚款(?:人民币)?$/
const PAID_AFTER = /^[^，。；]{0,8}(?:缴至|缴到|缴入|交至|缴存|存入|汇入|缴纳至|缴往)/

/** 罚款四千元 … 将罚款五千元缴至: neither one of the fines nor their total. */
function paymentAgainstFine(context: CheckContext): MatcherFinding[] {
  const { text } = context
  const isPayment = ({ start, end }: Sum) =>
    PAID_BEFORE.test(text.slice(Math.max(0, start - 12), start)) || PAID_AFTER.test(text.slice(end, end + 14))
  const fines = decidedFines(context).filter((fine) => !isPayment(fine))
  if (fines.length === 0) return []
  const right = new Set(fines.map(({ value }) => value)).add(fines.reduce((sum, { value }) => sum + value, 0))
  return context.index
    .numbers('金额')
    .filter((sum) => isPayment(sum) && !right.has(sum.value))
    .map(({ start, end, value }) => ({
      start,
      end,
      values: { 甲: formatSum(fines[0]!.value), 乙: formatSum(value) },
    }))
}

const CASE_NUMBER = /([\u4e00-\u9fff]{2,12})[〔[［（(]\s*(\d{4})\s*[〕\]］）)](?:第)?(\d{1,6})号/g
const OF_PAYMENT = /^[^。；]{0,16}(?:缴款|缴纳|履行|决定书)/

/** A decision that names itself by two numbers: one as its own, another where it says how to pay. */
function numbersOfOneCase({ text }: CheckContext): MatcherFinding[] {
  const held = new Map<string, string>()
  const findings: MatcherFinding[] = []
  for (const match of text.matchAll(CASE_NUMBER)) {
    const [whole, letters, year, serial] = match as unknown as [string, string, string, string]
    // 按…, 依…: what precedes the letters is no part of them.
    const key = `${letters.slice(-4)}${year}`
    const first = held.get(key)
    if (first === undefined) held.set(key, serial)
    else if (first !== serial && OF_PAYMENT.test(text.slice(match.index + whole.length)))
      findings.push({
        start: match.index,
        end: match.index + whole.length,
        values: { 甲: `${first}号`, 乙: `${serial}号` },
      })
  }
  return findings
}
