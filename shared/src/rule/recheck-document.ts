import { clauseAt, type FrontMatter, type ParsedDocument, type Sentence } from '../document/index.ts'
import { findCitations } from '../law/index.ts'
import type { Reader } from '../reader/index.ts'
import type { Span } from '../text/index.ts'
import { CheckContext } from './check-context.ts'
import { type CheckOptions, readerOf } from './check-document.ts'
import { type CheckRun, finish, placeKey, runCheck, type Spoken, speak } from './check-run.ts'
import { type CitedLaw, catalogueOf, citedLaws } from './cited-laws.ts'
import type { CompiledPattern, CompiledRule, RuleSet } from './compiled.ts'
import type { Finding } from './finding.ts'
import { localityOf, setsThatDecide } from './locality.ts'
import { MATCHERS } from './matchers/index.ts'
import { type TextEdit, TextIndex } from './text-index.ts'

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
  const region = regionOf(before, edited, edit)
  if (region === null) return runCheck(edited, ruleSet, options)
  const citations = carryCitations(previous, edited, ruleSet, edit, region)
  if (citations === 'changed') return runCheck(edited, ruleSet, options)
  return new Recheck(previous, edited, edit, region, citations).run(options)
}

/** First and last difference of two texts. */
export function findEdit(before: string, after: string): TextEdit {
  const limit = Math.min(before.length, after.length)
  const start = commonPrefix(before, after, limit)
  let end = 0
  while (end < limit - start && isTailEqual(before, after, end, Math.min(BLOCK, limit - start - end)))
    end += Math.min(BLOCK, limit - start - end)
  while (end < limit - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++
  return { start, endA: before.length - end, endB: after.length - end }
}

// Slices of a block are compared at once, far faster than unit by unit.
const BLOCK = 2048

function commonPrefix(before: string, after: string, limit: number): number {
  let start = 0
  while (start + BLOCK <= limit && before.slice(start, start + BLOCK) === after.slice(start, start + BLOCK))
    start += BLOCK
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++
  return start
}

function isTailEqual(before: string, after: string, end: number, size: number): boolean {
  const a = before.length - end
  const b = after.length - end
  return before.slice(a - size, a) === after.slice(b - size, b)
}

const shiftOf = ({ endA, endB }: TextEdit) => endB - endA

/** Where an offset outside the edit stands now; an offset within it has no place. */
function isMoved(before: number, after: number, edit: TextEdit): boolean {
  if (before < edit.start) return after === before
  if (before > edit.endA) return after === before + shiftOf(edit)
  // At the very edges both readings are true.
  if (before === edit.start && after === before) return true
  return before === edit.endA && after === before + shiftOf(edit)
}

/** Kind, issuer and what stands around the provisions: every rule may look at them. */
function hasSameFacts(before: ParsedDocument, after: ParsedDocument, edit: TextEdit): boolean {
  return (
    before.kind === after.kind &&
    before.issuerLevel === after.issuerLevel &&
    before.fragment === after.fragment &&
    before.nodes.length === after.nodes.length &&
    before.nodes.every((node, i) => {
      const other = after.nodes[i]!
      return (
        node.kind === other.kind &&
        node.parent === other.parent &&
        node.number === other.number &&
        isMoved(node.start, other.start, edit) &&
        isMoved(node.end, other.end, edit)
      )
    }) &&
    hasSameFrontMatter(before.frontMatter, after.frontMatter, edit)
  )
}

function hasSameFrontMatter(before: FrontMatter, after: FrontMatter, edit: TextEdit): boolean {
  return (Object.keys(before) as (keyof FrontMatter)[]).every((name) => {
    const a = partsOf(before[name])
    const b = partsOf(after[name])
    return (
      a.length === b.length &&
      a.every((part, i) => {
        const other = b[i]!
        return (
          part.value === other.value && isMoved(part.start, other.start, edit) && isMoved(part.end, other.end, edit)
        )
      })
    )
  })
}

const partsOf = (part: FrontMatter[keyof FrontMatter]) => (part === null ? [] : 'value' in part ? [part] : part)

/** The changed clauses, in the edited text; `null` when the change reaches beyond what a clause holds. */
function regionOf(before: ParsedDocument, edited: ParsedDocument, edit: TextEdit): Span | null {
  const after = hullOf(edited, edit.start, edit.endB)
  const old = hullOf(before, edit.start, edit.endA)
  if (after === null || old === null) return null
  const shift = shiftOf(edit)
  const start = Math.min(after.start, old.start)
  const end = Math.max(after.end, old.end + shift)
  const region = { start, end }
  return hasSameSentences(before, edited, region, shift) ? region : null
}

const LEADING = ['article', 'paragraph', 'item', 'heading']

/** Whole units (款, 条) around `[from, to]`, and the whole of a list whose lead-in is touched. */
function hullOf(document: ParsedDocument, from: number, to: number): Span | null {
  const { text } = document
  const index = TextIndex.unitsOnly(document)
  let start = from
  let end = to
  for (const offset of [from - 1, from, to - 1, to]) {
    if (offset < 0 || offset > text.length) continue
    const node = clauseAt(document, Math.min(offset, Math.max(0, text.length - 1)))
    if (node.children.length > 0) {
      if (!LEADING.includes(node.kind)) {
        if (offset >= from && offset < to) return null
      } else {
        start = Math.min(start, node.start)
        end = Math.max(end, node.end)
      }
    }
    for (const scope of ['sentence', 'paragraph', 'article'] as const) {
      const unit = index.unit(scope, Math.min(offset, Math.max(0, text.length - 1)))
      start = Math.min(start, unit.start)
      end = Math.max(end, unit.end)
    }
  }
  return { start, end }
}

function hasSameSentences(before: ParsedDocument, after: ParsedDocument, region: Span, shift: number): boolean {
  const a = before.sentences
  const b = after.sentences
  let head = 0
  while (head < a.length && a[head]!.start < region.start) {
    const other = b[head]
    if (other === undefined || other.start !== a[head]!.start || other.end !== a[head]!.end) return false
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

/** The citations of the edited text: those of before, moved, when the changed clauses neither hold nor held any. */
function carryCitations(
  previous: CheckRun,
  edited: ParsedDocument,
  ruleSet: RuleSet,
  edit: TextEdit,
  region: Span,
): readonly CitedLaw[] | 'changed' | null {
  const old = previous.context.computed<readonly CitedLaw[]>('citations')
  if (old === undefined) return null
  const shift = shiftOf(edit)
  const regionA = { start: region.start, end: region.end - shift }
  const isOutside = ({ citation }: CitedLaw) => citation.end <= regionA.start || citation.start >= regionA.end
  const words = edited.text.slice(region.start, region.end)
  if (old.every(isOutside) && !maySpeakOfLaw(words, old, ruleSet)) return old.map((one) => moveCitation(one, edit))
  const context = new CheckContext(edited, ruleSet, previous.context.asOf)
  const all = citedLaws(context)
  const outside = old.filter(isOutside).map((one) => moveCitation(one, edit))
  const now = all.filter(({ citation }) => citation.end <= region.start || citation.start >= region.end)
  const isSame = now.length === outside.length && now.every((one, i) => isSameCitation(one, outside[i]!))
  return isSame ? all : 'changed'
}

function maySpeakOfLaw(words: string, known: readonly CitedLaw[], ruleSet: RuleSet): boolean {
  if (/[《》]|简称/.test(words) || findCitations({ text: words }, catalogueOf(ruleSet)).length > 0) return true
  return known.some(
    ({ citation }) => citation.via === 'alias' && citation.written !== '' && words.includes(citation.written),
  )
}

function moveCitation(one: CitedLaw, edit: TextEdit): CitedLaw {
  const shift = shiftOf(edit)
  if (shift === 0 || one.citation.start < edit.start) return one
  const { citation, status } = one
  return { citation: { ...citation, start: citation.start + shift, end: citation.end + shift }, status }
}

const isSameCitation = (a: CitedLaw, b: CitedLaw) =>
  a.citation.start === b.citation.start &&
  a.citation.end === b.citation.end &&
  a.citation.title === b.citation.title &&
  a.citation.role === b.citation.role &&
  a.status.status === b.status.status &&
  a.status.reason === b.status.reason

/** First sentence that starts at or after an offset. */
function firstFrom(sentences: readonly Sentence[], offset: number): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sentences[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

class Recheck {
  readonly #previous: CheckRun
  readonly #edit: TextEdit
  readonly #region: Span
  readonly #regionA: Span
  readonly #local: CheckContext
  readonly #whole: CheckContext
  readonly #oldWords: string
  readonly #newWords: string
  readonly #areCitationsSame: boolean
  #oldIndex: TextIndex | null = null
  readonly #changed = new Map<CompiledPattern, boolean>()

  constructor(
    previous: CheckRun,
    edited: ParsedDocument,
    edit: TextEdit,
    region: Span,
    citations: readonly CitedLaw[] | null,
  ) {
    const { ruleSet, asOf, document } = previous.context
    this.#previous = previous
    this.#edit = edit
    this.#region = region
    this.#regionA = { start: region.start, end: region.end - shiftOf(edit) }
    this.#whole = new CheckContext(edited, ruleSet, asOf)
    this.#local = new CheckContext(edited, ruleSet, asOf, region, this.#whole)
    this.#whole.carryIndex(previous.context, edit)
    this.#oldWords = document.text.slice(this.#regionA.start, this.#regionA.end)
    this.#newWords = edited.text.slice(region.start, region.end)
    const held = previous.context.computed<readonly CitedLaw[]>('citations')
    this.#areCitationsSame =
      citations === null ||
      (held?.length === citations.length && citations.every((one, i) => one.status === held[i]!.status))
    if (citations !== null) for (const context of [this.#local, this.#whole]) context.preset('citations', citations)
  }

  run(options: CheckOptions): CheckRun {
    const spoken = new Map<number, readonly Spoken[]>()
    for (const rule of this.#whole.ruleSet.rules) {
      const said = this.#speak(rule)
      if (said.length > 0) spoken.set(rule.order, said)
    }
    const reader = readerOf(this.#whole.ruleSet, options)
    if (reader === null) return finish(this.#whole, spoken, [], null)
    const reach = this.#reachOfReading()
    return finish(this.#whole, spoken, this.#readAgain(reader, reach), this.#carryAnswers(reader, reach))
  }

  /** The changed clauses with a sentence on either side: the reader hears what stands beside a sentence. */
  #reachOfReading(): Span {
    const { sentences } = this.#whole.document
    const { start, end } = this.#region
    return {
      start: sentences[firstFrom(sentences, start) - 1]?.start ?? start,
      end: sentences[firstFrom(sentences, end)]?.end ?? end,
    }
  }

  #readAgain(reader: Reader, { start, end }: Span): readonly Finding[] {
    const endA = end - shiftOf(this.#edit)
    const held = this.#previous.read
    const before = held.filter((one) => one.end <= start)
    const after = held.filter((one) => one.start >= endA).map((one) => this.#moveFinding(one))
    const again = reader.read(this.#whole.document, { start, end }).filter((one) => start < one.end && one.start < end)
    return [...before, ...again, ...after]
  }

  /** The reader with what it said before of words that are the same. */
  #carryAnswers(reader: Reader, { start, end }: Span): Reader {
    const { readings } = this.#previous
    const shift = shiftOf(this.#edit)
    return {
      ...reader,
      weigh: (document, span) => {
        const moved = span.start >= end ? shift : 0
        const isOutside = span.end <= start || span.start >= end
        const held = isOutside
          ? readings.get(placeKey({ start: span.start - moved, end: span.end - moved }))
          : undefined
        return held ?? reader.weigh(document, span)
      },
    }
  }

  #speak(rule: CompiledRule): readonly Spoken[] {
    const held = this.#previous.spoken.get(rule.order) ?? []
    const { kind, isWide } = localityOf(rule)
    if (kind === 'whole' || this.#touchesFar(rule)) return speak(rule, this.#whole)
    if (kind !== 'matcher' || (MATCHERS[rule.matcher!]!.reads === 'clause' && !isWide))
      return this.#speakAgainInRegion(rule, held)
    return isWide || this.#touchesMatcher(rule) || this.#touchesFindings(held)
      ? speak(rule, this.#whole)
      : held.map((one) => this.#move(one))
  }

  #speakAgainInRegion(rule: CompiledRule, held: readonly Spoken[]): readonly Spoken[] {
    const said = speak(rule, this.#local, this.#region)
    if (held.length === 0) return said
    const kept = held.filter(({ unit }) => unit.end <= this.#regionA.start || unit.start >= this.#regionA.end)
    const before = kept.filter(({ unit }) => unit.end <= this.#regionA.start)
    const after = kept.slice(before.length)
    return [...before, ...said, ...after.map((one) => this.#move(one))]
  }

  #touchesMatcher(rule: CompiledRule): boolean {
    const matcher = MATCHERS[rule.matcher!]!
    if (matcher.reads === 'structure' || matcher.reads === 'clause') return true
    if (matcher.reads === 'citations') return !this.#areCitationsSame
    return matcher.touches === undefined || matcher.touches.test(this.#oldWords) || matcher.touches.test(this.#newWords)
  }

  /** Is the answer to a condition about the whole document another one now? */
  #touchesFar(rule: CompiledRule): boolean {
    const { far, hasCitations } = localityOf(rule)
    if (hasCitations && !this.#areCitationsSame) return true
    return far.some((pattern) => this.#isChanged(pattern))
  }

  #isChanged(pattern: CompiledPattern): boolean {
    const known = this.#changed.get(pattern)
    if (known !== undefined) return known
    const stood = this.#previous.context.standsAnywhere(pattern)
    if (!this.#mayChange(pattern)) this.#whole.presetAnywhere(pattern, stood)
    const isChanged = this.#whole.standsAnywhere(pattern) !== stood
    this.#changed.set(pattern, isChanged)
    return isChanged
  }

  #mayChange(pattern: CompiledPattern): boolean {
    const sets = setsThatDecide(pattern)
    if (sets === null) return true
    this.#oldIndex ??= new TextIndex(this.#previous.context.document, this.#whole.ruleSet, this.#regionA)
    return sets.some((set) => this.#local.index.count(set) > 0 || this.#oldIndex!.count(set) > 0)
  }

  #touchesFindings(held: readonly Spoken[]): boolean {
    return held.some(({ finding }) => finding.start < this.#regionA.end && this.#regionA.start < finding.end)
  }

  #move(one: Spoken): Spoken {
    const shift = shiftOf(this.#edit)
    if (shift === 0 || one.finding.start < this.#regionA.end) return one
    const { start, end } = one.unit
    return { unit: { start: start + shift, end: end + shift }, finding: this.#moveFinding(one.finding) }
  }

  #moveFinding(finding: Finding): Finding {
    const shift = shiftOf(this.#edit)
    if (shift === 0) return finding
    const { start, end, fix } = finding
    const moved = { ...finding, start: start + shift, end: end + shift }
    return fix === undefined ? moved : { ...moved, fix: { ...fix, start: fix.start + shift, end: fix.end + shift } }
  }
}
