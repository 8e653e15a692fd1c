import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  /** Digest of the rule set in force, `null` while none is loaded. */
  ruleSetDigest: z.string().nullable(),
})
export type Health = z.infer<typeof Health>

export const getHealth = endpoint('getHealth', {
  resource: '运行状态',
  summary: '服务是否正常',
  access: 'public',
  response: Health,
  problems: ['storage-unavailable'],
})
