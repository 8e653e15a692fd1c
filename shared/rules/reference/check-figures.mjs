#!/usr/bin/env node
// Reads every row of ../figures.yaml against the article it cites, in a folder of statute texts:
//   node check-figures.mjs <texts folder>
// Says which rows state a number that the article does not hold, and which laws the folder lacks.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFigureValue, toFigure } from '../../src/rule/read-figures.ts'
import { scanNumbers } from '../../src/rule/scan-numbers.ts'
import { articleKey } from './build-reference.mjs'
import { readStatute } from './read-statute.mjs'

const KEYS = { 编号: 'id', 条款: 'article', 法定: 'stated' }

/** The rows with their law and version; each key stands on a line of its own. */
function readRows(yaml) {
  const rows = []
  let law = ''
  let version = ''
  for (const line of yaml.split('\n')) {
    const [, name, value] = /^[\s-]*([\u4e00-\u9fff]+): (.+)$/.exec(line) ?? []
    if (name === '法律' && line.startsWith('- ')) law = value.trim()
    else if (name === '版本') version = value.trim()
    else if (name === '编号') rows.push({ law, version, id: value.trim() })
    else if (name in KEYS && rows.length > 0) rows.at(-1)[KEYS[name]] ??= value.trim()
  }
  return rows
}

const FOLDERS = ['法律', '行政法规', '部门规章', '其他']

function textsOf(folder) {
  return FOLDERS.flatMap((kind) =>
    readdirSync(join(folder, kind)).map((file) => ({ name: file.replace(/\.md$/, ''), path: join(folder, kind, file) })),
  )
}

/** The text of a law in the version cited, else its latest. */
function findText({ law, version }, texts) {
  const short = law.replace(/^中华人民共和国/, '')
  const found = texts.filter(({ name }) => name === short || name.startsWith(`${short}(`)).sort((a, b) => (a.name < b.name ? 1 : -1))
  return found.find(({ name }) => name.includes(version)) ?? found[0] ?? null
}

const amounts = (text, quantity) =>
  scanNumbers(text)
    .flatMap((token) => toFigure(token, text))
    .filter((one) => one.quantity === quantity)
    .map(({ value, unit }) => `${Number(value.toFixed(6))}${unit}`)

function faultOf(row, texts) {
  const file = findText(row, texts)
  if (file === null) return '没有这部法律的文本'
  const keys = [...(row.article ?? '').matchAll(/第[^第]*?条(?:之[一二三四五六七八九十]+)?/g)].map(([label]) => articleKey(label))
  const articles = readStatute(readFileSync(file.path, 'utf8'), articleKey).filter(({ key }) => keys.includes(key))
  const text = articles.map((one) => one.text).join('\n')
  const figure = readFigureValue(row.stated)
  const held = amounts(text, figure.quantity)
  const isHeld = [figure.low, figure.high].every((value) => held.includes(`${Number(value.toFixed(6))}${figure.unit}`))
  return isHeld ? null : `${row.article ?? '（没有写条款）'}里没有“${row.stated}”，只有 ${held.join('、') || '（无）'}`
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('node check-figures.mjs <texts folder>')
const rows = readRows(readFileSync(new URL('../figures.yaml', import.meta.url), 'utf8'))
const texts = textsOf(folder)
const faults = rows.map((row) => ({ row, fault: faultOf(row, texts) })).filter(({ fault }) => fault !== null)
for (const { row, fault } of faults) console.log(`${row.id} ${row.law}：${fault}`)
console.log(`${rows.length} 行，${faults.length} 行没有核对上`)
