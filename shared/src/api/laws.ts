import { z } from 'zod'
import { Day } from './common.ts'
import { endpoint } from './endpoint.ts'

/** A law as it stood on the day asked for. */
export const LawEntry = z.object({
  title: z.string(),
  level: z.string(),
  issuer: z.string().nullable(),
  number: z.string().nullable(),
  inForce: z.boolean(),
  /** Whether it is in force is open: look it up before relying on it. */
  doubt: z.boolean(),
  /** The version in force; dates YYYY-MM-DD, or a year alone where no more is known. `articles`: number of the last one. */
  version: z
    .object({
      date: z.string().nullable(),
      effective: z.string().nullable(),
      until: z.string().nullable(),
      articles: z.int().nullable(),
    })
    .nullable(),
  repealedOn: z.string().nullable(),
  repealedBy: z.string().nullable(),
  note: z.string().nullable(),
})
export type LawEntry = z.infer<typeof LawEntry>

export const findLaws = endpoint('findLaws', {
  resource: '法律目录',
  summary: '按名称查找法律、法规、规章及其效力',
  query: z.object({
    q: z.string().min(1, '请输入要查找的名称').max(100),
    asOf: Day.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ asOf: Day, items: z.array(LawEntry) }),
})
