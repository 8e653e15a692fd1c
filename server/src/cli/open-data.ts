import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from '../config.ts'
import { isConnectionString, openStore, type Store, StoreError } from '../store/index.ts'
import { configWith, type DataValues } from './data-folder.ts'

/** Options of every command that works on the data. */
export const DATA_OPTIONS = {
  data: { type: 'string' },
  database: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export const DATA_HELP = `  --data      数据文件夹（默认为项目下的 data，或者环境变量 HONGXIAN_DATA）
  --database  PostgreSQL 的连接串（默认用数据文件夹中的 SQLite 文件，或者环境变量 HONGXIAN_DATABASE）`

/** Which database a command is about: connection string or file. @throws ConfigError */
export const databaseOf = (values: DataValues): string => configWith(values).database

/** Opens the database that is there; a command that looks at data must not create an empty one. @throws ConfigError */
export async function openData(values: DataValues, isAlone = false): Promise<Store> {
  const database = databaseOf(values)
  if (!isConnectionString(database) && !existsSync(database))
    throw new ConfigError(`没有找到数据库 ${database}。请用 --data 指定数据文件夹，或者用 --database 指定连接串。`)
  return openStore(database, undefined, isAlone)
}

/** Opens the database, or begins one. */
export async function createData(database: string): Promise<Store> {
  if (!isConnectionString(database)) mkdirSync(dirname(database), { recursive: true })
  return openStore(database)
}

/** Runs a command; what it says about itself goes to standard error. @returns exit code, 2 where it could not be done */
export async function telling(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof StoreError)) throw error
    console.error(error.message)
    return 2
  }
}
