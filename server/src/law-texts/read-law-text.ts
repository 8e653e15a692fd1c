import { readNumeral } from '@hongxian/shared/text'
import type { LawText } from './law-texts.ts'

const ARTICLE =
  /^第([〇零一二三四五六七八九十百千两\d]{1,9})条(?:之([一二三四五六七八九十]{1,3}))?(?=[\s\u3000【（(]|$|[^、和至及第款项之规])/
const HEADING = /^(?:#{1,6}\s*)?第[〇零一二三四五六七八九十百千\d]{1,6}(?:编|分编|章|节)(?:[\s\u3000]|$)|^(?:#{1,6}\s)/
const DATE = /((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日/g

/** A statute as read, with every date its head names: adoption, amendments, taking effect. */
export interface ReadLawText extends LawText {
  readonly dates: readonly string[]
}

/**
 * Read one statute: its name, the date of its version and its articles.
 *
 * @param text markdown or plain text as the national database gives it: title first, history of adoption, then articles
 * @param fileName may carry the title and, in brackets, the date of the version
 * @returns the text, or one sentence in Chinese that says why it is none
 */
export function readLawText(text: string, fileName: string): ReadLawText | string {
  if (text.includes('\u0000')) return '不是文本文件'
  if (text.includes('\uFFFD')) return '文字编码不是 UTF-8'
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
  const first = lines.findIndex((line) => ARTICLE.test(line))
  if (first < 0) return readUndivided(lines, fileName) ?? '没有找到“第一条”等条文'
  const head = lines.slice(0, first).filter((line) => line !== '' && !line.startsWith('<!--'))
  const stem = stemOf(fileName)
  const title = (head[0] ?? '').replace(/^#+\s*/, '').replace(/\s+/g, '') || stem.replace(/[（(]\d{4}.*$/, '')
  if (title.length < 2 || title.length > 150) return '没有找到法律名称'
  const articles = readArticles(lines.slice(first))
  if (articles.length === 0) return '没有找到条文'
  return { title, ...datesOf(stem, head), articles }
}

const stemOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').replace(/^.*[\\/]/, '')

const UNDIVIDED = /(?:决定|决议|规定|办法|命令|通知|方案|解释|解答|批复|意见|规则|修正案|条例)(?:（[^）]*）)?$/

/** Decisions and old regulations without articles are kept whole, under article `0`. */
function readUndivided(lines: readonly string[], fileName: string): ReadLawText | null {
  const words = lines.filter((line) => line !== '' && !line.startsWith('<!--'))
  const title = (words[0] ?? '').replace(/^#+\s*/, '').replace(/\s+/g, '')
  const body = words.slice(1).join('\n')
  if (title.length > 150 || !UNDIVIDED.test(title) || body.length < 40) return null
  return { title, ...datesOf(stemOf(fileName), words.slice(1, 6)), articles: [['0', body]] }
}

/** The version is the date the file name gives, else the last the head names. */
function datesOf(stem: string, head: readonly string[]): { version: string; dates: string[] } {
  const dates = Array.from(
    head.join('\n').matchAll(DATE),
    ([, year, month, day]) => `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`,
  ).sort()
  const named = /(\d{4})-?(\d{2})-?(\d{2})/.exec(stem)
  const version = named ? `${named[1]}-${named[2]}-${named[3]}` : (dates.at(-1) ?? '')
  return { version, dates: named ? [...dates, version] : dates }
}

function readArticles(lines: readonly string[]): [string, string][] {
  const articles: [string, string][] = []
  const seen = new Set<string>()
  let current: [string, string] | null = null
  for (const line of lines) {
    const marker = ARTICLE.exec(line)
    if (marker) {
      const number = readNumeral(marker[1]!, 0)?.value
      const suffix = marker[2] === undefined ? 0 : (readNumeral(marker[2], 0)?.value ?? 0)
      const key = suffix > 0 ? `${number}-${suffix}` : String(number)
      current = [key, line.slice(marker[0].length).replace(/^[\s\u3000]+/, '')]
      // An annex may number its own articles from one again; the first bearer of a number is the law's.
      if (!seen.has(key)) articles.push(current)
      seen.add(key)
    } else if (HEADING.test(line)) current = null
    else if (current !== null && line !== '' && !line.startsWith('<!--')) current[1] += `\n${line}`
  }
  return articles
}
