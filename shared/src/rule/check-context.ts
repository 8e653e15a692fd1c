import { type ClauseNode, clauseAt, type FrontMatter, type ParsedDocument } from '../document/index.ts'
import { firstStartingAt, type Span } from '../text/index.ts'
import { citedLawsIn, isUpperLaw } from './cited-laws.ts'
import type { CompiledCondition, CompiledException, CompiledPattern, RuleSet } from './compiled.ts'
import { type Collector, type Fact, factsAround, moveFact } from './facts.ts'
import { findMatches, findOne, type Match, type MatcherPattern, type Matching, stands } from './match-pattern.ts'
import { MATCHERS } from './matchers/index.ts'
import type { PartName } from './pattern.ts'
import { reachOf } from './reach.ts'
import { subjectOf } from './subject.ts'
import { linesAround, shiftOf, type TextEdit } from './text-edit.ts'
import { TextIndex } from './text-index.ts'

/** One document under one rule set: the analysis that all rules share. */
export class CheckContext implements Matching {
  readonly document: ParsedDocument
  readonly ruleSet: RuleSet
  readonly text: string
  /** YYYY-MM-DD. */
  readonly asOf: string
  readonly #memo = new Map<string, unknown>()

  /** The part of the text that is looked at. */
  readonly range: Span
  readonly #whole: CheckContext | null
  #index: TextIndex | null = null
  /** Does it go on from an earlier check? */
  #isCarried = false
  readonly #places = new Map<CompiledPattern, Span | null>()
  #inTitle = new Map<CompiledPattern, boolean>()
  readonly #facts = new Map<string, Gathered>()
  readonly #matched = new Map<MatcherPattern, readonly Match[]>()

  /**
   * @param range the lines to look at, around an edit; the whole text otherwise
   * @param whole of the same document without a range: what conditions ask beyond the range (the title, the words above a list)
   */
  constructor(document: ParsedDocument, ruleSet: RuleSet, asOf: string, range?: Span, whole?: CheckContext) {
    this.#whole = whole ?? null
    this.document = document
    this.ruleSet = ruleSet
    this.text = document.text
    this.asOf = asOf
    this.range = range ?? { start: 0, end: document.text.length }
  }

