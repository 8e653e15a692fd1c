import type { RuleFileText } from '@hongxian/shared/api'
import { parseDocument } from 'yaml'
import { RULE_KEYS } from './unshown.ts'
import { isValues, type Path, removeIn, setIn, type Values } from './value.ts'
import { writeYaml } from './write-yaml.ts'

/** A rule file as a form reads it. */
export interface ReadFile {
  readonly name: string
  /** The whole file; `null` where it is not readable as YAML, and the text has to be mended first. */
  readonly value: Values | null
  readonly rules: readonly Values[]
}

/** Files that hold something else than rules. */
export const OTHER_FILES: readonly string[] = ['pack.yaml', 'lexicons.yaml', 'exceptions.yaml', 'figures.yaml']

export const isRuleFile = ({ name }: Pick<RuleFileText, 'name'>): boolean => !OTHER_FILES.includes(name)

// A file is parsed once however many parts of the page read it.
const known = new WeakMap<RuleFileText, ReadFile>()

export function readFile(file: RuleFileText): ReadFile {
  const read = known.get(file) ?? parseFile(file)
  known.set(file, read)
  return read
}

function parseFile({ name, text }: RuleFileText): ReadFile {
  const document = parseDocument(text)
  const value: unknown = document.errors.length > 0 ? null : document.toJS()
  if (!isValues(value)) return { name, value: null, rules: [] }
  const rules = Array.isArray(value.规则) ? value.规则.filter(isValues) : []
  return { name, value, rules }
}

/** Which rule is written: the file's name and the rule's place in it. */
export interface RulePlace {
  readonly file: string
  readonly index: number
}

/** Its keys where the rule has them, else those of the file that hold for all its rules. */
export const ownOrShared = (file: Values, rule: Values, key: string): unknown => rule[key] ?? file[key]

/** A rule that says nothing yet. */
export const blankRule = (number: string): Values => ({
  编号: number,
  说明: '',
  级别: '存疑',
  匹配: { 任一: [''] },
  提示: '“{命中}”',
  建议: '',
  示例: { 应发现: [''], 不应发现: [''] },
})

/** A number that no rule of the file has. */
export function freeNumber(rules: readonly Values[]): string {
  const taken = new Set(rules.map((rule) => String(rule.编号)))
  for (let i = rules.length + 1; ; i++) if (!taken.has(`rule-${i}`)) return `rule-${i}`
}

const fileOf = (files: readonly RuleFileText[], name: string) => files.find((file) => file.name === name)

const withText = (files: readonly RuleFileText[], name: string, text: string): readonly RuleFileText[] =>
  files.some((file) => file.name === name)
    ? files.map((file) => (file.name === name ? { name, text } : file))
    : [...files, { name, text }]

/** The files with one rule written anew at a place of it; `undefined` takes it away. */
export function changeRule(
  files: readonly RuleFileText[],
  { file, index }: RulePlace,
  path: Path,
  next: unknown,
): readonly RuleFileText[] {
  const held = fileOf(files, file)
  const read = held ? readFile(held) : null
  if (!held || !read?.value) return files
  const rule = read.rules[index]
  const changed = next === undefined ? removeIn(rule, path) : setIn(rule, path, next)
  return withText(files, file, writeYaml(held.text, setIn(read.value, ['规则', index], changed), RULE_KEYS))
}

/** The files with one rule more, in the file of its 审核事项; and where it stands. */
export function addRule(
  files: readonly RuleFileText[],
  item: { readonly code: string; readonly name: string },
  rule: (number: string) => Values,
): { readonly files: readonly RuleFileText[]; readonly place: RulePlace } {
  const file = `${item.code}.yaml`
  const held = fileOf(files, file)
  const read = held ? readFile(held) : null
  // What cannot be read is mended in the text first, never written over.
  if (held && !read?.value) return { files, place: { file, index: 0 } }
  if (!held || !read?.value) {
    const begun = `审核事项: ${item.code}\n名称: ${item.name}\n规则:\n  - 编号: rule-1\n`
    const value = { 审核事项: item.code, 名称: item.name, 规则: [rule('rule-1')] }
    return { files: withText(files, file, writeYaml(begun, value, RULE_KEYS)), place: { file, index: 0 } }
  }
  const added = setIn(read.value, ['规则', read.rules.length], rule(freeNumber(read.rules)))
  return {
    files: withText(files, file, writeYaml(held.text, added, RULE_KEYS)),
    place: { file, index: read.rules.length },
  }
}

/** The files without a rule; without its file where it was the only one. */
export function removeRule(files: readonly RuleFileText[], { file, index }: RulePlace): readonly RuleFileText[] {
  const held = fileOf(files, file)
  const read = held ? readFile(held) : null
  if (!held || !read?.value) return files
  const rest = removeIn(read.value, ['规则', index])
  return isValues(rest) && rest.规则 !== undefined
    ? withText(files, file, writeYaml(held.text, rest, RULE_KEYS))
    : files.filter((one) => one.name !== file)
}

/** The rule goes into the file of another 审核事项, with what its file said for all. */
export function moveRule(
  files: readonly RuleFileText[],
  place: RulePlace,
  item: { readonly code: string; readonly name: string },
): { readonly files: readonly RuleFileText[]; readonly place: RulePlace } {
  const held = fileOf(files, place.file)
  const read = held ? readFile(held) : null
  const rule = read?.rules[place.index]
  const there = fileOf(files, `${item.code}.yaml`)
  if (!read?.value || !rule || (there && !readFile(there).value)) return { files, place }
  const { 编号: _, ...rest } = rule
  const shared = Object.fromEntries(
    ['级别', '适用', '依据', '间隔', '不适用例外'].flatMap((key) =>
      key in rule || read.value?.[key] === undefined ? [] : [[key, read.value[key]]],
    ),
  )
  return addRule(removeRule(files, place), item, (number) => ({ 编号: number, ...shared, ...rest }))
}
