import { type CaseDate, caseDates } from '../case-dates.ts'
import type { CheckContext } from '../check-context.ts'
import type { FindMatches } from './matcher.ts'

const DECIDED = /作出|决定|签发|落款|印发/
const FACT =
  /查|发现|检查|销售|生产|经营|实施|施工|举报|购进|捕捞|排放|发生|驾驶|占用|堆放|制作|立案|开始|违法|询问|调查|受理|进行|被/
const AHEAD = /前|内|至|起|期限|届满|改正|缴|执行|生效|施行|拟|将|停止|自行|复查|有效|截至/

/** A fact dated after the decision that rests on it (the date at the foot, or the one beside 作出, 决定). */
export const factAfterDecision: FindMatches = (context) => {
  const dates = caseDates(context).filter(({ hasYear, isMonth }) => hasYear && !isMonth)
  const decision = decisionDate(dates, context)
  if (decision === null) return []
  return dates
    .filter((date) => date !== decision && date.day > decision.day && date.start < decision.start)
    .filter(({ words }) => FACT.test(words) && !AHEAD.test(words))
    .slice(0, 1)
    .map(({ start, wordsEnd }) => ({ start, end: wordsEnd }))
}

function decisionDate(dates: readonly CaseDate[], { text, document }: CheckContext): CaseDate | null {
  const foot = document.frontMatter.date
  const signed = dates.findLast(({ start, end }) =>
    foot === null
      ? /^\s*$/.test(text.slice(end)) && /\n\s*$/.test(text.slice(0, start))
      : start >= foot.start && end <= foot.end + 1,
  )
  return signed ?? dates.findLast(({ words }) => DECIDED.test(words) && !/告知|受理/.test(words)) ?? null
}
