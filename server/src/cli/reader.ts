import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { ReaderWeights } from '@hongxian/shared/reader'
import { compileRuleSet } from '@hongxian/shared/rule'
import { parse } from 'yaml'
import {
  adaptReader,
  amongLawfulProse,
  casesOf,
  DRAFTS,
  type Example,
  examplesOf,
  examplesOfRules,
  FOLDS,
  holdOut,
  judgedCases,
  judgedExamples,
  readDrafts,
  readLawful,
  readPassages,
  scoreExamples,
  trainReader,
} from '../reader-training/index.ts'
import { discardOfficeReader, keepOfficeReader, loadRuleSet, readBuiltInReader } from '../rule-pack/index.ts'
import { listJudgements } from '../store/index.ts'
import { dataFolder } from './data-folder.ts'
import { DATA_HELP, DATA_OPTIONS, openData, telling } from './open-data.ts'
import { readProjectRoot } from './project-root.ts'

const HELP = `第二读者：从标注案例学习，补充规则没有写到的说法。不替代规则，不报“违法”。

用法：
  hongxian reader train [--cases 目录] [--lawful 目录] [--out 文件]
  hongxian reader train --history    在自带权重的基础上，学习本单位已采纳、不采纳的审核发现
  hongxian reader discard            撤销本单位的训练结果，恢复自带权重

  --cases   标注案例所在目录（*.jsonl），默认为 test/corpus/cases
  --lawful  合法的真实文本所在目录（内有 docs/index.jsonl 和 laws/texts），默认为项目旁的 shared；这些文本只用于训练，不写入权重文件
  --out     权重文件，默认为 shared/rules/reader/weights.json
${DATA_HELP}

训练按案例族分五组，每组由没有见过它的权重打分，据此学得每条规则、每次比对的可信程度，选定“存疑”“提示”的分界线，再用全部案例训练一次。同样的输入得到同样的权重。
本单位的审核记录只在本机使用，训练结果存于数据文件夹；重新启动服务后生效，规则集编号随之改变，以前的审核仍按当时的规则集留存。`

const OPTIONS = {
  cases: { type: 'string' },
  lawful: { type: 'string' },
  out: { type: 'string' },
  history: { type: 'boolean' },
  ...DATA_OPTIONS,
} as const

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
    const action = positionals[0]
    if (values.help || (action !== 'train' && action !== 'discard')) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    if (action === 'discard') return discard(dataFolder(values))
    return values.history ? trainOnHistory(values) : trainOnCases(values)
  })

type Values = { readonly [Name in 'cases' | 'lawful' | 'out' | 'data' | 'database']?: string | undefined }

async function trainOnCases(values: Values): Promise<number> {
  const root = readProjectRoot()
  const lawfulFolder = values.lawful ?? join(root, '../shared')
  if (!(await exists(join(lawfulFolder, 'docs/index.jsonl')))) {
    console.error(
      `没有找到合法的真实文本：${lawfulFolder}。请用 --lawful 指明目录；缺少这类文本，训练出的权重会对正常公文大量误报。`,
    )
    return 2
  }
  const names = await readNames(root)
  const passages = await readPassages(values.cases ?? join(root, 'test/corpus/cases'))
  const examples = examplesOf(passages)
  const source = await loadRuleSet()
  const always = examplesOfRules(source.rules)
  const lawful = await readLawful(lawfulFolder)
  console.log(
    `案例句 ${examples.length} 条，规则示例句 ${always.length} 条，合法真实句 ${lawful.training.length} 条（另留 ${lawful.held.length} 条用于检验）`,
  )
  const papers = await Promise.all(
    Object.values(DRAFTS).map((file) => readDrafts(join(root, 'test/corpus/drafts'), file)),
  )
  const lessons = [...examplesOf(passages, amongLawfulProse(lawful.training)), ...examplesOf(papers.flat())]
  const input = {
    examples,
    lessons,
    passages,
    always,
    lawful,
    names,
    ruleSet: compileRuleSet(source),
    asOf: CASES_AS_OF,
  }
  const { judgement } = holdOut(input, (fold) => console.log(`第 ${fold + 1} 组`))
  const options = { version: '2', names, cases: casesOf(lessons), judgement }
  const weights = trainReader([...lessons, ...always, ...lawful.training], options)
  const json = `${JSON.stringify(weights)}\n`
  const out = values.out ?? join(root, 'shared/rules/reader/weights.json')
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, json)
  const { cuts } = judgement.evidence
  console.log(
    `分界线（对数几率的千分之一）：规则报“违法” ${cuts.illegal}，规则报其他 ${cuts.rule}，案例比对存疑 ${cuts.reader}，案例比对提示 ${cuts.hint}`,
  )
  console.log(`已写入 ${out}，压缩后 ${Math.round(gzipSync(json).length / 1024)} kB`)
  return 0
}

