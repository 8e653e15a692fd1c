import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { parse } from 'yaml'
import { casesOf, examplesOf, holdOut, readLawful, readPassages, trainReader } from '../reader-training/index.ts'
import { readProjectRoot } from './project-root.ts'

const HELP = `第二读者：从标注案例学习，补充规则没有写到的说法。不替代规则，不报“违法”。

用法：
  hongxian reader train [--cases 目录] [--lawful 目录] [--out 文件]

  --cases   标注案例所在目录（*.jsonl），默认为 test/corpus/cases
  --lawful  合法的真实文本所在目录（内有 docs/index.jsonl 和 laws/texts），默认为项目旁的 shared；这些文本只用于训练，不写入权重文件
  --out     权重文件，默认为 shared/rules/reader/weights.json

训练按案例族分五组，每组由没有见过它的权重打分，据此选定“存疑”“提示”的分数线，再用全部案例训练一次。同样的输入得到同样的权重。`

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      cases: { type: 'string' },
      lawful: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help || positionals[0] !== 'train') {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const root = readProjectRoot()
  const lawfulFolder = values.lawful ?? join(root, '../shared')
  if (!(await exists(join(lawfulFolder, 'docs/index.jsonl')))) {
    console.error(
      `没有找到合法的真实文本：${lawfulFolder}。请用 --lawful 指明目录；缺少这类文本，训练出的权重会对正常公文大量误报。`,
    )
    return 2
  }
  const names = await readNames(root)
  const examples = examplesOf(await readPassages(values.cases ?? join(root, 'test/corpus/cases')))
  const lawful = await readLawful(lawfulFolder)
  console.log(
    `案例句 ${examples.length} 条，合法真实句 ${lawful.training.length} 条（另留 ${lawful.held.length} 条用于检验）`,
  )
  const { cut } = holdOut(examples, lawful, names, (fold) => console.log(`第 ${fold + 1} 组`))
  const weights = trainReader([...examples, ...lawful.training], { version: '1', names, cases: casesOf(examples), cut })
  const json = `${JSON.stringify(weights)}\n`
  const out = values.out ?? join(root, 'shared/rules/reader/weights.json')
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, json)
  console.log(`分数线：存疑 ${cut.suspect}，提示 ${cut.hint}，低于 ${cut.unlike} 的与标注案例无相似之处`)
  console.log(
    `各分数段未见案例中确有问题的比例：${cut.calibration.map(([from, share]) => `≥${from} ${share}`).join('  ')}`,
  )
  console.log(`已写入 ${out}，压缩后 ${Math.round(gzipSync(json).length / 1024)} kB`)
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
