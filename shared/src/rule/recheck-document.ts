import { clauseAt, type FrontMatter, labelAt, type ParsedDocument } from '../document/index.ts'
import type { Reader } from '../reader/index.ts'
import { firstEndingAfter, firstStartingAt, type Span } from '../text/index.ts'
import { CheckContext } from './check-context.ts'
import { type CheckOptions, conclude, isLocal, readerOf } from './check-document.ts'
import { type CheckRun, fold, runCheck, type Spoken, speak } from './check-run.ts'
import { type CitedLaw, carryCitations, isCitedAlike } from './cited-laws.ts'
import type { CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import { FACT_REACH, factsAround } from './facts.ts'
import type { Finding } from './finding.ts'
import { rulesToldOnce } from './fold-repeats.ts'
import { isLead, isMoved, type KeptNodes, keptNodes } from './kept-nodes.ts'
import { findOne, type Match, type MatcherPattern } from './match-pattern.ts'
import { MATCHERS } from './matchers/index.ts'
import { isOfWordsAlone, reachOf } from './reach.ts'
import { isRuleWoken, type PlannedRule, planFor } from './recheck-plan.ts'
import { findEdit, linesAround, shiftOf, type TextEdit } from './text-edit.ts'
import { TextIndex } from './text-index.ts'
import { unitAround } from './units.ts'
import { wokenBy } from './wakers.ts'

/**
 * Check a document again after an edit: only the changed clauses, and the rules that look beyond their clause when the
 * changed words concern them. The findings are those of a full check, in the same order.
 *
 * @param previous the run of the document before the edit, of the same rule set and date
 */
export function recheckDocument(
  previous: CheckRun,
  edited: ParsedDocument,
  ruleSet: RuleSet,
  options: CheckOptions,
): CheckRun {
  const before = previous.context.document
  const edit = findEdit(before.text, edited.text)
  if (
    previous.context.ruleSet !== ruleSet ||
    previous.context.asOf !== options.asOf ||
    !hasSameFacts(before, edited, edit)
  )
    return runCheck(edited, ruleSet, options)
  const kept = keptNodes(before, edited, edit)
  const region = regionOf(before, edited, edit, kept)
  if (region === null) return runCheck(edited, ruleSet, options)
  const whole = new CheckContext(edited, ruleSet, options.asOf)
  if (!carryCitations(whole, previous.context, region, shiftOf(edit))) return runCheck(edited, ruleSet, options)
  return new Recheck(previous, whole, edit, region, kept.areLabelsSame).run(options)
}

/** Kind, issuer and what stands around the provisions: every rule may look at them. */
function hasSameFacts(before: ParsedDocument, after: ParsedDocument, edit: TextEdit): boolean {
  return (
    before.kind === after.kind &&
    before.issuerLevel === after.issuerLevel &&
    before.fragment === after.fragment &&
    hasSameFrontMatter(before.frontMatter, after.frontMatter, edit)
  )
}

/** Of these no rule asks what they say, only whether and where they stand. */
const UNREAD: readonly (keyof FrontMatter)[] = [
  'addressees',
  'validity',
  'basis',
  'repeals',
  'interpretation',
  'scope',
  'annexes',
]

function hasSameFrontMatter(before: FrontMatter, after: FrontMatter, edit: TextEdit): boolean {
  return (Object.keys(before) as (keyof FrontMatter)[]).every((name) => {
    const a = partsOf(before[name])
    const b = partsOf(after[name])
    return (
      a.length === b.length &&
      a.every((part, i) => {
        const other = b[i]!
        return (
          (part.value === other.value || UNREAD.includes(name)) &&
          isMoved(part.start, other.start, edit) &&
          isMoved(part.end, other.end, edit)
        )
      })
    )
  })
}

const partsOf = (part: FrontMatter[keyof FrontMatter]) => (part === null ? [] : 'value' in part ? [part] : part)

/** Where more than this part of a text is changed, a full check is no dearer. */
const MOST_CHANGED = 0.5

/** The changed clauses, in the edited text; `null` when the change reaches beyond what a clause holds. */
function regionOf(
  before: ParsedDocument,
  edited: ParsedDocument,
  edit: TextEdit,
  { changedA, changedB }: KeptNodes,
): Span | null {
  const after = hullOf(edited, edit.start, edit.endB, changedB)
  const old = hullOf(before, edit.start, edit.endA, changedA)
  const shift = shiftOf(edit)
  const start = Math.min(after.start, old.start)
  const end = Math.max(after.end, old.end + shift)
  const region = { start, end }
  if (end - start > edited.text.length * MOST_CHANGED) return null
  return hasSameSentences(before, edited, region, shift) ? region : null
}

const LEADING = ['article', 'paragraph', 'item', 'heading']

/** Whole units (款, 条) around what is changed, and the whole of a list whose lead-in, in `[from, to]`, is touched. */
function hullOf(document: ParsedDocument, from: number, to: number, changed: Span): Span {
  const { text, nodes } = document
  let { start, end } = linesAround(text, changed.start, changed.end)
  for (const offset of new Set([from - 1, from, to - 1, to])) {
    if (offset < 0 || offset > text.length) continue
    const within = Math.min(offset, Math.max(0, text.length - 1))
    const node = clauseAt(document, within)
    if (
      node.children.length > 0 &&
      (LEADING.includes(node.kind) || (isLead(node, nodes) && offset >= from && offset < to))
    ) {
      start = Math.min(start, node.start)
      end = Math.max(end, node.end)
    }
  }
  for (const offset of new Set([start, from - 1, from, to - 1, to, end - 1])) {
    if (offset < 0 || offset > text.length) continue
    const within = Math.min(offset, Math.max(0, text.length - 1))
    for (const scope of ['paragraph', 'article'] as const) {
      const unit = unitAround(document, scope, within)
      start = Math.min(start, unit.start)
      end = Math.max(end, unit.end)
    }
  }
  // A line of several clauses, their number glued to the words before: the whole of each.
  return {
    start: unitAround(document, 'article', start).start,
    end: unitAround(document, 'article', Math.max(start, end - 1)).end,
  }
}

function hasSameSentences(before: ParsedDocument, after: ParsedDocument, region: Span, shift: number): boolean {
  const a = before.sentences
  const b = after.sentences
  let head = 0
  while (head < a.length && a[head]!.start < region.start) {
    const one = a[head]!
    const other = b[head]
    if (one !== other && (other === undefined || other.start !== one.start || other.end !== one.end)) return false
    head++
  }
  let tail = 1
  while (tail <= a.length && a[a.length - tail]!.start >= region.end - shift) {
    const one = a[a.length - tail]!
    const other = b[b.length - tail]
    if (other === undefined || other.start !== one.start + shift || other.end !== one.end + shift) return false
    tail++
  }
  return true
}

/** Rules and conditions that look further from an edit than this read the whole text. */
const NEAR = 500

/** The lines that matches over the changed clauses may reach, and that facts look at which look at these. */
function linesNear(text: string, region: Span): Span {
  const facts = factsAround(text, region)
  const start = Math.min(region.start - NEAR, facts.start - FACT_REACH)
  return linesAround(text, start, Math.max(region.end + NEAR, facts.end + FACT_REACH))
}

const NOTHING: readonly Spoken[] = []

class Recheck {
  readonly #previous: CheckRun
  readonly #shift: number
  readonly #region: Span
  readonly #regionA: Span
  /** Of the edited text, all of it: read where it is asked for. */
  readonly #whole: CheckContext
  /** The lines around the edit. */
  readonly #near: CheckContext
  #nearBefore: TextIndex | null = null
  readonly #areCitationsSame: boolean
  readonly #areLabelsSame: boolean
  readonly #changed = new Set<CompiledPattern>()
  readonly #sameOutside = new Map<MatcherPattern, boolean>()
  /** What is told, or is told no more. */
  readonly #told: Finding[] = []

  constructor(previous: CheckRun, whole: CheckContext, edit: TextEdit, region: Span, areLabelsSame: boolean) {
    const { ruleSet, asOf, text, document } = whole
    this.#previous = previous
    this.#areLabelsSame = areLabelsSame
    this.#shift = shiftOf(edit)
    this.#region = region
    this.#regionA = { start: region.start, end: region.end - this.#shift }
    this.#whole = whole
    this.#near = new CheckContext(document, ruleSet, asOf, linesNear(text, region), whole)
    const held = previous.context.computed<readonly CitedLaw[]>('citations')
    const cited = whole.computed<readonly CitedLaw[]>('citations')
    this.#areCitationsSame =
      held?.length === cited?.length && (held ?? []).every((one, i) => isCitedAlike(one, cited![i]!))
    whole.carry(previous.context, edit, region, this.#near)
    this.#askAgain()
  }

  run(options: CheckOptions): CheckRun {
    const spoken = new Map<number, readonly Spoken[]>()
    const { rules, wakers } = planFor(this.#whole.ruleSet, this.#whole.document)
    const isWoken = wokenBy(wakers, this.#near.index, this.#region.start, this.#region.end)
    const isAllAsked = this.#changed.size > 0 || !this.#areCitationsSame
    for (let place = 0; place < rules.length; place++) {
      const planned = rules[place]!
      const { rule, isWide } = planned
      const held = this.#previous.spoken.get(rule.order)
      if (held !== undefined && !this.#areLabelsSame && planned.locality.saysClause) {
        spoken.set(rule.order, this.#speakAnew(rule, held))
        continue
      }
      if (isWide || isAllAsked) {
        const said = this.#speak(planned, held ?? NOTHING)
        if (said.length > 0) spoken.set(rule.order, said)
        continue
      }
      const mayStand = isRuleWoken(planned, isWoken)
      if (!mayStand && held === undefined) continue
      const said = this.#speakAgain(mayStand ? rule : null, held ?? NOTHING, 0, isWoken)
      if (said.length > 0) spoken.set(rule.order, said)
    }
    return this.#conclude(spoken, readerOf(this.#whole.ruleSet, options))
  }

  /** What is said in the end, worked out again as far as the changed clauses have a part in it. */
  #conclude(spoken: ReadonlyMap<number, readonly Spoken[]>, reader: Reader | null): CheckRun {
    const { document, ruleSet } = this.#whole
    const reach = this.#reachOfReading()
    const read = reader === null ? [] : this.#readAgain(reader, reach)
    const folded = fold(spoken, ruleSet)
    const { start, end } = spanOfTalk(reach, [...this.#told, ...this.#foldedAnew(folded)], [folded, read], document)
    const within = (one: Finding) => !isBefore(one, start) && !isBehind(one, end)
    const again = conclude(folded.filter(within), read.filter(within), document, reader)
    const findings = this.#previous.findings.filter((one) => isBefore(one, start)).map((one) => this.#moveFinding(one))
    findings.push(...again)
    const endA = end - this.#shift
    for (const one of this.#previous.findings)
      if (isBehind(one, endA) && !isBefore(one, start)) findings.push(this.#moveFinding(one))
    return { context: this.#whole, spoken, folded, read, findings }
  }

  /** Findings told once for the whole document that are told otherwise now, before and after. */
  #foldedAnew(folded: readonly Finding[]): Finding[] {
    const once = rulesToldOnce(this.#whole.ruleSet.rules)
    const held = this.#previous.folded.filter(({ rule }) => once.has(rule)).map((one) => this.#moveFinding(one))
    const now = folded.filter(({ rule }) => once.has(rule))
    return [...differing(held, now), ...differing(now, held)]
  }

  /** The changed clauses with a sentence on either side: the reader hears what stands beside a sentence. */
  #reachOfReading(): Span {
    const { sentences } = this.#whole.document
    const { start, end } = this.#region
    return {
      start: Math.min(start, sentences[firstStartingAt(sentences, start) - 1]?.start ?? start),
      end: Math.max(end, sentences[firstStartingAt(sentences, end)]?.end ?? end),
    }
  }

  #readAgain(reader: Reader, { start, end }: Span): readonly Finding[] {
    const endA = end - this.#shift
    const held = this.#previous.read
    const before = held.filter((one) => one.end <= start).map((one) => this.#moveFinding(one))
    const after = held.filter((one) => one.start >= endA).map((one) => this.#moveFinding(one))
    const again = reader.read(this.#whole.document, { start, end }).filter((one) => start < one.end && one.start < end)
    return [...before, ...again, ...after]
  }

  #speak({ rule, locality }: PlannedRule, held: readonly Spoken[]): readonly Spoken[] {
    const { far, hasCitations, matchers, reach } = locality
    const { scope } = rule.source
    if (reach > NEAR || far.some((one) => this.#changed.has(one)) || (hasCitations && !this.#areCitationsSame))
      return this.#speakAnew(rule, held)
    if (!matchers.every((one) => this.#isSameOutside(one))) return this.#speakAnew(rule, held)
    if (rule.matcher === null && scope === 'document') {
      const isCarried = isLocal(rule, this.#whole.ruleSet)
      return isCarried || this.#mayTouch(rule) ? this.#speakAnew(rule, held) : held.map((one) => this.#move(one))
    }
    if (reach > 0 && rule.matcher === null && scope !== 'sentence' && scope !== 'phrase')
      return this.#speakAnew(rule, held)
    return this.#speakAgain(rule, held, reach)
  }

  /** In the whole document. */
  #speakAnew(rule: CompiledRule, held: readonly Spoken[]): readonly Spoken[] {
    const said = speak(rule, this.#whole)
    const before = held.map((one) => this.#move(one).finding)
    const now = said.map(({ finding }) => finding)
    this.#told.push(...differing(before, now), ...differing(now, before))
    return said
  }

  /**
   * In the changed clauses, and as far beyond as a finding may hang on them.
   *
   * @param rule `null` where it has nothing to say there now
   */
  #speakAgain(
    rule: CompiledRule | null,
    held: readonly Spoken[],
    reach: number,
    isPossible?: Uint8Array,
  ): readonly Spoken[] {
    const { start, end } =
      reach === 0 ? this.#region : linesAround(this.#whole.text, this.#region.start - reach, this.#region.end + reach)
    const said = rule === null ? NOTHING : speak(rule, this.#near, { start, end }, isPossible)
    for (const { finding } of said) this.#told.push(finding)
    if (held.length === 0) return said
    const endA = end - this.#shift
    const now: Spoken[] = held.filter(({ unit }) => unit.end <= start).map((one) => this.#move(one))
    now.push(...said)
    for (const one of held) {
      if (one.unit.end <= start) continue
      if (one.unit.start >= endA) now.push(this.#move(one))
      else this.#told.push(this.#move(one).finding)
    }
    return now
  }

  /** Might a match of a rule that looks through the whole document lie where the text has changed? */
  #mayTouch(rule: CompiledRule): boolean {
    const mayStand = (index: TextIndex) =>
      rule.alternatives.some(({ requirements }) => requirements.every((one) => index.count(one) > 0))
    return mayStand(this.#near.index) || mayStand(this.#indexBefore())
  }

  /** The lines around the edit as they were. */
  #indexBefore(): TextIndex {
    const { document, ruleSet } = this.#previous.context
    const { start, end } = this.#near.range
    this.#nearBefore ??= new TextIndex(document, ruleSet, { start, end: end - this.#shift })
    return this.#nearBefore
  }

  /** Does a matcher find what it found, but for the changed clauses? */
  #isSameOutside(pattern: MatcherPattern): boolean {
    let isSame = this.#sameOutside.get(pattern)
    if (isSame === undefined) {
      isSame = this.#findAgain(pattern)
      this.#sameOutside.set(pattern, isSame)
    }
    return isSame
  }

  #findAgain(pattern: MatcherPattern): boolean {
    const held = this.#previous.context.knownMatches(pattern)
    if (held === undefined) return false
    const { start, end } = this.#regionA
    const touches = MATCHERS[pattern.name]?.touches
    const isTouched = (one: Match) => one.start < end + FACT_REACH && start - FACT_REACH < one.end
    if (touches !== undefined && !this.#fitsChanged(touches) && !held.some(isTouched)) {
      const moved = held.map((one) => this.#moveMatch(one))
      this.#whole.presetMatches(pattern, moved)
      return true
    }
    const now = this.#whole.runMatcher(pattern)
    const isOld = (one: Span) => one.end <= start || one.start >= end
    const isNow = (one: Span) => one.end <= this.#region.start || one.start >= this.#region.end
    const outside = held.filter(isOld)
    const outsideNow = now.filter(isNow)
    return (
      outside.length === outsideNow.length &&
      outside.every((one, i) => isSameMatch(this.#moveMatch(one), outsideNow[i]!))
    )
  }

  /** Of the changed clauses, and of what may be looked at from beyond them. */
  #fitsChanged(words: RegExp): boolean {
    const fits = (text: string, { start, end }: Span) =>
      words.test(text.slice(Math.max(0, start - FACT_REACH), end + FACT_REACH))
    return fits(this.#previous.context.text, this.#regionA) || fits(this.#whole.text, this.#region)
  }

  /** The conditions about the whole document whose answer is another one now. All are asked, so that all are known on. */
  #askAgain(): void {
    for (const [pattern, place] of this.#previous.context.knownPlaces)
      if ((place === null) !== (this.#placeAgain(pattern, place) === null)) this.#changed.add(pattern)
  }

  /** Where a pattern stands, given where it stood: most stand elsewhere, or nowhere near the edit. */
  #placeAgain(pattern: CompiledPattern, place: Span | null): Span | null {
    if (!isOfWordsAlone(pattern)) return this.#whole.placeOf(pattern)
    const now =
      this.#movedPlace(place) ?? (this.#isNear(pattern) ? findOne(pattern, this.#near.range, this.#near) : null)
    if (now !== null || (place === null && this.#isNear(pattern))) this.#whole.presetPlace(pattern, now)
    return this.#whole.placeOf(pattern)
  }

  #isNear(pattern: CompiledPattern): boolean {
    return reachOf(pattern, this.#whole.ruleSet) <= NEAR
  }

  /** A place outside the changed clauses, where it is now. */
  #movedPlace(place: Span | null): Span | null {
    if (place === null) return null
    if (place.end < this.#regionA.start) return place
    if (place.start <= this.#regionA.end) return null
    return { start: place.start + this.#shift, end: place.end + this.#shift }
  }

  #move(one: Spoken): Spoken {
    const finding = this.#moveFinding(one.finding)
    const unit = this.#moveSpan(one.unit)
    return finding === one.finding && unit.end === one.unit.end ? one : { unit, finding }
  }

  /** What reaches over the changed clauses is stretched. */
  #moveSpan({ start, end }: Span): Span {
    const behind = this.#regionA.end
    return { start: start < behind ? start : start + this.#shift, end: end < behind ? end : end + this.#shift }
  }

  #moveMatch(one: Match): Match {
    const shift = this.#shift
    if (shift === 0 || one.start < this.#regionA.end) return one
    const { start, end, slots, fix } = one
    return {
      ...one,
      start: start + shift,
      end: end + shift,
      slots: slots.map((slot) => ({ ...slot, start: slot.start + shift, end: slot.end + shift })),
      ...(fix === undefined ? {} : { fix: { ...fix, start: fix.start + shift, end: fix.end + shift } }),
    }
  }

  #moveFinding(finding: Finding): Finding {
    const span = this.#moveSpan(finding)
    const isInside = this.#regionA.start <= finding.start && finding.start < this.#regionA.end
    const clause = this.#areLabelsSame || isInside ? finding.clause : labelAt(this.#whole.document, span.start)
    if (span.end === finding.end && clause === finding.clause) return finding
    const moved = { ...finding, ...span, clause }
    return finding.fix === undefined ? moved : { ...moved, fix: { ...finding.fix, ...this.#moveSpan(finding.fix) } }
  }
}

const isBefore = (one: Span, start: number): boolean => (one.start === one.end ? one.start < start : one.end <= start)

const isBehind = (one: Span, end: number): boolean => (one.start === one.end ? one.start > end : one.start >= end)

/** Those of `some` that are not among `others`. */
function differing(some: readonly Finding[], others: readonly Finding[]): Finding[] {
  return some.filter((one, i) => !isSameFinding(one, others[i]) && !others.some((other) => isSameFinding(one, other)))
}

function isSameFinding(a: Finding, b: Finding | undefined): boolean {
  return (
    b !== undefined &&
    a.start === b.start &&
    a.end === b.end &&
    a.rule === b.rule &&
    a.severity === b.severity &&
    a.message === b.message &&
    a.suggestion === b.suggestion &&
    JSON.stringify([a.fix, a.authority]) === JSON.stringify([b.fix, b.authority])
  )
}

/**
 * The stretch of a document in which findings have to do with one another: from `around` and what is told there anew, as far
 * as findings overlap or share a sentence.
 */
function spanOfTalk(
  around: Span,
  told: readonly Finding[],
  lists: readonly (readonly Finding[])[],
  { sentences }: ParsedDocument,
): Span {
  let { start, end } = around
  for (const one of told) {
    start = Math.min(start, one.start)
    end = Math.max(end, one.end)
  }
  for (;;) {
    // A finding belongs to the sentence that it starts in, or to the next one where it starts between two.
    const first = firstEndingAfter(sentences, start)
    const from = Math.min(start, sentences[first - 1]?.end ?? 0)
    const to = Math.max(end, sentences[firstEndingAfter(sentences, Math.max(start, end - 1))]?.end ?? end)
    start = from
    end = to
    for (const list of lists)
      for (const one of list) {
        if (isBefore(one, from) || isBehind(one, to)) continue
        start = Math.min(start, one.start)
        end = Math.max(end, one.end)
      }
    if (start === from && end === to) return { start, end }
  }
}

function isSameMatch(a: Match, b: Match): boolean {
  return a.start === b.start && a.end === b.end && JSON.stringify(a) === JSON.stringify(b)
}
