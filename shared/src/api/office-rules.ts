import { z } from 'zod'
import { Finding, Severity } from '../rule/finding.ts'
import { Day, Digest, Id, Instant, limitUpTo, PageQuery, Person, pageOf } from './common.ts'
import { DocumentKindSchema, IssuerLevelSchema } from './drafts.ts'
import { endpoint } from './endpoint.ts'

/** One file of an office's rule pack as its author typed it (YAML). */
export const RuleFileText = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,60}\.yaml$/, '文件名用小写字母、数字、点和连字符，以 .yaml 结尾，如 set.fee.yaml'),
  text: z.string().max(200_000, '一个文件至多二十万字'),
})
export type RuleFileText = z.infer<typeof RuleFileText>

const RuleFiles = z
  .array(RuleFileText)
  .max(100, '文件至多一百个')
  .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, '文件名不得重复')
  .refine((files) => files.reduce((sum, { text }) => sum + text.length, 0) <= 300_000, '全部文件合计至多三十万字')

// Six bytes a character at worst, as JSON writes it.
const BODY_LIMIT = 2_000_000

const RuleBrief = z.object({ id: z.string(), code: z.string(), severity: Severity, summary: z.string() })
export type RuleBrief = z.infer<typeof RuleBrief>

export const RuleSetInForce = z.object({
  /** As its pack.yaml has it; 自带规则集 where the office has none of its own. */
  name: z.string(),
  /** Number of the publication; `null` for the built-in rule set. */
  number: z.int().positive().nullable(),
  digest: Digest,
  ruleCount: z.int().nonnegative(),
  /** `null` where the office never chose. */
  since: Instant.nullable(),
  /** `null` where the service did it, after an upgrade of the product. */
  by: Person.nullable(),
  /** Why the office's own set is not in force although it was chosen; `null` otherwise. */
  notice: z.string().nullable(),
})
export type RuleSetInForce = z.infer<typeof RuleSetInForce>

export const RulePublication = z.object({
  number: z.int().positive(),
  name: z.string(),
  /** Of the rule set that came of it when it was published. */
  digest: Digest,
  /** 变更说明. */
  note: z.string(),
  publishedAt: Instant,
  publishedBy: Person,
  added: z.int().nonnegative(),
  disabled: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  /** How many checks of drafts that this office sees used it. */
  checks: z.int().nonnegative(),
  inForce: z.boolean(),
})
export type RulePublication = z.infer<typeof RulePublication>

export const RuleDraft = z.object({
  /** Counts the times it was saved; 0 where nothing was saved yet and the files are a beginning. */
  revision: z.int().nonnegative(),
  files: z.array(RuleFileText),
  changedAt: Instant.nullable(),
  changedBy: Person.nullable(),
})
export type RuleDraft = z.infer<typeof RuleDraft>

export const OfficeRules = z.object({
  inForce: RuleSetInForce,
  builtIn: z.object({ digest: Digest, ruleCount: z.int(), checks: z.int().nonnegative() }),
  draft: RuleDraft,
  /** Newest first. */
  publications: z.array(RulePublication),
  /** What was put in force and when, newest first. */
  choices: z.array(
    z.object({
      action: z.enum(['published', 'restored', 'retired', 'reapplied', 'suspended']),
      number: z.int().positive().nullable(),
      digest: Digest,
      at: Instant,
      by: Person.nullable(),
      reason: z.string(),
    }),
  ),
})
export type OfficeRules = z.infer<typeof OfficeRules>

const resource = '本单位规则'
const readers = ['maintainer', 'lead', 'auditor'] as const

export const getOfficeRules = endpoint('getOfficeRules', {
  resource,
  summary: '本单位规则的现行、发布和草稿情况',
  access: [...readers],
  response: OfficeRules,
  problems: ['check-interrupted', 'service-busy'],
})

export const saveRuleDraft = endpoint('saveRuleDraft', {
  resource,
  summary: '保存本单位规则的草稿',
  description: '草稿可以有错误。revision 为上次取得的修订号，他人已经修改的，不予保存。',
  access: ['maintainer'],
  body: z.object({ revision: z.int().nonnegative(), files: RuleFiles }),
  bodyLimit: BODY_LIMIT,
  response: RuleDraft,
  problems: ['stale-version'],
})

export const RuleLayerReport = z.object({
  /** Without errors; warnings may be there. */
  isSound: z.boolean(),
  name: z.string(),
  /** Lines and columns from 1. */
  problems: z.array(
    z.object({ file: z.string(), line: z.int(), column: z.int(), detail: z.string(), isWarning: z.boolean() }),
  ),
  added: z.array(RuleBrief),
  disabled: z.array(RuleBrief),
  changed: z.array(RuleBrief.extend({ before: Severity })),
  /** How many examples were tried. */
  examples: z.int().nonnegative(),
})
export type RuleLayerReport = z.infer<typeof RuleLayerReport>

export const validateRules = endpoint('validateRules', {
  resource,
  summary: '校验本单位规则',
  description:
    '读出各文件的全部错误和所在行、列，并运行示例：本单位规则的示例，改动词表、例外或者法定数值的，运行全部示例。',
  access: ['maintainer'],
  body: z.object({ files: RuleFiles }),
  bodyLimit: BODY_LIMIT,
  response: RuleLayerReport,
  problems: ['check-interrupted', 'service-busy'],
})

