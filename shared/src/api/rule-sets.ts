import { z } from 'zod'
import { Finding, Severity } from '../rule/finding.ts'
import { Day, Id, Instant, Words } from './common.ts'
import { DocumentKindSchema, IssuerLevelSchema } from './drafts.ts'
import { endpoint } from './endpoint.ts'

export const RuleSetSummary = z.object({
  digest: z.string(),
  ruleCount: z.int().nonnegative(),
  /** In force: what checks without a choice of their own use. */
  current: z.boolean(),
  since: Instant,
  /** Number under which the office published it; `null` for a built-in one. */
  publication: z.int().positive().nullable(),
})
export type RuleSetSummary = z.infer<typeof RuleSetSummary>

/** A `RuleSetSource` as JSON, ready for `compileRuleSet`; its inner shape is that of `shared/rule`. */
export const RuleSetDocument = z.looseObject({ digest: z.string() })

export const listRuleSets = endpoint('listRuleSets', {
  resource: '规则集',
  summary: '规则集一览',
  description: '自带的规则集，本单位发布的，以及审核过本单位可见文件的。',
  response: z.object({ items: z.array(RuleSetSummary) }),
  problems: ['check-interrupted', 'service-busy'],
})

export const listReviewItems = endpoint('listReviewItems', {
  resource: '规则集',
  summary: '审核事项目录',
  response: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), group: z.string() })) }),
})

export const getCurrentRuleSet = endpoint('getCurrentRuleSet', {
  resource: '规则集',
  summary: '现行规则集',
  description:
    '本单位发布过规则的，是自带规则集叠加本单位的规则。响应带 ETag；请求带 If-None-Match 且规则集未变的，答复 304。',
  response: RuleSetDocument,
  problems: ['rule-set-not-found', 'check-interrupted', 'service-busy'],
})

export const getRuleSet = endpoint('getRuleSet', {
  resource: '规则集',
  summary: '按摘要取规则集',
  description: '自带的规则集、本单位发布的，以及审核过本单位可见文件的。',
  response: RuleSetDocument,
  problems: ['rule-set-not-found'],
})

export const TryRulesRequest = z.object({
  /** One rule file as its author typed it (YAML). */
  rules: z.string().min(1, '规则文件不能为空').max(200_000),
  /** What the file is to be called, the code of its 审核事项 as a rule. */
  name: z
    .string()
    .regex(/^[a-z][a-z.-]{0,60}$/, '文件名用小写字母、点和连字符，如 set.fee')
    .default('trial'),
  /** A text to try the rules on. */
  sample: z
    .object({
      text: Words,
      kind: DocumentKindSchema.optional(),
      issuerLevel: IssuerLevelSchema.nullable().optional(),
    })
    .optional(),
  /** Try them on the current versions of this many drafts of one's own office, the latest first. */
  recentDrafts: z.int().min(0).max(20).default(0),
  asOf: Day.optional(),
})
export type TryRulesRequest = z.input<typeof TryRulesRequest>

const TrialFinding = Finding.extend({ quote: z.string() })

export const TryRulesResponse = z.object({
  asOf: Day,
  /** Without errors, and every example comes out as it must. */
  isSound: z.boolean(),
  /** Lines and columns from 1. */
  problems: z.array(z.object({ line: z.int(), column: z.int(), detail: z.string(), isWarning: z.boolean() })),
  rules: z.array(z.object({ id: z.string(), code: z.string(), severity: Severity, summary: z.string() })),
  failures: z.array(
    z.object({
      rule: z.string(),
      example: z.string(),
      expected: z.enum(['finds', 'passes']),
      /** The words found where nothing should be. */
      found: z.string(),
    }),
  ),
  /** `null` where no text was sent. */
  sample: z.array(TrialFinding).nullable(),
  drafts: z.array(
    z.object({ draft: z.object({ id: Id, title: z.string(), versionId: Id }), findings: z.array(TrialFinding) }),
  ),
})
export type TryRulesResponse = z.infer<typeof TryRulesResponse>

export const tryRules = endpoint('tryRules', {
  resource: '规则集',
  summary: '检验并试用一份规则文件',
  description:
    '检验规则文件的写法，运行全部示例，并可以在一段文本和本单位最近办理的文件上试用。现行规则集的词表、例外和法律目录可以使用。试用不影响现行规则集，结果不登记。有错误的规则略去，其余照常试用。',
  access: ['maintainer'],
  body: TryRulesRequest,
  response: TryRulesResponse,
  problems: ['text-too-long', 'check-interrupted', 'service-busy'],
  example: {
    body: {
      name: 'set.license',
      rules: `审核事项: set.license
名称: 违规设定行政许可
级别: 存疑
依据:
  - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: 其他规范性文件一律不得设定行政许可 }
规则:
  - 编号: filing
    说明: 以备案作为经营的前提
    匹配: 未经备案…不得
    提示: “{命中}”以备案作为前提，涉嫌设定行政许可。
    建议: 删除，或者改为事后备案。
    示例:
      应发现: [未经备案的企业，不得从事物业服务活动。]
      不应发现: [企业应当自开业之日起三十日内备案。]
`,
      sample: { text: '第一条 未经备案的企业，不得在本县从事物业服务活动。', kind: 'normative', issuerLevel: '县' },
      recentDrafts: 10,
    },
  },
})
