import { z } from 'zod'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 YYYY-MM-DD')
/** Of an old version often no more than the year is known. */
const looseDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, '日期应写作 YYYY-MM-DD、YYYY-MM 或 YYYY')
const flag = z.literal(1)
const article = z.string().regex(/^\d{1,4}(-\d{1,2})?$/, '条号应写作 17 或 17-1')
const name = z.string().min(2).max(160)

const LawRowSchema = z.strictObject({
  title: name,
  short: z.array(name).optional(),
  level: z.enum([
    '宪法',
    '法律',
    '行政法规',
    '监察法规',
    '司法解释',
    '地方性法规',
    '部门规章',
    '地方政府规章',
    '国务院文件',
    '党内法规',
    '规范性文件',
    '其他',
  ]),
  issuer: z.string().optional(),
  region: z.string().optional(),
  number: z.string().optional(),
  version: looseDate.optional(),
  adopted: looseDate.optional(),
  amended: z.array(looseDate).optional(),
  effective: date.optional(),
  effectiveUnsure: flag.optional(),
  articles: z.int().positive().max(9999).optional(),
  inserted: z.array(article).optional(),
  superseded: looseDate.optional(),
  repealed: looseDate.optional(),
  repealedBy: z.string().optional(),
  repealedUnsure: flag.optional(),
  dead: flag.optional(),
  doubt: flag.optional(),
  see: z.string().optional(),
  note: z.string().optional(),
  shape: z
    .string()
    .regex(/^(?:[0-9a-z]+|\?)(?: (?:[0-9a-z]+|\?))*$/)
    .optional(),
})

const RenumberSchema = z.strictObject({
  law: name,
  from: looseDate,
  into: name.optional(),
  to: looseDate,
  moves: z.array(z.tuple([article, z.array(article).min(1), z.string(), z.number().min(0).max(1)])),
})

const TopicSchema = z.strictObject({ law: name, version: looseDate, words: z.record(article, z.string()) })

const PenaltySchema = z.strictObject({
  law: name,
  version: looseDate,
  articles: z.record(article, z.array(z.string())),
})

const InstitutionSchema = z.strictObject({
  names: z.array(z.string().min(2)).min(1),
  now: z.string(),
  since: looseDate.optional(),
  scope: z.enum(['国家', '地方']),
  kind: z.enum(['更名', '本地', '职责', '不变']),
  duty: z.string().optional(),
  note: z.string().optional(),
  sure: z.union([z.literal(0), z.literal(1)]),
})

/** Reference data as it enters from a file: unknown keys and malformed dates are refused. */
export const ReferenceSchema = z.strictObject({
  laws: z.array(LawRowSchema).min(1),
  renumbered: z.array(RenumberSchema),
  topics: z.array(TopicSchema),
  institutions: z.array(InstitutionSchema),
  // Left out by bundles of an earlier format: what comes with the product stays.
  penalties: z.array(PenaltySchema).optional(),
  holidays: z
    .looseObject({})
    .catchall(z.looseObject({ off: z.array(date).optional(), work: z.array(date).optional() }))
    .refine((all) => Object.entries(all).every(([year, { off, work }]) => !/^\d{4}$/.test(year) || (off && work)), {
      message: '节假日安排应写明 off 和 work',
    }),
})

/** The bundle that brings a newer catalogue to an office without internet. */
export const ReferenceBundleSchema = z.strictObject({
  format: z.literal('hongxian-laws/1'),
  /** Day to which the facts were collected. */
  date,
  /** SHA-256 (hex) of the JSON of `reference`. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  reference: ReferenceSchema,
})
export type ReferenceBundle = z.infer<typeof ReferenceBundleSchema>
