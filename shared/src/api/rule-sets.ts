import { z } from 'zod'
import { Instant } from './common.ts'
import { endpoint } from './endpoint.ts'

export const RuleSetSummary = z.object({
  digest: z.string(),
  ruleCount: z.int().nonnegative(),
  /** In force: what checks without a choice of their own use. */
  current: z.boolean(),
  since: Instant,
})
export type RuleSetSummary = z.infer<typeof RuleSetSummary>

/** A `RuleSetSource` as JSON, ready for `compileRuleSet`; its inner shape is that of `shared/rule`. */
export const RuleSetDocument = z.looseObject({ digest: z.string() })

export const listRuleSets = endpoint('listRuleSets', {
  resource: '规则集',
  summary: '规则集一览',
  response: z.object({ items: z.array(RuleSetSummary) }),
})

export const listReviewItems = endpoint('listReviewItems', {
  resource: '规则集',
  summary: '审核事项目录',
  response: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), group: z.string() })) }),
})

export const getCurrentRuleSet = endpoint('getCurrentRuleSet', {
  resource: '规则集',
  summary: '现行规则集',
  description: '响应带 ETag；请求带 If-None-Match 且规则集未变的，答复 304。',
  response: RuleSetDocument,
  problems: ['rule-set-not-found'],
})

export const getRuleSet = endpoint('getRuleSet', {
  resource: '规则集',
  summary: '按摘要取规则集',
  response: RuleSetDocument,
  problems: ['rule-set-not-found'],
})