  /** One place in the document where a pattern stands, whichever; `null` where there is none. Worked out once a check. */
  placeOf(pattern: CompiledPattern): Span | null {
    if (this.#whole !== null) return this.#whole.placeOf(pattern)
    let place = this.#places.get(pattern)
    if (place === undefined) {
      place = findOne(pattern, this.range, this)
      this.#places.set(pattern, place)
    }
    return place
  }

  /** Where the patterns that were asked for stand. */
  get knownPlaces(): ReadonlyMap<CompiledPattern, Span | null> {
    return this.#places
  }

  presetPlace(pattern: CompiledPattern, place: Span | null): void {
    this.#places.set(pattern, place)
  }

  /** The context of the whole document. */
  get ofDocument(): CheckContext {
    return this.#whole ?? this
  }

  /** The context that has read all of a span. */
  over(span: Span): CheckContext {
    if (this.#whole !== null)
      return this.range.start <= span.start && span.end <= this.range.end ? this : this.#whole.over(span)
    return this.#isCarried ? this.#part(span) : this
  }

  /** After an edit, what stands outside the lines around it is read by itself, unless all has been read anyway. */
  #part(span: Span): CheckContext {
    const range = linesAround(this.text, span.start, span.end)
    if (this.index.isRead || range.end - range.start > MOST_APART) return this
    return this.once(
      `part ${range.start} ${range.end}`,
      () => new CheckContext(this.document, this.ruleSet, this.asOf, range, this),
    )
  }

  /** Go on from the check of the text before an edit of `region`. `near` has read the lines around it. */
  carry(previous: CheckContext, edit: TextEdit, region: Span, near: CheckContext): void {
    this.#isCarried = true
    this.#index = TextIndex.after(previous.index, this.document)
    const shift = shiftOf(edit)
    const { title } = this.document.frontMatter
    if (title !== null && (title.end <= region.start || region.end <= title.start)) this.#inTitle = previous.#inTitle
    for (const [name, { collector, facts }] of previous.#facts) {
      const around = factsAround(this.text, region, collector.reach)
      const head = firstStartingAt(facts, around.start)
      const tail = firstStartingAt(facts, around.end - shift)
      const now = facts.slice(0, head)
      for (const fact of collector.collect(near, around)) now.push(fact)
      for (let i = tail; i < facts.length; i++) now.push(shift === 0 ? facts[i]! : moveFact(facts[i]!, shift))
      this.#facts.set(name, { collector, facts: now })
    }
  }

  get index(): TextIndex {
    this.#index ??= new TextIndex(this.document, this.ruleSet, this.range)
    return this.#index
  }

  /** What an earlier check of the same facts computed. */
  preset(key: string, value: unknown): void {
    this.#memo.set(key, value)
  }

  /** What has been computed so far; `undefined` when nothing asked for it. */
  computed<T>(key: string): T | undefined {
    return this.#memo.get(key) as T | undefined
  }

  /** Compute once a check. */
  once<T>(key: string, compute: () => T): T {
    if (!this.#memo.has(key)) this.#memo.set(key, compute())
    return this.#memo.get(key) as T
  }

  /** The facts of the whole document. */
  facts<F extends Fact>(collector: Collector<F>): readonly F[] {
    if (this.#whole !== null) return this.#whole.facts(collector)
    let gathered = this.#facts.get(collector.name)
    if (gathered === undefined) {
      gathered = { collector, facts: collector.collect(this, this.range) }
      this.#facts.set(collector.name, gathered)
    }
    return gathered.facts as readonly F[]
  }

  named(name: string): CompiledPattern {
    return this.ruleSet.named.get(name) ?? { op: 'any', of: [], needs: [] }
  }

  readonly runMatcher = (pattern: MatcherPattern): readonly Match[] => {
    if (this.#whole !== null) return this.#whole.runMatcher(pattern)
    let matches = this.#matched.get(pattern)
    if (matches === undefined) {
      matches = this.once(keyOf(pattern), () =>
        (MATCHERS[pattern.name]?.find(this, pattern.options) ?? []).map((one) => ({ slots: [], ...one })),
      )
      this.#matched.set(pattern, matches)
    }
    return matches
  }

  /** What a matcher is known to find; `undefined` where nothing asked. */
  knownMatches(pattern: MatcherPattern): readonly Match[] | undefined {
    return this.#matched.get(pattern)
  }

  presetMatches(pattern: MatcherPattern, matches: readonly Match[]): void {
    this.#matched.set(pattern, matches)
  }

  readonly holds = (condition: CompiledCondition, match: Match, unit: Span): boolean => {
    switch (condition.kind) {
      case 'has': {
        if (condition.scope === 'document') return this.placeOf(condition.pattern) !== null
        const around = this.index.unit(condition.scope, match.start)
        return stands(condition.pattern, around, this.over(around))
      }
      case 'before':
        return this.#isBefore(condition, match)
      case 'after':
        return this.#isAfter(condition, match)
      case 'inside':
        return stands(condition.pattern, match, this.over(match))
      case 'lead-in': {
        const lead = this.leadIn(match.start)
        return lead !== null && stands(condition.pattern, lead, this.over(lead))
      }
      case 'subject':
        return condition.of.includes(subjectOf(this, match))
      case 'cites-upper-law':
        return this.#citesUpperLaw(this.index.unit(condition.scope, match.start), condition.isArticleNeeded)
      case 'cites':
        return this.#cites(condition, this.index.unit(condition.scope, match.start))
      case 'document-kind':
      case 'rank':
        return condition.of.includes(this.document.kind)
      case 'issuer-level':
        return this.document.issuerLevel !== null && condition.of.includes(this.document.issuerLevel)
      case 'has-part':
        return condition.of.every((part) => partSpans(this.document.frontMatter, part).length > 0)
      case 'lacks-part':
        return (
          !this.document.fragment &&
          condition.of.some((part) => partSpans(this.document.frontMatter, part).length === 0)
        )
      case 'title-has':
        return this.#isInTitle(condition.pattern)
      case 'stands-in':
        return condition.of.some((part) => this.#standsIn(part, match))
      case 'quoted':
        return this.isQuoted(match)
      case 'whole-document':
        return !this.document.fragment
      case 'exception': {
        const exception = this.ruleSet.exceptions.get(condition.name)
        return exception !== undefined && this.isExcepted(exception, match, unit)
      }
      case 'every':
        return condition.of.every((one) => this.holds(one, match, unit))
      case 'some':
        return condition.of.some((one) => this.holds(one, match, unit))
      case 'not':
        return !this.holds(condition.condition, match, unit)
    }
  }

  isExcepted(exception: CompiledException, match: Match, unit: Span): boolean {
    return (
      exception.holds.some((condition) => this.holds(condition, match, unit)) &&
      !exception.voidedBy.some((condition) => this.holds(condition, match, unit))
    )
  }

  /** Asked of one title by many rules, and of the same one after most edits. */
  #isInTitle(pattern: CompiledPattern): boolean {
    if (this.#whole !== null) return this.#whole.#isInTitle(pattern)
    const { title } = this.document.frontMatter
    if (title === null) return false
    let isThere = this.#inTitle.get(pattern)
    if (isThere === undefined) {
      isThere = stands(pattern, title, this.over(title))
      this.#inTitle.set(pattern, isThere)
    }
    return isThere
  }

  #isBefore({ pattern, scope, within }: Beside, match: Match): boolean {
    const first = scope === 'document' ? 0 : this.index.unit(scope, match.start).start
    const around = {
      start: Math.max(first, match.start - within - reachOf(pattern, this.ruleSet) - 2),
      end: match.start,
    }
    return findMatches(pattern, around, this.over(around)).some((one) => match.start - one.end <= within)
  }

  #isAfter({ pattern, scope, within }: Beside, match: Match): boolean {
    const last =
      scope === 'document' ? this.text.length : this.index.unit(scope, Math.max(match.start, match.end - 1)).end
    const around = { start: match.end, end: Math.min(last, match.end + within + reachOf(pattern, this.ruleSet) + 2) }
    return findMatches(pattern, around, this.over(around)).some((one) => one.start - match.end <= within)
  }

  /** The words that introduce the list in which `offset` stands (…有下列情形之一的：), or `null` outside a list. */
  leadIn(offset: number): Span | null {
    const inline = inlineLeadIn(this.text, this.index.unit('paragraph', offset), offset)
    return inline === undefined ? this.#treeLeadIn(offset) : inline
  }

  #treeLeadIn(offset: number): Span | null {
    const { nodes } = this.document
    let node: ClauseNode = clauseAt(this.document, offset)
    while (node.parent !== null) {
      const parent: ClauseNode = nodes[node.parent]!
      if (node.kind === 'item' || node.kind === 'subitem' || (node.kind === 'heading' && node.level > 1)) {
        const first = nodes[parent.children[0]!]!
        // A list within one line ends with its last sentence; an item on a line of its own may have several.
        const isInline = this.text[node.start - 1] !== '\n'
        if (isInline && this.text.slice(node.start, offset).includes('。')) return null
        if (first.start > parent.start && this.text.slice(parent.start, first.start).trim() !== '')
          return { start: parent.start, end: first.start }
      }
      node = parent
    }
    return null
  }

  /** Do quotation marks of the paragraph open before the match and close after it? */
  isQuoted(match: Span): boolean {
    const around = this.index.unit('paragraph', match.start)
    const before = this.text.slice(around.start, match.start)
    for (const [open, close] of QUOTES) {
      const opened = before.lastIndexOf(open)
      if (opened < 0 || before.indexOf(close, opened) >= 0) continue
      const closed = this.text.indexOf(close, match.start)
      if (closed >= match.end - 1 && closed <= around.end) return true
    }
    return false
  }

  #standsIn(part: PartName, match: Span): boolean {
    if (part === '正文') {
      const { frontMatter } = this.document
      const outside = [
        frontMatter.title,
        frontMatter.number,
        frontMatter.addressees,
        frontMatter.signature,
        frontMatter.date,
      ]
      return !outside.some((one) => one !== null && one.start <= match.start && match.start < one.end)
    }
    return partSpans(this.document.frontMatter, part).some((one) => one.start <= match.start && match.start < one.end)
  }

  #citesUpperLaw(around: Span, isArticleNeeded: boolean): boolean {
    return citedLawsIn(this, around).some((one) => isUpperLaw(one, isArticleNeeded))
  }

