import type { DocumentKind } from '../document/index.ts'
import { compileReader, type Reader, type ReaderWeights } from '../reader/index.ts'
import type {
  CompiledCondition,
  CompiledException,
  CompiledFigure,
  CompiledPart,
  CompiledPattern,
  CompiledRule,
  Requirement,
  RuleSet,
} from './compiled.ts'
import { type FigureSource, QUANTITY_CLASSES } from './figure.ts'
import { MATCHERS } from './matchers/index.ts'
import { listNeeds } from './needs.ts'
import type { Condition, NumberClass, Pattern } from './pattern.ts'
import type { RuleSetSource, RuleSource } from './rule-set-source.ts'
import { buildAutomaton, foldWord } from './word-automaton.ts'

/** A rule names a lexicon, an exception or a matcher that does not exist, or lists refer to one another in a circle. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError'
  readonly ruleId: string

  constructor(ruleId: string, detail: string) {
    super(detail)
    this.ruleId = ruleId
  }
}

/** Lexicons that conditions read; an absent one is empty. */
const NAMED_LEXICONS = [
  '行政机关',
  '相对人',
  '下级机关',
  '司法机关',
  '任何人',
  '介词',
  '应当词',
  '不得词',
  '可以词',
  '鼓励词',
  '后果处罚',
  '后果不予办理',
  '后果列入名单',
  '后果强制',
  '后果收费',
  '后果取消',
] as const

/**
 * Number the words, resolve the lexicons, and find out what each rule cannot do without.
 *
 * @throws RuleSetError for a name that leads nowhere
 */
export function compileRuleSet(source: RuleSetSource): RuleSet {
  const compiler = new Compiler(source)
  const exceptions = new Map(source.exceptions.map((exception) => [exception.id, compiler.exception(exception)]))
  const rules = source.rules.map((rule, order) => compiler.rule(rule, order, exceptions))
  const figures = (source.figures ?? []).map((figure) => compiler.figure(figure))
  const named = new Map(NAMED_LEXICONS.map((name) => [name as string, compiler.lexiconOrEmpty(name)]))
  return {
    digest: source.digest,
    source,
    rules,
    exceptions,
    figures,
    automaton: buildAutomaton(compiler.words),
    words: compiler.words,
    sets: compiler.sets,
    requirements: compiler.requirements,
    needs: listNeeds(rules.flatMap(({ alternatives }) => alternatives.map(({ requirements }) => requirements))),
    named,
    reader: source.reader === undefined ? null : lazyReader(source.reader),
  }
}

function lazyReader(weights: ReaderWeights): Reader {
  let reader: Reader | null = null
  const unpacked = (): Reader => {
    reader ??= compileReader(weights)
    return reader
  }
  return {
    read: (document, within) => unpacked().read(document, within),
    weigh: (document, span) => unpacked().weigh(document, span),
    evidence: weights.evidence,
  }
}

class Compiler {
  readonly words: string[] = []
  readonly sets: (readonly number[])[] = []
  readonly requirements: Requirement[] = []
  readonly #wordIds = new Map<string, number>()
  /** The last set of each hash, and of each set the one before it of the same hash; -1 where there is none. */
  readonly #setIds = new Map<number, number>()
  readonly #setBefore: number[] = []
  readonly #requirementIds = new Map<string, Requirement>()
  readonly #requirementsOfWords = new Map<number, Requirement>()
  readonly #lexicons: ReadonlyMap<string, readonly Pattern[]>
  readonly #resolved = new Map<string, CompiledPattern>()
  readonly #open = new Set<string>()
  #ruleId = ''
  #alternatives = 0

  constructor(source: RuleSetSource) {
    this.#lexicons = new Map(source.lexicons.map((lexicon) => [lexicon.name, lexicon.of]))
  }

