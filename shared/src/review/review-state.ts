import { z } from 'zod'
import { ItemAnswer, ItemFeedback, ItemRecheck } from './item-feedback.ts'

/** 办理环节, in the order of the process. */
export const ReviewState = z.enum([
  'draft',
  'submitted',
  'supplement',
  'returned',
  'not-applicable',
  'accepted',
  'reviewing',
  'consulting',
  'suspended',
  'opinion-drafted',
  'signing',
  'revising',
  'rechecking',
  'passed',
  'rejected',
  'deliberated',
  'signed',
  'registered',
  'published',
  'served',
  'disclosed',
  'filed',
  'archived',
  'withdrawn',
])
export type ReviewState = z.infer<typeof ReviewState>

/** What a document is to the process: which materials, limits and tail it has. */
export const ReviewKind = z.enum(['normative', 'decision', 'contract', 'enforcement'])
export type ReviewKind = z.infer<typeof ReviewKind>

/** 审核结论: 合法 · 应当予以修改 · 不合法. */
export const Conclusion = z.enum(['lawful', 'revise', 'unlawful'])
export type Conclusion = z.infer<typeof Conclusion>

export const MoveName = z.enum([
  'submit',
  'take-in',
  'accept',
  'request-supplement',
  'answer-supplement',
  'return',
  'declare-not-applicable',
  'assign',
  'consult',
  'end-consultation',
  'suspend',
  'resume',
  'extend',
  'reviewer-supplement',
  'draft-opinion',
  'agree-opinion',
  'send-back',
  'sign-opinion',
  'answer-opinion',
  'pass-recheck',
  'fail-recheck',
  'deliberate',
  'change-at-meeting',
  'sign',
  'register',
  'publish',
  'serve',
  'disclose',
  'file',
  'file-npc',
  'archive',
  'withdraw',
])
export type MoveName = z.infer<typeof MoveName>

const Day = z.iso.date()

/** One required paper of a matter. */
export const MaterialState = z.object({
  /** As in `MATERIALS`: `n3`. */
  id: z.string().max(10),
  /** Attached, or marked absent with a reason that intake judges. */
  status: z.enum(['attached', 'absent']),
  reason: z.string().max(2000).default(''),
  /** Name and SHA-256 of the file. */
  file: z
    .object({ name: z.string().max(300), digest: z.string() })
    .nullable()
    .default(null),
})
export type MaterialState = z.infer<typeof MaterialState>

/** Answers that decide which conditional papers and gates apply. `null`: not answered yet. */
export const MatterFacts = z.object({
  /** 涉及经营者经济活动: fair-competition review. */
  touchesBusiness: z.boolean().nullable(),
  /** 涉及公民、法人切身利益或者有重大影响: public comment. */
  affectsPublic: z.boolean().nullable(),
  /** 专业性、技术性较强: expert review. */
  isTechnical: z.boolean().nullable(),
  /** 可能影响稳定、安全、环境、财政: risk assessment. */
  isRisky: z.boolean().nullable(),
  /** 依法不予公开: no public participation. */
  isSecret: z.boolean(),
  /** 突发事件等紧急情形: shortest times are waived, with a reason. */
  isUrgent: z.boolean(),
  /** 处罚法第五十八条 four cases: review comes before the decision. */
  needsEnforcementReview: z.boolean(),
})
export type MatterFacts = z.infer<typeof MatterFacts>

/** When each step of a major decision was finished; `null` while it is not, or where it does not apply. */
export const Procedures = z.object({
  publicParticipation: Day.nullable(),
  /** How long the public could comment, calendar days. */
  publicCommentDays: z.int().nonnegative().nullable(),
  shortCommentReason: z.string().max(2000).default(''),
  expertReview: Day.nullable(),
  riskAssessment: Day.nullable(),
  legalityReview: Day.nullable(),
  deliberation: Day.nullable(),
  /** Enforcement: 告知并听取陈述、申辩 (or hearing) was done. */
  hearingOfParty: Day.nullable(),
})
export type Procedures = z.infer<typeof Procedures>

