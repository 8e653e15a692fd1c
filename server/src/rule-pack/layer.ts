import {
  isRecord,
  type PackInfo,
  type Place,
  Problems,
  type RuleFileProblem,
  type RuleSource,
  readSeverity,
  type Severity,
  unknownKey,
} from '@hongxian/shared/rule'

const PACK_KEYS = ['名称', '版本', '适用', '编写单位', '施行日期', '变更记录', '引擎', '停用', '改级别']

/** Read what a pack.yaml says of the pack itself. */
export function readPackInfo(value: unknown): { info: PackInfo; problems: readonly RuleFileProblem[] } {
  const problems = new Problems()
  const record = isRecord(value) ? value : {}
  if (!isRecord(value)) problems.add([], 'pack.yaml 要以“名称: …”开头')
  for (const key of Object.keys(record)) if (!PACK_KEYS.includes(key)) problems.add([key], unknownKey(key, PACK_KEYS))
  const member = (key: string) => {
    const text = record[key]
    if (typeof text !== 'string' && typeof text !== 'number') problems.add([], `缺少“${key}”，写作“${key}: …”`)
    return String(text ?? '')
  }
  const info = {
    name: member('名称'),
    version: member('版本'),
    scope: member('适用'),
    author: member('编写单位'),
    effective: member('施行日期'),
    changes: readChanges(record.变更记录, problems),
  }
  return { info, problems: problems.all }
}

function readChanges(value: unknown, problems: Problems): PackInfo['changes'] {
  if (!Array.isArray(value)) {
    problems.add(
      value === undefined ? [] : ['变更记录'],
      '“变更记录”写成列表：- { 版本: 1.0, 日期: 2026-11-21, 内容: … }',
    )
    return []
  }
  return value.map((entry: unknown) => {
    const record = isRecord(entry) ? entry : {}
    return { version: String(record.版本 ?? ''), date: String(record.日期 ?? ''), note: String(record.内容 ?? '') }
  })
}

/** Disable rules and change severities as an office's pack.yaml says; the files of the pack itself add rules. */
export function applyLayer(
  value: unknown,
  rules: readonly RuleSource[],
): { rules: RuleSource[]; problems: readonly RuleFileProblem[] } {
  const problems = new Problems()
  const record = isRecord(value) ? value : {}
  const disabled = readDisabled(record.停用, rules, problems)
  const severities = readSeverities(record.改级别, rules, problems)
  const kept = rules.filter((rule) => !disabled.some((name) => names(rule, name)))
  return {
    rules: kept.map((rule) => {
      const change = severities.find(([name]) => names(rule, name))
      return change === undefined ? rule : { ...rule, severity: change[1], circumstances: [] }
    }),
    problems: problems.all,
  }
}

/** A rule's number, its file's number, or a whole 审核事项. */
const names = (rule: RuleSource, name: string) =>
  rule.id === name || rule.id.startsWith(`${name}#`) || rule.code === name

function readDisabled(value: unknown, rules: readonly RuleSource[], problems: Problems): string[] {
  if (value === undefined) return []
  const list = (Array.isArray(value) ? value : [value]).map(String)
  for (const [i, name] of list.entries()) checkName(name, ['停用', i], rules, problems)
  return list
}

function readSeverities(value: unknown, rules: readonly RuleSource[], problems: Problems): [string, Severity][] {
  if (value === undefined) return []
  if (!isRecord(value)) {
    problems.add(['改级别'], '“改级别”写作“规则编号: 级别”，如 normative/set.license#filing-as-permit: 存疑')
    return []
  }
  return Object.entries(value).flatMap(([name, level]) => {
    checkName(name, ['改级别', name], rules, problems)
    const severity = readSeverity(level, ['改级别', name], problems)
    return severity === undefined ? [] : [[name, severity] as [string, Severity]]
  })
}

function checkName(name: string, place: Place, rules: readonly RuleSource[], problems: Problems): void {
  if (!rules.some((rule) => names(rule, name)))
    problems.add(place, `没有“${name}”这条规则；规则页可按名称查找，命令 hongxian rules list 列出全部编号`)
}
