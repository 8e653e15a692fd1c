import { z } from 'zod'

/** 起草单位处理: 采纳 · 部分采纳 · 未采纳. */
export const Answer = z.enum(['adopted', 'partly', 'declined'])
export type Answer = z.infer<typeof Answer>

/** Which point of the signed opinion: 1 for the first, counted through all its parts. */
const Item = z.int().min(1).max(1000)

/** What the drafting unit says to one point. */
export const ItemAnswer = z.object({
  item: Item,
  answer: Answer,
  /** Always there unless it was adopted. */
  reason: z.string().trim().max(5000).default(''),
  /** Where it was changed: a clause of the new text. */
  clause: z.string().trim().max(200).default(''),
})
export type ItemAnswer = z.infer<typeof ItemAnswer>

/** What the reviewer makes of that: 同意, or 退回 with a note. */
export const ItemRecheck = z.object({
  item: Item,
  agreed: z.boolean(),
  note: z.string().trim().max(5000).default(''),
})
export type ItemRecheck = z.infer<typeof ItemRecheck>

const Signed = z.object({ by: z.string(), on: z.iso.date() })

/** One answer and what became of it; a point that was sent back has several. */
export const FeedbackRound = ItemAnswer.omit({ item: true }).extend({
  ...Signed.shape,
  /** `null` until the reviewer has seen it. */
  recheck: ItemRecheck.omit({ item: true })
    .extend({ ...Signed.shape })
    .nullable(),
})
export type FeedbackRound = z.infer<typeof FeedbackRound>

/** 采纳情况 of one point; the last round counts. */
export const ItemFeedback = z.object({ item: Item, rounds: z.array(FeedbackRound) })
export type ItemFeedback = z.infer<typeof ItemFeedback>
