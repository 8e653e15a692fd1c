import { type DocumentKind, ISSUER_LEVELS, type IssuerLevel } from '../document/index.ts'
import type { Comparison, Condition, Gap, NumberClass, PartName, Pattern, Scope, SequencePart } from './pattern.ts'
import { isRecord, type Place, type Problems, unknownKey } from './place.ts'
import { MAX_GAP, MAX_WORD_LENGTH, NUMBER_CLASSES, readFrame } from './read-frame.ts'

export const SCOPES: Record<string, Scope> = {
  分句: 'phrase',
  句: 'sentence',
  款: 'paragraph',
  条: 'article',
  全文: 'document',
}

export const KINDS: Record<string, DocumentKind> = {
  规范性文件: 'normative',
  规章: 'rule',
  法规: 'regulation',
  地方性法规: 'regulation',
  法律: 'statute',
  决策: 'decision',
  合同: 'contract',
  执法文书: 'enforcement',
  其他: 'other',
}

export const RANKS: Record<string, readonly DocumentKind[]> = {
  低于规章: ['normative', 'decision', 'contract', 'enforcement', 'other'],
  低于法规: ['normative', 'decision', 'contract', 'enforcement', 'other', 'rule'],
  低于法律: ['normative', 'decision', 'contract', 'enforcement', 'other', 'rule', 'regulation'],
  规章以上: ['rule', 'regulation', 'statute'],
  法规以上: ['regulation', 'statute'],
}

export const PARTS: readonly PartName[] = [
  '标题',
  '发文机关',
  '文号',
  '主送机关',
  '落款',
  '成文日期',
  '施行日期',
  '有效期',
  '依据',
  '废止条款',
  '解释条款',
  '适用范围',
  '附件',
  '正文',
]

export const HAS_SCOPES: Record<string, Scope> = {
  分句内: 'phrase',
  同分句: 'phrase',
  同句: 'sentence',
  同款: 'paragraph',
  同条: 'article',
  全文: 'document',
}

export const SUBJECTS = ['行政机关', '相对人', '内部', '司法机关', '任何', '省略'] as const
export const MODALITIES = ['应当', '不得', '可以', '鼓励'] as const
export const CONSEQUENCES = ['处罚', '不予办理', '列入名单', '强制', '收费', '取消'] as const

const PATTERN_KEYS = ['任一', '依次', '同现', '且', '取', '字面', '程序', ...NUMBER_CLASSES]
export const CONDITION_KEYS = [
  ...Object.keys(HAS_SCOPES),
  '前',
  '后',
  '内',
  '列举头',
  '主体',
  '情态',
  '后果',
  '引用上位法',
  '引用',
  '文种',
  '发文层级',
  '效力级别',
  '含部分',
  '缺部分',
  '标题含',
  '位于',
  '引号内',
  '完整文件',
  '例外',
  '非',
  '皆',
]
const MODIFIER_KEYS = ['除非', '模式', '范围', '间隔', '单位']

export interface ReadContext {
  readonly problems: Problems
  readonly gap: number
  readonly scope: Scope
}

type Item = { readonly pattern: Pattern } | { readonly condition: Condition }

const NOTHING: Pattern = { kind: 'any', of: [] }

/** Read what stands under 匹配: a pattern, with whatever conditions it carries. */
export function readPattern(value: unknown, place: Place, context: ReadContext): Pattern {
  const item = readItem(value, place, context)
  if (item === null) return NOTHING
  if ('pattern' in item) return item.pattern
  // A condition alone: the whole unit is the match (absence rules).
  return { kind: 'where', pattern: { kind: 'edge', at: 'unit' }, conditions: [item.condition] }
}

/** Read one line of 除非: a pattern means “stands in the scope of the rule”. */
export function readCondition(value: unknown, place: Place, context: ReadContext): Condition {
  const item = readItem(value, place, context)
  if (item === null) return { kind: 'some', of: [] }
  return 'condition' in item ? item.condition : { kind: 'has', scope: ownScope(value, context), pattern: item.pattern }
}

function ownScope(value: unknown, context: ReadContext): Scope {
  const name = isRecord(value) ? value.范围 : undefined
  return (typeof name === 'string' && SCOPES[name]) || context.scope
}

export function readList(value: unknown, place: Place, context: ReadContext, what: string): readonly unknown[] {
  if (typeof value === 'string') return [value]
  if (isRecord(value)) return [value]
  if (!Array.isArray(value) || value.length === 0) {
    context.problems.add(place, `“${what}”要写成非空的列表，如 [甲, 乙]，或每行一个短横线`)
    return []
  }
  return value
}

