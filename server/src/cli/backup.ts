import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import { DATA_HELP, DATA_OPTIONS, openData, telling } from './open-data.ts'

const HELP = `备份数据库。服务运行时也可以备份；备份文件的格式与数据库无关，可以恢复到 SQLite，也可以恢复到 PostgreSQL。

用法：hongxian backup <文件> [--data 文件夹] [--database 连接串]

${DATA_HELP}`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_OPTIONS, allowPositionals: true })
    const [file] = positionals
    if (values.help || file === undefined) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const store = await openData(values)
    try {
      await store.backup(resolve(file)).catch((cause: Error) => {
        throw new ConfigError(`备份没有完成：${cause.message}`, { cause })
      })
    } finally {
      await store.close()
    }
    console.log(`已备份到 ${resolve(file)}。`)
    return 0
  })
