import { z } from 'zod'
import { Day, Id } from './common.ts'
import { endpoint } from './endpoint.ts'

const Reminded = z.object({ draftId: Id, title: z.string() })

/** A time limit that runs. */
export const DueReminder = Reminded.extend({
  stateName: z.string(),
  /** 材料核验、合法性审核、反馈采纳情况、复核修改、报送备案. */
  name: z.string(),
  due: Day,
  /** Negative once it is over. */
  workdaysLeft: z.int(),
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

export const getReminders = endpoint('getReminders', {
  resource: '办理',
  summary: '期限、备案和有效期提醒',
  description:
    '临期（缺省三个工作日）和已经超期的办件及其经办人；已公布、尚未报送备案的文件；有效期临近届满（缺省一百八十日）和届满不超过一个月的文件。提前多少，由单位设定。只列本单位起草和送本单位审核的文件，先到期的在前。',
  response: z.object({
    today: Day,
    due: z.array(DueReminder),
    filings: z.array(DueReminder),
    validity: z.array(ValidityReminder),
    /** Limits that cannot be computed, with the reason: the holidays of a year are not on record. */
    uncomputed: z.array(Reminded.extend({ detail: z.string() })),
  }),
})