function readItem(value: unknown, place: Place, context: ReadContext): Item | null {
  if (typeof value === 'string') return readString(value, place, context)
  if (typeof value === 'number') return { pattern: { kind: 'literal', text: String(value) } }
  if (Array.isArray(value)) return { pattern: readAny(value, place, context) }
  if (!isRecord(value)) {
    context.problems.add(place, '这里要写一个词、一个句式或一种模式')
    return null
  }
  return readRecord(value, place, context)
}

function readString(value: string, place: Place, context: ReadContext): Item | null {
  const { problems } = context
  if (value.trim() === '') {
    problems.add(place, '词不能为空')
    return null
  }
  const edge = edgeOf(value)
  if (edge !== null) return { pattern: edge }
  const pattern = readFrame(value.trim(), context.gap)
  if (typeof pattern === 'string') {
    problems.add(place, pattern)
    return null
  }
  return { pattern }
}

function edgeOf(value: string): Pattern | null {
  if (value === '〔头〕') return { kind: 'edge', at: 'start' }
  return value === '〔尾〕' ? { kind: 'edge', at: 'end' } : null
}

function readRecord(record: Record<string, unknown>, place: Place, context: ReadContext): Item | null {
  const patterns: Pattern[] = []
  const conditions: Condition[] = []
  let isMatcher = false
  // 间隔：30 reads as one key: what else is wrong with the line follows from that.
  const slipped = Object.keys(record).filter((key) => /[：:]/.test(key))
  for (const key of slipped) context.problems.add([...place, key], unknownKey(key, []))
  if (slipped.length > 0) return null
  for (const [key, value] of Object.entries(record)) {
    const at = [...place, key]
    if (key === '程序') {
      isMatcher = true
      patterns.push(readMatcher(record, place, context))
    } else if (key === '除非') {
      conditions.push({ kind: 'not', condition: readConditions(value, at, context, 'some') })
    } else if (PATTERN_KEYS.includes(key)) {
      const item = readPatternKey(key, value, record, at, context)
      if (item === null) continue
      if ('pattern' in item) patterns.push(item.pattern)
      else conditions.push(item.condition)
    } else if (CONDITION_KEYS.includes(key)) {
      const condition = readConditionKey(key, value, at, context)
      if (condition !== null) conditions.push(condition)
    } else if (!MODIFIER_KEYS.includes(key) && !('程序' in record))
      context.problems.add(at, unknownKey(key, [...PATTERN_KEYS, ...CONDITION_KEYS, '除非']))
  }
  if (isMatcher && patterns.length > 1) context.problems.add(place, '“程序”只能单独使用，可以带条件和“除非”')
  return combine(patterns, conditions, place, context)
}

function combine(
  patterns: readonly Pattern[],
  conditions: readonly Condition[],
  place: Place,
  context: ReadContext,
): Item | null {
  if (patterns.length === 0) {
    if (conditions.length === 0) {
      context.problems.add(place, `这里没有写模式；可用：${PATTERN_KEYS.join('、')}`)
      return null
    }
    return { condition: conditions.length === 1 ? conditions[0]! : { kind: 'every', of: conditions } }
  }
  const pattern: Pattern = patterns.length === 1 ? patterns[0]! : { kind: 'all', of: patterns }
  return { pattern: conditions.length === 0 ? pattern : { kind: 'where', pattern, conditions } }
}

function readPatternKey(
  key: string,
  value: unknown,
  record: Record<string, unknown>,
  at: Place,
  context: ReadContext,
): Item | null {
  switch (key) {
    case '任一':
      return readEither(value, at, context)
    case '依次':
      return { pattern: readSequence(value, at, context) }
    case '同现':
      return { pattern: { kind: 'all', of: readPatterns(value, at, context, key) } }
    case '且':
      return readAnd(value, at, context)
    case '取':
      return { pattern: readSlot(value, record, at, context) }
    case '字面':
      return { pattern: readLiteral(value, at, context) }
    default:
      return { pattern: readNumber(key as NumberClass, value, at, context) }
  }
}

function readPatterns(value: unknown, at: Place, context: ReadContext, what: string): Pattern[] {
  return readList(value, at, context, what).map((entry, i) => readPattern(entry, itemPlace(value, at, i), context))
}

