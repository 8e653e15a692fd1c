import { parseArgs } from 'node:util'
import {
  type Anomaly,
  type ClauseNode,
  type ParsedDocument,
  parseDocument,
  readInternalReference,
} from '@hongxian/shared/document'
import { numberedLines, writeLine } from './json-lines.ts'
import { readTextFile } from './read-text-file.ts'

const HELP = `用法：
  hongxian structure 文件…      显示文件的编章节条款项目（文本文件；标准输入写 -）
  hongxian structure --jsonl    从标准输入逐行读 {"id","text"}，逐行输出结构

退出码：0 完成，2 有文件不能读取`

/** Anomalies of the structure proper; what rules also look at (definitions, levels) is left to `check`. */
const EVALUATED = new Set(['skipped', 'repeated', 'out-of-order', 'dangling-reference', 'unpaired'])

/** `hongxian structure` */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { jsonl: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  if (values.jsonl === true) return streamStructures()
  if (positionals.length === 0) {
    console.error(HELP)
    return 2
  }
  let code = 0
  for (const file of positionals) {
    const text = await readTextFile(file)
    if (text === null) code = 2
    else console.log(formatOutline(parseDocument(text)))
  }
  return code
}

async function streamStructures(): Promise<number> {
  for await (const { number, line } of numberedLines(process.stdin)) {
    const row = readRow(line)
    if (row === null) {
      console.error(`第${number}行不是 {"id","text"} 格式的 JSON。`)
      return 2
    }
    await writeLine(describeStructure(row.id, parseDocument(row.text)))
  }
  return 0
}

function readRow(line: string): { id: unknown; text: string } | null {
  try {
    const row: unknown = JSON.parse(line)
    if (typeof row !== 'object' || row === null || !('id' in row) || !('text' in row)) return null
    return typeof row.text === 'string' ? { id: row.id, text: row.text } : null
  } catch {
    return null
  }
}

function describeStructure(id: unknown, document: ParsedDocument): Record<string, unknown> {
  const articles = document.nodes.filter((node) => node.kind === 'article')
  return {
    id,
    title: document.frontMatter.title?.value ?? null,
    chapters: document.nodes.filter((node) => node.kind === 'chapter').length,
    articles: articles.length,
    last_article: articles.at(-1)?.number ?? 0,
    anomalies: document.anomalies
      .filter((anomaly) => EVALUATED.has(anomaly.kind) && !isOfList(document, anomaly))
      .map(({ kind, at, detail }) => ({ kind, at, detail })),
    nodes: document.nodes.map(({ kind, label, start, end, parent }) => ({ kind, label, start, end, parent })),
  }
}

/**
 * A number of a list (项, 一、) or a reference to a 款 or 项 of an article that is there: judged by rules, but no oddity of
 * the structure's own units.
 */
function isOfList({ nodes, text }: ParsedDocument, { kind, start, end }: Anomaly): boolean {
  if (kind === 'unpaired') return false
  if (kind === 'dangling-reference') {
    const reference = readInternalReference(text, start + text.slice(start, end).indexOf('第'))
    if (reference === null) return true // 前款, 本条第五款
    return nodes.some(
      (node) => node.kind === 'article' && node.number === reference.article && node.suffix === reference.suffix,
    )
  }
  const node = nodes.find(({ marker }) => marker?.start === start)
  return node?.kind === 'item' || node?.kind === 'heading'
}

/** An outline a person reads: one line a clause, indented by depth, with its first words. */
function formatOutline(document: ParsedDocument): string {
  const rows = [document.frontMatter.title?.value ?? '（没有标题）']
  const depths: number[] = []
  document.nodes.forEach((node, index) => {
    depths[index] = node.parent === null ? 0 : depths[node.parent]! + 1
    if (node.parent !== null) rows.push(`${'  '.repeat(depths[index])}${describeClause(document, node)}`)
  })
  for (const { at, detail } of document.anomalies) rows.push(`注意：${at === '' ? '' : `${at}，`}${detail}`)
  return rows.join('\n')
}

const PREVIEW = 30

function describeClause(document: ParsedDocument, node: ClauseNode): string {
  const from = node.title?.start ?? node.marker?.end ?? node.start
  const until = node.title?.end ?? node.end
  const words = document.text
    .slice(from, until)
    .trim()
    .split(/[\r\n]/, 1)[0]!
  const preview = words.length > PREVIEW ? `${words.slice(0, PREVIEW)}…` : words
  return `${node.label === '' ? '（正文）' : node.label}　${preview}`
}
