import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { buildCatalogue } from '@hongxian/shared/law'
import {
  BUILT_IN,
  importLawTexts,
  loadReference,
  packReference,
  updateReference,
  verifyReference,
} from '../law-texts/index.ts'
import { today } from './check-options.ts'
import { dataFolder } from './data-folder.ts'

const HELP = `用法：hongxian laws <子命令>

  verify            核验法律目录：日期先后、版本重复、替代关系、条数、条号对照
  import <文件夹>    导入法律条文（md、txt、docx），导入后可显示所引条文的原文
                    --skip  跳过不能识别的文件（默认有一件不能识别即整批不导入）
  update <文件>      更新法律目录（由 pack 生成的文件）；整体校验通过后才替换
  pack <文件>        把现用的法律目录打包成一个文件，供不连互联网的单位更新
  build <文件夹>     由收集的资料重新生成随产品发布的法律目录

  --data <文件夹>    数据文件夹（默认为项目下的 data，或者环境变量 HONGXIAN_DATA）`

/** @returns 0 done, 1 faults found, 2 could not be done */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      data: { type: 'string' },
      skip: { type: 'boolean', default: false },
    },
  })
  const [command, target] = positionals
  if (values.help || command === undefined) {
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const folder = dataFolder(values)
  if (command === 'verify') return verify(folder)
  if (!['import', 'update', 'pack', 'build'].includes(command))
    return refuse(`没有“${command}”这个子命令。运行 hongxian laws --help 查看全部子命令。`)
  if (target === undefined) return refuse(`请写明${command === 'import' || command === 'build' ? '文件夹' : '文件'}。`)
  if (command === 'import') return importTexts(target, folder, values.skip)
  if (command === 'update') return update(target, folder)
  return command === 'pack' ? pack(target, folder) : build(target)
}

function refuse(message: string): number {
  console.error(message)
  return 2
}

async function verify(dataDir: string): Promise<number> {
  const reference = await loadReference(dataDir)
  const faults = verifyReference(reference)
  for (const { at, detail } of faults) console.log(`${at}：${detail}`)
  const titles = new Set(reference.laws.map((row) => row.title)).size
  const dead = new Set(reference.laws.filter((row) => row.dead === 1).map((row) => row.title)).size
  const moves = reference.renumbered.reduce((sum, table) => sum + table.moves.length, 0)
  console.log(
    `目录${reference.date === null ? '为随产品发布的版本' : `资料截至 ${reference.date}`}：文件 ${titles} 件，版本 ${reference.laws.length} 个，其中已废止 ${dead} 件；条号对照 ${moves} 条；机构名称 ${reference.institutions.length} 条。`,
  )
  console.log(faults.length === 0 ? '核验通过。' : `发现 ${faults.length} 处问题。`)
  return faults.length === 0 ? 0 : 1
}

async function importTexts(folder: string, dataDir: string, skipFaults: boolean): Promise<number> {
  let shown = 0
  const onProgress = (done: number, total: number): void => {
    if (done < total && Date.now() - shown < 500) return
    shown = Date.now()
    process.stderr.write(process.stderr.isTTY ? `\r已读 ${done}/${total} 件` : `已读 ${done}/${total} 件\n`)
  }
  const catalogue = buildCatalogue(await loadReference(dataDir))
  const outcome = await importLawTexts(folder, dataDir, { catalogue, skipFaults, onProgress }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    },
  )
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (outcome === null) return refuse(`没有文件夹“${folder}”。`)
  if (!outcome.taken) {
    for (const { file, detail } of outcome.faults) console.error(`${file}：${detail}`)
    return refuse(`有 ${outcome.faults.length} 件不能识别，没有导入任何文件。处理后重试，或者加 --skip 跳过。`)
  }
  for (const line of outcome.skipped) console.error(`已跳过 ${line}`)
  console.log(`导入完成：新增 ${outcome.added} 件，替换 ${outcome.replaced} 件，跳过 ${outcome.skipped.length} 件。`)
  return 0
}

async function update(file: string, dataDir: string): Promise<number> {
  const outcome = await updateReference(file, dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (outcome === null) return refuse(`没有文件“${file}”。`)
  if (!outcome.taken) {
    for (const { at, detail } of outcome.faults.slice(0, 20)) console.error(`${at}：${detail}`)
    return refuse('更新文件没有通过校验，现有目录保持不变。')
  }
  console.log(`法律目录已更新：资料截至 ${outcome.date}，版本 ${outcome.laws} 个。`)
  return 0
}

async function pack(file: string, dataDir: string): Promise<number> {
  const reference = await loadReference(dataDir)
  const date = reference.date ?? today()
  await writeFile(file, packReference(reference, date))
  console.log(`已打包到 ${file}，资料截至 ${date}。`)
  return 0
}

async function build(folder: string): Promise<number> {
  // A script beside its data, run by a maintainer; its types are its own business.
  const script = new URL('../../../shared/rules/reference/build-reference.mjs', import.meta.url).href
  const { buildReference } = (await import(script)) as {
    buildReference: (folder: string, out: string, report: (line: string) => void) => unknown
  }
  buildReference(folder, BUILT_IN, (line) => console.log(line))
  return verify(BUILT_IN)
}