function itemPlace(list: unknown, at: Place, i: number): Place {
  return Array.isArray(list) ? [...at, i] : at
}

function readAny(value: unknown, at: Place, context: ReadContext): Pattern {
  checkRepeats(value, at, context)
  return { kind: 'any', of: readPatterns(value, at, context, '任一') }
}

/** 任一 of patterns is a pattern; of conditions (or a mixture) a condition. */
function readEither(value: unknown, at: Place, context: ReadContext): Item | null {
  checkRepeats(value, at, context)
  const items = readList(value, at, context, '任一').map((entry, i) =>
    readItem(entry, itemPlace(value, at, i), context),
  )
  const known = items.filter((item) => item !== null)
  if (known.every((item) => 'pattern' in item))
    return { pattern: { kind: 'any', of: known.map((item) => item.pattern) } }
  return {
    condition: {
      kind: 'some',
      of: known.map((item) =>
        'condition' in item ? item.condition : { kind: 'has', scope: context.scope, pattern: item.pattern },
      ),
    },
  }
}

export function checkRepeats(value: unknown, at: Place, { problems }: ReadContext, isShortOdd = true): void {
  if (!Array.isArray(value)) return
  const seen = new Set<string>()
  for (const [i, word] of value.entries()) {
    if (typeof word !== 'string') continue
    if (seen.has(word)) problems.add([...at, i], `“${word}”重复了，删去一个`)
    seen.add(word)
    if (isShortOdd && /^[\u4e00-\u9fff]$/.test(word))
      problems.warn([...at, i], `“${word}”只有一个字，容易误报；尽量写两个字以上的词`)
  }
}

function readAnd(value: unknown, at: Place, context: ReadContext): Item | null {
  const patterns: Pattern[] = []
  const conditions: Condition[] = []
  for (const [i, entry] of readList(value, at, context, '且').entries()) {
    const item = readItem(entry, itemPlace(value, at, i), context)
    if (item === null) continue
    if ('pattern' in item) patterns.push(item.pattern)
    else conditions.push(item.condition)
  }
  return combine(patterns, conditions, at, context)
}

function readSlot(value: unknown, record: Record<string, unknown>, at: Place, context: ReadContext): Pattern {
  if (typeof value !== 'string' || value.trim() === '')
    context.problems.add(at, '“取”后面写一个名字，如 { 取: 对象, 模式: 〔相对人〕 }')
  if (record.模式 === undefined)
    context.problems.add(at, `“取”要和“模式”一起写，如 { 取: ${String(value)}, 模式: 〔相对人〕 }`)
  const pattern = record.模式 === undefined ? NOTHING : readPattern(record.模式, [...at.slice(0, -1), '模式'], context)
  return { kind: 'slot', name: String(value), pattern }
}

function readLiteral(value: unknown, at: Place, context: ReadContext): Pattern {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (text === '' || text.length > MAX_WORD_LENGTH)
    context.problems.add(at, `“字面”后面写 1 到 ${MAX_WORD_LENGTH} 个字`)
  return { kind: 'literal', text }
}

function readSequence(value: unknown, at: Place, context: ReadContext): Pattern {
  const list = readList(value, at, context, '依次')
  const parts: SequencePart[] = []
  let gap: Gap | null = null
  for (const [i, entry] of list.entries()) {
    const place = itemPlace(value, at, i)
    const read = readGap(entry, place, context)
    if (read !== null) {
      if (parts.length === 0) context.problems.add(place, '“间隔”要放在两个模式之间，不能放在最前')
      gap = read
      continue
    }
    const optional = isRecord(entry) && entry.可有 !== undefined ? entry.可有 : undefined
    const pattern = readPattern(optional ?? entry, optional === undefined ? place : [...place, '可有'], context)
    parts.push({ pattern, gap: gap ?? { max: context.gap, without: [] }, isOptional: optional !== undefined })
    gap = null
  }
  if (gap !== null) context.problems.add(at, '“间隔”要放在两个模式之间，不能放在最后')
  if (parts.filter((part) => !part.isOptional).length < 1) context.problems.add(at, '“依次”里至少要有一个必有的模式')
  return { kind: 'sequence', parts }
}

