import { resolve } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { readProjectRoot } from './project-root.ts'

export interface DataValues {
  readonly data?: string | undefined
  readonly database?: string | undefined
}

/** The settings of the environment, under what a command was told of the data. @throws ConfigError */
export function configWith({ data, database }: DataValues): Config {
  return readConfig(
    {
      ...process.env,
      // As typed, from where it was typed.
      ...(data === undefined ? {} : { HONGXIAN_DATA: resolve(data) }),
      ...(database === undefined ? {} : { HONGXIAN_DATABASE: database }),
    },
    readProjectRoot(),
  )
}

/** The data folder of the service, whatever folder a command is run from. @throws ConfigError */
export const dataFolder = (values: DataValues): string => configWith(values).dataDir
