import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from '../config.ts'
import { openStore, type Store } from '../store/index.ts'
import { readProjectRoot } from './project-root.ts'

export const DATABASE = 'hongxian.db'

/** The data folder of a command. @param given value of `--data` */
export function dataFolder(given: string | undefined): string {
  const env = given === undefined ? process.env : { ...process.env, HONGXIAN_DATA: given }
  return readConfig(env, readProjectRoot()).dataDir
}

/** Opens the database that is there; a command that looks at data must not create an empty one. @throws ConfigError */
export async function openData(given: string | undefined): Promise<Store> {
  const file = join(dataFolder(given), DATABASE)
  if (!existsSync(file)) throw new ConfigError(`没有找到数据库 ${file}。请用 --data 指定数据文件夹。`)
  return openStore(file)
}

/** Runs a command; what it says about itself goes to standard error. @returns exit code, 2 where it could not be done */
export async function telling(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const isArguments = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false
    if (!(error instanceof ConfigError) && !isArguments) throw error
    console.error(isArguments ? '参数有误，运行本命令加 --help 查看用法。' : (error as Error).message)
    return 2
  }
}
