import { basename } from 'node:path'
import {
  compileRuleSet,
  type ExampleFailure,
  Problems,
  RuleSetError,
  type RuleSetSource,
  type RuleSource,
  readExceptions,
  readFigures,
  readLexicons,
  readRuleFile,
  runExamples,
} from '@hongxian/shared/rule'
import { compileSound } from './compile-sound.ts'
import { digestOf } from './digest.ts'
import { applyLayer, readPackInfo } from './layer.ts'
import { type LocatedProblem, type ParsedYaml, parseYaml } from './parse-yaml.ts'

/** One file of an office's pack as its author typed it. */
export interface LayerFile {
  /** `pack.yaml`, `lexicons.yaml`, or the 审核事项 of rules: `set.fee.yaml`. */
  readonly name: string
  readonly text: string
}

/** What a layer can change. */
export type Layered = Pick<RuleSetSource, 'lexicons' | 'exceptions' | 'packs' | 'rules'> & {
  readonly figures: NonNullable<RuleSetSource['figures']>
}

const SHARED_FILES = ['lexicons.yaml', 'exceptions.yaml', 'figures.yaml']

/**
 * Lay an office's pack over a rule set.
 *
 * @param pack what the ids of its rules begin with
 * @param labelOf how problems name a file
 */
export function layerOver(
  base: Layered,
  files: readonly LayerFile[],
  pack: string,
  labelOf: (name: string) => string = (name) => name,
): { layered: Layered; problems: readonly LocatedProblem[] } {
  const problems: LocatedProblem[] = []
  const read = (name: string): ParsedYaml | null => {
    const file = files.find((one) => one.name === name)
    if (!file) return null
    const parsed = parseYaml(file.text, labelOf(name))
    problems.push(...parsed.problems)
    return parsed.value === null ? null : parsed
  }
  const readWith = <Value>(name: string, reader: (value: unknown, problems: Problems) => Value[]): Value[] => {
    const parsed = read(name)
    if (!parsed) return []
    const found = new Problems()
    const values = reader(parsed.value, found)
    problems.push(...found.all.map(parsed.locate))
    return values
  }
  const lexicons = readWith('lexicons.yaml', (value, found) => [...readLexicons(value, [], found)])
  const exceptions = readWith('exceptions.yaml', (value, found) => [...readExceptions(value, found)])
  const figures = readWith('figures.yaml', (value, found) => [...readFigures(value, found)])
  const named = new Set(lexicons.map(({ name }) => name))
  const numbered = new Set(figures.map(({ id }) => id))
  const layered = {
    // One of the same name takes the place of the built-in one.
    lexicons: [...base.lexicons.filter(({ name }) => !named.has(name)), ...lexicons],
    exceptions: [...base.exceptions, ...exceptions],
    figures: [...base.figures.filter(({ id }) => !numbered.has(id)), ...figures],
    packs: [...base.packs],
    rules: [...base.rules],
  }
  const parsedPack = read('pack.yaml')
  if (parsedPack) {
    const applied = applyLayer(parsedPack.value, base.rules)
    const { info, problems: faults } = readPackInfo(parsedPack.value)
    layered.rules = applied.rules
    layered.packs.push(info)
    problems.push(...[...applied.problems, ...faults].map(parsedPack.locate))
  }
  for (const { name } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name === 'pack.yaml' || SHARED_FILES.includes(name)) continue
    const parsed = read(name)
    if (!parsed) continue
    const own = readRuleFile(parsed.value, `${pack}/${basename(name, '.yaml')}`)
    layered.rules.push(...own.rules)
    layered.lexicons.push(...own.lexicons)
    problems.push(...own.problems.map(parsed.locate))
  }
  return { layered, problems }
}

/** Under this name stand the rules that an office wrote in the service: `office/set.fee#deposit`. */
export const OFFICE_PACK = 'office'

/** What there is to say of an office's pack before it is published. */
export interface LayerReport {
  /** As its pack.yaml has it. */
  readonly name: string
  /** Mistakes, examples that do not come out as they must, and warnings: by file and line. */
  readonly problems: readonly LocatedProblem[]
  readonly added: readonly Pick<RuleSource, 'id' | 'code' | 'severity' | 'summary'>[]
  readonly disabled: readonly Pick<RuleSource, 'id' | 'code' | 'severity' | 'summary'>[]
  readonly changed: readonly (Pick<RuleSource, 'id' | 'code' | 'severity' | 'summary'> & {
    readonly before: RuleSource['severity']
  })[]
  /** How many examples were tried. */
  readonly examples: number
}

export const isSound = ({ problems }: Pick<LayerReport, 'problems'>): boolean =>
  problems.every(({ isWarning }) => isWarning)

const layeredOf = ({ lexicons, exceptions, packs, rules, figures = [] }: Omit<RuleSetSource, 'digest'>): Layered => ({
  lexicons,
  exceptions,
  packs,
  rules,
  figures,
})

/** Lay an office's files over the built-in rule set. Worth publishing only where `reportLayer` finds nothing wrong. */
export function buildLayer(base: RuleSetSource, files: readonly LayerFile[]): RuleSetSource {
  const { digest: _, ...rest } = base
  const body = { ...rest, ...layerOver(layeredOf(rest), files, OFFICE_PACK).layered }
  return { digest: digestOf(body), ...body }
}

/**
 * Read an office's files and run the examples: those of its own rules, and of all where it changes word lists, exceptions or
 * figures that built-in rules use.
 *
 * @param asOf YYYY-MM-DD, for the examples
 */
