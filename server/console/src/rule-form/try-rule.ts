import type { RuleFileText } from '@hongxian/shared/api'
import { type DocumentKind, type IssuerLevel, parseDocument } from '@hongxian/shared/document'
import {
  type CompiledRule,
  compileRuleSet,
  type Explanation,
  explainRule,
  type Lexicon,
  type Pattern,
  Problems,
  type RuleSet,
  RuleSetError,
  type RuleSetSource,
  readExceptions,
  readLexicons,
  readRuleFile,
  runExamples,
} from '@hongxian/shared/rule'
import { readFile } from './rule-file.ts'
import { isValues, listOf, type Path, type Values } from './value.ts'

/** Word lists, exceptions and laws that rules of the office can use. */
export type Base = Pick<RuleSetSource, 'lexicons' | 'exceptions' | 'reference' | 'engine'>

/** The built-in lists with those of the office over them, as far as they can be read. */
export function layBase(builtIn: Base, files: readonly RuleFileText[]): Base {
  const parsed = (name: string) => {
    const file = files.find((one) => one.name === name)
    return file ? readFile(file).value : null
  }
  const own = parsed('lexicons.yaml')
  const lexicons = own ? readLexicons(own, [], new Problems()) : []
  const named = new Set(lexicons.map(({ name }) => name))
  const exceptions = readExceptions(parsed('exceptions.yaml') ?? [], new Problems())
  return {
    engine: builtIn.engine,
    reference: builtIn.reference,
    lexicons: [...builtIn.lexicons.filter(({ name }) => !named.has(name)), ...lexicons],
    exceptions: [...builtIn.exceptions, ...exceptions],
  }
}

/** A mistake at its place in the rule. */
export interface Fault {
  readonly path: Path
  readonly detail: string
  readonly isWarning: boolean
}

export type ExampleState = 'right' | 'wrong' | 'blank'

/** A rule as far as it is written, ready to be tried. */
export interface Trial {
  readonly faults: readonly Fault[]
  /** In the order of the lists. */
  readonly finds: readonly ExampleState[]
  readonly passes: readonly ExampleState[]
  /** `null` while it cannot be run. */
  readonly judge: ((text: string, as: TriedAs) => Explanation) | null
  /** The kind and level that its examples are read as. */
  readonly usual: TriedAs
}

export interface TriedAs {
  readonly kind: DocumentKind | null
  readonly issuerLevel: IssuerLevel | null
  /** A whole document rather than a passage. */
  readonly isWhole: boolean
}

const isBlank = (example: unknown): boolean => String((isValues(example) ? example.文 : example) ?? '').trim() === ''

/** @param asOf YYYY-MM-DD, the day whose law counts */
export function tryRule(base: Base, file: Values, rule: Values, asOf: string): Trial {
  const lists = isValues(rule.示例) ? rule.示例 : {}
  const written = (key: string) => listOf(lists[key]).filter((example) => !isBlank(example))
  const value = { ...file, 规则: [{ ...rule, 示例: { 应发现: written('应发现'), 不应发现: written('不应发现') } }] }
  const { rules, lexicons, problems } = readRuleFile(value, 'office/trial')
  const faults = problems.map(({ place, detail, isWarning }): Fault => {
    const path = place[0] === '规则' ? place.slice(2) : place
    return { path: path[0] === '示例' ? path.slice(0, 2) : path, detail, isWarning: isWarning === true }
  })
  const [source] = rules
  const states = (key: string, failed: ReadonlySet<number>, isRun: boolean) => {
    let at = -1
    return listOf(lists[key]).map((example): ExampleState => {
      if (isBlank(example)) return 'blank'
      at++
      return isRun && !failed.has(at) ? 'right' : 'wrong'
    })
  }
  const none: TriedAs = { kind: 'normative', issuerLevel: null, isWhole: false }
  if (!source) return { faults, finds: [], passes: [], judge: null, usual: none }
  const compiled = compileAlone(base, { ...source, authority: source.authority }, lexicons)
  if (compiled instanceof RuleSetError)
    return {
      faults: [...faults, { path: ['匹配'], detail: compiled.message, isWarning: false }],
      finds: states('应发现', new Set(), false),
      passes: states('不应发现', new Set(), false),
      judge: null,
      usual: none,
    }
  const { ruleSet, compiledRule } = compiled
  const failures = runExamples(ruleSet, { asOf })
  const failed = (expected: string) =>
    new Set(failures.filter((failure) => failure.expected === expected).map(({ index }) => index))
  return {
    faults,
    finds: states('应发现', failed('finds'), true),
    passes: states('不应发现', failed('passes'), true),
    judge: (text, { kind, issuerLevel, isWhole }) => {
      const document = parseDocument(text, {
        ...(kind === null ? {} : { kind }),
        ...(issuerLevel === null ? {} : { issuerLevel }),
        fragment: !isWhole,
      })
      return explainRule(compiledRule, document, ruleSet, { asOf })
    },
    usual: {
      kind: source.applies.kinds?.[0] ?? 'normative',
      issuerLevel: source.applies.issuerLevels?.[0] ?? null,
      isWhole: false,
    },
  }
}

function compileAlone(
  base: Base,
  rule: RuleSetSource['rules'][number],
  lexicons: readonly Lexicon[],
): { readonly ruleSet: RuleSet; readonly compiledRule: CompiledRule } | RuleSetError {
  try {
    const ruleSet = compileRuleSet({
      ...base,
      digest: '',
      packs: [],
      lexicons: [...base.lexicons, ...lexicons],
      rules: [rule],
      figures: [],
    })
    return { ruleSet, compiledRule: ruleSet.rules[0] as CompiledRule }
  } catch (error) {
    if (error instanceof RuleSetError) return error
    throw error
  }
}

/** Names of the lists that a rule can use, with their words as one may read them. */
export function listLexicons(base: Base, file: Values): ReadonlyMap<string, readonly string[]> {
  const own = file.词表 === undefined ? [] : readLexicons(file.词表, [], new Problems())
  return new Map(
    [...own, ...base.lexicons.filter(({ name }) => !name.includes('/'))].map(({ name, of }) => [name, of.map(wordOf)]),
  )
}

function wordOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'literal':
      return pattern.text
    case 'lexicon':
      return `〔${pattern.name}〕`
    case 'number':
      return `〔${pattern.class}〕`
    case 'any':
      return pattern.of.map(wordOf).join('／')
    case 'sequence':
      return pattern.parts.map(({ pattern: part, gap }, i) => (i > 0 && gap.max > 0 ? '…' : '') + wordOf(part)).join('')
    case 'where':
    case 'slot':
      return wordOf(pattern.pattern)
    default:
      return ''
  }
}
