import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { type Catalogue, findLaw } from '@hongxian/shared/law'
import { type LawText, type LawTextEntry, lawTextFolder, lawTextIndex, readIndex } from './law-texts.ts'
import { readDocxText } from './read-docx-text.ts'
import { type ReadLawText, readLawText } from './read-law-text.ts'

export interface ImportFault {
  readonly file: string
  readonly detail: string
}

export type ImportOutcome =
  | { readonly taken: true; readonly added: number; readonly replaced: number; readonly skipped: readonly string[] }
  | { readonly taken: false; readonly faults: readonly ImportFault[] }

export interface ImportOptions {
  /** Tells which version of a law a text is; without it the dates in the text decide. */
  readonly catalogue?: Catalogue
  /** Leave out what cannot be read instead of refusing the whole folder. */
  readonly skipFaults?: boolean
  readonly onProgress?: (done: number, total: number) => void
}

const READ = new Set(['.md', '.txt', '.docx'])

/**
 * Bring the statute texts of a folder, with its subfolders, into the data folder. Everything is read and checked before
 * anything is written; unless `skipFaults` is set, one unreadable file refuses the whole folder.
 */
export async function importLawTexts(
  folder: string,
  dataDir: string,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.startsWith('_'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  if (files.length === 0) return { taken: false, faults: [{ file: folder, detail: '文件夹是空的' }] }
  const faults: ImportFault[] = []
  const texts = new Map<string, LawText>()
  for (const [index, file] of files.entries()) {
    const read = await readOne(file)
    if (typeof read === 'string') faults.push({ file: relative(folder, file), detail: read })
    else {
      const text = placed(read, options.catalogue)
      texts.set(`${text.title}|${text.version}`, text)
    }
    options.onProgress?.(index + 1, files.length)
  }
  if (texts.size === 0 || (faults.length > 0 && options.skipFaults !== true)) return { taken: false, faults }
  const { added, replaced } = await store([...texts.values()], dataDir)
  return { taken: true, added, replaced, skipped: faults.map((fault) => `${fault.file}：${fault.detail}`) }
}

/** The text under the title and version date by which the catalogue knows it. */
function placed({ dates, ...text }: ReadLawText, catalogue: Catalogue | undefined): LawText {
  const law = catalogue === undefined ? null : (findLaw(catalogue, text.title)?.law ?? null)
  const dated = law?.versions.filter((version) => version.date !== null) ?? []
  const numbered = text.articles.filter(([key]) => !key.includes('-')).length
  const version =
    dated.findLast((one) => dates.includes(one.date!)) ??
    dated.findLast((one) => one.effective !== null && dates.includes(one.effective)) ??
    (dated.length === 1 ? dated[0] : dated.findLast((one) => one.articles === numbered))
  return law === null || version === undefined ? text : { ...text, title: law.title, version: version.date! }
}

async function readOne(file: string): Promise<ReadLawText | string> {
  const extension = extname(file).toLowerCase()
  if (extension === '.doc' || extension === '.wps') return '旧版 Word 文件请先另存为 docx'
  if (!READ.has(extension)) return `不支持 ${extension || '无扩展名'} 文件，请提供 md、txt 或 docx`
  const bytes = await readFile(file)
  if (extension !== '.docx') return readLawText(bytes.toString('utf8'), file)
  try {
    return readLawText(readDocxText(bytes), file)
  } catch (error) {
    return (error as Error).message
  }
}

async function store(texts: readonly LawText[], dataDir: string): Promise<{ added: number; replaced: number }> {
  await mkdir(lawTextFolder(dataDir), { recursive: true })
  const index = new Map((await readIndex(dataDir)).map((entry) => [`${entry.title}|${entry.version}`, entry]))
  let replaced = 0
  for (const text of texts) {
    const key = `${text.title}|${text.version}`
    if (index.has(key)) replaced++
    // Named by its content: a text that is being read is never overwritten.
    const body = JSON.stringify(text)
    const file = `${createHash('sha256').update(body).digest('hex').slice(0, 32)}.json`
    await writeFile(join(lawTextFolder(dataDir), file), body)
    index.set(key, {
      title: text.title,
      version: text.version,
      file,
      articles: text.articles.length,
    } satisfies LawTextEntry)
  }
  // The index is swapped last, by one rename: an interrupted import leaves what was there before.
  await writeFile(`${lawTextIndex(dataDir)}.new`, JSON.stringify([...index.values()]))
  await rename(`${lawTextIndex(dataDir)}.new`, lawTextIndex(dataDir))
  return { added: texts.length - replaced, replaced }
}
