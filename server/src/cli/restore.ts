import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import { openStore } from '../store/index.ts'
import { DATABASE, dataFolder, telling } from './open-data.ts'

const HELP = `从备份恢复数据库。恢复前停止服务；数据文件夹中已有数据库的，不覆盖。

用法：hongxian restore <备份文件> [--data 文件夹]`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const options = { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file] = positionals
    if (values.help || file === undefined) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const target = join(dataFolder(values.data), DATABASE)
    if (!existsSync(file)) throw new ConfigError(`没有找到备份文件 ${resolve(file)}。`)
    if (existsSync(target))
      throw new ConfigError(`${target} 已经存在，没有覆盖。请先将其移走，或者用 --data 另行指定文件夹。`)
    mkdirSync(dataFolder(values.data), { recursive: true })
    copyFileSync(file, target, constants.COPYFILE_EXCL)
    try {
      await (await openStore(target)).close() // also brings a backup of an earlier program up to date
    } catch (cause) {
      rmSync(target, { force: true })
      throw new ConfigError(`${resolve(file)} 不是有效的备份文件，没有恢复。`, { cause })
    }
    console.log(`已恢复到 ${target}。`)
    return 0
  })
