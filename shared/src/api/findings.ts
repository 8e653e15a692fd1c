import { z } from 'zod'
import { Verdict } from '../review/verdict.ts'
import { Finding } from '../rule/finding.ts'
import { Day, Id, Instant, Person } from './common.ts'
import { endpoint } from './endpoint.ts'

/** 采纳 · 不采纳 · 暂不处理. */
export const DecisionKind = z.enum(['accepted', 'rejected', 'deferred'])
export type DecisionKind = z.infer<typeof DecisionKind>

/** What a person made of a finding; the last word counts, all of them stay in the history. */
export const Decision = z.object({
  decision: DecisionKind,
  /** Why; always there for `rejected`. */
  reason: z.string(),
  /** With `accepted`, what the reviewer said instead of the machine; `null` where its words stand. */
  verdict: Verdict.nullable(),
  message: z.string().nullable(),
  suggestion: z.string().nullable(),
  /** 误报: the rule should not have spoken here. */
  falseAlarm: z.boolean(),
  by: Person,
  at: Instant,
})
export type Decision = z.infer<typeof Decision>

/** A finding on record. */
export const RecordedFinding = Finding.extend({
  id: Id,
  versionId: Id,
  /** The words found. */
  quote: z.string(),
  /** The same matter keeps this from version to version, and its decision with it. */
  threadId: Id,
  decision: Decision.nullable(),
})
export type RecordedFinding = z.infer<typeof RecordedFinding>

/** What became of the findings of the previous version. */
export const FindingChanges = z.object({
  /** Of the previous version: no longer found. The words are gone, were changed, or the rule no longer speaks about them. */
  resolved: z.array(RecordedFinding.extend({ reason: z.enum(['removed', 'edited', 'rule']) })),
  /** Found before and now; ids of both. `moved`: its words stand elsewhere among their neighbours. */
  persisting: z.array(z.object({ before: Id, after: Id, moved: z.boolean() })),
  /** Ids of findings that were not there before. */
  new: z.array(Id),
})
export type FindingChanges = z.infer<typeof FindingChanges>

export const listFindings = endpoint('listFindings', {
  resource: '审核发现',
  summary: '一个稿次的审核发现及处理情况',
  response: z.object({
    versionId: Id,
    ruleSetDigest: z.string(),
    asOf: Day,
    findings: z.array(RecordedFinding),
  }),
  problems: ['version-not-found'],
})

export const DecideRequest = z
  .object({
    /** `undone` takes the last decision back. */
    decision: z.enum([...DecisionKind.options, 'undone']),
    reason: z.string().max(2000).optional(),
    /** 违法, 不当 or 建议修改, as it is to stand in the opinion; as the finding has it where absent. */
    verdict: Verdict.optional(),
    /** The defect, in the reviewer's words. */
    message: z.string().trim().min(1).max(10_000).optional(),
    suggestion: z.string().trim().max(10_000).optional(),
    falseAlarm: z.boolean().optional(),
    /**
     * `at` of the decision in force as the person saw it, `null` for none: refused where there is another by now. Sent again with
     * that one it is appended; without this it always is.
     */
    seen: Instant.nullable().optional(),
  })
  .refine((request) => request.decision !== 'rejected' || (request.reason ?? '').trim() !== '', {
    path: ['reason'],
    message: '不采纳的，应当说明理由',
  })
export type DecideRequest = z.input<typeof DecideRequest>

export const decideFinding = endpoint('decideFinding', {
  resource: '审核发现',
  summary: '处理一条审核发现',
  description:
    '采纳、不采纳（须说明理由）、暂不处理，或者撤销上一次处理。采纳时可以另定性质（verdict）、改写问题（message）和修改建议（suggestion），列入审核意见书的以改写的为准，原发现仍然留存。每次处理均留痕。写明所见处理的时间（seen）的，他人已另行处理时不予受理，并告知由何人、于何时如何处理；核对后仍要处理的，可以再次提交。',
  access: ['reviewer', 'second', 'lead'],
  status: 201,
  body: DecideRequest,
  response: RecordedFinding,
  problems: ['finding-not-found', 'stale-version'],
  example: { body: { decision: 'rejected', reason: '本条引用上位法的规定，不属于自行设定。', falseAlarm: true } },
})

export const decideFindings = endpoint('decideFindings', {
  resource: '审核发现',
  summary: '一并采纳几条审核发现，或者一并撤销',
  description: '全部采纳或者全部撤销；其中一条不能处理，或者他人已另行处理的，均不生效。每条各自留痕。',
  access: ['reviewer', 'second', 'lead'],
  status: 201,
  body: z.object({
    findingIds: z.array(Id).min(1).max(500),
    decision: z.enum(['accepted', 'undone']),
    /** As in `DecideRequest`, by the id of the finding. */
    seen: z.record(Id, Instant.nullable()).optional(),
  }),
  response: z.object({ findings: z.array(RecordedFinding) }),
  problems: ['finding-not-found', 'stale-version'],
})
