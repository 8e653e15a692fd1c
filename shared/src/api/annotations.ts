import { z } from 'zod'
import { Verdict } from '../review/verdict.ts'
import { Span } from '../text/span.ts'
import { Id, Instant, Person } from './common.ts'
import { endpoint } from './endpoint.ts'

/** 批注: what a reviewer wrote about a place in a version (W3C Web Annotation: target and body). */
export const Annotation = z.object({
  id: Id,
  draftId: Id,
  /** The version that `span` is about: the one asked for. */
  versionId: Id,
  /** Where it was written. */
  originVersionId: Id,
  /** `null` when its place was not found in this version: it is orphaned and shown as such. */
  span: Span.nullable(),
  /** Why it has no place here, one phrase of Chinese; `null` where it has one. */
  orphanReason: z.string().nullable(),
  /** The words annotated, as they stood in the origin version. */
  quote: z.string(),
  body: z.string(),
  /** Words proposed instead of `quote`; `null` for a mere remark. */
  replacement: z.string().nullable(),
  resolved: z.boolean(),
  /** 列入审核意见, and as what; `null` for a note that is not. */
  listedAs: Verdict.nullable(),
  by: Person,
  at: Instant,
  changedAt: Instant,
})
export type Annotation = z.infer<typeof Annotation>

export const CreateAnnotationRequest = z.object({
  versionId: Id,
  span: Span,
  /** Must equal the text of the version at `span`. */
  quote: z.string().min(1),
  body: z.string().trim().min(1, '批注内容不能为空').max(10_000),
  replacement: z.string().max(10_000).optional(),
  listedAs: Verdict.nullable().optional(),
})
export type CreateAnnotationRequest = z.input<typeof CreateAnnotationRequest>

export const createAnnotation = endpoint('createAnnotation', {
  resource: '批注',
  summary: '添加批注',
  access: ['drafter', 'reviewer', 'second', 'lead', 'counsel'],
  status: 201,
  body: CreateAnnotationRequest,
  response: Annotation,
  problems: ['version-not-found', 'stale-version', 'forbidden'],
})

export const listAnnotations = endpoint('listAnnotations', {
  resource: '批注',
  summary: '一个稿次上的批注',
  description: '写在以前稿次上的批注，随正文移到本稿次；找不到位置的，span 为 null。',
  response: z.object({ items: z.array(Annotation) }),
  problems: ['version-not-found', 'check-interrupted', 'service-busy'],
})

export const changeAnnotation = endpoint('changeAnnotation', {
  resource: '批注',
  summary: '修改、办结或者撤回本人的批注',
  access: ['drafter', 'reviewer', 'second', 'lead', 'counsel'],
  body: z.object({
    body: z.string().trim().min(1, '批注内容不能为空').max(10_000).optional(),
    replacement: z.string().max(10_000).nullable().optional(),
    resolved: z.boolean().optional(),
    /** 列入审核意见, by those who decide on findings; `null` leaves it out. */
    listedAs: Verdict.nullable().optional(),
    /** Taken back by its author: kept in the history, shown no more. */
    withdrawn: z.boolean().optional(),
  }),
  response: Annotation,
  problems: ['annotation-not-found', 'forbidden'],
})
