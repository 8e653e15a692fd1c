import { z } from 'zod'
import { faultOfNumberTemplate } from '../review/registration-number.ts'
import { SETTING_KEYS, SETTINGS, type SettingKey, type SettingValue } from '../review/settings.ts'
import { Day, Instant, Person } from './common.ts'
import { endpoint } from './endpoint.ts'

const Value = z.union([z.int(), z.boolean(), z.string()])

export const OfficeSetting = z.object({
  key: z.enum(SETTING_KEYS as [SettingKey, ...SettingKey[]]),
  /** What holds: as set, or the default; `null` where nothing is computed by it. */
  value: Value.nullable(),
  fallback: Value.nullable(),
  /** The day it was set; `null` where the default holds. */
  since: Day.nullable(),
})
export type OfficeSetting = z.infer<typeof OfficeSetting>

/** How an office has set the process, and how it came to that. */
export const OfficeSettingsView = z.object({
  /** Sent back with a change. */
  revision: z.int().nonnegative(),
  settings: z.array(OfficeSetting),
  /** Latest first. */
  changes: z.array(
    z.object({
      at: Instant,
      by: Person,
      reason: z.string(),
      changed: z.array(z.object({ key: z.string(), before: Value.nullable(), after: Value.nullable() })),
    }),
  ),
})
export type OfficeSettingsView = z.infer<typeof OfficeSettingsView>

export const getSettings = endpoint('getSettings', {
  resource: '单位和用户',
  summary: '本单位的期限和办理设定',
  description: '每项现行的值、默认值和设定日期，以及历次变更。国家规定有上下限的，只能在其范围内设定。',
  response: OfficeSettingsView,
})

/** Each within the bounds that its entry in `SETTINGS` has; `null` goes back to the default. */
const Values = z.strictObject(
  Object.fromEntries(
    SETTING_KEYS.map((key) => {
      const { name, unit, min, max, basis } = SETTINGS[key]
      if (unit === 'text')
        return [
          key,
          z
            .string()
            .trim()
            .min(min ?? 0, `“${name}”不能为空`)
            .max(max ?? 0, `“${name}”不得超过${max}字`)
            .superRefine((text, context) => {
              const fault = key === 'registration.template' ? faultOfNumberTemplate(text) : null
              if (fault !== null) context.addIssue({ code: 'custom', message: fault })
            })
            .nullable()
            .optional(),
        ]
      if (unit === 'switch') return [key, z.boolean().nullable().optional()]
      const sentence = `“${name}”应当为${min}至${max}的整数${basis === undefined ? '' : `（${basis}）`}`
      return [
        key,
        z
          .int(sentence)
          .min(min ?? 0, sentence)
          .max(max ?? 0, sentence)
          .nullable()
          .optional(),
      ]
    }),
  ) as Record<SettingKey, z.ZodOptional<z.ZodNullable<z.ZodType<SettingValue, SettingValue>>>>,
)

export const changeSettings = endpoint('changeSettings', {
  resource: '单位和用户',
  summary: '变更本单位的期限和办理设定',
  description:
    '由系统管理员变更，须说明理由，记入留痕。只适用于此后开始计算的期限，已经确定的期限不变。没有列出的各项不变，列为 null 的恢复默认值。',
  access: ['admin'],
  body: z.object({
    revision: z.int().nonnegative(),
    values: Values,
    reason: z.string().trim().min(1, '应当说明理由').max(2000),
  }),
  response: OfficeSettingsView,
  problems: ['stale-version', 'move-refused'],
  example: {
    body: { revision: 0, values: { 'contract.review.workdays': 7 }, reason: '依照本市政府合同管理办法第十二条' },
  },
})
