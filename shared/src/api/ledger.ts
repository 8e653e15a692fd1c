import { z } from 'zod'
import { ReviewKind, ReviewState } from '../review/review-state.ts'
import { Day, Id } from './common.ts'
import { endpoint } from './endpoint.ts'

const Count = z.int().nonnegative()

/** 台账: one matter. Days are `null` where that has not happened. */
export const LedgerRow = z.object({
  draftId: Id,
  title: z.string(),
  unit: z.string(),
  kind: ReviewKind,
  kindName: z.string(),
  state: ReviewState,
  stateName: z.string(),
  reviewer: z.string().nullable(),
  /** 收件, 受理, 出具意见. */
  receivedOn: Day,
  acceptedOn: Day.nullable(),
  signedOn: Day.nullable(),
  /** Days on which the clock of the review stood still. */
  pausedDays: Count,
  /** The last day for the review; `null` before acceptance and while the clock stands still. */
  due: Day.nullable(),
  /** Signed after it, or not signed and past it. */
  isLate: z.boolean(),
  opinionNumber: z.string().nullable(),
  /** As the signed opinion has it. */
  conclusion: z.string().nullable(),
  /** Points of the signed opinion: 违法, and the others. */
  illegal: Count,
  others: Count,
  /** Points that the drafting unit answered, and those of them that it adopted. */
  answered: Count,
  adopted: Count,
  deliberatedOn: Day.nullable(),
  registrationNumber: z.string().nullable(),
  publishedOn: Day.nullable(),
  filedOn: Day.nullable(),
  validUntil: Day.nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** 总账: the matters of one unit and kind. */
export const LedgerTotal = z.object({
  unit: z.string(),
  kindName: z.string(),
  received: Count,
  accepted: Count,
  signed: Count,
  lawful: Count,
  revise: Count,
  unlawful: Count,
  late: Count,
  /** Received, and neither signed nor ended without an opinion. */
  open: Count,
  /** Points of opinions that were answered, and those of them that were adopted. */
  answered: Count,
  adopted: Count,
})
export type LedgerTotal = z.infer<typeof LedgerTotal>

/** 细账: one point of a signed opinion. */
export const LedgerItem = z.object({
  draftId: Id,
  title: z.string(),
  unit: z.string(),
  opinionNumber: z.string(),
  heading: z.string(),
  clause: z.string(),
  quote: z.string(),
  text: z.string(),
  /** 采纳, 部分采纳 or 未采纳, and why; empty where it was not answered. */
  answer: z.string(),
  reason: z.string(),
})
export type LedgerItem = z.infer<typeof LedgerItem>

const READERS = ['second', 'lead', 'registrar', 'auditor'] as const
const LedgerQuery = z.object({ from: Day.optional(), to: Day.optional() })

export const getLedger = endpoint('getLedger', {
  resource: '统计',
  summary: '总账、台账、细账',
  description:
    '按收件日期在期间内的办件计算，默认为本年；总账各数是台账中的件数之和，细账列明已经签发的审核意见书的各条意见。没有送审的文件不列入。',
  access: READERS,
  query: LedgerQuery,
  response: z.object({
    from: Day,
    to: Day,
    /** The day that the figures are as of. */
    asOf: Day,
    totals: z.array(LedgerTotal),
    rows: z.array(LedgerRow),
    items: z.array(LedgerItem),
  }),
})

export const ExcelFile = z.object({
  name: z.string().describe('文件名，以 .xlsx 结尾'),
  base64: z.base64().describe('文件内容'),
})
export type ExcelFile = z.infer<typeof ExcelFile>

export const exportLedger = endpoint('exportLedger', {
  resource: '统计',
  summary: '导出总账、台账、细账（Excel）',
  access: READERS,
  query: LedgerQuery,
  response: ExcelFile,
})
