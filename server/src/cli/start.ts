import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Service } from '../main.ts'
import { DEMO_ACCOUNT, DEMO_PASSWORD, setUpDemoOffice } from './demo-office.ts'
import { readProjectRoot } from './project-root.ts'
import { serveWith } from './serve.ts'

const HELP = `启动服务和示例内网，首次运行时设立演示单位和账号。

用法：hongxian start [--port 端口] [--host 地址] [--data 文件夹]

按 Ctrl-C 停止。`

export async function run(args: readonly string[]): Promise<number> {
  return serveWith(args, HELP, { prepare: setUpDemoOffice, isQuiet: true }, announce)
}

/** What a stranger needs to know to begin, in a few lines. */
export function announce({ address, isDemo }: Service, config: Config): void {
  const root = readProjectRoot()
  const folder = (browser: string) => join(root, 'extension/.output', `${browser}-mv3`)
  const lines = [`红线工作台      ${address}`]
  if (isDemo)
    lines.push(`示例内网        ${address}/intranet`, `演示账号        ${DEMO_ACCOUNT}  密码 ${DEMO_PASSWORD}`)
  lines.push(`接口说明        ${address}/api/docs`, `数据文件夹      ${config.dataDir}`)
  if (existsSync(folder('chrome'))) {
    lines.push(
      `插件（Chrome、Edge 等） ${folder('chrome')}`,
      '  打开 chrome://extensions，开启“开发者模式”，点“加载已解压的扩展程序”，选择上面的文件夹',
      `插件（Firefox） ${folder('firefox')}`,
      '  打开 about:debugging#/runtime/this-firefox，点“临时载入附加组件”，选择其中的 manifest.json',
    )
    if (isDemo) lines.push(`装好插件后，打开 ${address}/demo/connect 即可登录并查看示例文件。`)
  } else lines.push('插件尚未构建：运行 npx -y pnpm@12 build。')
  lines.push('按 Ctrl-C 停止。')
  console.log(lines.join('\n'))
}
