import { z } from 'zod'
import { Conclusion, ReviewState } from '../review/review-state.ts'
import { Severity } from '../rule/finding.ts'
import { Day } from './common.ts'
import { DocumentKindSchema } from './drafts.ts'
import { endpoint } from './endpoint.ts'

const Count = z.int().nonnegative()

export const Statistics = z.object({
  from: Day,
  to: Day,
  /** 件数 by 文种: documents first seen in the period. */
  drafts: z.array(z.object({ kind: DocumentKindSchema, drafts: Count, versions: Count })),
  /** 问题分布: a matter that goes on over several versions counts once. */
  findings: z.array(z.object({ code: z.string(), severity: Severity, matters: Count })),
  /** 处理情况 of those matters, by their last decision. */
  decisions: z.object({ accepted: Count, rejected: Count, deferred: Count, undecided: Count }),
  /** What reviewers accepted among accepted and rejected, 0–1; `null` where nothing is decided. */
  acceptance: z.number().min(0).max(1).nullable(),
  /** 采纳情况 of the points of signed opinions that were answered; `rate` is 采纳率, 0–1: adopted among answered. */
  adoption: z.object({
    adopted: Count,
    partly: Count,
    declined: Count,
    rate: z.number().min(0).max(1).nullable(),
  }),
  /** 误报 by rule, most first: the work list of whoever keeps the rules. */
  falseAlarms: z.array(z.object({ rule: z.string(), count: Count, reasons: z.array(z.string()) })),
  /** 办理情况. */
  states: z.array(z.object({ state: ReviewState, drafts: Count })),
  conclusions: z.array(z.object({ conclusion: Conclusion, drafts: Count })),
})
export type Statistics = z.infer<typeof Statistics>

export const getStatistics = endpoint('getStatistics', {
  resource: '统计',
  summary: '年度报告所需的统计',
  description:
    '件数、类型、问题分布、审核发现的处理、审核意见逐项的采纳率、误报、办理环节和审核结论；期间按文件登记日期计算，默认为本年。',
  access: ['lead', 'second', 'registrar', 'maintainer', 'auditor'],
  query: z.object({ from: Day.optional(), to: Day.optional() }),
  response: Statistics,
})
