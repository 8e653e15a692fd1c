import type { ReviewKind } from './review-state.ts'
import { numberSet, type OfficeSettings, sourceOfSetting } from './settings.ts'
import type { Term } from './time-limit.ts'

/** The review of 行政规范性文件 takes at most 15 working days (国办发〔2018〕115号), extended or not. */
const MOST_WORKDAYS: Readonly<Partial<Record<ReviewKind, number>>> = { normative: 15 }

/** Why the term of review cannot be extended, one sentence; `null` where it can. @param term as it was fixed on acceptance */
export function refusalToExtend(kind: ReviewKind, term: Term | null): string | null {
  if (term === null) return '审核期限尚未开始计算。'
  if (term.extension) return `审核期限已于${term.extension.on}延长过一次，不得再次延长。`
  const most = MOST_WORKDAYS[kind]
  return most !== undefined && term.length >= most
    ? `审核期限已达国家规定的上限${most}个工作日（国办发〔2018〕115号），不能延长。`
    : null
}

/** Why it cannot be extended by so many working days, one sentence; `null` where it can. */
export function judgeExtension(
  kind: ReviewKind,
  term: Term,
  workdays: number,
  settings: OfficeSettings,
): string | null {
  const longest = numberSet(settings, 'extension.workdays') as number
  if (workdays > longest)
    return `延长不得超过${longest}个工作日（${sourceOfSetting(settings, 'extension.workdays')}）。`
  const most = MOST_WORKDAYS[kind]
  return most !== undefined && term.length + workdays > most
    ? `延长后合计不得超过${most}个工作日（国办发〔2018〕115号），至多可以延长${most - term.length}个工作日。`
    : null
}
