import { ISSUER_LEVELS } from '@hongxian/shared/document'
import { CONSEQUENCES, HAS_SCOPES, KINDS, MODALITIES, PARTS, RANKS, SCOPES, SUBJECTS } from '@hongxian/shared/rule'
import { alternativesOf, type Clause, clausesOf, contentOf, isPattern, shapeOfPattern } from './pattern-shape.ts'
import { isValues, listOf, type Path, type Values } from './value.ts'

/** What each condition may name: the closed sets of the language. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  主体: SUBJECTS,
  情态: MODALITIES,
  后果: CONSEQUENCES,
  文种: Object.keys(KINDS),
  效力级别: Object.keys(RANKS),
  发文层级: ISSUER_LEVELS,
  含部分: PARTS,
  缺部分: PARTS,
  位于: PARTS,
}

export const RULE_KEYS: readonly string[] = [
  '编号',
  '说明',
  '级别',
  '情形',
  '适用',
  '依据',
  '范围',
  '间隔',
  '标示',
  '匹配',
  '除非',
  '不适用例外',
  '提示',
  '建议',
  '修正',
  '示例',
]

/** Places of a rule that a form cannot show; they are left as they are and changed in the text. */
export function unshownOf(rule: Values): readonly Path[] {
  const places: Path[] = Object.keys(rule).flatMap((key) => (RULE_KEYS.includes(key) ? [] : [[key]]))
  const add = (at: Path, found: readonly Path[]) => places.push(...found.map((path) => [...at, ...path]))
  add(['匹配'], inPattern(rule.匹配))
  if (rule.除非 !== undefined) add(['除非'], inAlternatives(rule.除非))
  for (const [i, one] of listOf(rule.情形).entries())
    if (isValues(one)) add(['情形', i, '当'], isValues(one.当) && !isPattern(one.当) ? inClauses(one.当) : [[]])
    else add(['情形', i], [[]])
  if (rule.适用 !== undefined) add(['适用'], isValues(rule.适用) ? inClauses(rule.适用) : [[]])
  if (rule.修正 !== undefined && typeof rule.修正 !== 'string') places.push(['修正'])
  return places
}

function inPattern(value: unknown): readonly Path[] {
  const shape = shapeOfPattern(value)
  switch (shape.kind) {
    case 'other':
      return [[]]
    case 'content':
      return inContent(value)
    case 'row':
      return shape.row.parts.flatMap((part) => inContent(part.value))
    case 'all':
      return [
        ...shape.patterns.flatMap((one) => under(one.path, inPattern(one.value))),
        ...shape.clauses.flatMap((clause) => under(clause.path, inClause(clause))),
      ]
    default:
      return shape.of.flatMap((one, i) => under([...shape.path, i], inPattern(one)))
  }
}

function inContent(value: unknown): readonly Path[] {
  const content = contentOf(value)
  if (content === null) return [[]]
  return content.kind === 'named' || content.kind === 'pattern' ? inPattern(content.value) : []
}

const inAlternatives = (value: unknown): readonly Path[] =>
  alternativesOf(value).flatMap((one) =>
    under(one.path, isPattern(one.value) ? inPattern(one.value) : inClauses(one.value)),
  )

function inClauses(value: unknown): readonly Path[] {
  const clauses = clausesOf(value)
  return clauses === null ? [[]] : clauses.flatMap((clause) => under(clause.path, inClause(clause)))
}

function inClause({ key, value }: Clause): readonly Path[] {
  if (key === '' || key in HAS_SCOPES || ['内', '列举头', '标题含'].includes(key)) return inPattern(value)
  const names = NAMES[key]
  if (names) return listOf(value).every((name) => names.includes(String(name))) ? [] : [[]]
  switch (key) {
    case '前':
    case '后':
      return isValues(value) && '有' in value ? inPattern(value.有) : inPattern(value)
    case '引用上位法': {
      const scope = isValues(value) ? value.范围 : value
      return String(scope) in HAS_SCOPES || String(scope) in SCOPES ? [] : [[]]
    }
    case '引用':
      return isValues(value) && typeof value.法律 === 'string' ? [] : [[]]
    case '引号内':
    case '完整文件':
      return typeof value === 'boolean' ? [] : [[]]
    case '例外':
      return []
    default:
      return inAlternatives(value)
  }
}

const under = (at: Path, found: readonly Path[]): readonly Path[] => found.map((path) => [...at, ...path])
