import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseDocument } from '@hongxian/shared/document'
import { type ExampleFailure, explainRule, type RuleSet, runExamples, SEVERITY_NAMES } from '@hongxian/shared/rule'
import { BUILT_IN_PACKS, compileSound, formatProblem, readRuleSet } from '../rule-pack/index.ts'
import { parseKind, parseLevel, refuseValues, today } from './check-options.ts'
import { readProjectRoot } from './project-root.ts'
import { readTextFile } from './read-text-file.ts'
import { suggestRules } from './suggest-rules.ts'

const HELP = `用法：
  hongxian rules test [--only 编号或审核事项] [--layer 目录]   检验规则文件和全部示例
  hongxian rules list [--only 审核事项] [--layer 目录]         列出规则
  hongxian rules show 规则编号                                 查看一条规则
  hongxian rules new 包/审核事项                               新建规则文件，如 normative/set.fee
  hongxian rules explain 规则编号 文件 [--kind 文种] [--issuer 层级] [--fragment]
                                                               逐步说明一条规则为什么发现、为什么没有发现
  hongxian rules suggest [--only 审核事项] [--cases 目录]      列出只有第二读者发现的标注案例，按共有的说法归类
选项：
  --layer 目录   叠加本单位的规则包（pack.yaml 里可以写“停用”“改级别”，其他文件是新增规则）
  --rules 目录   换用另一套规则，默认是自带的规则包
  --as-of 日期   按哪一天有效的法律检验、解释，YYYY-MM-DD，默认今天
  --kind、--issuer、--fragment 的写法同 hongxian check`

/** `hongxian rules …` */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      layer: { type: 'string' },
      rules: { type: 'string' },
      kind: { type: 'string' },
      issuer: { type: 'string' },
      'as-of': { type: 'string' },
      fragment: { type: 'boolean' },
      cases: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const refusal = refuseValues(values)
  if (refusal !== null) {
    console.error(refusal)
    return 2
  }
  const [action, ...rest] = positionals
  if (values.help === true || action === undefined) {
    console.log(HELP)
    return values.help === true ? 0 : 2
  }
  if (action === 'new') return createRuleFile(rest[0], values.rules ?? BUILT_IN_PACKS)
  const ruleSet = await loadForAuthor(values.rules ?? BUILT_IN_PACKS, values.layer, values.only, action === 'test')
  if (ruleSet === null) return 2
  switch (action) {
    case 'test':
      return testRules(ruleSet, values.only, values['as-of'] ?? today())
    case 'list':
      return listRules(ruleSet, values.only)
    case 'show':
      return showRule(ruleSet, rest[0])
    case 'explain':
      return explain(ruleSet, rest, values)
    case 'suggest': {
      const cases = values.cases ?? join(readProjectRoot(), 'test/corpus/cases')
      return suggestRules(ruleSet, cases, values.only, values['as-of'] ?? today())
    }
    default:
      console.error(`没有“rules ${action}”。\n${HELP}`)
      return 2
  }
}

/** With `only`, the mistakes of other files are told in one line and do not stop the work on this one. */
async function loadForAuthor(
  dir: string,
  layer: string | undefined,
  only: string | undefined,
  areWarningsWanted: boolean,
): Promise<RuleSet | null> {
  const read = await readRuleSet(dir, layer === undefined ? {} : { layer })
  const { ruleSet, problems } = compileSound(read)
  const own = problems.filter(
    ({ file }) =>
      only === undefined || file.includes(only) || !file.includes('.yaml') || /(lexicons|exceptions)\.yaml/.test(file),
  )
  for (const problem of own.filter(({ isWarning }) => areWarningsWanted || !isWarning))
    console.error(`${problem.isWarning ? '提醒' : '错误'} ${formatProblem(problem)}`)
  const errors = own.filter(({ isWarning }) => !isWarning).length
  const others = problems.filter((one) => !one.isWarning).length - errors
  if (others > 0) console.error(`其他规则文件还有 ${others} 处错误，本次不看。`)
  if (errors === 0) return ruleSet
  console.error(`规则文件有 ${errors} 处错误，改正后再检验。`)
  return null
}

const isNamed = (only: string | undefined) => (id: string) => only === undefined || id.includes(only)

function testRules(ruleSet: RuleSet, only: string | undefined, asOf: string): number {
  const wanted = isNamed(only)
  const failures = runExamples(ruleSet, { asOf, only: wanted })
  const rules = ruleSet.rules.filter((rule) => wanted(rule.source.id))
  for (const failure of failures) console.log(describeFailure(failure))
  const examples = rules.reduce(
    (sum, { source }) => sum + source.examples.finds.length + source.examples.passes.length,
    0,
  )
  if (failures.length > 0) {
    console.log(
      `\n${rules.length} 条规则、${examples} 个示例，${failures.length} 个示例没有通过。用 hongxian rules explain 查看原因。`,
    )
    return 1
  }
  console.log(`${rules.length} 条规则、${examples} 个示例全部通过。`)
  return 0
}

