/**
 * Every endpoint of the service: its name, method and path. Free of zod, so that a page can carry it; the schemas of each
 * stand in the file of its resource, under the same name.
 */
export const ADDRESSES = {
  getHealth: 'GET /health',

  signIn: 'POST /api/sign-in',
  getSignInOptions: 'GET /api/sign-in',
  beginOidc: 'POST /api/sign-in/oidc',
  finishOidc: 'POST /api/sign-in/oidc/completion',
  beginConnection: 'POST /api/sign-in/connections',
  getConnection: 'GET /api/sign-in/connections/:connectionId',
  approveConnection: 'POST /api/sign-in/connections/:connectionId/approval',
  completeConnection: 'POST /api/sign-in/connections/:connectionId/completion',
  signOut: 'POST /api/sign-out',
  getMe: 'GET /api/me',
  changePassword: 'POST /api/me/password',
  listTokens: 'GET /api/me/tokens',
  revokeToken: 'DELETE /api/me/tokens/:tokenId',
  connectDemo: 'POST /api/demo/connections',

  listColleagues: 'GET /api/users',
  createUser: 'POST /api/users',
  changeUser: 'PATCH /api/users/:userId',
  listOrganisations: 'GET /api/organisations',
  createOrganisation: 'POST /api/organisations',
  changeOrganisation: 'PATCH /api/organisations/:organisationId',

  getSettings: 'GET /api/settings',
  changeSettings: 'PATCH /api/settings',

  createCheck: 'POST /api/checks',

  listDrafts: 'GET /api/drafts',
  getDraft: 'GET /api/drafts/:draftId',
  listFindings: 'GET /api/versions/:versionId/findings',
  getVersion: 'GET /api/versions/:versionId',

  decideFinding: 'POST /api/findings/:findingId/decisions',
  decideFindings: 'POST /api/decisions',

  createAnnotation: 'POST /api/annotations',
  listAnnotations: 'GET /api/versions/:versionId/annotations',
  changeAnnotation: 'PATCH /api/annotations/:annotationId',

  getDiff: 'GET /api/diffs',
  exportComparison: 'GET /api/diffs/document',

  getReview: 'GET /api/drafts/:draftId/review',
  changeMatter: 'PATCH /api/drafts/:draftId/review',
  makeMove: 'POST /api/drafts/:draftId/moves',
  getOpinion: 'GET /api/drafts/:draftId/opinion',
  exportOpinion: 'GET /api/drafts/:draftId/opinion/document',
  getFeedback: 'GET /api/drafts/:draftId/feedback',
  exportFeedback: 'GET /api/drafts/:draftId/feedback/document',

  listConsultations: 'GET /api/drafts/:draftId/consultations',
  askCounsel: 'POST /api/drafts/:draftId/consultations',
  listMyConsultations: 'GET /api/me/consultations',
  declareInterest: 'POST /api/consultations/:consultationId/declaration',
  answerConsultation: 'POST /api/consultations/:consultationId/answer',
  withdrawConsultation: 'POST /api/consultations/:consultationId/withdrawal',

  recordEvaluation: 'POST /api/drafts/:draftId/evaluations',

  getReminders: 'GET /api/reminders',

  attachMaterial: 'POST /api/drafts/:draftId/materials',
  listMaterials: 'GET /api/drafts/:draftId/materials',
  getMaterial: 'GET /api/materials/:materialId',

  listRuleSets: 'GET /api/rule-sets',
  getCurrentRuleSet: 'GET /api/rule-sets/current',
  getRuleSet: 'GET /api/rule-sets/:digest',

  listRuleSetChecks: 'GET /api/rule-sets/:digest/checks',
  tryRules: 'POST /api/rule-sets/trials',

  getOfficeRules: 'GET /api/office-rules',
  saveRuleDraft: 'PUT /api/office-rules/draft',
  validateRules: 'POST /api/office-rules/validations',
  dryRunRules: 'POST /api/office-rules/dry-runs',
  publishRules: 'POST /api/office-rules/publications',
  getRulePublication: 'GET /api/office-rules/publications/:number',
  chooseRules: 'POST /api/office-rules/choices',
  listRejectedFindings: 'GET /api/office-rules/rejected-findings',
  findRules: 'GET /api/rules',

  listReviewItems: 'GET /api/review-items',
  findLaws: 'GET /api/laws',
  getArticleWording: 'GET /api/laws/:title/articles/:place',
  listCitations: 'GET /api/versions/:versionId/citations',

  getDraftHistory: 'GET /api/drafts/:draftId/history',
  getStatistics: 'GET /api/statistics',
  getLedger: 'GET /api/ledger',
  exportLedger: 'GET /api/ledger/document',
  verifyHistory: 'GET /api/history/verification',
} as const

export type EndpointName = keyof typeof ADDRESSES
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

type PathOf<Name extends EndpointName> = (typeof ADDRESSES)[Name] extends `${string} ${infer Path}` ? Path : never
type ParamsIn<Path extends string> = Path extends `${string}:${infer Param}/${infer Rest}`
  ? Param | ParamsIn<`/${Rest}`>
  : Path extends `${string}:${infer Param}`
    ? Param
    : never

/** `{ draftId: string }` for `/api/drafts/:draftId`. */
export type PathParams<Name extends EndpointName> = { readonly [K in ParamsIn<PathOf<Name>>]: string }

/** Method and path template of an endpoint, `:param` as in the table. */
export function addressOf(name: EndpointName): { method: Method; path: string } {
  const [method, path] = ADDRESSES[name].split(' ') as [Method, string]
  return { method, path }
}
