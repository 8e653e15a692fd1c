export type SettingValue = number | boolean | string

/** A setting that an office may change within the bounds that law leaves it. */
export interface Setting {
  readonly name: string
  readonly group: '审核期限' | '办理期限' | '登记编号' | '备案' | '有效期和后评估' | '提醒和办理方式'
  readonly unit: 'workday' | 'day' | 'month' | 'year' | 'number' | 'switch' | 'text'
  /** What holds where the office has set nothing; `null` where nothing is then computed. */
  readonly fallback: SettingValue | null
  /** Both included; absent for a switch; of a text, its length. */
  readonly min?: number
  readonly max?: number
  /** The national text that sets bounds or value; without one the value is a usual local one. */
  readonly basis?: string
  /** What hangs on it, one sentence. */
  readonly note: string
}

/**
 * Every number of the process that national texts leave to local rules (domain process, section 16), with its default; those
 * that they bound are bounded here.
 */
const TABLE = {
  'normative.review.workdays': {
    name: '审核期限（行政规范性文件）',
    group: '审核期限',
    unit: 'workday',
    fallback: 15,
    min: 5,
    max: 15,
    basis: '国办发〔2018〕115号，一般不少于5个工作日、不超过15个工作日',
    note: '自受理次日起算，补正、征求意见、论证和中止的时间不计入。',
  },
  'decision.review.workdays': {
    name: '审核期限（重大行政决策）',
    group: '审核期限',
    unit: 'workday',
    fallback: 15,
    min: 7,
    max: 60,
    basis: '《重大行政决策程序暂行条例》第二十六条，一般不少于7个工作日',
    note: '自受理次日起算，补正、征求意见、论证和中止的时间不计入。',
  },
  'contract.review.workdays': {
    name: '审核期限（政府合同）',
    group: '审核期限',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 60,
    note: '自受理次日起算。',
  },
  'enforcement.review.workdays': {
    name: '审核期限（重大行政执法决定）',
    group: '审核期限',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 60,
    note: '自受理次日起算，不改变作出处罚决定的法定期限。',
  },
  'extension.workdays': {
    name: '延长审核期限的上限',
    group: '审核期限',
    unit: 'workday',
    fallback: 10,
    min: 1,
    max: 30,
    note: '由审核负责人说明理由，延长一次；行政规范性文件延长后合计不超过15个工作日（国办发〔2018〕115号）。',
  },
  'intake.workdays': {
    name: '材料核验期限',
    group: '办理期限',
    unit: 'workday',
    fallback: 3,
    min: 1,
    max: 15,
    note: '收到送审材料后，受理、通知补正或者退回的期限。',
  },
  'supplement.workdays': {
    name: '补正期限',
    group: '办理期限',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 30,
    note: '起草单位收到补正通知后补齐材料的期限。',
  },
  'consultation.workdays': {
    name: '征求意见、论证期限',
    group: '办理期限',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 30,
    note: '法律顾问、专家答复咨询的期限，办理时可以另行指定日期。',
  },
  'consultation.pauses': {
    name: '征求意见、论证期间不计入审核期限',
    group: '办理期限',
    unit: 'switch',
    fallback: true,
    note: '设为“否”的，征求意见、论证期间审核期限照常计算。',
  },
  'feedback.workdays': {
    name: '反馈采纳情况期限',
    group: '办理期限',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 30,
    note: '起草单位收到应当修改的审核意见后，反馈采纳情况的期限。',
  },
  'recheck.workdays': {
    name: '复核修改期限',
    group: '办理期限',
    unit: 'workday',
    fallback: 3,
    min: 1,
    max: 15,
    note: '收到修改后的文本后复核的期限。',
  },
  'registration.template': {
    name: '登记号模板（行政规范性文件）',
    group: '登记编号',
    unit: 'text',
    fallback: null,
    min: 1,
    max: 60,
    note: '如{区划}府规〔{年}〕{号}号、LJDR-{年}-{号:4}。设定后登记编号时由系统按年度顺序取号，不跳号、不重号；不设定的，由登记员填写。',
  },
  'registration.region': {
    name: '登记号中的区划简称',
    group: '登记编号',
    unit: 'text',
    fallback: null,
    min: 1,
    max: 10,
    note: '用于登记号模板中的{区划}。',
  },
  'registration.first': {
    name: '年度起始号',
    group: '登记编号',
    unit: 'number',
    fallback: 1,
    min: 1,
    max: 99_999,
    note: '本系统中当年第一件取此号；年度中间启用的，填写纸质登记的下一号。',
  },
  'filing.npc.days': {
    name: '报送人大常委会备案期限（政府行政规范性文件）',
    group: '备案',
    unit: 'day',
    fallback: 30,
    min: 1,
    max: 60,
    note: '自公布之日次日起算。依照《各级人民代表大会常务委员会监督法》，本级人民政府的规范性文件报送本级人大常委会备案，期限为地方通行规定。',
  },
  'filing.days': {
    name: '报送备案期限（行政规范性文件）',
    group: '备案',
    unit: 'day',
    fallback: 15,
    min: 1,
    max: 60,
    note: '自公布之日次日起算。',
  },
  'contract.filing.workdays': {
    name: '合同备存期限',
    group: '备案',
    unit: 'workday',
    fallback: 5,
    min: 1,
    max: 30,
    note: '自签订之日次日起算。',
  },
  'validity.years': {
    name: '未载明有效期的规范性文件的有效期',
    group: '有效期和后评估',
    unit: 'year',
    fallback: null,
    min: 1,
    max: 10,
    note: '依照本地规定填写；不设定的，未载明有效期的文件不计算届满日。',
  },
  'validity.warning.days': {
    name: '有效期届满、后评估提前提醒',
    group: '有效期和后评估',
    unit: 'day',
    fallback: 180,
    min: 30,
    max: 365,
    note: '届满前多少日起提醒评估并提出续期、修改或者废止的意见。',
  },
  'evaluation.normative.months': {
    name: '后评估期限（行政规范性文件）',
    group: '有效期和后评估',
    unit: 'month',
    fallback: null,
    min: 1,
    max: 120,
    note: '自公布之日起算；不设定的，在有效期届满前评估。',
  },
  'evaluation.decision.months': {
    name: '后评估期限（重大行政决策）',
    group: '有效期和后评估',
    unit: 'month',
    fallback: null,
    min: 1,
    max: 120,
    note: '自公布之日起算；不设定的，由决策机关认为必要时组织。',
  },
  'reminder.workdays': {
    name: '临期提醒',
    group: '提醒和办理方式',
    unit: 'workday',
    fallback: 3,
    min: 0,
    max: 10,
    note: '期限届满前多少个工作日起列入今日提醒。',
  },
  'office.small': {
    name: '人员不足，允许承办人复核、签发本人办理的审核意见',
    group: '提醒和办理方式',
    unit: 'switch',
    fallback: false,
    note: '仅限办理人员不超过三人的单位，办理过程中注明。',
  },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingKey = keyof typeof TABLE

export const SETTINGS: Readonly<Record<SettingKey, Setting>> = TABLE

export const SETTING_KEYS = Object.keys(TABLE) as readonly SettingKey[]

/** An office of more people keeps reviewing and signing apart (职责分离). */
export const SMALL_OFFICE = 3

/** What an office has set, and since when each. What is not there stands at its default. */
export interface OfficeSettings {
  readonly office: string
  readonly values: Readonly<Partial<Record<SettingKey, { readonly value: SettingValue; readonly since: string }>>>
}

/** An office that has set nothing. */
export const NOTHING_SET: OfficeSettings = { office: '', values: {} }

export const numberSet = ({ values }: OfficeSettings, key: SettingKey): number | null =>
  (values[key]?.value ?? SETTINGS[key].fallback) as number | null

export const isSet = ({ values }: OfficeSettings, key: SettingKey): boolean =>
  (values[key]?.value ?? SETTINGS[key].fallback) === true

export const textSet = ({ values }: OfficeSettings, key: SettingKey): string | null =>
  (values[key]?.value ?? SETTINGS[key].fallback) as string | null

/** Which setting a date was computed by, to be read years later. */
export function sourceOfSetting({ office, values }: OfficeSettings, key: SettingKey): string {
  const { name, basis } = SETTINGS[key]
  const own = values[key]
  const within = basis === undefined ? '' : `；${basis}`
  if (own) return `${office}设定的“${name}”，${own.since}起执行${within}`
  return basis ?? `“${name}”的默认值，地方通行规定，${office || '本单位'}未另行设定`
}