function describeFailure({ ruleId, example, expected, found }: ExampleFailure): string {
  const problem = expected === 'finds' ? '应发现而没有发现' : `不应发现而发现了“${found}”`
  return `${ruleId}\n  ${problem}\n  示例：${example.replace(/\n/g, '⏎')}`
}

function listRules(ruleSet: RuleSet, only: string | undefined): number {
  const wanted = isNamed(only)
  for (const { source } of ruleSet.rules)
    if (wanted(source.id)) console.log(`${source.id.padEnd(52)} ${SEVERITY_NAMES[source.severity]}  ${source.summary}`)
  console.log(
    `\n共 ${ruleSet.rules.filter(({ source }) => wanted(source.id)).length} 条，规则集摘要 ${ruleSet.digest.slice(0, 12)}`,
  )
  return 0
}

function showRule(ruleSet: RuleSet, id: string | undefined): number {
  const rule = findRule(ruleSet, id)
  if (rule === null) return 2
  const { source } = rule
  console.log(`${source.id}  ${SEVERITY_NAMES[source.severity]}\n${source.summary}`)
  console.log(
    `依据：${source.authority.map(({ law, article, gist }) => `《${law}》${article ?? ''}${gist === undefined ? '' : `：${gist}`}`).join('；')}`,
  )
  console.log(`提示：${source.message}\n建议：${source.suggestion}`)
  console.log(`应发现：\n${source.examples.finds.map(({ text }) => `  ${text}`).join('\n')}`)
  console.log(`不应发现：\n${source.examples.passes.map(({ text }) => `  ${text}`).join('\n')}`)
  return 0
}

function findRule(ruleSet: RuleSet, id: string | undefined) {
  const matching = ruleSet.rules.filter(
    ({ source }) => source.id === id || (id !== undefined && source.id.endsWith(id)),
  )
  if (matching.length === 1) return matching[0]!
  console.error(
    id === undefined
      ? '请写规则编号，如 normative/set.license#filing-as-permit'
      : matching.length === 0
        ? `没有“${id}”这条规则。运行 hongxian rules list 查看全部编号。`
        : `“${id}”对应 ${matching.length} 条规则，请写全：\n${matching.map(({ source }) => `  ${source.id}`).join('\n')}`,
  )
  return null
}

async function explain(
  ruleSet: RuleSet,
  [id, file]: readonly string[],
  options: { kind?: string; issuer?: string; 'as-of'?: string; fragment?: boolean },
): Promise<number> {
  const rule = findRule(ruleSet, id)
  if (rule === null) return 2
  if (file === undefined) {
    console.error('请写要解释的文件；从标准输入读取写 -')
    return 2
  }
  const text = await readTextFile(file)
  if (text === null) return 2
  const kind = parseKind(options.kind)
  const issuerLevel = parseLevel(options.issuer)
  const document = parseDocument(text, {
    ...(kind === null ? {} : { kind }),
    ...(issuerLevel === null ? {} : { issuerLevel }),
    fragment: options.fragment === true,
  })
  const { fires, steps } = explainRule(rule, document, ruleSet, { asOf: options['as-of'] ?? today() })
  console.log(steps.join('\n'))
  return fires ? 1 : 0
}

const TEMPLATE = (code: string) => `审核事项: ${code}
名称: （写审核事项的名称）
级别: 存疑
适用: { 效力级别: 低于规章 }
依据:
  - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: （用自己的话写） }
规则:
  - 编号: first-rule
    说明: （一句话说明发现什么）
    匹配: 〔未做〕‹8›〔事前手续〕‹14›〔禁止后果〕
    提示: “{命中}”……，涉嫌……。
    建议: 改为……。
    示例:
      应发现:
        - 未经备案的，不得经营。
      不应发现:
        - 企业应当自开业之日起三十日内备案。
`

async function createRuleFile(name: string | undefined, dir: string): Promise<number> {
  if (name === undefined || !/^[a-z-]+\/[a-z]+\.[a-z-]+$/.test(name)) {
    console.error('请写“包/审核事项”，如 normative/set.fee；审核事项的编号见 review-items.yaml')
    return 2
  }
  const file = join(dir, `${name}.yaml`)
  if (existsSync(file)) {
    console.error(`${file} 已经存在`)
    return 2
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, TEMPLATE(name.split('/')[1]!))
  console.log(`已新建 ${file}，写好后运行 hongxian rules test --only ${name}`)
  return 0
}
