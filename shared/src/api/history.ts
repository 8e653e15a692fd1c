import { z } from 'zod'
import { Id, Instant, PageQuery, Person, pageOf } from './common.ts'
import { endpoint } from './endpoint.ts'

/** 留痕: one appended fact. */
export const HistoryEvent = z.object({
  /** 1 for the first event of the organisation; no number is missing. */
  sequence: z.int().positive(),
  type: z.string(),
  /** One sentence in Chinese. */
  summary: z.string(),
  draftId: Id.nullable(),
  by: Person.nullable(),
  at: Instant,
  payload: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  /** SHA-256 over the event and `previousHash`. */
  hash: z.string(),
})
export type HistoryEvent = z.infer<typeof HistoryEvent>

export const getDraftHistory = endpoint('getDraftHistory', {
  resource: '留痕',
  summary: '一份文件的办理过程',
  query: PageQuery,
  response: pageOf(HistoryEvent),
  problems: ['draft-not-found'],
})

export const HistoryVerification = z.object({
  valid: z.boolean(),
  events: z.int().nonnegative(),
  /** Hash of the last event: noted down elsewhere, it proves later that nothing was cut off. */
  head: z.string(),
  /** What does not hold, each one sentence; empty when valid. */
  faults: z.array(z.object({ sequence: z.int().nullable(), detail: z.string() })),
})
export type HistoryVerification = z.infer<typeof HistoryVerification>

export const verifyHistory = endpoint('verifyHistory', {
  resource: '留痕',
  summary: '核验本单位的留痕是否完整、未经改动',
  access: ['auditor', 'lead', 'admin'],
  response: HistoryVerification,
})
