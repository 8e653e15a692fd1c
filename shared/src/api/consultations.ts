import { z } from 'zod'
import { Day, Id, Instant, Person } from './common.ts'
import { endpoint } from './endpoint.ts'
import { AttachMaterialRequest } from './materials.ts'

/** 法律顾问、公职律师、专家. */
export const CounselCapacity = z.enum(['counsel', 'public-lawyer', 'expert'])
export type CounselCapacity = z.infer<typeof CounselCapacity>

/** What was asked of one person about one matter, and what came of it. */
export const Consultation = z.object({
  id: Id,
  draftId: Id,
  /** Of the draft. */
  title: z.string(),
  counsel: z.object({
    /** `null` for somebody without an account here, whose answer the reviewer records. */
    id: Id.nullable(),
    name: z.string(),
    capacity: CounselCapacity,
  }),
  question: z.string(),
  askedAt: Instant,
  askedBy: Person,
  due: Day,
  /** How `due` was reached, one sentence. */
  dueBasis: z.string(),
  /** 利益冲突: stated by the counsel before the text opens; `null` while it is not. */
  declaration: z.object({ hasConflict: z.boolean(), note: z.string(), at: Instant }).nullable(),
  answer: z
    .object({
      text: z.string(),
      at: Instant,
      by: Person,
      /** The signed paper, as a file of the draft; `null` where the counsel answered here. */
      materialId: Id.nullable(),
    })
    .nullable(),
  /** Why it was taken back; `null` unless it was. */
  withdrawn: z.string().nullable(),
})
export type Consultation = z.infer<typeof Consultation>

const LIST = z.object({ items: z.array(Consultation) })

export const listConsultations = endpoint('listConsultations', {
  resource: '咨询',
  summary: '一份文件的法律顾问、专家咨询',
  description: '按提出的先后。',
  response: LIST,
  problems: ['draft-not-found'],
})

export const listMyConsultations = endpoint('listMyConsultations', {
  resource: '咨询',
  summary: '向本人提出的咨询',
  description: '尚未答复的在前。声明没有利益冲突以后，才能查阅文本。',
  access: ['counsel'],
  response: LIST,
})

export const askCounsel = endpoint('askCounsel', {
  resource: '咨询',
  summary: '咨询法律顾问或者专家',
  description:
    '由本件承办人在审核中提出。受咨询人有本单位法律顾问账号的，填写 counselId，由其本人声明有无利益冲突后答复；没有账号的，填写姓名，由承办人记录答复并附书面意见。本件转入“征求意见、专家论证”，审核期限是否暂停，依照本单位设定；答复期限未填的，依照本单位设定。起草人、承办人和复核人不得作为本件的受咨询人。',
  access: ['reviewer'],
  status: 201,
  body: z
    .object({
      counselId: Id.optional(),
      /** Of somebody without an account. */
      name: z.string().trim().min(1).max(100).optional(),
      capacity: CounselCapacity.default('counsel'),
      question: z.string().trim().min(1, '应当写明咨询的问题').max(5000),
      due: Day.optional(),
    })
    .refine(({ counselId, name }) => (counselId === undefined) !== (name === undefined), '应当填写账号或者姓名之一'),
  response: Consultation,
  problems: ['draft-not-found', 'user-not-found', 'move-refused', 'calendar-missing'],
  example: { body: { name: '王某', capacity: 'expert', question: '第八条的收费标准有无上位法依据？' } },
})

export const declareInterest = endpoint('declareInterest', {
  resource: '咨询',
  summary: '受咨询人声明有无利益冲突',
  description: '声明没有的，可以查阅本件的文本和材料；声明有的，本次咨询终止。',
  access: ['counsel'],
  body: z
    .object({ hasConflict: z.boolean(), note: z.string().trim().max(2000).default('') })
    .refine(({ hasConflict, note }) => !hasConflict || note !== '', '有利益冲突的，应当说明'),
  response: Consultation,
  problems: ['consultation-not-found', 'move-refused'],
})

export const answerConsultation = endpoint('answerConsultation', {
  resource: '咨询',
  summary: '答复咨询，或者由承办人记录答复',
  description:
    '受咨询人以自己的账号答复；承办人代为记录的，应当附书面意见。全部答复后，本件自动恢复审核。受咨询人的意见供审核参考，不代替审核意见。',
  access: ['counsel', 'reviewer'],
  bodyLimit: 13_400_000,
  body: z.object({
    answer: z.string().trim().min(1, '应当填写答复').max(20_000),
    paper: AttachMaterialRequest.omit({ material: true }).optional(),
  }),
  response: Consultation,
  problems: ['consultation-not-found', 'move-refused', 'unsupported-media-type'],
})

export const withdrawConsultation = endpoint('withdrawConsultation', {
  resource: '咨询',
  summary: '撤回咨询',
  description: '由承办人说明理由撤回；受咨询人此后不能再查阅本件。',
  access: ['reviewer'],
  body: z.object({ reason: z.string().trim().min(1, '应当说明理由').max(2000) }),
  response: Consultation,
  problems: ['consultation-not-found', 'move-refused'],
})