function readGap(entry: unknown, place: Place, { problems }: ReadContext): Gap | null {
  if (!isRecord(entry) || entry.间隔 === undefined) return null
  const max = entry.间隔
  if (typeof max !== 'number' || !Number.isInteger(max) || max < 0 || max > MAX_GAP)
    problems.add([...place, '间隔'], `“间隔”是 0 到 ${MAX_GAP} 的整数，表示至多相隔几个字`)
  for (const key of Object.keys(entry))
    if (key !== '间隔' && key !== '不含') problems.add([...place, key], unknownKey(key, ['间隔', '不含']))
  const without =
    entry.不含 === undefined ? [] : Array.isArray(entry.不含) ? entry.不含.map(String) : [String(entry.不含)]
  if (without.some((word) => word === '' || word.includes('〔')))
    problems.add([...place, '不含'], '“不含”里写字面的词，不能为空，不能用词表')
  return { max: typeof max === 'number' ? max : 0, without }
}

export const OPERATORS: Record<string, Comparison['is']> = {
  大于: 'more',
  小于: 'less',
  不大于: 'atMost',
  不超过: 'atMost',
  不小于: 'atLeast',
  不少于: 'atLeast',
  等于: 'equal',
}

/** Days in a unit of time, as the comparisons reckon. */
export const DAYS: Record<string, number> = { 小时: 1 / 24, 日: 1, 天: 1, 工作日: 1, 周: 7, 月: 30, 年: 365 }

function readNumber(name: NumberClass, value: unknown, at: Place, { problems }: ReadContext): Pattern {
  const compare: Comparison[] = []
  const units: string[] = []
  if (!isRecord(value))
    problems.add(at, `“${name}”后面写比较，如 { ${name}: { 大于: 1000 } }；不比较大小就写 〔${name}〕`)
  else {
    const unit = value.单位 === undefined ? null : String(value.单位)
    if (unit !== null && DAYS[unit] === undefined)
      problems.add([...at, '单位'], `“单位”只能是 ${Object.keys(DAYS).join('、')}`)
    for (const [key, bound] of Object.entries(value)) {
      if (key === '单位') continue
      if (key === '仅单位') units.push(...(Array.isArray(bound) ? bound.map(String) : [String(bound)]))
      else if (OPERATORS[key] === undefined)
        problems.add([...at, key], unknownKey(key, [...Object.keys(OPERATORS), '单位', '仅单位']))
      else if (typeof bound !== 'number') problems.add([...at, key], `“${key}”后面写一个数`)
      else compare.push({ is: OPERATORS[key], value: bound * (unit === null ? 1 : (DAYS[unit] ?? 1)) })
    }
  }
  return { kind: 'number', class: name, compare, units }
}

function readMatcher(record: Record<string, unknown>, place: Place, { problems }: ReadContext): Pattern {
  const name = record.程序
  if (typeof name !== 'string')
    problems.add([...place, '程序'], '“程序”后面写程序的名字，如 { 程序: internal-reference }')
  const options: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record))
    if (key !== '程序' && key !== '除非' && !CONDITION_KEYS.includes(key)) options[key] = value
  return { kind: 'matcher', name: String(name), options }
}

/** A list of conditions, joined: one suffices (除非) or each must hold (且). */
export function readConditions(value: unknown, at: Place, context: ReadContext, join: 'some' | 'every'): Condition {
  const list = readList(value, at, context, String(at.at(-1)))
  const of = list.map((entry, i) => readCondition(entry, itemPlace(value, at, i), context))
  return of.length === 1 ? of[0]! : { kind: join, of }
}

function readNames<T extends string>(value: unknown, at: Place, known: readonly T[], { problems }: ReadContext): T[] {
  const list = Array.isArray(value) ? value : [value]
  for (const name of list)
    if (!known.includes(name as T))
      problems.add(at, `“${at.at(-1)}”只能是 ${known.join('、')}，不认识“${String(name)}”`)
  return list.filter((name): name is T => known.includes(name as T))
}

