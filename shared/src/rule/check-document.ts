import { labelAt, type ParsedDocument } from '../document/index.ts'
import type { Reader } from '../reader/index.ts'
import { firstEndingAfter, type Span } from '../text/index.ts'
import { candidateUnits } from './candidate-units.ts'
import { CheckContext } from './check-context.ts'
import type { CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import type { Finding } from './finding.ts'
import { foldRepeats } from './fold-repeats.ts'
import { hearReader } from './hear-reader.ts'
import { findMatches, type Match } from './match-pattern.ts'
import { mergeFindings } from './merge-findings.ts'
import { isOfWordsAlone, reachOf } from './reach.ts'
import { renderMessage } from './render-message.ts'
import { rulesToAsk } from './roster.ts'
import { wholeWords } from './whole-words.ts'

export interface CheckOptions {
  /** The law of which day, YYYY-MM-DD. */
  readonly asOf: string
  /** Another second reader than the rule set's own; `null` for the rules alone. */
  readonly reader?: Reader | null
}

/**
 * What the rules say about a document. Same text, rule set and date: same findings in the same order, on the service and in
 * a page alike.
 */
export function checkDocument(document: ParsedDocument, ruleSet: RuleSet, options: CheckOptions): Finding[] {
  const reader = readerOf(ruleSet, options)
  return conclude(listFindings(document, ruleSet, options.asOf), reader?.read(document) ?? [], document, reader)
}

/** Every finding of the rules, unmerged, repeats folded: what is weighed and learned from. */
export function listFindings(document: ParsedDocument, ruleSet: RuleSet, asOf: string): readonly Finding[] {
  return foldRepeats(applyRules(new CheckContext(document, ruleSet, asOf)), ruleSet)
}

/** What is said in the end of what rules and reader found. */
export function conclude(
  found: readonly Finding[],
  read: readonly Finding[],
  document: ParsedDocument,
  reader: Reader | null,
): Finding[] {
  return mergeFindings(reader === null ? found : hearReader(found, read, document, reader))
}

export function readerOf(ruleSet: RuleSet, { reader }: CheckOptions): Reader | null {
  return reader === undefined ? ruleSet.reader : reader
}

/** Every finding of every rule, unmerged, in the order of the rules. */
export function applyRules(context: CheckContext): Finding[] {
  const findings: Finding[] = []
  for (const rule of rulesToAsk(context))
    for (const match of matchRule(rule, context)) findings.push(toFinding(rule, match, context))
  return findings
}

/** A match with the words its finding speaks of. */
export interface RuleMatch extends Match {
  readonly unit: Span
}

/**
 * Where a rule speaks, exceptions taken into account.
 *
 * @param isPossible one flag an alternative of the rule set: those to look for. All that the words of the text leave possible
 * where it is not given.
 */
export function matchRule(
  rule: CompiledRule,
  context: CheckContext,
  range?: Span,
  isPossible?: Uint8Array,
): readonly RuleMatch[] {
  const found = unsilencedMatches(rule, context, range, isPossible)
  return found.length === 0 ? found : found.filter((match) => !isSilenced(rule, match, context))
}

/** Where the pattern of a rule stands, before its exceptions. */
export function unsilencedMatches(
  rule: CompiledRule,
  context: CheckContext,
  range?: Span,
  isPossible?: Uint8Array,
): readonly RuleMatch[] {
  return rule.matcher === null
    ? patternMatches(rule, context, range ?? null, isPossible)
    : matcherMatches(rule, context, range)
}

function isSilenced(rule: CompiledRule, match: RuleMatch, context: CheckContext): boolean {
  return (
    rule.unless.some((condition) => context.holds(condition, match, match.unit)) ||
    rule.exceptions.some((exception) => context.isExcepted(exception, match, match.unit))
  )
}

function matcherMatches(rule: CompiledRule, context: CheckContext, range?: Span): RuleMatch[] {
  const { pattern } = rule
  const matcher = pattern.op === 'where' ? pattern.pattern : pattern
  if (matcher.op !== 'matcher') return []
  const matches = context
    .runMatcher(matcher)
    .map((one) => ({ ...one, unit: context.index.unit('sentence', one.start) }))
    .filter(({ unit }) => range === undefined || (unit.start < range.end && range.start < unit.end))
  if (pattern.op !== 'where') return matches
  return matches.filter((match) => pattern.conditions.every((condition) => context.holds(condition, match, match.unit)))
}

function patternMatches(
  rule: CompiledRule,
  context: CheckContext,
  range: Span | null,
  isPossible: Uint8Array | undefined,
): readonly RuleMatch[] {
  const units = unitsWithMatches(rule, context, range, isPossible)
  if (units === NO_UNITS) return NO_MATCHES
  const { scope } = rule.source
  const matches: RuleMatch[] = []
  for (const { unit, found } of units) {
    const held =
      rule.conditions.length === 0
        ? found
        : found.filter((match) => rule.conditions.every((condition) => context.holds(condition, match, unit)))
    const kept = innermostOnly(held)
    const best = scope === 'document' ? kept.slice(0, 1) : kept
    for (const match of best) matches.push({ ...match, unit })
  }
  return matches
}

interface UnitMatches {
  readonly unit: Span
  readonly found: Match[]
}

const NO_MATCHES: readonly RuleMatch[] = []
const NO_UNITS: readonly UnitMatches[] = []

function unitsWithMatches(
  rule: CompiledRule,
  context: CheckContext,
  range: Span | null,
  isPossible: Uint8Array | undefined,
): readonly UnitMatches[] {
  const { alternatives, first } = rule
  const { scope } = rule.source
  if (scope === 'document' && isLocal(rule, context.ruleSet)) return matchesAnywhere(rule, context)
  let flags = isPossible
  let found: UnitMatches[] | null = null
  for (let i = 0; i < alternatives.length; i++) {
    const { pattern, requirements } = alternatives[i]!
    // What needs nothing may stand anywhere: an absence is no reason to read the text.
    if (requirements.length > 0) {
      flags ??= context.index.possible
      if (flags[first + i] === 0) continue
    }
    for (const unit of candidateUnits(requirements, scope, context.index, range)) {
      const matches = findMatches(pattern, unit, context)
      if (matches.length > 0) {
        found ??= []
        found.push({ unit, found: matches })
      }
    }
  }
  if (found === null) return NO_UNITS
  return alternatives.length === 1 ? found : byUnit(found)
}

/** A longer match would hang on too much of the text. */
const LONGEST_LOCAL = 480

/** Is each match of a rule that looks through the whole document a matter of the words around it, conditions apart? */
export function isLocal({ alternatives }: CompiledRule, ruleSet: RuleSet): boolean {
  return alternatives.every(({ pattern, requirements }) => {
    const words = wordsOf(pattern)
    return requirements.length > 0 && isOfWordsAlone(words) && reachOf(words, ruleSet) <= LONGEST_LOCAL
  })
}

const wordsOf = (pattern: CompiledPattern): CompiledPattern => (pattern.op === 'where' ? pattern.pattern : pattern)

interface AlternativeMatch extends Match {
  /** Place of its alternative. */
  readonly alternative: number
}

function matchesAnywhere(rule: CompiledRule, context: CheckContext): readonly UnitMatches[] {
  const unit = { start: 0, end: context.text.length }
  const words = context.facts({
    name: `matches of ${rule.source.id}`,
    reach: { behind: 0, ahead: LONGEST_LOCAL },
    collect: (near, range) =>
      rule.alternatives
        .flatMap(({ pattern, requirements }, alternative): AlternativeMatch[] =>
          requirements.every((one) => near.index.count(one) > 0)
            ? findMatches(wordsOf(pattern), near.range, near).map((match) => ({ ...match, alternative }))
            : [],
        )
        .filter(({ start }) => range.start <= start && start < range.end)
        .sort((a, b) => a.start - b.start),
  })
  const found = words.filter((match) => {
    const { pattern } = rule.alternatives[match.alternative]!
    return pattern.op !== 'where' || pattern.conditions.every((condition) => context.holds(condition, match, unit))
  })
  return found.length === 0 ? NO_UNITS : [{ unit, found }]
}

function byUnit(found: readonly UnitMatches[]): UnitMatches[] {
  const units: UnitMatches[] = []
  for (const one of [...found].sort((a, b) => a.unit.start - b.unit.start)) {
    const last = units.at(-1)
    if (last !== undefined && last.unit.start === one.unit.start) last.found.push(...one.found)
    else units.push({ unit: one.unit, found: [...one.found] })
  }
  return units
}

/** Drop a match that holds a smaller one: the finding underlines no more than it must. */
function innermostOnly(matches: readonly Match[]): readonly Match[] {
  if (matches.length === 1) return matches
  const ordered = [...matches].sort((a, b) => a.end - b.end || b.start - a.start)
  const kept: Match[] = []
  let furthest = -1
  for (const match of ordered) {
    if (match.start <= furthest && kept.length > 0) continue
    kept.push(match)
    furthest = match.start
  }
  return kept
}

export function toFinding(rule: CompiledRule, match: RuleMatch, context: CheckContext): Finding {
  const { source } = rule
  const { start, end } = markedSpan(rule, match, context)
  const clause = labelAt(context.document, start)
  const isWhole = isQuotedWhole(rule)
  const fill = (name: string) => valueIn(name, match, clause, context, isWhole)
  const fix = fixOf(rule, match, context)
  return {
    rule: source.id,
    code: source.code,
    severity:
      rule.circumstances.find(({ when }) => context.holds(when, match, match.unit))?.severity ?? source.severity,
    start,
    end,
    clause,
    message: renderMessage(source.message, fill),
    authority: [...(match.authority ?? source.authority)],
    suggestion: renderMessage(source.suggestion, fill),
    ...(fix === null ? {} : { fix }),
  }
}

function valueIn(
  name: string,
  match: RuleMatch,
  clause: string,
  { text, document }: CheckContext,
  isWhole: boolean,
): string | undefined {
  const slot = match.slots.findLast((one) => one.name === name)
  if (slot !== undefined) return text.slice(slot.start, slot.end)
  switch (name) {
    case '命中':
      return sliceOf(text, isWhole ? wholeWords(text, match) : match)
    case '句':
      return text.slice(match.unit.start, match.unit.end)
    case '条':
      return clause
    case '发文机关':
      return document.frontMatter.issuer?.value ?? '本机关'
    default:
      return match.values?.[name]
  }
}

function markedSpan(rule: CompiledRule, match: RuleMatch, context: CheckContext): Span {
  const { marks } = rule.source
  if (marks === 'sentence') return trim(context.text, context.index.unit('sentence', match.start))
  if (marks === 'phrase') {
    const first = context.index.unit('phrase', match.start)
    const last = context.index.unit('phrase', Math.max(match.start, match.end - 1))
    return trim(context.text, { start: first.start, end: last.end })
  }
  if (match.start === match.end) return headOf(match.start, context)
  return isQuotedWhole(rule) ? wholeWords(context.text, match) : match
}

/** An absence has no words of its own: it is shown at the head of its unit, on the first words there are. */
function headOf(start: number, { text, index, document: { sentences } }: CheckContext): Span {
  const head = trim(text, index.unit('sentence', start))
  const first = sentences[firstEndingAfter(sentences, start)]
  return head.start < head.end || first === undefined ? head : trim(text, first)
}

const sliceOf = (text: string, { start, end }: Span): string => text.slice(start, end)

/** Rules about citations, names and forms mark what is wrong to the character; others, words that a reader underlines. */
const TO_THE_CHARACTER = /^(?:cite|institution|form)\./
const isQuotedWhole = ({ matcher, source }: CompiledRule): boolean =>
  matcher === null && source.rewrite === undefined && !TO_THE_CHARACTER.test(source.code)

function trim(text: string, span: Span): Span {
  let { start, end } = span
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return { start, end }
}

function fixOf(rule: CompiledRule, match: RuleMatch, context: CheckContext): Finding['fix'] | null {
  const { rewrite } = rule.source
  const slot = rewrite?.slot == null ? match : match.slots.find((one) => one.name === rewrite.slot)
  const fix = match.fix ?? (rewrite === undefined || slot === undefined ? null : { ...slot, after: rewrite.to })
  if (fix === null) return null
  const { start, end, after } = fix
  return { start, end, before: context.text.slice(start, end), after }
}
