import { z } from 'zod'
import { Annotation } from './annotations.ts'
import { Day, Id, Words } from './common.ts'
import { VersionDiff } from './diffs.ts'
import { DocumentKindSchema, Draft, IssuerLevelSchema, Version } from './drafts.ts'
import { endpoint } from './endpoint.ts'
import { FindingChanges, RecordedFinding } from './findings.ts'

export const CheckRequest = z
  .object({
    /** The canonical text, kept as it is to the last character. */
    text: Words,
    /** Recognised from the text where absent. */
    title: z.string().max(500).optional(),
    /** Address of the page read; its fragment is dropped. Together with the text it tells which draft this is. */
    url: z.string().max(2000).optional(),
    /**
     * Goes before `url`. A name of the sender's choice means one draft and no other (an upload); an address is treated as
     * `url` is, fragment included.
     */
    sourceKey: z.string().min(1).max(2000).optional(),
    /** The draft itself, once known. Goes before both. */
    draftId: Id.optional(),
    kind: DocumentKindSchema.optional(),
    issuerLevel: IssuerLevelSchema.nullable().optional(),
    /** The law as of this day; today where absent. */
    asOf: Day.optional(),
  })
  .refine((request) => request.draftId ?? request.sourceKey ?? request.url, {
    path: ['url'],
    message: 'url、sourceKey、draftId 至少填写一项，用以确定是哪一份文件',
  })
export type CheckRequest = z.input<typeof CheckRequest>

export const CheckResponse = z.object({
  id: Id,
  draft: Draft,
  version: Version,
  /** The text was not on record as a version of this draft before. */
  newVersion: z.boolean(),
  ruleSetDigest: z.string(),
  asOf: Day,
  findings: z.array(RecordedFinding),
  annotations: z.array(Annotation),
  /** From the version before to this one; `null` for the first. */
  diff: VersionDiff.nullable(),
  findingChanges: FindingChanges.nullable(),
})
export type CheckResponse = z.infer<typeof CheckResponse>

export const createCheck = endpoint('createCheck', {
  resource: '审核',
  summary: '审核一份文本，登记稿次和发现',
  description:
    '正文摘要相同的，是同一稿次；正文有改动的，登记为新稿次，并与上一稿次比对。是不是同一份文件，依次这样认定：填写 draftId 的，以其为准；sourceKey 不是网址的，名称相同即为同一份文件；其余先看正文，本单位已有正文摘要相同的稿次的，是该文件；同一网址上，标题相同，或者与最近一稿的文字相近（相邻两字的重合度不低于 0.5，或者较短一稿有八成见于另一稿）的，是该文件；不同网址，标题相同且重合度不低于 0.6 的，是同一份文件，但执法文书、合同多用格式文本，不作此认定，在同一网址上编号不同的也是两份文件；都不符合的，登记为新文件。文种和制定机关层级未填写的，从正文识别。',
  access: ['drafter', 'intake', 'reviewer', 'second', 'lead'],
  status: 201,
  body: CheckRequest,
  response: CheckResponse,
  problems: ['draft-not-found', 'text-too-long', 'check-interrupted', 'service-busy'],
  example: {
    body: {
      url: 'http://127.0.0.1:8790/intranet/drafts/d01',
      title: '临江县住宅小区物业管理若干规定',
      text: '第一条 未经备案的企业，不得在本县从事物业服务活动。',
      kind: 'normative',
      issuerLevel: '县',
    },
  },
})
