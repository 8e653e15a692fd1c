import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import { openDemoBrowser } from './demo-browser.ts'
import { setUpDemoOffice } from './demo-office.ts'
import { findBrowser } from './find-browser.ts'
import { readProjectRoot } from './project-root.ts'
import { serveWith } from './serve.ts'
import { announce } from './start.ts'

const HELP = `启动服务和示例内网，并打开装好插件的浏览器，停在第一份待审文件上。

用法：hongxian demo [--port 端口] [--host 地址] [--data 文件夹]

浏览器取本机已安装的 Chromium 系浏览器，也可以用环境变量 HONGXIAN_BROWSER 指定程序，
用 HONGXIAN_BROWSER_ARGS 附加启动参数。关闭浏览器或者按 Ctrl-C，全部停止。`

const FIRST_DRAFT = '/intranet/drafts/d01'

export async function run(args: readonly string[]): Promise<number> {
  const isHelp = args.includes('--help') || args.includes('-h')
  const executable = findBrowser(process.env, process.platform)
  const extension = join(readProjectRoot(), 'extension/.output/chrome-mv3')
  const missing = isHelp ? null : whatIsMissing(executable, extension)
  if (missing !== null) {
    console.error(missing)
    return 2
  }
  return serveWith(args, HELP, { prepare: setUpDemoOffice, isQuiet: true }, async (service, config) => {
    if (!service.isDemo)
      throw new ConfigError(`数据文件夹 ${config.dataDir} 中不是演示数据，未作改动。请用 --data 指定另一个文件夹。`)
    announce(service, config)
    const browser = openDemoBrowser({
      executable: executable as string,
      extension,
      profile: join(config.dataDir, 'demo-browser'),
      url: `${service.address}/demo/connect?next=${FIRST_DRAFT}`,
      extraArgs: process.env.HONGXIAN_BROWSER_ARGS?.split(' ').filter(Boolean) ?? [],
      isRoot: process.getuid?.() === 0,
    })
    process.once('exit', () => browser.close())
    browser.openPanel(extension, FIRST_DRAFT).then(
      (isOpen) =>
        console.log(
          isOpen ? '浏览器已打开第一份文件和审核面板。' : '请在浏览器中点击工具栏上的红线图标，打开审核面板。',
        ),
      () => {}, // the browser was closed before; that is told below
    )
    browser.closed.then(() => {
      console.log('浏览器已关闭，服务随之停止。')
      process.kill(process.pid, 'SIGTERM')
    })
  })
}

function whatIsMissing(executable: string | null, extension: string): string | null {
  if (!executable)
    return process.env.HONGXIAN_BROWSER
      ? `没有找到环境变量 HONGXIAN_BROWSER 指定的浏览器：${process.env.HONGXIAN_BROWSER}`
      : '没有找到 Chromium 系浏览器（Chromium、Chrome、Edge、奇安信、360 等）。请先安装，或者用环境变量 HONGXIAN_BROWSER 指定程序。'
  return existsSync(extension) ? null : '插件尚未构建，请先运行 npx -y pnpm@12 build。'
}
