import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ReaderWeights } from '@hongxian/shared/reader'
import { digestOf } from './digest.ts'
import { readBuiltInReader } from './load-rule-set.ts'

const fileIn = (dataDir: string): string => join(dataDir, 'reader/weights.json')

/** What an office trained from its own decisions, and the weights it went out from. */
interface OfficeFile {
  readonly base: string
  readonly weights: ReaderWeights
}

/**
 * The second reader that an office trained, as an option of `loadRuleSet`; nothing where there is none, or where the product
 * has since brought other weights: then it is to be trained anew.
 */
export async function officeReader(dataDir: string): Promise<{ reader?: ReaderWeights }> {
  if (!existsSync(fileIn(dataDir))) return {}
  const { base, weights } = JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as OfficeFile
  return base === digestOf(await readBuiltInReader()) ? { reader: weights } : {}
}

/** @returns where it was written */
export async function keepOfficeReader(dataDir: string, weights: ReaderWeights): Promise<string> {
  const file: OfficeFile = { base: digestOf(await readBuiltInReader()), weights }
  await mkdir(dirname(fileIn(dataDir)), { recursive: true })
  await writeFile(fileIn(dataDir), JSON.stringify(file))
  return fileIn(dataDir)
}

/** @returns whether there was one */
export async function discardOfficeReader(dataDir: string): Promise<boolean> {
  const isThere = existsSync(fileIn(dataDir))
  await rm(fileIn(dataDir), { force: true })
  return isThere
}
