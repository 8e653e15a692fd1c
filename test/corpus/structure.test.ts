import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from '@hongxian/shared/document'
import { describe, expect, it } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const folder = join(here, 'structure')
const labelled = join(root, '../shared/structure.jsonl')

describe('structure of whole documents', () => {
  const slugs = readdirSync(folder)
    .filter((file) => file.endsWith('.outline.txt'))
    .map((file) => file.replace('.outline.txt', ''))

  it.each(slugs)('%s', (slug) => {
    const text = readFileSync(join(folder, `${slug}.txt`), 'utf8')
    expect(outline(text)).toBe(readFileSync(join(folder, `${slug}.outline.txt`), 'utf8').trimEnd())
  })
})

/** One line a clause, indented by depth; then the anomalies. */
function outline(text: string): string {
  const { nodes, anomalies } = parseDocument(text)
  const depths: number[] = []
  const rows: string[] = []
  nodes.forEach((node, index) => {
    depths[index] = node.parent === null ? -1 : depths[node.parent]! + 1
    if (node.parent === null) return
    const title = node.title === null ? '' : ` ${text.slice(node.title.start, node.title.end)}`
    rows.push(`${'  '.repeat(depths[index])}${node.kind} ${node.label === '' ? '「」' : node.label}${title}`)
  })
  return [...rows, ...anomalies.map(({ kind, at }) => `! ${kind} ${at}`)].join('\n')
}

interface Row {
  readonly file: string
  readonly chapters: number
  readonly articles: number
  readonly last_article: number
  readonly anomalies: readonly { readonly kind: string }[]
}

describe.runIf(existsSync(labelled))('structure --jsonl on the labelled documents', () => {
  it('agrees in chapters, articles, last article and anomalies on 98 % of them', () => {
    const rows = readLines<Row>(readFileSync(labelled, 'utf8'))
    const input = rows.map(({ file }) => {
      return JSON.stringify({ id: file, text: readFileSync(join(root, '../shared', file), 'utf8') })
    })
    const child = spawnSync(process.execPath, [join(root, 'server/bin/hongxian.mjs'), 'structure', '--jsonl'], {
      input: input.join('\n'),
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
    })
    const found = readLines<Row & { id: string }>(child.stdout)
    expect(found.map(({ id }) => id)).toEqual(rows.map(({ file }) => file))
    const wrong = rows.filter((row, index) => summary(row) !== summary(found[index]!)).map(({ file }) => file)
    expect(wrong.length / rows.length, wrong.join(' ')).toBeLessThanOrEqual(0.02)
  })
})

function summary({ chapters, articles, last_article, anomalies }: Row): string {
  return JSON.stringify([chapters, articles, last_article, anomalies.map(({ kind }) => kind).sort()])
}

function readLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
