import { z } from 'zod'
import { Day } from './common.ts'
import { endpoint } from './endpoint.ts'

/** A row of the law catalogue, as the law folder states it. */
export const LawEntry = z.looseObject({ title: z.string() })

export const findLaws = endpoint('findLaws', {
  resource: '法律目录',
  summary: '按名称查找法律、法规、规章及其效力',
  query: z.object({
    q: z.string().min(1, '请输入要查找的名称').max(100),
    asOf: Day.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ items: z.array(LawEntry) }),
})
