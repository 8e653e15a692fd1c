import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config.ts'
import { openData, telling } from './open-data.ts'

const HELP = `备份数据库。服务运行时也可以备份。

用法：hongxian backup <文件> [--data 文件夹]`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const options = { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file] = positionals
    if (values.help || file === undefined) {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const store = await openData(values.data)
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
