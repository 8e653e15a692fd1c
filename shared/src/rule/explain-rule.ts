import type { ParsedDocument } from '../document/index.ts'
import type { Span } from '../text/index.ts'
import { CheckContext } from './check-context.ts'
import { type RuleMatch, toFinding, unsilencedMatches } from './check-document.ts'
import type { CompiledCondition, CompiledPart, CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import { findMatches, type Match } from './match-pattern.ts'
import { isApplicable } from './roster.ts'
import { SCOPE_NAMES, sayCondition, sayKinds, sayPattern } from './say-pattern.ts'

/** Why a rule spoke about a document or did not, step by step, in Chinese. */
export interface Explanation {
  readonly fires: boolean
  readonly steps: readonly string[]
  /** What it marks, in the order of the text. */
  readonly found: readonly Span[]
  /** Where its words stand and an exception keeps it silent. */
  readonly silenced: readonly Span[]
}

export function explainRule(
  rule: CompiledRule,
  document: ParsedDocument,
  ruleSet: RuleSet,
  options: { asOf: string },
): Explanation {
  const steps = [`规则 ${rule.source.id}：${rule.source.summary}`]
  if (!isApplicable(rule, document)) {
    steps.push(
      `不适用：文件的文种是${sayKinds([document.kind])}，发文层级${document.issuerLevel ?? '不明'}，不在规则的“适用”里。`,
    )
    return { fires: false, steps, found: [], silenced: [] }
  }
  const context = new CheckContext(document, ruleSet, options.asOf)
  steps.push(`范围：${SCOPE_NAMES[rule.source.scope]}。适用。`)
  const candidates = unsilencedMatches(rule, context)
  if (candidates.length === 0) {
    steps.push('没有命中。各部分在全文里出现的情况：', ...describeParts(rule.pattern, context, '  '))
    return { fires: false, steps, found: [], silenced: [] }
  }
  const found: Span[] = []
  const silenced: Span[] = []
  for (const match of candidates) {
    const { lines, isSilenced } = describeMatch(rule, match, context)
    steps.push(...lines)
    if (isSilenced) silenced.push({ start: match.start, end: match.end })
    else {
      const { start, end } = toFinding(rule, match, context)
      found.push({ start, end })
    }
  }
  return { fires: found.length > 0, steps, found, silenced }
}

function describeMatch(
  rule: CompiledRule,
  match: RuleMatch,
  context: CheckContext,
): { readonly lines: readonly string[]; readonly isSilenced: boolean } {
  const lines = [`命中“${context.text.slice(match.start, match.end)}”（第 ${match.start} 至 ${match.end} 字）。`]
  const say = (condition: CompiledCondition | undefined) => condition && sayCondition(condition, context.ruleSet)
  let isSilenced = false
  for (const [i, condition] of rule.unless.entries()) {
    if (!context.holds(condition, match, match.unit)) continue
    isSilenced = true
    lines.push(`  被本规则“除非”的第 ${i + 1} 项抑制：${say(condition)}。`)
  }
  for (const exception of rule.exceptions) {
    const { id, name } = exception.source
    const held = exception.holds.findIndex((condition) => context.holds(condition, match, match.unit))
    if (held < 0) continue
    const voided = exception.voidedBy.findIndex((condition) => context.holds(condition, match, match.unit))
    if (voided < 0) isSilenced = true
    lines.push(
      voided < 0
        ? `  被默认例外 ${id}（${name}）的第 ${held + 1} 种情形抑制：${say(exception.holds[held])}；确应发现的，对本规则取消这一例外（不适用例外: [${id}]）。`
        : `  例外 ${id}（${name}）本可适用，因“但”的第 ${voided + 1} 项不适用：${say(exception.voidedBy[voided])}。`,
    )
  }
  return { lines: isSilenced ? lines : [...lines, '  没有例外，成为发现。'], isSilenced }
}

/** Of many ways to say it, the one that comes nearest is told part by part. */
const ALL_TOLD = 3

/** How often each part of the pattern stands in the text: the part with none is the reason. */
function describeParts(pattern: CompiledPattern, context: CheckContext, indent: string): string[] {
  const whole = { start: 0, end: context.text.length }
  const { ruleSet } = context
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
        ...pattern.parts.map(
          (part, i) =>
            `${indent}  ${i + 1}. ${i === 0 ? '' : `至多相隔 ${part.maxGap} 字，`}${part.isOptional ? '可有，' : ''}${sayPattern(part.pattern, ruleSet)}：${count(part.pattern)}`,
        ),
        ...describeBreak(pattern.parts, context, indent),
      ]
    case 'all':
      return [
        `${indent}同现：`,
        ...pattern.of.map((one, i) => `${indent}  ${i + 1}. ${sayPattern(one, ruleSet)}：${count(one)}`),
      ]
    case 'any':
      return describeNearest(pattern.of, context, indent)
    case 'where': {
      const matches = findMatches(pattern.pattern, whole, context)
      if (matches.length === 0) return describeParts(pattern.pattern, context, indent)
      return [
        `${indent}措辞有 ${matches.length} 处，但条件不成立（或不在同一范围里）：`,
        ...pattern.conditions.map((condition, i) => {
          const isTrue = matches.some((match) => context.holds(condition, match, whole))
          return `${indent}  条件 ${i + 1}（${sayCondition(condition, ruleSet)}）：${isTrue ? '成立' : '不成立'}`
        }),
      ]
    }
    case 'slot':
      return describeParts(pattern.pattern, context, indent)
    case 'matcher':
      return [`${indent}程序 ${pattern.name} 没有结果`]
    default:
      return [`${indent}${sayPattern(pattern, ruleSet)}：${count(pattern)}`]
  }
}

function describeNearest(of: readonly CompiledPattern[], context: CheckContext, indent: string): string[] {
  const ranked = of
    .map((one, i) => ({ one, i, share: shareOf(one, context) }))
    .sort((a, b) => b.share - a.share || a.i - b.i)
  const told = of.length <= ALL_TOLD ? ranked : ranked.slice(0, 1)
  return [
    of.length <= ALL_TOLD ? `${indent}任一：` : `${indent}共有 ${of.length} 种说法，都没有命中，最接近的是：`,
    ...told.flatMap(({ one, i }) => [`${indent}  第 ${i + 1} 种说法`, ...describeParts(one, context, `${indent}    `)]),
  ]
}

/** How much of a pattern stands in the text at all, from 0 to 1. */
function shareOf(pattern: CompiledPattern, context: CheckContext): number {
  const mean = (of: readonly CompiledPattern[]) =>
    of.reduce((sum, one) => sum + shareOf(one, context), 0) / Math.max(1, of.length)
  switch (pattern.op) {
    case 'sequence':
      return mean(pattern.parts.filter((part) => !part.isOptional).map((part) => part.pattern))
    case 'all':
      return mean(pattern.of)
    case 'where':
    case 'slot':
      return shareOf(pattern.pattern, context)
    default:
      return findMatches(pattern, { start: 0, end: context.text.length }, context).length > 0 ? 1 : 0
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
