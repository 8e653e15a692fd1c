import { firstStartingAt, type Span } from '../../text/index.ts'
import { type BoundNumber, bindNumbers, isMeasureOf } from '../bind-number.ts'
import { candidateUnits } from '../candidate-units.ts'
import type { CheckContext } from '../check-context.ts'
import type { CompiledCondition, CompiledFigure, RuleSet } from '../compiled.ts'
import { QUANTITY_CLASSES, type Quantity } from '../figure.ts'
import { type FigureFault, faultOf } from '../figure-fault.ts'
import { findMatches, type Match, stands } from '../match-pattern.ts'
import { listNeeds, type Needs } from '../needs.ts'
import { toFigure } from '../read-figures.ts'
import type { NumberToken } from '../scan-numbers.ts'
import { severityNamed } from '../severity.ts'
import { eachByItself, type MatcherFinding, namesIn, type Options, withOptions } from './matcher.ts'

const WORDS: Record<Quantity, Record<FigureFault, string>> = {
  time: { less: '短于', more: '长于' },
  money: { less: '低于', more: '高于' },
  ratio: { less: '低于', more: '高于' },
  times: { less: '低于', more: '高于' },
  count: { less: '少于', more: '多于' },
}

/**
 * Numbers that differ from what a law states about the same matter, by the table of statutory figures. Options: 审核事项 (which
 * rows: those of this code in a document of its kind), 级别 (rows of these levels).
 */
export const statutoryFigure = eachByItself('statutory-figure', (context, range, options) => {
  const isPossible = possibleRows(context)
  return rowsFor(context, options)
    .flatMap((row) => (isPossible[row] === 1 ? faultsOf(context.ruleSet.figures[row]!, context, range) : []))
    .sort((a, b) => a.start - b.start || a.end - b.end)
})

const CHOSEN = new WeakMap<RuleSet, Map<string, readonly number[]>>()

/** The rows that a rule goes by in a document of its kind, by their place in the table. */
function rowsFor({ ruleSet, document: { kind } }: CheckContext, options: Options): readonly number[] {
  let chosen = CHOSEN.get(ruleSet)
  if (chosen === undefined) {
    chosen = new Map()
    CHOSEN.set(ruleSet, chosen)
  }
  const key = withOptions(kind, options)
  let rows = chosen.get(key)
  if (rows === undefined) {
    const levels = namesIn(options.级别)?.map(severityNamed)
    rows = ruleSet.figures.flatMap(({ source }, row) => {
      const isMeant = (source.codeOf[kind] ?? source.code) === options.审核事项
      return isMeant && (levels === undefined || levels.includes(source.severity)) ? [row] : []
    })
    chosen.set(key, rows)
  }
  return rows
}

const NEEDS = new WeakMap<RuleSet, Needs>()

/** Of each row, whether words and numbers of the text may speak of its matter. */
function possibleRows(context: CheckContext): Uint8Array {
  const { ruleSet } = context
  let needs = NEEDS.get(ruleSet)
  if (needs === undefined) {
    needs = listNeeds(ruleSet.figures.map(({ requirements }) => requirements))
    NEEDS.set(ruleSet, needs)
  }
  const known = needs
  return context.once('possible figures', () => context.index.possibleOf(known))
}

/** Where a document departs from one row of the table. */
export function faultsOf(figure: CompiledFigure, context: CheckContext, range: Span = context.range): MatcherFinding[] {
  const findings: MatcherFinding[] = []
  for (const sentence of candidateUnits(figure.requirements, 'sentence', context.index, range)) {
    for (const number of boundNumbers(figure.source.value.quantity, sentence, context)) {
      const finding = findFault(figure, number, sentence, context)
      if (finding !== null) findings.push(finding)
    }
  }
  return findings
}

/** The bound numbers of a sentence: the rows of a quantity share them. */
function boundNumbers(quantity: Quantity, sentence: Span, context: CheckContext): readonly BoundNumber[] {
  const known = context.once(`bound ${quantity}`, () => new Map<number, readonly BoundNumber[]>())
  let bound = known.get(sentence.start)
  if (bound === undefined) {
    bound = [
      ...bindNumbers(context.text, sentence, tokensIn(quantity, sentence, context)),
      ...(quantity === 'time' ? bareCycles(sentence, context.text) : []),
    ]
    known.set(sentence.start, bound)
  }
  return bound
}

const CYCLE = /每(?=(?:个)?(年度?|季度?|月|周|星期))/g
const CYCLE_DAYS: Record<string, [number, string]> = {
  年: [365, '年'],
  季: [90, '月'],
  月: [30, '月'],
  周: [7, '周'],
  星: [7, '周'],
}