function readConditionKey(key: string, value: unknown, at: Place, context: ReadContext): Condition | null {
  const scope = HAS_SCOPES[key]
  if (scope !== undefined) return readWithin(scope, value, at, context)
  switch (key) {
    case '前':
      return readBeside('before', value, at, context)
    case '后':
      return readBeside('after', value, at, context)
    case '内':
      return { kind: 'inside', pattern: readPattern(value, at, context) }
    case '列举头':
      return { kind: 'lead-in', pattern: readPattern(value, at, context) }
    case '主体':
      return { kind: 'subject', of: readNames(value, at, SUBJECTS, context) }
    case '情态':
      return { kind: 'modality', of: readNames(value, at, MODALITIES, context) }
    case '后果':
      return { kind: 'consequence', of: readNames(value, at, CONSEQUENCES, context), scope: context.scope }
    case '引用上位法':
      return readUpperLaw(value, at, context)
    case '引用':
      return readCites(value, at, context)
    case '文种':
      return {
        kind: 'document-kind',
        of: readNames(value, at, Object.keys(KINDS), context).map((name) => KINDS[name]!),
      }
    case '发文层级':
      return { kind: 'issuer-level', of: readNames(value, at, ISSUER_LEVELS, context) }
    case '效力级别':
      return { kind: 'rank', of: readNames(value, at, Object.keys(RANKS), context).flatMap((name) => RANKS[name]!) }
    case '含部分':
      return { kind: 'has-part', of: readNames(value, at, PARTS, context) }
    case '缺部分':
      return { kind: 'lacks-part', of: readNames(value, at, PARTS, context) }
    case '标题含':
      return { kind: 'title-has', pattern: readPattern(value, at, context) }
    case '位于':
      return { kind: 'stands-in', of: readNames(value, at, PARTS, context) }
    case '引号内':
      return negatable({ kind: 'quoted' }, value)
    case '完整文件':
      return negatable({ kind: 'whole-document' }, value)
    case '例外':
      return {
        kind: 'some',
        of: (Array.isArray(value) ? value : [value]).map((name) => ({ kind: 'exception', name: String(name) })),
      }
    case '非':
      return { kind: 'not', condition: readConditions(value, at, context, 'some') }
    default:
      return readConditions(value, at, context, 'every')
  }
}

/** `同款: 甲` is a pattern in that scope; `同款: { 引用上位法: … }` has no use and reads as the condition itself. */
function readWithin(scope: Scope, value: unknown, at: Place, context: ReadContext): Condition {
  return { kind: 'has', scope, pattern: readPattern(value, at, { ...context, scope }) }
}

function readBeside(kind: 'before' | 'after', value: unknown, at: Place, context: ReadContext): Condition {
  const isDetailed = isRecord(value) && value.有 !== undefined
  const within = isDetailed ? value.间隔 : undefined
  if (within !== undefined && (typeof within !== 'number' || within < 0 || within > MAX_GAP))
    context.problems.add([...at, '间隔'], `“间隔”是 0 到 ${MAX_GAP} 的整数`)
  const pattern = readPattern(isDetailed ? value.有 : value, isDetailed ? [...at, '有'] : at, context)
  const scope = isDetailed ? ownScope(value, context) : context.scope
  return { kind, pattern, within: typeof within === 'number' ? within : MAX_GAP, scope }
}

const CITE_SCOPES: Record<string, Scope> = { ...HAS_SCOPES, ...SCOPES }

function readUpperLaw(value: unknown, at: Place, { problems }: ReadContext): Condition {
  const where = isRecord(value) ? value.范围 : value
  const scope = CITE_SCOPES[String(where)]
  if (scope === undefined) problems.add(at, '“引用上位法”后面写 同句、同款、同条 或 全文')
  return {
    kind: 'cites-upper-law',
    scope: scope ?? 'sentence',
    isArticleNeeded: isRecord(value) && value.有条号 === true,
  }
}

function readCites(value: unknown, at: Place, { problems }: ReadContext): Condition {
  if (!isRecord(value) || typeof value.法律 !== 'string')
    problems.add(at, '“引用”写作 { 法律: 行政处罚法, 条款: 第六十三条 }')
  const record = isRecord(value) ? value : {}
  return {
    kind: 'cites',
    law: String(record.法律 ?? ''),
    article: String(record.条款 ?? ''),
    scope: CITE_SCOPES[String(record.范围)] ?? 'sentence',
  }
}

function negatable(condition: Condition, value: unknown): Condition {
  return value === false ? { kind: 'not', condition } : condition
}

export const readKinds = (value: unknown, at: Place, context: ReadContext): DocumentKind[] =>
  readNames(value, at, Object.keys(KINDS), context).map((name) => KINDS[name]!)

export const readLevels = (value: unknown, at: Place, context: ReadContext): IssuerLevel[] =>
  readNames(value, at, ISSUER_LEVELS, context)

export const readRanks = (value: unknown, at: Place, context: ReadContext): DocumentKind[] =>
  readNames(value, at, Object.keys(RANKS), context).flatMap((name) => RANKS[name]!)
