import { z } from 'zod'
import { DocumentDiff } from '../diff/change.ts'
import { Id, WordFile } from './common.ts'
import { endpoint } from './endpoint.ts'
import { FindingChanges } from './findings.ts'

/** 比对: what changed between two versions, spans A into `before`, spans B into the later text. */
export const VersionDiff = DocumentDiff.extend({
  before: z.object({ versionId: Id, number: z.int().positive(), text: z.string() }),
  after: z.object({ versionId: Id, number: z.int().positive() }),
})
export type VersionDiff = z.infer<typeof VersionDiff>

export const getDiff = endpoint('getDiff', {
  resource: '比对',
  summary: '比对同一文件的两个稿次',
  query: z.object({ before: Id, after: Id }),
  response: z.object({ diff: VersionDiff, afterText: z.string(), findingChanges: FindingChanges }),
  problems: ['version-not-found', 'check-interrupted', 'service-busy'],
})

export const exportComparison = endpoint('exportComparison', {
  resource: '比对',
  summary: '导出两个稿次的对照表（Word）',
  query: z.object({ before: Id, after: Id }),
  response: WordFile,
  problems: ['version-not-found', 'check-interrupted', 'service-busy'],
})
