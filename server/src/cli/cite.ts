import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseDocument } from '@hongxian/shared/document'
import {
  articleKey,
  buildCatalogue,
  type Catalogue,
  CITATION_STATE_NAMES,
  type Citation,
  type CitationStatus,
  citationContext,
  findCitations,
  resolveCitation,
} from '@hongxian/shared/law'
import { isCalendarDay } from '@hongxian/shared/text'
import { type LawTexts, loadReference, openLawTexts } from '../law-texts/index.ts'
import { today } from './check-options.ts'
import { dataFolder } from './data-folder.ts'
import { numberedLines, writeLine } from './json-lines.ts'
import { readTextFile } from './read-text-file.ts'

const HELP = `用法：hongxian cite [选项] [文件…]

识别文件中引用的法律、法规、规章和其他文件，并核对其效力。
不写文件时从标准输入读取。

  --as-of <日期>   按哪一天的效力核对（YYYY-MM-DD），默认今天
  --jsonl          输入每行一个 {"id","text","as_of"?}，输出每行一个
                   {"id","citations":[{"start","end","title","article","status",
                   "level","article_exists","now","replaced_by"}]}，顺序与输入一致
  --text           列出所引条文的原文（须先用 hongxian laws import 导入）
  --all            连同“本办法”等对文件自身的引用一并列出
  --data <文件夹>  数据文件夹（默认为项目下的 data，或者环境变量 HONGXIAN_DATA）`

/** @returns 0 done, 2 could not be done */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      jsonl: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      text: { type: 'boolean', default: false },
      'as-of': { type: 'string' },
      data: { type: 'string' },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const asOf = values['as-of'] ?? today()
  if (!isCalendarDay(asOf)) return refuse('--as-of 应写作 YYYY-MM-DD。')
  const folder = dataFolder(values)
  const catalogue = buildCatalogue(await loadReference(folder))
  const lawTexts = values.text ? await openLawTexts(folder) : null
  if (lawTexts?.entries.length === 0) return refuse('还没有导入法律条文。请先运行 hongxian laws import <文件夹>。')
  const options = { asOf, catalogue, all: values.all, lawTexts }
  const files = positionals.length === 0 ? ['-'] : positionals
  let worst = 0
  for (const file of files)
    worst = Math.max(
      worst,
      values.jsonl ? await citeLines(file, options) : await citeFile(file, options, files.length > 1),
    )
  return worst
}

interface Options {
  readonly asOf: string
  readonly catalogue: Catalogue
  readonly all: boolean
  /** Imported statutes to quote from; `null` where the wording is not asked for. */
  readonly lawTexts: LawTexts | null
}

function refuse(message: string): number {
  console.error(message)
  return 2
}

interface Cited {
  readonly citation: Citation
  readonly status: CitationStatus
}

function cite(text: string, { asOf, catalogue, all }: Options): Cited[] {
  // What the text says of itself (its title, its number) is no citation.
  const { frontMatter } = parseDocument(text)
  return findCitations({ text, frontMatter }, catalogue)
    .filter((citation) => all || citation.role !== 'own')
    .map((citation) => ({
      citation,
      status: resolveCitation(citation, asOf, catalogue, citationContext(text, citation)),
    }))
}

// ---- one JSON a line

async function citeLines(file: string, options: Options): Promise<number> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  for await (const { number, line } of numberedLines(input)) {
    const row = readRow(line)
    if (typeof row === 'string') return refuse(`第${number}行${row}`)
    const cited = cite(row.text, { ...options, asOf: row.asOf ?? options.asOf })
    const citations = await Promise.all(cited.map((one) => toJson(one, options.lawTexts)))
    await writeLine({ id: row.id, citations })
  }
  return 0
}

function readRow(line: string): { id: unknown; text: string; asOf: string | null } | string {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return '不是有效的 JSON。'
  }
  if (typeof row !== 'object' || row === null) return '应是一个对象。'
  const { id, text, as_of: asOf } = row as { id?: unknown; text?: unknown; as_of?: unknown }
  if (typeof text !== 'string') return '缺少 text。'
  if (asOf !== undefined && asOf !== null && !isCalendarDay(asOf)) return '的 as_of 应写作 YYYY-MM-DD。'
  return { id: id ?? null, text, asOf: (asOf as string | null | undefined) ?? null }
}

async function toJson({ citation, status }: Cited, lawTexts: LawTexts | null): Promise<Record<string, unknown>> {
  return {
    start: citation.start,
    end: citation.end,
    title: citation.title || citation.written || citation.number,
    article: citation.reference?.label ?? null,
    status: status.status,
    level: status.level,
    article_exists: status.articleExists,
    now: status.now,
    replaced_by: status.replacedBy,
    full_title: status.law?.title ?? null,
    certain: status.certain,
    role: citation.role,
    reason: status.reason,
    ...(lawTexts === null ? {} : { text: await wordingOf({ citation, status }, lawTexts) }),
  }
}

/** The wording of the cited article in the version in force on the day, or as last in force. */
async function wordingOf({ citation, status }: Cited, lawTexts: LawTexts): Promise<string | null> {
  const { reference } = citation
  if (status.law === null || reference?.article == null) return null
  const version = status.version ?? status.law.versions.at(-1) ?? null
  const found = await lawTexts.articleText(status.law.title, version?.date ?? null, articleKey(reference))
  return found?.text ?? null
}

// ---- for reading

async function citeFile(file: string, options: Options, isOneOfMany: boolean): Promise<number> {
  const text = await readTextFile(file)
  if (text === null) return 2
  if (isOneOfMany) console.log(`${file}：`)
  const cited = cite(text, options)
  let line = 1
  let from = 0
  for (const { citation, status } of cited) {
    line += countBreaks(text, from, citation.start)
    from = citation.start
    const words = text.slice(citation.start, citation.end).replace(/\s+/g, '')
    // The reason names the present article or name where there is one.
    const details = [status.level, status.reason].filter((part) => part)
    const remark = details.length > 0 ? `（${details.join('；')}）` : ''
    console.log(`第${line}行  ${words}  ${CITATION_STATE_NAMES[status.status]}${remark}`)
    const wording = options.lawTexts === null ? null : await wordingOf({ citation, status }, options.lawTexts)
    if (wording !== null) console.log(wording.replace(/^/gm, '        '))
  }
  console.log(`共 ${cited.length} 处引用，按 ${options.asOf} 的效力核对。`)
  return 0
}

function countBreaks(text: string, from: number, until: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) count++
  return count
}
