import type { Authority } from './finding.ts'
import type { Condition, Scope } from './pattern.ts'
import { isRecord, type Place, Problems, type RuleFileProblem, unknownKey } from './place.ts'
import { DEFAULT_GAP } from './read-frame.ts'
import {
  checkRepeats,
  type ReadContext,
  readCondition,
  readConditions,
  readKinds,
  readLevels,
  readList,
  readPattern,
  readRanks,
  SCOPES,
} from './read-pattern.ts'
import type { Applicability, Example, ExceptionSource, Lexicon, Rewrite, RuleSource } from './rule-set-source.ts'
import { readSeverity } from './severity.ts'

/** What a file of rules says. `rules` holds only what could be read; publish nothing while `problems` has an error. */
export interface RuleFile {
  readonly code: string
  readonly name: string
  readonly rules: readonly RuleSource[]
  /** Lists of this file alone, named `<file id>/<name>`. */
  readonly lexicons: readonly Lexicon[]
  readonly problems: readonly RuleFileProblem[]
}

const MARKS: Record<string, RuleSource['marks']> = { 命中: 'match', 分句: 'phrase', 句: 'sentence' }
const FILE_KEYS = ['审核事项', '名称', '级别', '适用', '依据', '间隔', '词表', '不适用例外', '规则']
const RULE_KEYS = [
  '编号',
  '说明',
  '范围',
  '级别',
  '情形',
  '适用',
  '依据',
  '间隔',
  '匹配',
  '除非',
  '标示',
  '不适用例外',
  '提示',
  '建议',
  '修正',
  '示例',
]
const AUTHORITY_KEYS: Record<string, keyof Authority> = { 法律: 'law', 版本: 'version', 条款: 'article', 要旨: 'gist' }

/**
 * Read the value of one parsed rule file.
 *
 * @param id path of the file in its pack folder without extension, e.g. `normative/set.license`
 */
export function readRuleFile(value: unknown, id: string): RuleFile {
  const problems = new Problems()
  if (!isRecord(value)) {
    problems.add([], '规则文件要以“审核事项: …”开头')
    return { code: '', name: '', rules: [], lexicons: [], problems: problems.all }
  }
  checkKeys(value, FILE_KEYS, [], problems)
  const code = text(value, '审核事项', [], problems)
  const name = text(value, '名称', [], problems)
  const list = value.规则
  if (!Array.isArray(list) || list.length === 0) problems.add(['规则'], '“规则”要写成非空的列表，每条以“- 编号:”开头')
  const file: FileContext = { id, code, value, problems, numbers: new Set() }
  const rules = (Array.isArray(list) ? list : []).map((rule, i) => readRule(rule, ['规则', i], file))
  const lexicons = value.词表 === undefined ? [] : readLexicons(value.词表, ['词表'], problems, `${id}/`)
  return { code, name, rules: rules.filter((rule) => rule !== null), lexicons, problems: problems.all }
}

interface FileContext {
  readonly id: string
  readonly code: string
  readonly value: Record<string, unknown>
  readonly problems: Problems
  readonly numbers: Set<string>
}

function checkKeys(record: Record<string, unknown>, known: readonly string[], place: Place, problems: Problems): void {
  for (const key of Object.keys(record)) if (!known.includes(key)) problems.add([...place, key], unknownKey(key, known))
}

function text(record: Record<string, unknown>, key: string, place: Place, problems: Problems): string {
  const value = record[key]
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  problems.add(value === undefined ? place : [...place, key], `缺少“${key}”，写作“${key}: …”`)
  return ''
}

function readRule(value: unknown, place: Place, file: FileContext): RuleSource | null {
  const { problems } = file
  if (!isRecord(value)) {
    problems.add(place, '每条规则以“- 编号: …”开头')
    return null
  }
  checkKeys(value, RULE_KEYS, place, problems)
  const number = text(value, '编号', place, problems)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(number))
    problems.add([...place, '编号'], '“编号”用小写英文、数字和连字符，如 filing-as-permit')
  if (file.numbers.has(number)) problems.add([...place, '编号'], `编号“${number}”在本文件中用过了，换一个`)
  file.numbers.add(number)
  const scope = readScope(value, place, problems)
  const context: ReadContext = { problems, scope, gap: readGap(value, file, place) }
  if (value.匹配 === undefined) problems.add(place, '缺少“匹配”，写明什么样的措辞应当发现')
  const rewrite = readRewrite(value.修正, [...place, '修正'], problems)
  return {
    id: `${file.id}#${number}`,
    code: file.code,
    summary: text(value, '说明', place, problems),
    severity:
      readSeverity(value.级别 ?? file.value.级别, value.级别 === undefined ? ['级别'] : [...place, '级别'], problems) ??
      'suspect',
    circumstances: readCircumstances(value.情形, [...place, '情形'], context),
    applies: readApplicability(
      value.适用 ?? file.value.适用,
      value.适用 === undefined ? ['适用'] : [...place, '适用'],
      context,
    ),
    scope,
    pattern: value.匹配 === undefined ? { kind: 'any', of: [] } : readPattern(value.匹配, [...place, '匹配'], context),
    unless: value.除非 === undefined ? [] : readUnless(value.除非, [...place, '除非'], context),
    withoutExceptions: readNames(value.不适用例外 ?? file.value.不适用例外),
    marks: readMarks(value, place, problems),
    message: text(value, '提示', place, problems),
    suggestion: text(value, '建议', place, problems),
    authority: readAuthority(
      value.依据 ?? file.value.依据,
      value.依据 === undefined ? ['依据'] : [...place, '依据'],
      problems,
    ),
    ...(rewrite === null ? {} : { rewrite }),
    examples: readExamples(value.示例, [...place, '示例'], context),
  }
}

