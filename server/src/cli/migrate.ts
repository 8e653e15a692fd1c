import { renameSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import {
  isConnectionString,
  nameOf,
  openStore,
  type Reading,
  type Store,
  transfer,
  verifyChains,
} from '../store/index.ts'
import { DATA_HELP, DATA_OPTIONS, databaseOf, openData, telling } from './open-data.ts'

const HELP = `升级数据库的结构；写明 --to 的，把数据从 SQLite 文件整体迁移到 PostgreSQL。

用法：hongxian migrate [--to 连接串] [--data 文件夹] [--database 连接串]

${DATA_HELP}

迁移前停止服务，并在 PostgreSQL 中建好编码为 UTF8 的空库。迁移时逐表核对行数、逐单位核验留痕，
全部相符才写入；有一处不符的，目标库不留任何数据。迁移后，原文件改名保留。
从 PostgreSQL 迁回 SQLite，先 backup，再 restore。`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values } = parseArgs({ args: [...args], options: { ...DATA_OPTIONS, to: { type: 'string' } } })
    if (values.help) {
      console.log(HELP)
      return 0
    }
    if (values.to === undefined) {
      await (await openData(values)).close() // opening brings it up to date
      console.log(`${nameOf(databaseOf(values))} 已是最新结构。`)
      return 0
    }
    await move(values, values.to)
    return 0
  })

async function move(values: { data?: string; database?: string }, target: string): Promise<void> {
  const file = databaseOf(values)
  if (isConnectionString(file))
    throw new ConfigError('数据已在 PostgreSQL 中。换一个 PostgreSQL，先 backup，再 restore。')
  if (!isConnectionString(target))
    throw new ConfigError('--to 应当为 PostgreSQL 的连接串，例如 postgres://用户:密码@主机:5432/库名。')
  const from = await openData(values, true)
  let to: Store | null = null
  try {
    to = await openStore(target)
    await transfer(from, to, refuseFaults)
  } finally {
    await to?.close()
    await from.close()
  }
  // Whoever starts the service as before must not go on writing in the old place.
  const kept = `${file.replace(/\.db$/, '')}-moved.db`
  renameSync(file, kept)
  console.log(`已迁移到 ${nameOf(target)}，行数和留痕核对无误。原文件改名为 ${kept}。
此后启动服务，请把环境变量 HONGXIAN_DATABASE 设为该连接串。`)
}

async function refuseFaults(copy: Reading): Promise<void> {
  const faulty = (await verifyChains(copy)).find(({ valid }) => !valid)
  if (faulty)
    throw new ConfigError(
      `${faulty.organisation}的留痕核验不通过：${faulty.faults[0]?.detail}没有迁移。请运行 hongxian history verify 查明。`,
    )
}
