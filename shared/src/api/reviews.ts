import { z } from 'zod'
import {
  FairCompetition,
  MaterialState,
  MatterFacts,
  MoveInput,
  MoveName,
  Procedures,
  ReviewCase,
  ReviewKind,
} from '../review/review-state.ts'
import { Day, Id, Person, WordFile } from './common.ts'
import { endpoint } from './endpoint.ts'
import { AttachMaterialRequest, MAX_CONTENT } from './materials.ts'

/** 办理情况 of a draft. */
export const Review = z.object({
  draftId: Id,
  /** Sent back with a change: somebody else's change in between is refused as stale. */
  revision: z.int().nonnegative(),
  matter: ReviewCase,
  stateName: z.string(),
  /** Name of the unit that made the draft, and the office it was submitted to, `null` before that. */
  draftingUnit: z.string(),
  reviewOffice: z.object({ id: Id, name: z.string() }).nullable(),
  /** 承办人; `null` before 分办. */
  reviewer: z.string().nullable(),
  /** What was said with the last move: what to supplement, why it was returned, what was taken over. */
  said: z.object({ move: MoveName, label: z.string(), reason: z.string(), by: z.string(), on: Day }).nullable(),
  /** Whether it may go to the meeting, be signed or be decided; `null` once that is past. */
  clearance: z.object({ allowed: z.boolean(), sentence: z.string(), reasons: z.array(z.string()) }).nullable(),
  /** What the person asking can do now, and what stands in the way of each. */
  moves: z.array(
    z.object({
      name: MoveName,
      label: z.string(),
      needs: z.array(
        z.enum([
          'reason',
          'conclusion',
          'number',
          'reviewer',
          'date',
          'unit',
          'workdays',
          'answers',
          'agreement',
          'objection',
        ]),
      ),
      blockedBy: z.array(z.string()),
      /** The 登记号 that it will be given, unless another document comes first; `null` where none is given. */
      assigns: z.string().nullable(),
    }),
  ),
  materials: z.array(z.object({ id: z.string(), name: z.string(), there: z.boolean() })),
  /** Whether the person asking may put in papers now. */
  papersOpen: z.boolean(),
  /** Whether the person asking may record procedures and 公平竞争审查, which go on after acceptance. */
  mayFill: z.boolean(),
  /** The time limit that runs now; `null` where none does. */
  deadline: z
    .object({
      name: z.string(),
      /** `null` while the clock is stopped. */
      due: Day.nullable(),
      /** Negative once it is over; `null` while the clock is stopped. */
      workdaysLeft: z.int().nullable(),
      /** How it was reached, one sentence each. */
      steps: z.array(z.string()),
      /** How much of it has passed, per cent. */
      used: z.int().nonnegative(),
    })
    .nullable(),
  /** 施行: how long the document holds and how it was evaluated; `null` before it was published. */
  inForce: z
    .object({
      publishedOn: Day,
      /** The last day; `null` where neither the document nor a local rule says one. */
      validUntil: Day.nullable(),
      validityBasis: z.string().nullable(),
      evaluationDue: Day.nullable(),
      evaluationBasis: z.string().nullable(),
      /** In the order they were recorded. */
      evaluations: z.array(
        z.object({
          on: Day,
          result: z.enum(['keep', 'amend', 'repeal']),
          summary: z.string(),
          validUntil: Day.nullable(),
          by: Person,
          /** 评估报告 and the like, to be read as materials. */
          files: z.array(z.object({ id: Id, name: z.string() })),
        }),
      ),
      mayEvaluate: z.boolean(),
      /** 报送人大常委会备案, for documents of the government itself; `null` for other kinds, and where it began before this was kept. */
      npcFiling: z
        .object({
          /** Whether the government issued it; `null` while nobody knows. */
          applies: z.boolean().nullable(),
          due: Day.nullable(),
          basis: z.string(),
          /** How both were reached, one sentence each. */
          steps: z.array(z.string()),
          filedOn: Day.nullable(),
        })
        .nullable(),
    })
    .nullable(),
})
export type Review = z.infer<typeof Review>

export const getReview = endpoint('getReview', {
  resource: '办理',
  summary: '一份文件的办理情况',
  description: '包括所处环节、本人可以办理的事项及其障碍、送审材料、期限及其计算过程。',
  response: Review,
  problems: ['draft-not-found', 'calendar-missing'],
})

/** What people record of the procedures; the days of 合法性审查 and 集体讨论 come of those moves alone. */
const RecordedProcedures = Procedures.omit({ legalityReview: true, deliberation: true }).partial().strict()

export const ChangeMatterRequest = z.object({
  revision: z.int().nonnegative(),
  kind: ReviewKind.optional(),
  facts: MatterFacts.partial().optional(),
  procedures: RecordedProcedures.optional(),
  fairCompetition: FairCompetition.nullable().optional(),
  materials: z.array(MaterialState).max(100).optional(),
  /** 由本级人民政府或者其办公厅（室）制定; `null` to have the published text decide. */
  issuedByGovernment: z.boolean().nullable().optional(),
})
export type ChangeMatterRequest = z.input<typeof ChangeMatterRequest>