function readScope(value: Record<string, unknown>, place: Place, problems: Problems): Scope {
  if (value.范围 === undefined) return 'sentence'
  const scope = SCOPES[String(value.范围)]
  if (scope === undefined) problems.add([...place, '范围'], `“范围”只能是 ${Object.keys(SCOPES).join('、')}`)
  return scope ?? 'sentence'
}

function readGap(value: Record<string, unknown>, file: FileContext, place: Place): number {
  const gap = value.间隔 ?? file.value.间隔 ?? DEFAULT_GAP
  if (typeof gap === 'number' && Number.isInteger(gap) && gap >= 0 && gap <= 400) return gap
  file.problems.add([...place, '间隔'], '“间隔”是 0 到 400 的整数，表示相邻两个模式至多相隔几个字')
  return DEFAULT_GAP
}

function readUnless(value: unknown, at: Place, context: ReadContext): Condition[] {
  return readList(value, at, context, '除非').map((entry, i) =>
    readCondition(entry, Array.isArray(value) ? [...at, i] : at, context),
  )
}

function readCircumstances(value: unknown, place: Place, context: ReadContext): RuleSource['circumstances'] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    context.problems.add(place, '“情形”写作列表：- { 当: { … }, 级别: 违法 }')
    return []
  }
  return value.flatMap((entry, i) => {
    const at = [...place, i]
    if (!isRecord(entry) || entry.当 === undefined || entry.级别 === undefined) {
      context.problems.add(at, '“情形”的每一项写作 { 当: { 条件 }, 级别: 违法 }')
      return []
    }
    checkKeys(entry, ['当', '级别'], at, context.problems)
    return [
      {
        when: readConditions(entry.当, [...at, '当'], context, 'every'),
        severity: readSeverity(entry.级别, [...at, '级别'], context.problems) ?? 'suspect',
      },
    ]
  })
}

function readApplicability(value: unknown, place: Place, context: ReadContext): Applicability {
  if (value === undefined) return {}
  if (!isRecord(value)) {
    context.problems.add(place, '“适用”写作 { 文种: [规范性文件], 发文层级: [县, 乡] }')
    return {}
  }
  checkKeys(value, ['文种', '效力级别', '发文层级'], place, context.problems)
  const stated = value.文种 === undefined ? null : readKinds(value.文种, [...place, '文种'], context)
  const ranked = value.效力级别 === undefined ? null : readRanks(value.效力级别, [...place, '效力级别'], context)
  const kinds = stated === null ? ranked : ranked === null ? stated : stated.filter((kind) => ranked.includes(kind))
  const levels = value.发文层级 === undefined ? null : readLevels(value.发文层级, [...place, '发文层级'], context)
  return { ...(kinds === null ? {} : { kinds }), ...(levels === null ? {} : { issuerLevels: levels }) }
}

function readNames(value: unknown): string[] {
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String)
}

function readMarks(value: Record<string, unknown>, place: Place, problems: Problems): RuleSource['marks'] {
  if (value.标示 === undefined) return 'match'
  const marks = MARKS[String(value.标示)]
  if (marks === undefined) problems.add([...place, '标示'], '“标示”只能是 命中、分句、句')
  return marks ?? 'match'
}

function readAuthority(value: unknown, place: Place, problems: Problems): Authority[] {
  if (!Array.isArray(value) || value.length === 0) {
    problems.add(
      place,
      '缺少“依据”，写作 - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: … }',
    )
    return []
  }
  return value.flatMap((entry, i) => {
    const at = [...place, i]
    if (!isRecord(entry) || typeof entry.法律 !== 'string') {
      problems.add(at, '“依据”的每一项写作 { 法律: …, 版本: …, 条款: …, 要旨: … }')
      return []
    }
    checkKeys(entry, Object.keys(AUTHORITY_KEYS), at, problems)
    if (/[《》]/.test(entry.法律)) problems.add([...at, '法律'], '法律名称不加书名号')
    if (entry.版本 !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(entry.版本)))
      problems.add([...at, '版本'], '“版本”写日期，如 2019-04-23')
    const pairs = Object.entries(AUTHORITY_KEYS).filter(([key]) => entry[key] !== undefined)
    return [Object.fromEntries(pairs.map(([key, member]) => [member, String(entry[key])])) as unknown as Authority]
  })
}

