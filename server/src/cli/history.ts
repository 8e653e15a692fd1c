import { parseArgs } from 'node:util'
import { listOrganisations, verifyChain } from '../store/index.ts'
import { openData, telling } from './open-data.ts'

const HELP = `核验留痕：记录是否连续、未经改动，稿次、审核发现、处理决定和办理情况是否与留痕一致。

用法：hongxian history verify [--data 文件夹]

全部有效的，退出码为 0；发现问题的，为 1。`

export const run = (args: readonly string[]): Promise<number> =>
  telling(async () => {
    const options = { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (values.help || positionals[0] !== 'verify') {
      console.log(HELP)
      return values.help ? 0 : 2
    }
    const store = await openData(values.data)
    try {
      let isValid = true
      for (const { id, name } of await listOrganisations(store.db)) {
        const { valid, events, head, faults } = await verifyChain(store.db, id)
        console.log(`${name}：${events} 条记录，${valid ? '完整有效' : '发现问题'}，末尾 ${head.slice(0, 16)}`)
        for (const { detail } of faults) console.log(`  ${detail}`)
        isValid &&= valid
      }
      return isValid ? 0 : 1
    } finally {
      await store.close()
    }
  })