  rule(source: RuleSource, order: number, exceptions: ReadonlyMap<string, CompiledException>): CompiledRule {
    this.#ruleId = source.id
    for (const name of source.withoutExceptions)
      if (name !== '全部' && !exceptions.has(name)) throw new RuleSetError(source.id, `没有“${name}”这个例外`)
    const pattern = this.pattern(source.pattern)
    const matcher = matcherOf(pattern)
    const first = this.#alternatives
    const { alternatives, conditions } = this.#alternativesOf(pattern)
    this.#alternatives += alternatives.length
    return {
      source,
      order,
      kinds: new Set(source.applies.kinds ?? kindsBelowLaw(source.code)),
      issuerLevels: source.applies.issuerLevels === undefined ? null : new Set(source.applies.issuerLevels),
      pattern,
      matcher,
      alternatives,
      first,
      conditions,
      unless: source.unless.map((condition) => this.condition(condition)),
      exceptions: [...exceptions.values()].filter((exception) => appliesTo(exception, source)),
      circumstances: source.circumstances.map(({ when, severity }) => ({ when: this.condition(when), severity })),
    }
  }

  exception(source: CompiledException['source']): CompiledException {
    this.#ruleId = source.id
    return {
      source,
      holds: source.holds.map((condition) => this.condition(condition)),
      voidedBy: source.voidedBy.map((condition) => this.condition(condition)),
    }
  }

