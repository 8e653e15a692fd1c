import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { type ServeOptions, type Service, startService, untilToldToStop } from '../main.ts'
import { buildConsole } from './build-console.ts'
import { readProjectRoot } from './project-root.ts'

const HELP = `启动服务。

用法：hongxian serve [--port 端口] [--host 地址] [--data 文件夹] [--database 连接串]

  --port   监听的端口（默认 8790，或者环境变量 HONGXIAN_PORT）
  --host   监听的地址（默认 127.0.0.1，或者环境变量 HONGXIAN_HOST）
  --data   数据文件夹（默认为项目下的 data，或者环境变量 HONGXIAN_DATA）
  --database  PostgreSQL 的连接串（默认用数据文件夹中的 SQLite 文件，或者环境变量 HONGXIAN_DATABASE）

首次使用，先运行 hongxian users add 设立系统管理员。按 Ctrl-C 停止。`

export async function run(args: readonly string[]): Promise<number> {
  return serveWith(args, HELP, {}, (service) => {
    console.log(`工作台：${service.address}\n接口说明：${service.address}/api/docs`)
  })
}

/** Reads the arguments common to `serve`, `start` and `demo`, serves until told to stop. @returns exit code */
export async function serveWith(
  args: readonly string[],
  help: string,
  options: ServeOptions & { readonly isQuiet?: boolean },
  announce: (service: Service, config: Config) => void | Promise<void>,
): Promise<number> {
  const config = readArguments(args, help, options.isQuiet ?? false)
  if (!config) return 0
  await buildConsole()
  const service = await startService(config, options)
  const told = untilToldToStop()
  try {
    await announce(service, config)
    await told
  } finally {
    await service.close()
  }
  return 0
}

/** @returns `null` where only the help was asked for */
function readArguments(args: readonly string[], help: string, isQuiet: boolean): Config | null {
  const option = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { port: option, host: option, data: option, database: option, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(help)
    return null
  }
  const given = {
    HONGXIAN_PORT: values.port,
    HONGXIAN_HOST: values.host,
    HONGXIAN_DATA: values.data === undefined ? undefined : resolve(values.data),
    HONGXIAN_DATABASE: values.database,
  }
  // Whoever tries it out wants to read the address, not a line a request.
  const fallback = isQuiet ? { HONGXIAN_LOG: 'quiet' } : {}
  const env = {
    ...fallback,
    ...process.env,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
  return readConfig(env, readProjectRoot())
}