  #cites(condition: Extract<CompiledCondition, { kind: 'cites' }>, around: Span): boolean {
    return citedLawsIn(this, around).some(
      ({ citation, status }) =>
        (status.title.endsWith(condition.law) || citation.title.endsWith(condition.law)) &&
        (condition.article === '' || citation.reference?.label.startsWith(condition.article) === true),
    )
  }
}

const KEYS = new WeakMap<MatcherPattern, string>()

/** The same for the same matcher and options, wherever they are asked for. */
function keyOf(pattern: MatcherPattern): string {
  let key = KEYS.get(pattern)
  if (key === undefined) {
    key = `matcher ${pattern.name} ${JSON.stringify(pattern.options)}`
    KEYS.set(pattern, key)
  }
  return key
}

type Beside = Extract<CompiledCondition, { kind: 'before' | 'after' }>

interface Gathered {
  readonly collector: Collector
  readonly facts: readonly Fact[]
}

/** A part longer than this is not read by itself. */
const MOST_APART = 4000

const QUOTES: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
]

const ITEM_MARK =
  /^\s*(（[一二三四五六七八九十]+）|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九]是|\d+[.．、]|[①-⑳])/

/** A list inside one paragraph: what stands before its colon; `null` past its end, `undefined` where there is none. */
function inlineLeadIn(text: string, around: Span, offset: number): Span | null | undefined {
  const before = text.slice(around.start, offset)
  const colon = Math.max(before.lastIndexOf('：'), before.lastIndexOf(':'))
  if (colon < 0) return undefined
  const after = before.slice(colon + 1)
  // Items may be sentences of their own, but each begins with its mark: what follows without one is past the list.
  const last = after.slice(Math.max(after.lastIndexOf('。'), after.lastIndexOf('\n')) + 1)
  if (last !== after && !ITEM_MARK.test(last)) return after.includes('\n') ? undefined : null
  const start = Math.max(before.lastIndexOf('。', colon), before.lastIndexOf('\n', colon)) + 1
  return { start: around.start + start, end: around.start + colon + 1 }
}

const PART_MEMBERS: Record<Exclude<PartName, '正文'>, keyof FrontMatter> = {
  标题: 'title',
  发文机关: 'issuer',
  文号: 'number',
  主送机关: 'addressees',
  落款: 'signature',
  成文日期: 'date',
  施行日期: 'effective',
  有效期: 'validity',
  依据: 'basis',
  废止条款: 'repeals',
  解释条款: 'interpretation',
  适用范围: 'scope',
  附件: 'annexes',
}

function partSpans(frontMatter: FrontMatter, part: PartName): readonly Span[] {
  if (part === '正文') return []
  const value = frontMatter[PART_MEMBERS[part]]
  if (value === null) return []
  return Array.isArray(value) ? (value as readonly Span[]) : [value as Span]
}