/** 每年, 每季度: cycles without a number, each bound by itself. 每年 of a date or of an amount governs nothing here. */
function bareCycles(sentence: Span, text: string): BoundNumber[] {
  const words = text.slice(sentence.start, sentence.end)
  return [...words.matchAll(CYCLE)].flatMap((match) => {
    const unit = match[1]!
    const [value, name] = CYCLE_DAYS[unit[0]!]!
    const start = sentence.start + match.index + 1
    const end = text.indexOf(unit, start) + unit.length
    const numeral = { start, end: start, value: 1 }
    return bindNumbers(text, sentence, [{ class: '期限', start, end, value, unit: name, numeral }])
  })
}

function tokensIn(quantity: Quantity, { start, end }: Span, { index, text }: CheckContext): NumberToken[] {
  const tokens = QUANTITY_CLASSES[quantity].flatMap((name) => {
    const all = index.numbers(name)
    const held: NumberToken[] = []
    for (let i = firstStartingAt(all, start); i < all.length && all[i]!.start < end; i++) held.push(all[i]!)
    return held
  })
  const figures = tokens.filter((token) => toFigure(token, text).length > 0).sort((a, b) => a.start - b.start)
  // 二年 is a 年限 and a 期限: one number all the same.
  return figures.filter((token, i) => token.start !== figures[i - 1]?.start)
}

function findFault(
  figure: CompiledFigure,
  number: BoundNumber,
  sentence: Span,
  context: CheckContext,
): MatcherFinding | null {
  const { source } = figure
  if (!source.roles.includes(number.role)) return null
  if (number.isExtension !== source.isExtension || number.isPeriod !== source.isPeriod) return null
  if (number.isRangeEnd && source.value.is !== 'atMost') return null
  const [stated] = toFigure(number.token, context.text)
  if (stated === undefined) return null
  const fault = faultOf(stated, source.value, source.countsWorkingDays)
  if (fault === null || source.also.some((value) => faultOf(stated, value, source.countsWorkingDays) === null))
    return null
  const match = governedWords(figure, number, context)
  if (match === null) return null
  if (figure.from !== null && findMatches(figure.from, number.before, context).length === 0) return null
  if (!figure.where.every((condition) => context.holds(condition, match, sentence))) return null
  if (figure.unless.some((condition) => isExcepted(condition, number, match, sentence, context))) return null
  const { law, article } = source.authority
  return {
    start: match.start,
    end: match.end,
    values: {
      事项: source.matter,
      写为: context.text.slice(number.token.start, number.token.end),
      // Pasted into another document, 五日 would be calendar days.
      法定: source.countsWorkingDays ? source.value.text.replace(/日$/, '个工作日') : source.value.text,
      差别: WORDS[source.value.quantity][fault],
      出处: `《${law}》${article ?? ''}`,
    },
    authority: [source.authority],
  }
}

/** What is written beside a row's number alone (分句) is looked for among the words that are bound to it. */
function isExcepted(
  condition: CompiledCondition,
  number: BoundNumber,
  match: Match,
  sentence: Span,
  context: CheckContext,
): boolean {
  if (condition.kind !== 'has' || condition.scope !== 'phrase') return context.holds(condition, match, sentence)
  const words = { start: number.before.start, end: Math.max(number.after.end, match.end) }
  return stands(condition.pattern, words, context)
}

const FORBIDS = /不得|不准|禁止/

/** What the number governs, with the number: the act after it, or what it measures before it. */
function governedWords({ after, before }: CompiledFigure, number: BoundNumber, context: CheckContext): Match | null {
  const { start, end } = number.token
  const { text } = context
  if (after !== null) {
    const acts = findMatches(after, number.after, context).filter((act) => !FORBIDS.test(text.slice(end, act.start)))
    const act = first(acts)
    if (act !== null) return { start, end: act.end, slots: [] }
  }
  if (before === null) return null
  const tail = text.slice(end, end + 30)
  const measured = findMatches(before, number.before, context).filter((one) =>
    isMeasureOf(gapBetween(one.end, number, text), tail, number.role),
  )
  const last = measured.reduce<Match | null>((a, b) => (a === null || b.end > a.end ? b : a), null)
  return last === null ? null : { start: last.start, end, slots: [] }
}

/** The words from what is measured to the number, less the numbers that are passed over. */
function gapBetween(from: number, { token, passed }: BoundNumber, text: string): string {
  const last = passed.filter(({ start }) => start >= from).at(-1)
  const recent = passed.find(({ start }) => start >= from)
  return last === undefined
    ? text.slice(from, token.start)
    : text.slice(from, last.start) + text.slice(recent!.end, token.start)
}

const first = (matches: readonly Match[]) =>
  matches.reduce<Match | null>((a, b) => (a === null || b.start < a.start ? b : a), null)