export function reportLayer(base: RuleSetSource, files: readonly LayerFile[], asOf: string): LayerReport {
  const { layered, problems: read } = layerOver(layeredOf(base), files, OFFICE_PACK)
  const problems = [...missingPack(files), ...read]
  const isOwn = ({ id }: { id: string }) => id.startsWith(`${OFFICE_PACK}/`)
  const own = layered.rules.filter(isOwn)
  const touchesAll = files.some(({ name }) => SHARED_FILES.includes(name))
  const tried = touchesAll ? layered : { ...layered, rules: own, figures: [] }
  const { reader: _, ...light } = base
  const places = new Places(files)
  const lists = brokenLists(base, layered, files)
  problems.push(...lists)
  // With a broken list, every rule that uses it would be told as broken, one compilation after the other.
  if (lists.length > 0) return { name: layered.packs.at(-1)?.name ?? '', problems, ...NOTHING }
  const compiled = compileSound({ source: { ...light, ...tried, digest: '' }, problems: [] })
  problems.push(...compiled.problems.map((problem) => places.ofRule(problem.file.replace('.yaml#', '#'), problem)))
  const failures = runExamples(compiled.ruleSet, { asOf })
  problems.push(...failures.map((failure) => places.ofFailure(failure)))
  const before = new Map(base.rules.map((rule) => [rule.id, rule]))
  const kept = new Set(layered.rules.map(({ id }) => id))
  const brief = ({ id, code, severity, summary }: RuleSource) => ({ id, code, severity, summary })
  return {
    name: layered.packs.at(-1)?.name ?? '',
    problems,
    added: own.map(brief),
    disabled: base.rules.filter(({ id }) => !kept.has(id)).map(brief),
    changed: layered.rules.flatMap((rule) => {
      const was = before.get(rule.id)
      return was && was.severity !== rule.severity ? [{ ...brief(rule), before: was.severity }] : []
    }),
    examples: compiled.ruleSet.rules.reduce(
      (sum, { source: { examples } }) => sum + examples.finds.length + examples.passes.length,
      0,
    ),
  }
}

const NOTHING = { added: [], disabled: [], changed: [], examples: 0 }

/** Word lists of the office that name a list which is not there, or themselves in a circle. */
function brokenLists(base: RuleSetSource, { lexicons }: Layered, files: readonly LayerFile[]): LocatedProblem[] {
  const text = files.find(({ name }) => name === 'lexicons.yaml')?.text
  const [rule] = base.rules
  if (text === undefined || rule === undefined) return []
  const { locate } = parseYaml(text, 'lexicons.yaml')
  const known = new Set(base.lexicons)
  return lexicons.flatMap(({ name }, i) => {
    if (known.has(lexicons[i] as (typeof lexicons)[number]) || name.includes('/')) return []
    const trial: RuleSource = {
      ...rule,
      unless: [],
      circumstances: [],
      withoutExceptions: [],
      pattern: { kind: 'lexicon', name },
    }
    try {
      compileRuleSet({ ...base, lexicons, rules: [trial], exceptions: [], figures: [] })
      return []
    } catch (error) {
      if (!(error instanceof RuleSetError)) throw error
      // Lists that conditions read are compiled with every other; the mistake is told where it stands.
      const missing = /〔(.+?)〕/.exec(error.message)?.[1]
      if (missing !== undefined && !JSON.stringify(lexicons[i]).includes(`"${missing}"`)) return []
      return [locate({ place: [name], detail: error.message })]
    }
  })
}

const missingPack = (files: readonly LayerFile[]): LocatedProblem[] =>
  files.some(({ name }) => name === 'pack.yaml')
    ? []
    : [{ file: 'pack.yaml', line: 1, column: 1, detail: '缺少 pack.yaml，规则包的名称写在这里', isWarning: false }]

/** Where in an office's files a rule or an example stands. */
class Places {
  readonly #files: readonly LayerFile[]

  constructor(files: readonly LayerFile[]) {
    this.#files = files
  }

  ofRule(ruleId: string, { detail }: { readonly detail: string }): LocatedProblem {
    return this.#at(ruleId, [], detail)
  }

  ofFailure({ ruleId, expected, index, example, found }: ExampleFailure): LocatedProblem {
    const quoted = `“${example.length > 60 ? `${example.slice(0, 60)}…` : example}”`
    const detail = expected === 'finds' ? `示例${quoted}应发现而没有发现` : `示例${quoted}不应发现，却发现了“${found}”`
    return this.#at(ruleId, ['示例', expected === 'finds' ? '应发现' : '不应发现', index], detail)
  }

  #at(ruleId: string, within: readonly (string | number)[], detail: string): LocatedProblem {
    const [file = '', number = ''] = ruleId.split('#')
    const name = `${file.replace(`${OFFICE_PACK}/`, '')}.yaml`
    const text = file.startsWith(`${OFFICE_PACK}/`) ? this.#files.find((one) => one.name === name)?.text : undefined
    if (text === undefined) {
      // What is wrong with a built-in rule, or with a list, comes from the lists that were changed.
      const shared = this.#files.find((one) => SHARED_FILES.includes(one.name))?.name ?? 'pack.yaml'
      return { file: shared, line: 1, column: 1, detail: `影响到规则 ${ruleId}：${detail}`, isWarning: false }
    }
    const parsed = parseYaml(text, name)
    const rules = (parsed.value as { 规则?: unknown } | null)?.规则
    const index = Array.isArray(rules) ? rules.findIndex((rule) => String(rule?.编号) === number) : -1
    return parsed.locate({ place: index < 0 ? [] : ['规则', index, ...within], detail })
  }
}
