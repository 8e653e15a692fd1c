import type { Place, RuleFileProblem } from '@hongxian/shared/rule'
import { isMap, isSeq, LineCounter, type Node, parseDocument as parseYamlDocument } from 'yaml'

/** A problem with its place as an editor shows it: line and column from 1. */
export interface LocatedProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly detail: string
  readonly isWarning: boolean
}

export interface ParsedYaml {
  readonly value: unknown
  /** Syntax errors; `value` is worth nothing when there is one. */
  readonly problems: readonly LocatedProblem[]
  readonly locate: (problem: RuleFileProblem) => LocatedProblem
}

/** Parse YAML and keep the way back from keys to lines. */
export function parseYaml(source: string, file: string): ParsedYaml {
  const counter = new LineCounter()
  const document = parseYamlDocument(source, { lineCounter: counter, uniqueKeys: true })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  // One slip makes every later line unreadable: only the first says something.
  const problems = document.errors.slice(0, 1).map((error) => ({
    ...at(error.pos[0]),
    detail: explain(error.code, error.message, source, error.pos[0]),
    isWarning: false,
  }))
  return {
    value: problems.length > 0 ? null : document.toJS(),
    problems: [...findColons(source, file, document.errors.length > 0), ...problems],
    locate: ({ place, detail, isWarning }) => ({
      ...at(offsetOf(document.contents as Node | null, place)),
      detail,
      isWarning: isWarning === true,
    }),
  }
}

/** `编号：x` reads as one word in YAML: by far the commonest slip. */
function findColons(source: string, file: string, isBroken: boolean): LocatedProblem[] {
  const problems: LocatedProblem[] = []
  for (const [i, text] of source.split('\n').entries()) {
    const slip = /^\s*(?:- )?([\u4e00-\u9fff]{1,6})：/.exec(text)
    if (slip === null || !(isBroken || KEYS.has(slip[1]!))) continue
    problems.push({
      file,
      line: i + 1,
      column: text.indexOf('：') + 1,
      detail: `这里用了全角冒号，改为半角冒号加一个空格：“${slip[1]}: ”`,
      isWarning: false,
    })
  }
  return problems
}

const KEYS = new Set(
  '审核事项 名称 级别 适用 依据 间隔 词表 规则 编号 说明 范围 匹配 除非 标示 提示 建议 修正 示例 应发现 不应发现 任一 依次 同现 不适用例外 情形'.split(
    ' ',
  ),
)

function explain(code: string, message: string, source: string, offset: number): string {
  const line = source.slice(
    source.lastIndexOf('\n', offset - 1) + 1,
    (source.indexOf('\n', offset) + 1 || source.length + 1) - 1,
  )
  switch (code) {
    case 'TAB_AS_INDENT':
      return '缩进用了制表符，改为空格'
    case 'DUPLICATE_KEY':
      return '同一层里有两个相同的键，合并或删去一个'
    case 'BAD_INDENT':
    case 'MULTILINE_IMPLICIT_KEY':
      return `缩进不对，或缺冒号：“${line.trim()}”`
    case 'MISSING_CHAR':
      return `缺少符号：引号、方括号或花括号没有成对，或逗号不是半角：“${line.trim()}”`
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN':
      return `这一行看不懂：“${line.trim()}”；句中有半角冒号加空格或以引号、方括号开头的，要用引号整个括起来`
    default:
      return `这一行看不懂：“${line.trim()}”（${message.split('\n')[0]}）`
  }
}

function offsetOf(root: Node | null, place: Place): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of place) {
    if (isMap(node)) {
      const pair = node.items.find((one) => String((one.key as { value?: unknown }).value) === String(step))
      if (pair === undefined) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
