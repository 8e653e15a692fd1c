import type { EndpointName } from './addresses.ts'
import { changeAnnotation, createAnnotation, listAnnotations } from './annotations.ts'
import { createCheck } from './checks.ts'
import {
  answerConsultation,
  askCounsel,
  declareInterest,
  listConsultations,
  listMyConsultations,
  withdrawConsultation,
} from './consultations.ts'
import { exportComparison, getDiff } from './diffs.ts'
import { getDraft, getVersion, listDrafts } from './drafts.ts'
import type { Endpoint } from './endpoint.ts'
import { exportFeedback, getFeedback } from './feedback.ts'
import { decideFinding, decideFindings, listFindings } from './findings.ts'
import { getHealth } from './health.ts'
import { getDraftHistory, verifyHistory } from './history.ts'
import { findLaws, getArticleWording, listCitations } from './laws.ts'
import { exportLedger, getLedger } from './ledger.ts'
import { attachMaterial, getMaterial, listMaterials } from './materials.ts'
import {
  chooseRules,
  dryRunRules,
  findRules,
  getOfficeRules,
  getRulePublication,
  listRejectedFindings,
  listRuleSetChecks,
  publishRules,
  saveRuleDraft,
  validateRules,
} from './office-rules.ts'
import {
  changeOrganisation,
  changeUser,
  createOrganisation,
  createUser,
  listColleagues,
  listOrganisations,
} from './people.ts'
import { getReminders } from './reminders.ts'
import { changeMatter, exportOpinion, getOpinion, getReview, makeMove, recordEvaluation } from './reviews.ts'
import { getCurrentRuleSet, getRuleSet, listReviewItems, listRuleSets, tryRules } from './rule-sets.ts'
import { changeSettings, getSettings } from './settings.ts'
import {
  approveConnection,
  beginConnection,
  beginOidc,
  changePassword,
  completeConnection,
  connectDemo,
  finishOidc,
  getConnection,
  getMe,
  getSignInOptions,
  listTokens,
  revokeToken,
  signIn,
  signOut,
} from './sign-in.ts'
import { getStatistics } from './statistics.ts'

/** Every endpoint by name. A page imports its type only (`call` does); the server and OpenAPI use the values. */
export const CONTRACT = {
  getHealth,
  signIn,
  getSignInOptions,
  beginOidc,
  finishOidc,
  beginConnection,
  getConnection,
  approveConnection,
  completeConnection,
  signOut,
  getMe,
  changePassword,
  listTokens,
  revokeToken,
  connectDemo,
  listColleagues,
  createUser,
  changeUser,
  listOrganisations,
  createOrganisation,
  changeOrganisation,
  getSettings,
  changeSettings,
  createCheck,
  listDrafts,
  getDraft,
  listFindings,
  getVersion,
  decideFinding,
  decideFindings,
  createAnnotation,
  listAnnotations,
  changeAnnotation,
  getDiff,
  exportComparison,
  getReview,
  changeMatter,
  makeMove,
  getOpinion,
  exportOpinion,
  getFeedback,
  exportFeedback,
  recordEvaluation,
  attachMaterial,
  listMaterials,
  getMaterial,
  listConsultations,
  askCounsel,
  listMyConsultations,
  declareInterest,
  answerConsultation,
  withdrawConsultation,
  listRuleSets,
  getCurrentRuleSet,
  getRuleSet,
  listRuleSetChecks,
  tryRules,
  getOfficeRules,
  listRejectedFindings,
  findRules,
  saveRuleDraft,
  validateRules,
  dryRunRules,
  publishRules,
  getRulePublication,
  chooseRules,
  listReviewItems,
  findLaws,
  getArticleWording,
  listCitations,
  getReminders,
  getDraftHistory,
  getStatistics,
  getLedger,
  exportLedger,
  verifyHistory,
} satisfies { readonly [Name in EndpointName]: Endpoint<Name> }

export type Contract = typeof CONTRACT
