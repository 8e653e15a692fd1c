import type { FigureSource, FigureValue, NumberRole, Quantity } from './figure.ts'
import type { Authority } from './finding.ts'
import type { Condition, Pattern, Scope } from './pattern.ts'
import { isRecord, type Place, type Problems, unknownKey } from './place.ts'
import { DEFAULT_GAP } from './read-frame.ts'
import { type ReadContext, readCondition, readKinds, readList, readPattern } from './read-pattern.ts'
import type { Example } from './rule-set-source.ts'
import { type NumberToken, scanNumbers } from './scan-numbers.ts'
import { readSeverity } from './severity.ts'

const ROLES: readonly NumberRole[] = ['内', '前', '后', '期', '满']
const GROUP_KEYS = ['法律', '版本', '数值']
const ROW_KEYS = [
  ...['编号', '事项', '条款', '要旨', '审核事项', '级别', '法定', '也可', '后接', '前接', '起', '同句', '同款', '同条'],
  ...['除非', '位', '延长', '每', '计工作日', '对', '错'],
]

/** Read the table of statutory figures: laws, and under each the figures it states. */
export function readFigures(value: unknown, problems: Problems): FigureSource[] {
  if (!Array.isArray(value)) {
    problems.add([], '法定数值表写成列表，每部法律以“- 法律:”开头')
    return []
  }
  const ids = new Set<string>()
  return value.flatMap((group, i) => {
    const at: Place = [i]
    if (!isRecord(group) || typeof group.法律 !== 'string' || !Array.isArray(group.数值)) {
      problems.add(at, '每部法律写作 - 法律: 名称，版本: 日期，数值: 列表')
      return []
    }
    checkKeys(group, GROUP_KEYS, at, problems)
    const law = { law: group.法律, ...(group.版本 === undefined ? {} : { version: String(group.版本) }) }
    return group.数值.flatMap((row: unknown, j: number) => readRow(row, [...at, '数值', j], law, ids, problems))
  })
}

function checkKeys(record: Record<string, unknown>, known: readonly string[], place: Place, problems: Problems): void {
  for (const key of Object.keys(record)) if (!known.includes(key)) problems.add([...place, key], unknownKey(key, known))
}

function readRow(row: unknown, at: Place, law: Authority, ids: Set<string>, problems: Problems): FigureSource[] {
  if (!isRecord(row)) {
    problems.add(at, '每个数值以“- 编号: …”开头')
    return []
  }
  checkKeys(row, ROW_KEYS, at, problems)
  for (const key of ['编号', '事项', '审核事项', '法定'])
    if (row[key] === undefined) problems.add(at, `缺少“${key}”，写作“${key}: …”`)
  if (row.后接 === undefined && row.前接 === undefined) problems.add(at, '“后接”“前接”至少写一个：数值前后写的是什么事')
  for (const key of ['错', '对']) if (row[key] === undefined) problems.add(at, `“${key}”至少写一句`)
  const number = String(row.编号 ?? '')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(number)) problems.add([...at, '编号'], '“编号”用小写英文、数字和连字符')
  if (ids.has(number)) problems.add([...at, '编号'], `编号“${number}”用过了，换一个`)
  ids.add(number)
  const value = readFigureValue(String(row.法定 ?? ''))
  if (value === null) {
    problems.add([...at, '法定'], '“法定”写作 不少于三十日、不超过二十个工作日、六十日、百分之五至百分之十二')
    return []
  }
  const matter = String(row.事项 ?? '')
  const context: ReadContext = { problems, scope: 'sentence', gap: DEFAULT_GAP }
  return [
    {
      id: `figures#${number}`,
      matter,
      ...readCodes(row.审核事项, [...at, '审核事项'], context),
      severity: readSeverity(row.级别 ?? '违法', [...at, '级别'], problems) ?? 'suspect',
      value,
      also: namesOf(row.也可).flatMap((text, i) => {
        const read = readFigureValue(text)
        if (read === null) problems.add([...at, '也可', i], '“也可”写其他合法的数值，如 十五日')
        return read === null ? [] : [read]
      }),
      after: readFrames(row.后接, [...at, '后接'], context),
      before: readFrames(row.前接, [...at, '前接'], context),
      from: readFrames(row.起, [...at, '起'], context),
      where: [
        ...readScoped(row.同句, 'sentence', [...at, '同句'], context),
        ...readScoped(row.同款, 'paragraph', [...at, '同款'], context),
        ...readScoped(row.同条, 'article', [...at, '同条'], context),
      ],
      unless: readUnless(row.除非, [...at, '除非'], context),
      roles: readRoles(row.位, [...at, '位'], problems),
      isExtension: row.延长 === '是' || row.延长 === true,
      isPeriod: row.每 === '是' || row.每 === true,
      countsWorkingDays: row.计工作日 === '是' || row.计工作日 === true,
      authority: {
        ...law,
        ...(row.条款 === undefined ? {} : { article: String(row.条款) }),
        gist: String(row.要旨 ?? `${matter}：${value.text}`),
      },
      examples: {
        finds: readExamples(row.错, [...at, '错'], context),
        passes: readExamples(row.对, [...at, '对'], context),
      },
    },
  ]
}

