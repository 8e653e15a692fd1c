import { parseArgs } from 'node:util'
import { verifyChains } from '../store/index.ts'
import { DATA_HELP, DATA_OPTIONS, openData, telling } from './open-data.ts'

const HELP = `核验留痕：记录是否连续、未经改动，稿次、审核发现、处理决定和办理情况是否与留痕一致。

用法：hongxian history verify [--data 文件夹] [--database 连接串]

全部有效的，退出码为 0；发现问题的，为 1。

${DATA_HELP}`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_OPTIONS, allowPositionals: true })
    if (values.help || positionals[0] !== 'verify') {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const store = await openData(values)
    try {
      const chains = await store.snapshot(verifyChains)
      for (const { organisation, valid, events, head, faults } of chains) {
        console.log(`${organisation}：${events} 条记录，${valid ? '完整有效' : '发现问题'}，末尾 ${head.slice(0, 16)}`)
        for (const { detail } of faults) console.log(`  ${detail}`)
      }
      return chains.every(({ valid }) => valid) ? 0 : 1
    } finally {
      await store.close()
    }
  })
