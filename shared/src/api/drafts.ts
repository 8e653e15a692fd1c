import { z } from 'zod'
import { DOCUMENT_KINDS, ISSUER_LEVELS } from '../document/document.ts'
import { ReviewState } from '../review/review-state.ts'
import { Day, Digest, Id, Instant, PageQuery, Person, pageOf } from './common.ts'
import { endpoint } from './endpoint.ts'

export const DocumentKindSchema = z.enum(DOCUMENT_KINDS)
export const IssuerLevelSchema = z.enum(ISSUER_LEVELS)

/** One immutable text of a draft, without the text. */
export const Version = z.object({
  id: Id,
  draftId: Id,
  /** 1 for the first. */
  number: z.int().positive(),
  /** SHA-256 of the text in UTF-8. */
  digest: Digest,
  /** UTF-16 code units. */
  length: z.int().nonnegative(),
  capturedAt: Instant,
  capturedBy: Person,
})
export type Version = z.infer<typeof Version>

/** A document under review. */
export const Draft = z.object({
  id: Id,
  title: z.string(),
  kind: DocumentKindSchema,
  issuerLevel: IssuerLevelSchema.nullable(),
  /** Where it was read: a page's address without fragment, or a key of the sender's choice. */
  source: z.string(),
  organisation: z.object({ id: Id, name: z.string() }),
  createdAt: Instant,
  updatedAt: Instant,
  currentVersionId: Id,
  versionCount: z.int().positive(),
})
export type Draft = z.infer<typeof Draft>

/** A row of the ledger. */
export const DraftSummary = Draft.extend({
  /** Findings of the current version by severity, decided ones included. */
  findings: z.object({ illegal: z.int(), improper: z.int(), suspect: z.int(), hint: z.int() }),
  /** Findings that nobody has accepted or rejected yet, hints left out. */
  undecided: z.int(),
  /** 办理情况; `null` for a text that nobody has submitted or taken in. */
  matter: z
    .object({
      state: ReviewState,
      stateName: z.string(),
      /** 类别 as reviewed. */
      kindName: z.string(),
      /** 起草单位. */
      unit: z.string(),
      /** Who acts now. */
      holder: z.string(),
      /** The limit that runs; days are negative once it is over, `null` while the clock is stopped. */
      deadline: z.object({ name: z.string(), due: Day.nullable(), workdaysLeft: z.int().nullable() }).nullable(),
    })
    .nullable(),
})
export type DraftSummary = z.infer<typeof DraftSummary>

export const DraftQuery = PageQuery.extend({
  /** Words looked for in titles and in the text of current versions; a single character will do. */
  q: z.string().max(100).optional(),
  kind: DocumentKindSchema.optional(),
  /** Exact `source`, so that a page finds its draft. */
  source: z.string().max(2000).optional(),
  /** 当前环节; `draft` for what was not submitted. */
  state: ReviewState.optional(),
  since: Day.optional(),
})

export const listDrafts = endpoint('listDrafts', {
  resource: '文件与稿次',
  summary: '办件台账',
  description: '按最近办理时间倒序排列，可按标题和正文中的字词查找。',
  query: DraftQuery,
  response: pageOf(DraftSummary).extend({
    /** Of all pages; of those that hold words, no more than a thousand are counted. */
    total: z.int().nonnegative(),
    /** There are more than were counted. */
    isMoreThanTotal: z.boolean(),
  }),
})

export const getDraft = endpoint('getDraft', {
  resource: '文件与稿次',
  summary: '一份文件及其全部稿次',
  response: Draft.extend({ versions: z.array(Version) }),
  problems: ['draft-not-found'],
})

export const getVersion = endpoint('getVersion', {
  resource: '文件与稿次',
  summary: '一个稿次的正文',
  response: Version.extend({ text: z.string() }),
  problems: ['version-not-found'],
})
