import type { ParsedDocument } from '../document/index.ts'
import { CheckContext } from './check-context.ts'
import { isApplicable, matchRule, type RuleMatch, unsilencedMatches } from './check-document.ts'
import type { CompiledPart, CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import { findMatches, type Match } from './match-pattern.ts'

/** Why a rule spoke about a document or did not, step by step, in Chinese. */
export interface Explanation {
  readonly fires: boolean
  readonly steps: readonly string[]
}

const SCOPE_NAMES = { phrase: '分句', sentence: '句', paragraph: '款', article: '条', document: '全文' } as const

export function explainRule(
  rule: CompiledRule,
  document: ParsedDocument,
  ruleSet: RuleSet,
  options: { asOf: string },
): Explanation {
  const steps = [`规则 ${rule.source.id}：${rule.source.summary}`]
  if (!isApplicable(rule, document)) {
    steps.push(`不适用：文件识别为 ${document.kind}，发文层级 ${document.issuerLevel ?? '不明'}，不在规则的“适用”里。`)
    return { fires: false, steps }
  }
  const context = new CheckContext(document, ruleSet, options.asOf)
  steps.push(`范围：${SCOPE_NAMES[rule.source.scope]}。适用。`)
  const candidates = unsilencedMatches(rule, context)
  if (candidates.length === 0) {
    steps.push('没有命中。各部分在全文里出现的情况：', ...describeParts(rule.pattern, context, '  '))
    return { fires: false, steps }
  }
  for (const match of candidates) steps.push(...describeMatch(rule, match, context))
  return { fires: matchRule(rule, context).length > 0, steps }
}

function describeMatch(rule: CompiledRule, match: RuleMatch, context: CheckContext): string[] {
  const lines = [`命中“${context.text.slice(match.start, match.end)}”（第 ${match.start} 至 ${match.end} 字）。`]
  for (const [i, condition] of rule.unless.entries())
    if (context.holds(condition, match, match.unit)) lines.push(`  被本规则“除非”的第 ${i + 1} 项抑制。`)
  for (const exception of rule.exceptions) {
    const { id, name } = exception.source
    const held = exception.holds.findIndex((condition) => context.holds(condition, match, match.unit))
    if (held < 0) continue
    const voided = exception.voidedBy.findIndex((condition) => context.holds(condition, match, match.unit))
    lines.push(
      voided < 0
        ? `  被默认例外 ${id}（${name}）的第 ${held + 1} 种情形抑制；确应发现的，在规则里写“不适用例外: [${id}]”。`
        : `  例外 ${id}（${name}）本可适用，因“但”的第 ${voided + 1} 项不适用。`,
    )
  }
  return lines.some((line) => line.includes('抑制')) ? lines : [...lines, '  没有例外，成为发现。']
}

/** How often each part of the pattern stands in the text: the part with none is the reason. */
function describeParts(pattern: CompiledPattern, context: CheckContext, indent: string): string[] {
  const whole = { start: 0, end: context.text.length }
  const count = (one: CompiledPattern) => {
    const matches = findMatches(one, whole, context)
    const first = matches[0]
    return first === undefined
      ? '没有'
      : `${matches.length} 处，如“${context.text.slice(first.start, first.end).slice(0, 30)}”`
  }
  switch (pattern.op) {
    case 'sequence':
      return [
        `${indent}依次：`,
        ...pattern.parts.flatMap((part, i) => [
          `${indent}  ${i + 1}. ${i === 0 ? '' : `至多相隔 ${part.maxGap} 字，`}${part.isOptional ? '可有，' : ''}${nameOf(part.pattern, context)}：${count(part.pattern)}`,
        ]),
        ...describeBreak(pattern.parts, context, indent),
      ]
    case 'all':
      return [
        `${indent}同现：`,
        ...pattern.of.map((one, i) => `${indent}  ${i + 1}. ${nameOf(one, context)}：${count(one)}`),
      ]
    case 'any':
      return [`${indent}任一：`, ...pattern.of.map((one) => `${indent}  ${nameOf(one, context)}：${count(one)}`)]
    case 'where': {
      const matches = findMatches(pattern.pattern, whole, context)
      if (matches.length === 0) return describeParts(pattern.pattern, context, indent)
      return [
        `${indent}措辞有 ${matches.length} 处，但条件不成立（或不在同一${'范围'}里）：`,
        ...pattern.conditions.map((condition, i) => {
          const isTrue = matches.some((match) => context.holds(condition, match, whole))
          return `${indent}  条件 ${i + 1}（${condition.kind}）：${isTrue ? '成立' : '不成立'}`
        }),
      ]
    }
    case 'slot':
      return describeParts(pattern.pattern, context, indent)
    case 'matcher':
      return [`${indent}程序 ${pattern.name} 没有结果`]
    default:
      return [`${indent}${nameOf(pattern, context)}：${count(pattern)}`]
  }
}

/** Every part stands somewhere, yet not in order: says between which two, and how far apart they are. */
function describeBreak(parts: readonly CompiledPart[], context: CheckContext, indent: string): string[] {
  const whole = { start: 0, end: context.text.length }
  const needed = parts.filter((part) => !part.isOptional)
  if (needed.some((part) => findMatches(part.pattern, whole, context).length === 0)) return []
  for (let count = 2; count <= needed.length; count++) {
    const head = needed.slice(0, count)
    if (findMatches({ op: 'sequence', parts: head }, whole, context).length > 0) continue
    const before = findMatches({ op: 'sequence', parts: head.slice(0, -1) }, whole, context)
    const after = findMatches(head.at(-1)!.pattern, whole, context)
    return [
      `${indent}  ${describeGap(before, after, head.at(-1)!, context.text)}（第 ${count - 1}、${count} 部分之间）`,
    ]
  }
  return [`${indent}  各部分依次都有，但不在同一个范围里`]
}

function describeGap(before: readonly Match[], after: readonly Match[], part: CompiledPart, text: string): string {
  const gaps = after.flatMap((right) =>
    before.filter((left) => left.end <= right.start).map((left) => ({ from: left.end, to: right.start })),
  )
  if (gaps.length === 0) return '次序相反：后面的部分都在前面的部分之前'
  const nearest = gaps.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a))
  if (nearest.to - nearest.from > part.maxGap)
    return `最近的相隔 ${nearest.to - nearest.from} 字，超过 ${part.maxGap} 字`
  const word = part.without.find((one) => text.slice(nearest.from, nearest.to).includes(one))
  return word === undefined ? '相隔的字数不合' : `间隔里有“${word}”，而规则写了不含它`
}

function nameOf(pattern: CompiledPattern, context: CheckContext): string {
  switch (pattern.op) {
    case 'set': {
      const words = context.ruleSet.sets[pattern.set]!.map((id) => context.ruleSet.words[id]!)
      return `[${words.slice(0, 4).join('|')}${words.length > 4 ? `|…共${words.length}词` : ''}]`
    }
    case 'number':
      return `〔${pattern.class}〕`
    case 'any':
      return `[${pattern.of
        .slice(0, 3)
        .map((one) => nameOf(one, context))
        .join('|')}]`
    case 'sequence':
      return pattern.parts.map((part) => nameOf(part.pattern, context)).join('…')
    case 'all':
      return pattern.of.map((one) => nameOf(one, context)).join('＋')
    case 'where':
    case 'slot':
      return nameOf(pattern.pattern, context)
    case 'edge':
      return pattern.at === 'start' ? '〔头〕' : pattern.at === 'end' ? '〔尾〕' : '（整个范围）'
    case 'matcher':
      return `程序 ${pattern.name}`
  }
}