export const changeMatter = endpoint('changeMatter', {
  resource: '办理',
  summary: '填报送审材料、判明事项和履行程序的情况',
  description:
    '复核人、审核负责人仅在本单位没有收件人时填报。合法性审查和集体讨论的日期由签发审核意见、复核通过和提请集体审议产生，不在此填报。是否由本级人民政府或者其办公厅（室）制定（issuedByGovernment），公布后也可以填报：填报的以填报为准，没有填报的以公布的文本载明的制定机关为准；是的，应当报送本级人大常委会备案。',
  access: ['drafter', 'intake', 'market', 'registrar', 'second', 'lead'],
  body: ChangeMatterRequest,
  response: Review,
  problems: ['draft-not-found', 'material-not-found', 'stale-version', 'move-refused', 'calendar-missing'],
})

export const MoveRequest = MoveInput.extend({
  move: MoveName,
  revision: z.int().nonnegative(),
  /** With `submit`: the office that reviews; where absent, the one it was submitted to before, or else the drafter's own. */
  reviewOrganisationId: Id.optional(),
})
export type MoveRequest = z.input<typeof MoveRequest>

export const makeMove = endpoint('makeMove', {
  resource: '办理',
  summary: '办理一个环节',
  description:
    '未经合法性审核或者经审核不合法的，不得提请审议。不符合条件的，答复 move-refused，reasons 逐条列明理由。审核单位自行读取的文件，由收件人收件登记（take-in），填写送审单位和收到日期；此后送审单位的补正、反馈和撤回由收件人代为记录。没有收件人的单位，由复核人或者审核负责人办理收件事项。本单位设定了登记号模板的，登记编号（register）时由系统按年度顺序取号，不填写 number。政府行政规范性文件公布后，除报送上级机关备案（file）外，登记报送人大常委会备案（file-npc）。延长审核期限（extend）由审核负责人说明理由办理，以一次为限，填写延长的工作日数（workdays）。反馈采纳情况（answer-opinion）对审核意见书的各项意见逐项填写采纳、部分采纳或者未采纳（answers），未完全采纳的说明理由；复核通过（pass-recheck）和再次要求修改（fail-recheck）对各项反馈填写同意或者退回（rechecks），退回的说明理由。',
  access: ['drafter', 'intake', 'reviewer', 'second', 'lead', 'registrar'],
  status: 201,
  body: MoveRequest,
  response: Review,
  problems: [
    'draft-not-found',
    'stale-version',
    'move-refused',
    'user-not-found',
    'organisation-not-found',
    'calendar-missing',
  ],
  example: { body: { move: 'deliberate', revision: 7, on: '2026-11-20' } },
})

export const recordEvaluation = endpoint('recordEvaluation', {
  resource: '办理',
  summary: '登记后评估的结果',
  description:
    '由起草单位承办人或者登记员登记。继续有效的，填写新的有效期（validUntil）；结论为修改的，原有效期不变，修改后的文本另行送审；废止的，填写失效日期。受咨询的法律顾问、专家不得评估同一文件。评估报告等随同上传，格式与送审材料相同。',
  access: ['drafter', 'registrar'],
  status: 201,
  bodyLimit: MAX_CONTENT + 50_000,
  body: z.object({
    revision: z.int().nonnegative(),
    on: Day,
    result: z.enum(['keep', 'amend', 'repeal']),
    summary: z.string().trim().min(1, '应当填写评估情况').max(10_000),
    validUntil: Day.nullable().default(null),
    /** Together no longer than one file may be. */
    files: z
      .array(AttachMaterialRequest.omit({ material: true }))
      .max(5, '附件不超过五个')
      .default([]),
  }),
  response: Review,
  problems: ['draft-not-found', 'stale-version', 'move-refused', 'calendar-missing', 'unsupported-media-type'],
  example: {
    body: { revision: 12, on: '2026-11-20', result: 'keep', summary: '实施效果良好。', validUntil: '2031-12-31' },
  },
})

export const OpinionItem = z.object({
  number: z.int(),
  clause: z.string(),
  quote: z.string(),
  text: z.string(),
  /** Where the quote stands in the text reviewed; absent from opinions signed before this was kept. */
  at: z.int().nonnegative().optional(),
})

export const OPINION_READERS = ['reviewer', 'second', 'lead', 'registrar', 'drafter', 'auditor'] as const

export const getOpinion = endpoint('getOpinion', {
  resource: '办理',
  summary: '审核意见书内容',
  description:
    '由已采纳的审核发现汇总；尚未签发的，为拟稿，只供审核单位查阅。签发后按签发时的内容留存，此后的稿次和处理不改变其内容。',
  access: OPINION_READERS,
  response: z.object({
    isSigned: z.boolean(),
    number: z.string(),
    title: z.string(),
    addressee: z.string(),
    opening: z.string(),
    process: z.string(),
    conclusion: z.string(),
    sections: z.array(z.object({ heading: z.string(), items: z.array(OpinionItem) })),
    requirements: z.array(z.string()),
    reservation: z.string(),
    signature: z.object({ body: z.string(), date: z.string() }),
  }),
  problems: ['draft-not-found', 'move-refused', 'calendar-missing'],
})

export const exportOpinion = endpoint('exportOpinion', {
  resource: '办理',
  summary: '导出审核意见书（Word）',
  description: '尚未签发的，在文首注明“拟稿”。',
  access: OPINION_READERS,
  response: WordFile,
  problems: ['draft-not-found', 'move-refused', 'calendar-missing'],
})
