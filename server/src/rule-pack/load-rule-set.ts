import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ReferenceRows } from '@hongxian/shared/law'
import type { ReaderWeights } from '@hongxian/shared/reader'
import {
  type ExceptionSource,
  type FigureSource,
  type FineRow,
  type Lexicon,
  type PackInfo,
  Problems,
  type RuleSetSource,
  type RuleSource,
  readExceptions,
  readFigures,
  readLexicons,
  readRuleFile,
} from '@hongxian/shared/rule'
import { loadReference, loadReferenceFolder } from '../law-texts/index.ts'
import { digestOf } from './digest.ts'
import { readPackInfo } from './layer.ts'
import { layerOver } from './layer-over.ts'
import { type LocatedProblem, parseYaml } from './parse-yaml.ts'

/** Raised when the meaning of a rule set changes with the engine: part of the digest. */
const ENGINE = 1

/** The packs that come with the product. */
export const BUILT_IN_PACKS = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/rules')

/** Rule files that cannot be published, with every problem found. */
export class RulePackError extends Error {
  override readonly name = 'RulePackError'
  readonly problems: readonly LocatedProblem[]

  constructor(problems: readonly LocatedProblem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.problems = problems
  }
}

export const formatProblem = ({ file, line, column, detail }: LocatedProblem) => `${file}:${line}:${column} ${detail}`

export interface LoadOptions {
  /** Folder of an office's pack that adds, changes or disables rules of the built-in ones. */
  readonly layer?: string
  /** Reference data newer than that of the packs. */
  readonly reference?: ReferenceRows
  /** Weights of the second reader instead of those of the packs. */
  readonly reader?: ReaderWeights
}

/**
 * Read the packs of a folder, and an office's own pack over them.
 *
 * @param layer folder of a pack that adds, changes or disables rules of the built-in ones
 * @throws RulePackError when any file has an error
 */
export async function loadRuleSet(dir = BUILT_IN_PACKS, options: LoadOptions = {}): Promise<RuleSetSource> {
  const { source, problems } = await readRuleSet(dir, options)
  const errors = problems.filter(({ isWarning }) => !isWarning)
  if (errors.length > 0) throw new RulePackError(errors)
  return source
}

/** The same, with warnings, and with whatever could be read where there are errors. */
export async function readRuleSet(
  dir = BUILT_IN_PACKS,
  options: LoadOptions = {},
): Promise<{ source: RuleSetSource; problems: readonly LocatedProblem[] }> {
  const reading: Reading = { root: dir, problems: [], lexicons: [], exceptions: [], packs: [], rules: [], figures: [] }
  await readShared(reading, dir)
  for (const folder of await packFolders(dir)) await readPack(reading, join(dir, folder), folder)
  const reference = options.reference ?? (await readReference(join(dir, 'reference')))
  if (options.layer !== undefined) await readLayer(reading, options.layer)
  const body = {
    engine: ENGINE,
    packs: reading.packs,
    lexicons: reading.lexicons,
    exceptions: reading.exceptions,
    rules: reading.rules,
    figures: reading.figures,
    fines: await readFines(join(dir, 'reference/fines.jsonl')),
    reference,
    ...(options.reader ? { reader: options.reader } : await readReader(join(dir, 'reader/weights.json'))),
  }
  return { source: { digest: digestOf(body), ...body }, problems: reading.problems }
}

/** Limits of fines by article: one law a line. */
async function readFines(path: string): Promise<FineRow[]> {
  if (!existsSync(path)) return []
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line))
}

/** Weights of the second reader, where the packs come with them. */
/** The weights that come with the product. */
export const readBuiltInReader = async (): Promise<ReaderWeights> =>
  JSON.parse(await readFile(join(BUILT_IN_PACKS, 'reader/weights.json'), 'utf8'))

async function readReader(path: string): Promise<{ reader?: ReaderWeights }> {
  return existsSync(path) ? { reader: JSON.parse(await readFile(path, 'utf8')) } : {}
}

