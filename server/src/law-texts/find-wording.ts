import { type Catalogue, findLaw, type Law, labelOf, readReferences, versionAsOf } from '@hongxian/shared/law'
import type { LawTextEntry, LawTexts } from './law-texts.ts'

/** The wording of cited articles, and what the reader must know about it. */
export interface Wording {
  readonly title: string
  /** Date of the version shown; `null` where no text is shown or it tells no date. */
  readonly version: string | null
  /** `null` where the catalogue cannot tell. */
  readonly isInForce: boolean | null
  readonly articles: readonly { readonly label: string; readonly text: string | null }[]
  /** One sentence, or several; empty where the version in force is shown whole. */
  readonly notice: string
}

export const NOT_IMPORTED = '本单位尚未导入该法律文本，可由系统管理员运行 hongxian laws import 导入。'

/** A range of more articles is shown by its first ones. */
const MOST = 20

/**
 * The articles a place names, in the version in force on a day. Where the office has imported another version only, that
 * one is given and the notice says so: an article of another version must never pass for the law in force.
 *
 * @param place 第十六条第四款, 第六十三条、第六十四条, 第三条至第七条
 */
export async function findWording(
  texts: LawTexts,
  catalogue: Catalogue,
  title: string,
  place: string,
  asOf: string,
): Promise<Wording> {
  const law = findLaw(catalogue, title)?.law ?? null
  const name = law?.title ?? title.replace(/^《|》$/g, '')
  const keys = articlesOf(place)
  const none = (notice: string): Wording => ({
    title: name,
    version: null,
    isInForce: null,
    articles: [...keys].map(([, label]) => ({ label, text: null })),
    notice,
  })
  if (keys.size === 0) return none('没有写明条次。')
  const inForce = law === null ? null : versionAsOf(law, asOf)
  const editions = texts.editions(name)
  const chosen = editions.find((one) => one.version !== '' && one.version === inForce?.date) ?? nearest(editions, asOf)
  if (chosen === null) return none(NOT_IMPORTED)
  const isInForce = law === null ? null : inForce !== null && chosen.version === inForce.date
  const articles = await Promise.all(
    [...keys].map(async ([key, label]) => ({
      label,
      text: (await texts.articleText(name, chosen.version, key))?.text ?? null,
    })),
  )
  return {
    title: name,
    version: chosen.version || null,
    isInForce,
    articles,
    notice: [noticeOf(law, inForce?.date ?? null, isInForce), missingOf(articles)].filter(Boolean).join(''),
  }
}

/** Keys of the articles and how they are called, in order, each once. */
function articlesOf(place: string): Map<string, string> {
  const keys = new Map<string, string>()
  for (const { article, suffix, to } of readReferences(place, 0).references) {
    if (article === null) continue
    add(keys, article, suffix)
    for (let number = article + 1; to !== null && number <= (to.article ?? 0); number++) add(keys, number, 0)
  }
  return keys
}

function add(keys: Map<string, string>, article: number, suffix: number): void {
  if (keys.size >= MOST) return
  const label = labelOf({ article, suffix, paragraph: null, item: null, subitem: null })
  keys.set(suffix > 0 ? `${article}-${suffix}` : String(article), label)
}

/** The latest version imported that was passed by the day; else the earliest after it. `editions`: latest first. */
function nearest(editions: readonly LawTextEntry[], asOf: string): LawTextEntry | null {
  return editions.find((one) => one.version <= asOf) ?? editions.at(-1) ?? null
}

function noticeOf(law: Law | null, inForce: string | null, isInForce: boolean | null): string {
  if (law === null) return '法律目录未收录该文件，以下为本单位导入的文本，是否现行有效请核实。'
  if (isInForce === true) return law.doubt ? '该文件是否现行有效有待核实。' : ''
  if (inForce !== null)
    return `现行有效的是${chineseDay(inForce)}的版本，本单位尚未导入；以下是另一版本的条文，仅供参考。可由系统管理员运行 hongxian laws import 导入现行版本。`
  if (law.repeal !== null) return '该文件已经废止，以下为原条文，仅供参考。'
  return '该文件在所查日期没有施行，以下条文仅供参考。'
}

function missingOf(articles: Wording['articles']): string {
  const missing = articles.filter(({ text }) => text === null).map(({ label }) => label)
  return missing.length === 0 ? '' : `导入的文本中没有${missing.join('、')}。`
}

/** 2021-01-22 → 2021年1月22日; less where less is known. */
function chineseDay(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month ? `${month}月` : ''}${day ? `${day}日` : ''}`
}
