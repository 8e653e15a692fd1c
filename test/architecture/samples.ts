import { type CallInput, CONTRACT, type EndpointName } from '@hongxian/shared/api'

/** What a valid request to each endpoint looks like, about things that are there. A new endpoint cannot be left out. */
export interface Things {
  readonly draftId: string
  readonly versionId: string
  readonly otherVersionId: string
  readonly findingId: string
  readonly annotationId: string
  readonly tokenId: string
  readonly materialId: string
  /** Under review by the person asking, with this question waiting. */
  readonly consultedDraftId: string
  readonly consultationId: string
  readonly text: string
  readonly ruleSetDigest: string
  readonly revision: number
  readonly userId: string
  readonly organisationId: string
}

let created = 0

/** A rule of an office's own, as its author types it. */
export const OFFICE_FILES = [
  {
    name: 'pack.yaml',
    text: `名称: 本县补充规则
版本: 1.0.0
适用: 本县规范性文件
编写单位: 本局
施行日期: 2026-12-01
变更记录:
  - { 版本: 1.0.0, 日期: 2026-11-21, 内容: 首次编写 }
`,
  },
  { name: 'set.license.yaml', text: CONTRACT.tryRules.example?.body?.rules as string },
]

type Samples = { readonly [Name in EndpointName]: CallInput<Name> }

export const samplesFor = (things: Things): Samples => ({
  getHealth: {},
  signIn: { body: { account: 'nobody', password: 'wrong' } },
  getSignInOptions: {},
  beginOidc: {},
  finishOidc: { body: { query: 'code=x&state=y' } },
  beginConnection: { body: CONTRACT.beginConnection.example?.body as CallInput<'beginConnection'>['body'] },
  getConnection: { params: { connectionId: 'none' } },
  approveConnection: { params: { connectionId: 'none' }, body: { number: '000000' } },
  completeConnection: { params: { connectionId: 'none' }, body: { verifier: 'v'.repeat(43) } },
  signOut: {},
  getMe: {},
  changePassword: { body: { oldPassword: 'wrong', newPassword: 'long enough now' } },
  listTokens: {},
  revokeToken: { params: { tokenId: things.tokenId } },
  connectDemo: { body: { code: 'none' } },
  createCheck: { body: { draftId: things.draftId, text: things.text } },
  listDrafts: { query: { q: '绝密' } },
  getDraft: { params: { draftId: things.draftId } },
  getVersion: { params: { versionId: things.versionId } },
  listFindings: { params: { versionId: things.versionId } },
  decideFinding: { params: { findingId: things.findingId }, body: { decision: 'rejected', reason: '理由' } },
  createAnnotation: {
    body: { versionId: things.versionId, span: { start: 0, end: 2 }, quote: things.text.slice(0, 2), body: '批注' },
  },
  listAnnotations: { params: { versionId: things.versionId } },
  changeAnnotation: { params: { annotationId: things.annotationId }, body: { resolved: true } },
  getDiff: { query: { before: things.versionId, after: things.otherVersionId } },
  exportComparison: { query: { before: things.versionId, after: things.otherVersionId } },
  decideFindings: { body: { findingIds: [things.findingId], decision: 'accepted' } },
  exportOpinion: { params: { draftId: things.draftId } },
  getFeedback: { params: { draftId: things.draftId } },
  exportFeedback: { params: { draftId: things.draftId } },
  getReview: { params: { draftId: things.draftId } },
  changeMatter: { params: { draftId: things.draftId }, body: { revision: things.revision, facts: { isRisky: false } } },
  makeMove: { params: { draftId: things.draftId }, body: { move: 'submit', revision: things.revision } },
  getOpinion: { params: { draftId: things.draftId } },
  attachMaterial: {
    params: { draftId: things.draftId },
    body: { material: 'n3', name: '起草说明.txt', content: Buffer.from('起草说明').toString('base64') },
  },
  listMaterials: { params: { draftId: things.draftId } },
  getMaterial: { params: { materialId: things.materialId } },
  listConsultations: { params: { draftId: things.consultedDraftId } },
  askCounsel: { params: { draftId: things.consultedDraftId }, body: { name: '王某', question: '有无依据？' } },
  listMyConsultations: {},
  declareInterest: { params: { consultationId: things.consultationId }, body: { hasConflict: false } },
  answerConsultation: {
    params: { consultationId: things.consultationId },
    body: { answer: '有。', paper: { name: '意见.txt', content: Buffer.from('有').toString('base64') } },
  },
  withdrawConsultation: { params: { consultationId: things.consultationId }, body: { reason: '不再需要' } },
  recordEvaluation: {
    params: { draftId: things.draftId },
    body: {
      revision: things.revision,
      on: '2026-11-20',
      result: 'keep',
      summary: '效果良好',
      validUntil: '2031-12-31',
    },
  },
  listColleagues: { query: {} },
  createUser: { body: { account: `new-${++created}`, name: '新人', roles: ['reviewer'] } },
  changeUser: { params: { userId: things.userId }, body: { disabled: false } },
  listOrganisations: {},
  createOrganisation: { body: { name: `新设单位${++created}`, parentId: things.organisationId } },
  changeOrganisation: { params: { organisationId: things.organisationId }, body: { name: 'ours' } },
  getSettings: {},
  changeSettings: {
    body: { revision: 0, values: { 'contract.review.workdays': 7 }, reason: '依照本市规定' },
  },
  listRuleSets: {},
  getCurrentRuleSet: {},
  getRuleSet: { params: { digest: things.ruleSetDigest } },
  tryRules: { body: CONTRACT.tryRules.example?.body as CallInput<'tryRules'>['body'] },
  listRuleSetChecks: { params: { digest: things.ruleSetDigest }, query: {} },
  getOfficeRules: {},
  listRejectedFindings: { query: {} },
  findRules: { query: { q: '许可' } },
  saveRuleDraft: { body: { revision: 0, files: OFFICE_FILES } },
  validateRules: { body: { files: OFFICE_FILES } },
  dryRunRules: { body: { files: OFFICE_FILES, recentDrafts: 2 } },
  publishRules: { body: { revision: 1, note: '首次发布' } },
  getRulePublication: { params: { number: '1' } },
  chooseRules: { body: { publication: null, reason: '有待完善' } },
  listReviewItems: {},
  findLaws: { query: { q: '行政许可法' } },
  getArticleWording: { params: { title: '行政许可法', place: '第十七条' }, query: {} },
  listCitations: { params: { versionId: things.versionId }, query: {} },
  getDraftHistory: { params: { draftId: things.draftId }, query: {} },
  getReminders: {},
  getStatistics: { query: {} },
  getLedger: { query: {} },
  exportLedger: { query: {} },
  verifyHistory: {},
})
