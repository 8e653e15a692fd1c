import { z } from 'zod'
import { FeedbackRound } from '../review/item-feedback.ts'
import { Id, WordFile } from './common.ts'
import { endpoint } from './endpoint.ts'
import { OPINION_READERS, OpinionItem } from './reviews.ts'

/** 收件人 write down what a unit without an account here answered. */
const READERS = [...OPINION_READERS, 'intake'] as const

const Cell = z.object({
  label: z.string(),
  runs: z.array(z.object({ text: z.string(), changed: z.boolean() })),
})

/** 采纳情况 of one point of the signed opinion. */
export const FeedbackRow = OpinionItem.extend({
  /** Counted through all parts of the opinion, from 1; `number` is as the paper has it. */
  item: z.int().positive(),
  heading: z.string(),
  /** The last one counts. */
  rounds: z.array(FeedbackRound),
  /** To be answered now. */
  isOpen: z.boolean(),
  /** The clause before and after; `null` where the point is about no clause, or there is no other text yet. */
  change: z.object({ name: z.string(), edited: z.boolean(), before: z.array(Cell), after: z.array(Cell) }).nullable(),
})
export type FeedbackRow = z.infer<typeof FeedbackRow>

export const Feedback = z.object({
  draftId: Id,
  /** Of the 审核意见书. */
  number: z.string(),
  title: z.string(),
  draftingUnit: z.string(),
  reviewOffice: z.string(),
  /** Numbers of the version that the opinion is about and of the one compared with it; `null` where there is none yet. */
  reviewed: z.int().positive(),
  revised: z.int().positive().nullable(),
  rows: z.array(FeedbackRow),
})
export type Feedback = z.infer<typeof Feedback>

export const getFeedback = endpoint('getFeedback', {
  resource: '办理',
  summary: '意见采纳情况',
  description:
    '审核意见书的各项意见、起草单位的反馈、审核人员的复核，以及所涉条文修改前后的文字。反馈和复核随“反馈采纳情况”“复核通过”“再次要求修改”各环节填写。',
  access: READERS,
  response: Feedback,
  problems: ['draft-not-found', 'move-refused', 'check-interrupted', 'service-busy'],
})

export const exportFeedback = endpoint('exportFeedback', {
  resource: '办理',
  summary: '导出意见采纳情况反馈表（Word）',
  access: READERS,
  response: WordFile,
  problems: ['draft-not-found', 'move-refused', 'check-interrupted', 'service-busy'],
})