interface Reading {
  readonly root: string
  readonly problems: LocatedProblem[]
  lexicons: Lexicon[]
  exceptions: ExceptionSource[]
  readonly packs: PackInfo[]
  rules: RuleSource[]
  figures: FigureSource[]
}

async function packFolders(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'reference' && entry.name !== 'reader')
    .map((entry) => entry.name)
    .sort()
}

async function readYaml(reading: Reading, path: string) {
  const file = relative(process.cwd(), path)
  const parsed = parseYaml(await readFile(path, 'utf8'), file)
  reading.problems.push(...parsed.problems)
  return parsed
}

async function readShared(reading: Reading, dir: string): Promise<void> {
  const lexicons = join(dir, 'lexicons.yaml')
  if (existsSync(lexicons)) {
    const parsed = await readYaml(reading, lexicons)
    if (parsed.value !== null) {
      const problems = new Problems()
      const read = readLexicons(parsed.value, [], problems)
      const own = new Set(read.map(({ name }) => name))
      reading.lexicons = [...reading.lexicons.filter(({ name }) => !own.has(name)), ...read]
      reading.problems.push(...problems.all.map(parsed.locate))
    }
  }
  const exceptions = join(dir, 'exceptions.yaml')
  if (existsSync(exceptions)) {
    const parsed = await readYaml(reading, exceptions)
    const problems = new Problems()
    if (parsed.value !== null) reading.exceptions.push(...readExceptions(parsed.value, problems))
    reading.problems.push(...problems.all.map(parsed.locate))
  }
  await readFigureTable(reading, dir)
}

/** The table of statutory figures; a row of an office's own table takes the place of the built-in row of its number. */
async function readFigureTable(reading: Reading, dir: string): Promise<void> {
  const path = join(dir, 'figures.yaml')
  if (!existsSync(path)) return
  const parsed = await readYaml(reading, path)
  if (parsed.value === null) return
  const problems = new Problems()
  const read = readFigures(parsed.value, problems)
  const own = new Set(read.map(({ id }) => id))
  reading.figures = [...reading.figures.filter(({ id }) => !own.has(id)), ...read]
  reading.problems.push(...problems.all.map(parsed.locate))
}

async function readPack(reading: Reading, folder: string, name: string): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()
  for (const file of files) {
    const parsed = await readYaml(reading, join(folder, file))
    if (parsed.value === null) continue
    if (file === 'pack.yaml') {
      const { info, problems } = readPackInfo(parsed.value)
      reading.packs.push(info)
      reading.problems.push(...problems.map(parsed.locate))
    } else if (!['lexicons.yaml', 'exceptions.yaml', 'figures.yaml'].includes(file)) {
      const read = readRuleFile(parsed.value, `${name}/${basename(file, '.yaml')}`)
      reading.rules.push(...read.rules)
      reading.lexicons.push(...read.lexicons)
      reading.problems.push(...read.problems.map(parsed.locate))
    }
  }
}

async function readLayer(reading: Reading, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'))
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  )
  const { layered, problems } = layerOver(reading, files, basename(folder), (name) =>
    relative(process.cwd(), join(folder, name)),
  )
  Object.assign(reading, layered)
  reading.problems.push(...problems)
}

/**
 * The newer catalogue that `hongxian laws update` has brought into the data folder, as an option of `loadRuleSet`. Without
 * an update nothing is given and the digest stays that of the product as it comes.
 */
export async function updatedReference(dataDir: string): Promise<Pick<LoadOptions, 'reference'>> {
  const { holidays: _, date, ...reference } = await loadReference(dataDir)
  return date === null ? {} : { reference }
}

async function readReference(folder: string): Promise<ReferenceRows> {
  if (!existsSync(join(folder, 'laws.jsonl'))) return { laws: [] }
  const { holidays: _, date: __, ...rows } = await loadReferenceFolder(folder)
  return rows
}
