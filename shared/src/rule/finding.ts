import { z } from 'zod'

/** 违法 · 不当 · 存疑 · 提示. A hint is not an alarm. */
export const Severity = z.enum(['illegal', 'improper', 'suspect', 'hint'])
export type Severity = z.infer<typeof Severity>

/** 依据: what a finding rests on. */
export const Authority = z.object({
  /** Full title of the law, without 书名号. */
  law: z.string(),
  /** Date of the version read, YYYY-MM-DD; empty where the document is undated. */
  version: z.string().optional(),
  /** 第十七条第一款; empty where the whole document is meant. */
  article: z.string().optional(),
  /** What the article says, in our own words. */
  gist: z.string().optional(),
})
export type Authority = z.infer<typeof Authority>

/** A mechanical rewrite: replace `[start, end)`, whose text must equal `before`, by `after`. */
export const Fix = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  before: z.string(),
  after: z.string(),
})
export type Fix = z.infer<typeof Fix>

/**
 * What a rule saw, and where. Offsets are UTF-16 code units of the version's canonical text. The words are rendered once
 * and kept: history shows a finding as it was shown, whatever became of the rule.
 */
export const Finding = z.object({
  /** `normative/set.license#filing-as-permit`; `reader/set.license` for the second reader. */
  rule: z.string(),
  /** 审核事项, e.g. `set.license`. */
  code: z.string(),
  severity: Severity,
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Label of the innermost clause, e.g. 第七条第二款; empty outside the provisions. */
  clause: z.string(),
  message: z.string(),
  authority: z.array(Authority),
  suggestion: z.string(),
  fix: Fix.optional(),
  /** Other rules of the same 审核事项 that spoke about the same words, strongest first. */
  also: z.array(z.object({ rule: z.string(), message: z.string() })).optional(),
})
export type Finding = z.infer<typeof Finding>
