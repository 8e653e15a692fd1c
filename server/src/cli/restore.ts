import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import { isConnectionString, nameOf, openStore, type Reading, transfer, verifyChains } from '../store/index.ts'
import { createData, DATA_HELP, DATA_OPTIONS, databaseOf, telling } from './open-data.ts'

const HELP = `从备份恢复数据库。恢复前停止服务；已有数据库的，不覆盖。

用法：hongxian restore <备份文件> [--data 文件夹] [--database 连接串]

${DATA_HELP}`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_OPTIONS, allowPositionals: true })
    const [file] = positionals
    if (values.help || file === undefined) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const target = databaseOf(values)
    if (!existsSync(file)) throw new ConfigError(`没有找到备份文件 ${resolve(file)}。`)
    if (existsSync(target))
      throw new ConfigError(`${target} 已经存在，没有覆盖。请先将其移走，或者用 --data 另行指定文件夹。`)
    await restore(file, target)
    console.log(`已恢复到 ${nameOf(target)}。`)
    return 0
  })

/** A database that was begun for nothing is taken away again. */
async function restore(file: string, target: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hongxian-restore-'))
  try {
    // A backup of an earlier program is brought up to date; the file itself stays as it is.
    const copy = join(folder, 'backup.db')
    await copyFile(file, copy)
    const from = await openStore(copy).catch((cause) => {
      throw new ConfigError(`${resolve(file)} 不是有效的备份文件，没有恢复。`, { cause })
    })
    const to = await createData(target).catch(async (error) => {
      await from.close()
      throw error
    })
    try {
      await transfer(from, to, tellFaults)
    } finally {
      await to.close()
      await from.close()
    }
  } catch (error) {
    if (!isConnectionString(target)) for (const end of ['', '-wal', '-shm']) rmSync(target + end, { force: true })
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is wrong in the backup is told and restored all the same: there may be no other. */
async function tellFaults(copy: Reading): Promise<void> {
  for (const { organisation, faults } of await verifyChains(copy))
    for (const { detail } of faults) console.error(`备份中${organisation}的留痕有问题：${detail}`)
}