/** 公平竞争审查结论. */
export const FairCompetition = z.object({
  conclusion: z.enum(['no-restriction', 'exception', 'violates']),
  on: Day,
  /** 第十二条 exceptions say which, and until when. */
  basis: z.string().max(2000).default(''),
})
export type FairCompetition = z.infer<typeof FairCompetition>

/** 收件登记: what an office read itself, and whom it came from. */
export const TakenIn = z.object({
  /** 送审单位. */
  unit: z.string(),
  /** Where that unit is an organisation of the service. */
  organisationId: z.string().nullable(),
  /** 收到日期. */
  on: Day,
})
export type TakenIn = z.infer<typeof TakenIn>

/** Everything a move is judged by. Plain JSON. */
export const ReviewCase = z.object({
  state: ReviewState,
  kind: ReviewKind,
  /** Where `consulting` and `suspended` go back to. */
  drafterId: z.string().nullable(),
  drafterOrganisationId: z.string().nullable(),
  /** `null` where the drafting unit submitted it here itself. */
  takenIn: TakenIn.nullable(),
  reviewerId: z.string().nullable(),
  secondId: z.string().nullable(),
  facts: MatterFacts,
  procedures: Procedures,
  fairCompetition: FairCompetition.nullable(),
  materials: z.array(MaterialState),
  /** Digest of the text now. */
  currentDigest: z.string(),
  /** Digest of the text that the conclusion is about. */
  reviewedDigest: z.string().nullable(),
  conclusion: Conclusion.nullable(),
  opinionNumber: z.string().nullable(),
  /** Points of the signed opinion; 0 before, and where that was before they were kept. */
  opinionItems: z.int().nonnegative(),
  /** 采纳情况 of those points, as far as they were answered. */
  feedback: z.array(ItemFeedback),
  /** Findings (hints left out) that nobody has accepted or rejected. */
  undecided: z.int().nonnegative(),
  /** Findings of 违法 that somebody accepted and the text still has. */
  acceptedIllegal: z.int().nonnegative(),
  /** Accounts that were asked as 法律顾问 or 专家. */
  counselIds: z.array(z.string()),
  /** 咨询 that nobody has answered yet. */
  openConsultations: z.int().nonnegative(),
  /** Why the term of review cannot be extended now; `null` where it can. */
  extensionBarred: z.string().nullable(),
  /** Times that the reviewer asked for more papers. */
  supplementsByReviewer: z.int().nonnegative(),
  registrationNumber: z.string().nullable(),
  /** The day it was sent to the 人大常委会 for 备案; `null` while it was not. */
  npcFiledOn: Day.nullable(),
  /** 由本级人民政府或者其办公厅（室）制定, as people say; `null` where the published text decides. */
  issuedByGovernment: z.boolean().nullable(),
})
export type ReviewCase = z.infer<typeof ReviewCase>

/** What a person says when making a move. */
export const MoveInput = z.object({
  reason: z.string().trim().max(5000).default(''),
  conclusion: Conclusion.optional(),
  /** 审核意见书文号 or 登记号. */
  number: z.string().trim().max(100).default(''),
  reviewerId: z.string().max(64).optional(),
  /** 送审单位, with `take-in`. */
  unit: z.string().trim().max(200).default(''),
  /** By how many working days, with `extend`. */
  workdays: z.int().min(1).max(60).optional(),
  /** 采纳情况, with `answer-opinion`. */
  answers: z.array(ItemAnswer).max(1000).optional(),
  /** 同意 or 退回 of each, with `pass-recheck` and `fail-recheck`. */
  rechecks: z.array(ItemRecheck).max(1000).optional(),
  /** When it happened, where that is not now: the meeting, the publication. */
  on: Day.optional(),
})
export type MoveInput = z.infer<typeof MoveInput>