function readCodes(value: unknown, at: Place, context: ReadContext): Pick<FigureSource, 'code' | 'codeOf'> {
  if (!isRecord(value)) return { code: String(value ?? ''), codeOf: {} }
  const codeOf: Record<string, string> = {}
  for (const [name, code] of Object.entries(value))
    if (name !== '其他') for (const kind of readKinds(name, [...at, name], context)) codeOf[kind] = String(code)
  return { code: String(value.其他 ?? ''), codeOf }
}

const namesOf = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String)

function readFrames(value: unknown, at: Place, context: ReadContext): Pattern | null {
  return value === undefined ? null : readPattern(value, at, context)
}

function readScoped(value: unknown, scope: Scope, at: Place, context: ReadContext): Condition[] {
  return value === undefined ? [] : [{ kind: 'has', scope, pattern: readPattern(value, at, context) }]
}

function readUnless(value: unknown, at: Place, context: ReadContext): Condition[] {
  if (value === undefined) return []
  const near: ReadContext = { ...context, scope: 'phrase' }
  const conditions = readList(value, at, near, '除非').map((entry, i) => readCondition(entry, [...at, i], near))
  // A re-check after an edit reads the changed clauses alone.
  if (JSON.stringify(conditions).includes('"scope":"document"'))
    context.problems.add(at, '法定数值表里的条件只看到条，不能用“全文”')
  return conditions
}

function readRoles(value: unknown, at: Place, problems: Problems): readonly NumberRole[] {
  const names = namesOf(value)
  for (const name of names)
    if (!(ROLES as readonly string[]).includes(name)) problems.add(at, `“位”只能是 ${ROLES.join('、')}`)
  return names.length === 0 ? ['内', '期'] : (names as NumberRole[])
}

function readExamples(value: unknown, at: Place, context: ReadContext): Example[] {
  return (value === undefined ? [] : Array.isArray(value) ? value : [value]).flatMap((entry: unknown, i: number) => {
    if (typeof entry === 'string') return [{ text: entry, isWhole: false }]
    if (!isRecord(entry) || typeof entry.文 !== 'string') {
      context.problems.add([...at, i], '示例写一句话，或 { 文: 一句话, 文种: 执法文书 }')
      return []
    }
    const kind = entry.文种 === undefined ? undefined : readKinds(entry.文种, [...at, i, '文种'], context)[0]
    return [{ text: entry.文, isWhole: entry.全文 === true, ...(kind === undefined ? {} : { kind }) }]
  })
}

const BOUNDS: readonly [RegExp, FigureValue['is']][] = [
  [/^(?:不少于|不低于|不短于|不小于|至少|不得少于|不得低于|最短|不早于)/, 'atLeast'],
  [/^(?:不超过|不高于|不多于|不得超过|至多|最长|最高)/, 'atMost'],
]

/** 不少于三十日, 不超过二十个工作日, 六十日, 百分之五至百分之十二, 不少于五人; `null` when there is no such figure. */
export function readFigureValue(text: string): FigureValue | null {
  const bound = BOUNDS.find(([words]) => words.test(text))
  const tokens = scanNumbers(text).flatMap((token) => toFigure(token, text))
  const [first, second] = tokens
  if (first === undefined) return null
  const { quantity, unit, value } = first
  if (bound === undefined && second !== undefined && second.quantity === quantity)
    return { is: 'between', quantity, low: value, high: second.value, unit, text }
  return { is: bound?.[1] ?? 'exactly', quantity, low: value, high: value, unit, text }
}

/** A number as a figure: time in days. */
export interface StatedFigure {
  readonly quantity: Quantity
  readonly value: number
  readonly unit: string
}

const MEASURE = /^(?:周岁|平方米|毫升|公里|[人名位家次岁个户票米倍台只处])/

export function toFigure(token: NumberToken, text: string): StatedFigure[] {
  switch (token.class) {
    case '期限':
      return [{ quantity: 'time', value: token.value, unit: token.unit }]
    case '年限':
      return [{ quantity: 'time', value: token.value * 365, unit: '年' }]
    case '金额':
      return [{ quantity: 'money', value: token.value, unit: '元' }]
    case '比例':
      return [{ quantity: 'ratio', value: token.value, unit: '' }]
    case '倍数':
      return [{ quantity: 'times', value: token.value, unit: '倍' }]
    case '数': {
      const measure = MEASURE.exec(text.slice(token.end, token.end + 3))
      return measure === null
        ? []
        : [{ quantity: 'count', value: token.value, unit: SAME_MEASURE[measure[0]] ?? measure[0] }]
    }
    default:
      return []
  }
}

const SAME_MEASURE: Record<string, string> = { 名: '人', 位: '人', 岁: '周岁', 个: '家' }