const DryRunFinding = Finding.extend({ quote: z.string() })

export const RuleDryRun = z.object({
  asOf: Day,
  /** The set in force, and the one that would be. */
  before: Digest,
  after: Digest,
  drafts: z.array(
    z.object({
      draft: z.object({ id: Id, title: z.string(), versionId: Id }),
      appeared: z.array(DryRunFinding),
      vanished: z.array(DryRunFinding),
      /** The same matter, with another severity or spoken of by other rules. */
      changed: z.array(DryRunFinding.extend({ before: z.object({ severity: Severity, rules: z.array(z.string()) }) })),
      unchanged: z.int().nonnegative(),
    }),
  ),
})
export type RuleDryRun = z.infer<typeof RuleDryRun>

export const dryRunRules = endpoint('dryRunRules', {
  resource,
  summary: '试运行本单位规则',
  description: '在本单位最近办理的文件上，与现行规则集逐份比较审核发现的增加、减少和级别变化。结果不登记。',
  access: ['maintainer'],
  body: z.object({
    files: RuleFiles,
    recentDrafts: z.int().min(1).max(20).default(10),
    asOf: Day.optional(),
  }),
  bodyLimit: BODY_LIMIT,
  response: RuleDryRun,
  problems: ['rule-file-invalid', 'check-interrupted', 'service-busy'],
})

export const publishRules = endpoint('publishRules', {
  resource,
  summary: '发布本单位规则',
  description: '发布已保存的草稿。发布后不可更改，即为现行。',
  access: ['maintainer'],
  status: 201,
  body: z.object({
    /** Of the draft that is meant. */
    revision: z.int().positive(),
    note: z.string().trim().min(1, '请填写变更说明').max(2000),
  }),
  response: RulePublication,
  problems: ['stale-version', 'rule-file-invalid', 'already-exists', 'check-interrupted', 'service-busy'],
})

export const chooseRules = endpoint('chooseRules', {
  resource,
  summary: '恢复使用以前发布的规则，或者停用本单位规则',
  description: 'publication 为发布序号；为 null 的，恢复使用自带规则集。',
  access: ['maintainer'],
  body: z.object({
    publication: z.int().positive().max(1_000_000).nullable(),
    reason: z.string().trim().min(1, '请填写理由').max(2000),
  }),
  response: RuleSetInForce,
  problems: ['rule-set-not-found', 'rule-file-invalid', 'already-exists', 'check-interrupted', 'service-busy'],
})

export const getRulePublication = endpoint('getRulePublication', {
  resource,
  summary: '以前发布的规则文件',
  access: [...readers],
  response: z.object({ number: z.int().positive(), files: z.array(RuleFileText) }),
  problems: ['rule-set-not-found'],
})

export const findRules = endpoint('findRules', {
  resource,
  summary: '按名称查找自带规则',
  query: z.object({
    /** Words of the name, the 审核事项 or the number, apart by blanks. */
    q: z.string().max(100).default(''),
    limit: limitUpTo(200, 50),
  }),
  response: z.object({ total: z.int(), items: z.array(RuleBrief.extend({ item: z.string() })) }),
})

/** A finding that somebody of the office did not take over, with the reason. */
export const RejectedFinding = z.object({
  findingId: Id,
  rule: z.string(),
  code: z.string(),
  /** Name of the 审核事项. */
  item: z.string(),
  /** What the built-in rule finds; `null` for a rule of the office, or one that is no more. */
  summary: z.string().nullable(),
  severity: Severity,
  quote: z.string(),
  /** The whole sentence that the words stand in. */
  sentence: z.string(),
  draft: z.object({
    id: Id,
    title: z.string(),
    kind: DocumentKindSchema,
    issuerLevel: IssuerLevelSchema.nullable(),
  }),
  reason: z.string(),
  /** 误报: the rule should not have spoken here. */
  falseAlarm: z.boolean(),
  by: Person,
  at: Instant,
})
export type RejectedFinding = z.infer<typeof RejectedFinding>

export const listRejectedFindings = endpoint('listRejectedFindings', {
  resource,
  summary: '本单位不采纳的审核发现及理由',
  description: '规则所作的审核发现中，本单位人员不采纳而且没有撤销的，最近的在前，供修改规则时参考。',
  access: ['maintainer'],
  query: z.object({ limit: limitUpTo(100, 50) }),
  response: z.object({ items: z.array(RejectedFinding) }),
})

export const listRuleSetChecks = endpoint('listRuleSetChecks', {
  resource: '规则集',
  summary: '使用某一规则集的审核',
  description: '本单位可见的文件，最近的在前。',
  query: PageQuery,
  response: pageOf(
    z.object({
      id: Id,
      draft: z.object({ id: Id, title: z.string() }),
      versionId: Id,
      versionNumber: z.int().positive(),
      asOf: Day,
      checkedAt: Instant,
      checkedBy: Person,
    }),
  ),
  problems: ['rule-set-not-found'],
})
