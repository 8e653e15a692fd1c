/** What an office's pack.yaml does to built-in rules. */
export interface RuleChanges {
  /** Numbers of rules or files, or codes of 审核事项. */
  readonly disabled: readonly string[]
  /** Number of the rule → 违法, 不当, 存疑 or 提示. */
  readonly severities: ReadonlyMap<string, string>
}

type Key = '停用' | '改级别'

interface Section {
  readonly before: readonly string[]
  readonly items: readonly string[]
  readonly after: readonly string[]
}

const withoutComment = (text: string) => text.replace(/(^|\s)#.*$/, '').trim()
const withoutQuotes = (text: string) => text.trim().replace(/^(["'])(.*)\1$/, '$2')

/** One top-level list or map, item by item, whether it is written in lines or in brackets. */
function sectionOf(text: string, key: Key): Section {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`${key}:`))
  if (start < 0) return { before: lines, items: [], after: [] }
  let end = start + 1
  while (end < lines.length && /^(\s|#|-|[\]}]|$)/.test(lines[end] as string)) end++
  const [first, ...rest] = lines.slice(start, end)
  const inBrackets = /^[[{](.*)[\]}]$/s.exec(
    [(first as string).slice(key.length + 1), ...rest].map(withoutComment).join('').trim(),
  )
  const items = inBrackets
    ? (inBrackets[1] as string).split(',')
    : [(first as string).slice(key.length + 1), ...rest].map((line) => withoutComment(line).replace(/^-\s+/, ''))
  return {
    before: lines.slice(0, start),
    items: items.map(withoutQuotes).filter((item) => item !== ''),
    after: lines.slice(end),
  }
}

function writeSection(text: string, key: Key, change: (items: readonly string[]) => readonly string[]): string {
  const { before, items, after } = sectionOf(text, key)
  const changed = change(items)
  const head = before.at(-1) === '' && after.length === 0 ? before.slice(0, -1) : before
  const lines = changed.map((item) => (key === '停用' ? `  - ${item}` : `  ${item}`))
  const written = [...head, ...(lines.length > 0 ? [`${key}:`, ...lines] : []), ...after].join('\n')
  return written.endsWith('\n') ? written : `${written}\n`
}

const nameOf = (item: string) => withoutQuotes(item.replace(/:\s+\S+$/, ''))

/** Reads what a pack.yaml disables and changes, as far as it is written in the usual ways. */
export function readRuleChanges(text: string): RuleChanges {
  return {
    disabled: sectionOf(text, '停用').items,
    severities: new Map(
      sectionOf(text, '改级别').items.map((item) => [nameOf(item), /:\s+(\S+)$/.exec(item)?.[1] ?? '']),
    ),
  }
}

/** Writes into a pack.yaml that a rule is disabled or not; all but that list stays as it was typed. */
export const setDisabled = (text: string, rule: string, isDisabled: boolean): string =>
  writeSection(text, '停用', (items) => [...items.filter((item) => item !== rule), ...(isDisabled ? [rule] : [])])

/** Writes into a pack.yaml which severity a rule is to have; `null` for its own. */
export const setSeverity = (text: string, rule: string, severity: string | null): string =>
  writeSection(text, '改级别', (items) => [
    ...items.filter((item) => nameOf(item) !== rule),
    ...(severity === null ? [] : [`${rule}: ${severity}`]),
  ])