function readRewrite(value: unknown, place: Place, problems: Problems): Rewrite | null {
  if (value === undefined) return null
  if (typeof value === 'string') return { slot: null, to: value }
  if (isRecord(value) && typeof value.改为 === 'string') {
    checkKeys(value, ['槽', '改为'], place, problems)
    return { slot: value.槽 === undefined ? null : String(value.槽), to: value.改为 }
  }
  problems.add(place, '“修正”写改后的文字，或 { 槽: 名称, 改为: 新名称 }')
  return null
}

function readExamples(value: unknown, place: Place, context: ReadContext): RuleSource['examples'] {
  if (!isRecord(value)) {
    context.problems.add(place, '缺少“示例”，写明“应发现”和“不应发现”各几句')
    return { finds: [], passes: [] }
  }
  checkKeys(value, ['应发现', '不应发现'], place, context.problems)
  return {
    finds: readExampleList(value, '应发现', place, context),
    passes: readExampleList(value, '不应发现', place, context),
  }
}

function readExampleList(record: Record<string, unknown>, key: string, place: Place, context: ReadContext): Example[] {
  const list = record[key]
  const at = [...place, key]
  if (!Array.isArray(list) || list.length === 0) {
    context.problems.add(list === undefined ? place : at, `“${key}”至少写一句`)
    return []
  }
  const seen = new Set<string>()
  return list.flatMap((entry, i) => {
    const example = readExample(entry, [...at, i], context)
    if (example === null) return []
    const identity = JSON.stringify(example)
    if (seen.has(identity)) context.problems.add([...at, i], '这个示例重复了，删去一个')
    seen.add(identity)
    return [example]
  })
}

function readExample(entry: unknown, at: Place, context: ReadContext): Example | null {
  if (typeof entry === 'string' && entry.trim() !== '') return { text: entry, isWhole: false }
  if (!isRecord(entry) || typeof entry.文 !== 'string' || entry.文.trim() === '') {
    context.problems.add(
      at,
      '示例写一句话，或 { 文: 一句话, 文种: 规章, 全文: true }；句中有半角冒号加空格的，要用引号括起来',
    )
    return null
  }
  checkKeys(entry, ['文', '文种', '发文层级', '全文'], at, context.problems)
  const kind = entry.文种 === undefined ? undefined : readKinds(entry.文种, [...at, '文种'], context)[0]
  const level = entry.发文层级 === undefined ? undefined : readLevels(entry.发文层级, [...at, '发文层级'], context)[0]
  return {
    text: entry.文,
    isWhole: entry.全文 === true,
    ...(kind === undefined ? {} : { kind }),
    ...(level === undefined ? {} : { issuerLevel: level }),
  }
}

/** Read a map of word lists: name → words, frames and 〔other lists〕. */
export function readLexicons(value: unknown, place: Place, problems: Problems, prefix = ''): Lexicon[] {
  if (!isRecord(value)) {
    problems.add(place, '词表写作“名称: [词, 词]”')
    return []
  }
  const context: ReadContext = { problems, scope: 'sentence', gap: DEFAULT_GAP }
  return Object.entries(value).map(([name, words]) => {
    const at = [...place, name]
    if (/[：:〔〕]/.test(name)) problems.add(at, '词表名里不能有冒号和方头括号')
    checkRepeats(words, at, context, false)
    const list = readList(words, at, context, name)
    return {
      name: prefix + name,
      of: list.map((word, i) => readPattern(word, Array.isArray(words) ? [...at, i] : at, context)),
    }
  })
}

const EXCEPTION_KEYS = ['编号', '名称', '说明', '覆盖', '审核事项', '情形', '但', '示例']

/** Read the list of named exceptions. */
export function readExceptions(value: unknown, problems: Problems): ExceptionSource[] {
  if (!Array.isArray(value)) {
    problems.add([], '例外写成列表，每项以“- 编号: E1”开头')
    return []
  }
  return value.flatMap((entry, i) => {
    const at: Place = [i]
    if (!isRecord(entry)) {
      problems.add(at, '每个例外以“- 编号: E1”开头')
      return []
    }
    checkKeys(entry, EXCEPTION_KEYS, at, problems)
    const scope = readScope({ 范围: entry.覆盖 }, at, problems)
    const context: ReadContext = { problems, scope, gap: DEFAULT_GAP }
    return [
      {
        id: text(entry, '编号', at, problems),
        name: text(entry, '名称', at, problems),
        codes: readNames(entry.审核事项),
        holds: readUnless(entry.情形, [...at, '情形'], context),
        voidedBy: entry.但 === undefined ? [] : readUnless(entry.但, [...at, '但'], context),
      },
    ]
  })
}