/** The law of which day the labels go by. */
const CASES_AS_OF = '2026-11-20'

/** Fewer say more of the drafts of one week than of an office. */
const FEWEST = 20

async function trainOnHistory(values: Values): Promise<number> {
  const store = await openData(values)
  const judged = await listJudgements(store.db).finally(() => store.close())
  const examples = judgedExamples(judged)
  if (examples.length < FEWEST) {
    console.error(
      `本单位作出决定的审核发现涉及 ${examples.length} 句，少于 ${FEWEST} 句，不足以学习。请在积累更多采纳、不采纳的决定后再试。`,
    )
    return 2
  }
  const base = await readBuiltInReader()
  console.log(`学习本单位的决定：采纳 ${problemsIn(examples)} 句，不采纳 ${examples.length - problemsIn(examples)} 句`)
  const drafts = new Set(examples.map(({ fold }) => fold))
  if (drafts.size > 1) printHeldOut(base, examples)
  const weights = adaptReader(base, examples, judgedCases(judged))
  const file = await keepOfficeReader(dataFolder(values), weights)
  console.log(`已写入 ${file}。重新启动服务后生效；撤销请运行 hongxian reader discard。`)
  return 0
}

const problemsIn = (examples: readonly Example[]): number => examples.filter(({ codes }) => codes.length > 0).length

/** On documents that the training has not seen: one fifth after another is kept out. */
function printHeldOut(base: ReaderWeights, examples: readonly Example[]): void {
  const before: boolean[] = []
  const after: boolean[] = []
  const isProblem: boolean[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const unseen = examples.filter((example) => example.fold === fold)
    if (unseen.length === 0) continue
    const seen = examples.filter((example) => example.fold !== fold)
    const adapted = adaptReader(base, seen, [])
    before.push(...scoreExamples(base, unseen).map((score) => score >= base.floor))
    after.push(...scoreExamples(adapted, unseen).map((score) => score >= base.floor))
    isProblem.push(...unseen.map(({ codes }) => codes.length > 0))
  }
  const share = (marked: readonly boolean[], of: boolean): string => {
    const own = marked.filter((_, i) => isProblem[i] === of)
    return `${own.filter(Boolean).length}/${own.length}`
  }
  console.log('在没有学过的文件上（按文件分五组，轮流留出一组）：')
  console.log(`  已采纳的句子，能标出的：训练前 ${share(before, true)}，训练后 ${share(after, true)}`)
  console.log(`  不采纳的句子，仍标出的：训练前 ${share(before, false)}，训练后 ${share(after, false)}`)
}

async function discard(dataDir: string): Promise<number> {
  const wasThere = await discardOfficeReader(dataDir)
  console.log(
    wasThere ? '已撤销本单位的训练结果，重新启动服务后恢复自带权重。' : '本单位没有训练过，使用的是自带权重。',
  )
  return 0
}

async function readNames(root: string): Promise<Map<string, string>> {
  const items = parse(await readFile(join(root, 'shared/rules/review-items.yaml'), 'utf8')) as {
    编号: string
    名称: string
  }[]
  return new Map(items.map(({ 编号, 名称 }) => [编号, 名称]))
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