  figure(source: FigureSource): CompiledFigure {
    this.#ruleId = source.id
    const patternOrNull = (pattern: Pattern | null) => (pattern === null ? null : this.pattern(pattern))
    const after = patternOrNull(source.after)
    const before = patternOrNull(source.before)
    const from = patternOrNull(source.from)
    const frames = [after, before].filter((one) => one !== null)
    return {
      source,
      requirements: distinct([
        ...(frames.length === 1
          ? this.#requirementsOf(frames[0]!)
          : this.#eitherOf(frames.map((frame) => this.#requirementsOf(frame)))),
        ...(from === null ? [] : this.#requirementsOf(from)),
        // 每年, 每季度 are cycles without a number.
        ...(source.isPeriod ? [] : [this.#requirement([], QUANTITY_CLASSES[source.value.quantity])]),
      ]),
      after,
      before,
      from,
      where: source.where.map((condition) => this.condition(condition)),
      unless: source.unless.map((condition) => this.condition(condition)),
    }
  }

  lexiconOrEmpty(name: string): CompiledPattern {
    return this.#lexicons.has(name) ? this.#lexicon(name) : { op: 'any', of: [], needs: [] }
  }

  pattern(pattern: Pattern): CompiledPattern {
    switch (pattern.kind) {
      case 'literal':
        return this.#set([this.#word(pattern.text)])
      case 'lexicon':
        return this.#lexicon(pattern.name)
      case 'number':
        return { op: 'number', class: pattern.class, compare: pattern.compare, units: pattern.units }
      case 'any':
        return this.#anyOf(pattern.of)
      case 'all':
        return { op: 'all', of: pattern.of.map((one) => this.pattern(one)) }
      case 'sequence':
        return { op: 'sequence', parts: pattern.parts.flatMap((part, i) => this.#part(part, i)) }
      case 'where':
        return {
          op: 'where',
          pattern: this.pattern(pattern.pattern),
          conditions: pattern.conditions.map((condition) => this.condition(condition)),
        }
      case 'slot':
        return { op: 'slot', name: pattern.name, pattern: this.pattern(pattern.pattern) }
      case 'edge':
        return { op: 'edge', at: pattern.at }
      case 'matcher':
        if (MATCHERS[pattern.name] === undefined)
          throw new RuleSetError(
            this.#ruleId,
            `没有“${pattern.name}”这个程序；可用的程序：${Object.keys(MATCHERS).join('、')}`,
          )
        return { op: 'matcher', name: pattern.name, options: pattern.options }
    }
  }

  /** A sequence inside a sequence is one sequence: gaps then hold between neighbours whatever the nesting. */
  #part(part: Extract<Pattern, { kind: 'sequence' }>['parts'][number], index: number): CompiledPart[] {
    const pattern = this.pattern(part.pattern)
    const maxGap = index === 0 ? 0 : part.gap.max
    if (pattern.op !== 'sequence' || part.isOptional)
      return [{ pattern, maxGap, without: part.gap.without, isOptional: part.isOptional }]
    return pattern.parts.map((inner, i) => (i === 0 ? { ...inner, maxGap, without: part.gap.without } : inner))
  }

  condition(condition: Condition): CompiledCondition {
    switch (condition.kind) {
      case 'has':
      case 'before':
      case 'after':
      case 'inside':
      case 'lead-in':
      case 'title-has':
        return { ...condition, pattern: this.pattern(condition.pattern) }
      case 'every':
      case 'some':
        return { kind: condition.kind, of: condition.of.map((one) => this.condition(one)) }
      case 'not':
        return { kind: 'not', condition: this.condition(condition.condition) }
      case 'modality':
        return {
          kind: 'has',
          scope: 'phrase',
          pattern: this.#any(condition.of.map((name) => this.lexiconOrEmpty(`${name}词`))),
        }
      case 'consequence':
        return {
          kind: 'has',
          scope: condition.scope,
          pattern: this.#any(condition.of.map((name) => this.lexiconOrEmpty(`后果${name}`))),
        }
      default:
        return condition
    }
  }

  #lexicon(name: string): CompiledPattern {
    const local = `${this.#ruleId.split('#')[0]}/${name}`
    const key = this.#lexicons.has(local) ? local : name
    const known = this.#resolved.get(key)
    if (known !== undefined) return known
    const of = this.#lexicons.get(key)
    if (of === undefined)
      throw new RuleSetError(this.#ruleId, `没有〔${name}〕这个词表，请在 lexicons.yaml 或本文件的“词表”里加上`)
    if (this.#open.has(key)) throw new RuleSetError(this.#ruleId, `词表〔${name}〕引用了自己`)
    this.#open.add(key)
    const pattern = this.#anyOf(of)
    this.#open.delete(key)
    this.#resolved.set(key, pattern)
    return pattern
  }

  /** Words of a list make one set, not a set each. */
  #anyOf(of: readonly Pattern[]): CompiledPattern {
    const words: number[] = []
    const rest: CompiledPattern[] = []
    for (const one of of) {
      if (one.kind === 'literal') words.push(this.#word(one.text))
      else rest.push(this.pattern(one))
    }
    return this.#any(rest, words)
  }

  #any(of: readonly CompiledPattern[], words: readonly number[] = []): CompiledPattern {
    const flat = of.flatMap((one) => (one.op === 'any' ? one.of : [one]))
    const ids = new Set(words)
    const rest: CompiledPattern[] = []
    for (const one of flat) {
      if (one.op === 'set') for (const id of this.sets[one.set]!) ids.add(id)
      else rest.push(one)
    }
    if (ids.size > 0) rest.unshift(this.#set([...ids]))
    if (rest.length === 1) return rest[0]!
    return { op: 'any', of: rest, needs: rest.map((one) => this.#requirementsOf(one)) }
  }

  #set(ids: number[]): CompiledPattern {
    return { op: 'set', set: this.#setId(ids) }
  }

  #setId(ids: number[]): number {
    const sorted = isAscending(ids) ? ids : ids.sort((a, b) => a - b)
    const key = hashOf(sorted)
    let set = this.#setIds.get(key) ?? -1
    while (set >= 0 && !areSame(this.sets[set]!, sorted)) set = this.#setBefore[set]!
    if (set < 0) {
      set = this.sets.length
      this.#setBefore.push(this.#setIds.get(key) ?? -1)
      this.#setIds.set(key, set)
      this.sets.push(sorted)
    }
    return set
  }

  #word(text: string): number {
    const folded = foldWord(text)
    let id = this.#wordIds.get(folded)
    if (id === undefined) {
      id = this.words.length
      this.#wordIds.set(folded, id)
      this.words.push(folded)
    }
    return id
  }

  #alternativesOf(pattern: CompiledPattern): Pick<CompiledRule, 'alternatives' | 'conditions'> {
    const isConditional = pattern.op === 'where'
    const inner = isConditional ? pattern.pattern : pattern
    const alternatives =
      inner.op === 'any'
        ? inner.of.map((one, i) => ({ pattern: one, requirements: inner.needs[i]! }))
        : [{ pattern: inner, requirements: this.#requirementsOf(inner) }]
    return { alternatives, conditions: isConditional ? pattern.conditions : [] }
  }

  /** What must stand in a unit; every requirement must be met. Empty means that nothing can be ruled out beforehand. */
  #requirementsOf(pattern: CompiledPattern): readonly Requirement[] {
    switch (pattern.op) {
      case 'set':
        return [this.#requirement([pattern.set], [])]
      case 'number':
        return [this.#requirement([], [pattern.class])]
      case 'any':
        return this.#eitherOf(pattern.needs)
      case 'sequence':
        return distinct(
          pattern.parts.filter((part) => !part.isOptional).flatMap((part) => this.#requirementsOf(part.pattern)),
        )
      case 'all':
        return distinct(pattern.of.flatMap((one) => this.#requirementsOf(one)))
      case 'where':
      case 'slot':
        return this.#requirementsOf(pattern.pattern)
      default:
        return []
    }
  }

  /** One requirement that each alternative implies: the union of one requirement of each, the narrowest. */
  #eitherOf(alternatives: readonly (readonly Requirement[])[]): readonly Requirement[] {
    if (alternatives.length === 0 || alternatives.some((one) => one.length === 0)) return []
    const chosen = alternatives.map((one) => one.reduce((a, b) => (this.#width(b) < this.#width(a) ? b : a)))
    return [
      this.#requirement(
        chosen.flatMap(({ set }) => (set < 0 ? [] : [set])),
        chosen.flatMap(({ numbers }) => numbers),
      ),
    ]
  }

  #width({ set, numbers }: Requirement): number {
    return (set < 0 ? 0 : this.sets[set]!.length) + AS_WORDS * numbers.length
  }

  #requirement(sets: readonly number[], numbers: readonly NumberClass[]): Requirement {
    const set = sets.length === 1 ? sets[0]! : this.#unionOf(sets)
    if (numbers.length === 0) return this.#newRequirement(this.#requirementsOfWords, set, set, [])
    const classes = [...new Set(numbers)].sort()
    return this.#newRequirement(this.#requirementIds, `${set} ${classes.join(' ')}`, set, classes)
  }

  #newRequirement<K>(known: Map<K, Requirement>, key: K, set: number, numbers: readonly NumberClass[]): Requirement {
    let requirement = known.get(key)
    if (requirement === undefined) {
      requirement = { id: this.requirements.length, set, numbers }
      known.set(key, requirement)
      this.requirements.push(requirement)
    }
    return requirement
  }

  #unionOf(sets: readonly number[]): number {
    const words = new Set<number>()
    for (const set of sets) for (const word of this.sets[set]!) words.add(word)
    return words.size === 0 ? -1 : this.#setId([...words])
  }
}

function isAscending(ids: readonly number[]): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i - 1]! > ids[i]!) return false
  return true
}

function hashOf(ids: readonly number[]): number {
  let hash = ids.length
  for (const id of ids) hash = Math.imul(hash ^ id, 0x9e3779b1)
  return hash
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** A class of numbers stands about as often as so many words. */
const AS_WORDS = 20

const distinct = (requirements: readonly Requirement[]): readonly Requirement[] => [...new Set(requirements)]

function appliesTo(exception: CompiledException, rule: RuleSource): boolean {
  const { id, codes } = exception.source
  if (rule.withoutExceptions.includes(id) || rule.withoutExceptions.includes('全部')) return false
  return codes.length === 0 || codes.some((code) => rule.code === code || rule.code.startsWith(`${code}.`))
}

function matcherOf(pattern: CompiledPattern): string | null {
  if (pattern.op === 'matcher') return pattern.name
  return pattern.op === 'where' ? matcherOf(pattern.pattern) : null
}

const BELOW_LAW: readonly DocumentKind[] = ['normative', 'rule', 'decision', 'contract', 'enforcement', 'other']

/**
 * Kinds a rule speaks about when its file names none. Laws and regulations may set what documents below them may not, so
 * silence about the kind never means them; a citation or the name of an institution is wrong in a draft regulation too.
 */
function kindsBelowLaw(code: string): readonly DocumentKind[] {
  return code.startsWith('cite.') || code.startsWith('institution.') ? [...BELOW_LAW, 'regulation'] : BELOW_LAW
}
