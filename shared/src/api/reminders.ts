import { z } from 'zod'
import { Day, Id } from './common.ts'
import { endpoint } from './endpoint.ts'

const Reminded = z.object({ draftId: Id, title: z.string() })

/** A time limit that runs. */
export const DueReminder = Reminded.extend({
  stateName: z.string(),
  /** 材料核验、合法性审核、反馈采纳情况、复核修改、报送备案、报送人大常委会备案. */
  name: z.string(),
  due: Day,
  /** Negative once it is over. */
  workdaysLeft: z.int(),
  /** How much of the term has passed, per cent. */
  usedPercent: z.int().nonnegative(),
  /** What it is spoken of for; `null` for a filing not yet near. */
  stage: z.enum(['half', 'four-fifths', 'soon', 'last-day', 'over']).nullable(),
  /** How it was reached, one sentence each. */
  steps: z.array(z.string()),
  /** Unit, role and, where one is named, person. */
  holder: z.string(),
})
export type DueReminder = z.infer<typeof DueReminder>

export const ValidityReminder = Reminded.extend({
  /** The last day of 有效期. */
  validUntil: Day,
  /** 文件载明, or the setting by which it was computed. */
  basis: z.string(),
  /** Calendar days; negative once it is over. */
  daysLeft: z.int(),
  /** What is to be done. */
  advice: z.string(),
})
export type ValidityReminder = z.infer<typeof ValidityReminder>

/** 后评估 to be done. */
export const EvaluationReminder = Reminded.extend({
  due: Day,
  /** Calendar days; negative once it is over. */
  daysLeft: z.int(),
  /** The setting by which it was computed. */
  basis: z.string(),
})
export type EvaluationReminder = z.infer<typeof EvaluationReminder>

/** 咨询 that nobody has answered. */
export const ConsultationReminder = Reminded.extend({
  /** Capacity and name. */
  counsel: z.string(),
  due: Day,
  workdaysLeft: z.int(),
  waitsFor: z.enum(['declaration', 'answer']),
})
export type ConsultationReminder = z.infer<typeof ConsultationReminder>

export const getReminders = endpoint('getReminders', {
  resource: '办理',
  summary: '期限、备案、咨询、有效期和后评估提醒',
  description:
    '期限用去一半、八成，临期（默认三个工作日）、当日和已经超期的办件及其经办人；已公布、尚未报送备案的文件，由本级人民政府制定、尚未报送本级人大常委会备案的文件和已签订、尚未备存的合同；尚未答复的咨询；应当后评估的文件；有效期临近届满（默认一百八十日）和届满不超过一个月的文件。提前多少，由单位设定。只列本单位起草和送本单位审核的文件，先到期的在前。',
  response: z.object({
    today: Day,
    due: z.array(DueReminder),
    filings: z.array(DueReminder),
    validity: z.array(ValidityReminder),
    evaluations: z.array(EvaluationReminder),
    consultations: z.array(ConsultationReminder),
    /** Limits that cannot be computed, with the reason: the holidays of a year are not on record, or who issued it is not known. */
    uncomputed: z.array(Reminded.extend({ detail: z.string() })),
  }),
})
