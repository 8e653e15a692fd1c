import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nameKey } from '@hongxian/shared/law'

/** The wording of one version of a law, as imported. */
export interface LawText {
  readonly title: string
  /** Date of the version, `YYYY-MM-DD`; empty where the text does not tell. */
  readonly version: string
  /** Articles in order: key (`17`, `17-1`) and wording with its paragraphs on lines of their own. */
  readonly articles: readonly (readonly [key: string, text: string])[]
}

export interface LawTextEntry {
  readonly title: string
  readonly version: string
  readonly file: string
  readonly articles: number
}

export interface ArticleText {
  readonly title: string
  readonly version: string
  readonly article: string
  readonly text: string
}

export const lawTextFolder = (dataDir: string): string => join(dataDir, 'law-texts')
export const lawTextIndex = (dataDir: string): string => join(lawTextFolder(dataDir), 'index.json')

/** Imported statute texts; reads a text when it is first asked for. */
export interface LawTexts {
  readonly entries: readonly LawTextEntry[]
  /** Versions of a law that have been imported, latest first. */
  editions(title: string): readonly LawTextEntry[]
  /**
   * The wording of an article.
   *
   * @param version date of the version; `null` takes the latest imported
   * @param article key as citations give it: `17`, `17-1`
   * @returns `null` where law, version or article has not been imported
   */
  articleText(title: string, version: string | null, article: string): Promise<ArticleText | null>
}

const COUNTRY = '中华人民共和国'
const CACHED = 32

/** Open the texts in a data folder; an empty collection where none has been imported. */
export async function openLawTexts(dataDir: string): Promise<LawTexts> {
  const entries = await readIndex(dataDir)
  const byName = new Map<string, LawTextEntry[]>()
  for (const entry of entries) {
    for (const key of new Set([nameKey(entry.title), nameKey(entry.title).replaceAll(COUNTRY, '')])) {
      const list = byName.get(key) ?? []
      list.push(entry)
      byName.set(key, list)
    }
  }
  for (const list of byName.values()) list.sort((a, b) => (a.version < b.version ? 1 : -1))
  const cache = new Map<string, Map<string, string>>()
  const load = async (file: string): Promise<Map<string, string>> => {
    const held = cache.get(file)
    if (held) return held
    const text = JSON.parse(await readFile(join(lawTextFolder(dataDir), file), 'utf8')) as LawText
    const articles = new Map(text.articles)
    if (cache.size >= CACHED) cache.delete(cache.keys().next().value!)
    cache.set(file, articles)
    return articles
  }
  const editions = (title: string) => byName.get(nameKey(title.replace(/^《|》$/g, ''))) ?? []
  return {
    entries,
    editions,
    async articleText(title, version, article) {
      const list = editions(title)
      const entry = version === null ? list[0] : list.find((one) => one.version === version)
      if (entry === undefined) return null
      const text = (await load(entry.file)).get(article)
      return text === undefined ? null : { title: entry.title, version: entry.version, article, text }
    },
  }
}

/** The texts of a data folder, opened anew once an import has changed them: a service that runs need not be restarted. */
export function createLawTextShelf(dataDir: string): () => Promise<LawTexts> {
  let held: { readonly stamp: string; readonly texts: Promise<LawTexts> } | null = null
  return async () => {
    const stamp = await stampOf(lawTextIndex(dataDir))
    if (held?.stamp !== stamp) {
      const texts = openLawTexts(dataDir)
      held = { stamp, texts }
      texts.catch(() => {
        held = null
      })
    }
    return held.texts
  }
}

/** An import puts a new index in place of the old one. */
async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeMs, ino, size } = await stat(file)
    return `${mtimeMs} ${ino} ${size}`
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

export async function readIndex(dataDir: string): Promise<LawTextEntry[]> {
  try {
    return JSON.parse(await readFile(lawTextIndex(dataDir), 'utf8')) as LawTextEntry[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
