#!/usr/bin/env node
// Builds fines.jsonl beside this file from a folder of statute texts (laws and administrative regulations):
//   node build-fines.mjs <texts folder>
// For each article that fines within stated limits: the limits. Numbers only, never the wording. An article in which a fine is
// stated in a way that is not understood (每辆…, 处罚款 without a sum) is left out.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scanNumbers } from '../../src/rule/scan-numbers.ts'
import { articleKey } from './build-reference.mjs'
import { readStatute } from './read-statute.mjs'

const FOLDERS = ['法律', '行政法规']
const AFTER = /^以下(?:的|）|\))?(?:[^，。；\n]{0,8})?罚款/
// 处罚款, 警告或者罚款, 一万元的罚款: a fine without limits, or with limits that were not understood above.
const UNSTATED =
  /(?:处以?|给予|并处|科以)(?:[^，。；缴收]{0,8}(?:或者|、|和))?$|(?:元|倍|[%％]|分之[一二三四五六七八九十]+)(?:以下|以上|以内)?(?:的)?$/
const CLASSES = { 金额: 'sums', 倍数: 'factors', 比例: 'factors' }

/** Sums in 元 and factors of a base (倍, %), as `[low, high]`; `null` where a fine of the article is not understood. */
export function finesOf(text) {
  const tokens = scanNumbers(text).filter((token) => token.class in CLASSES)
  const fines = { sums: [], factors: [] }
  const understood = []
  for (const [i, token] of tokens.entries()) {
    const after = AFTER.exec(text.slice(token.end, token.end + 20))
    if (after === null) continue
    const lower = tokens[i - 1]
    const isRange = lower !== undefined && /^以上(?:不满)?$/.test(text.slice(lower.end, token.start))
    const start = isRange ? lower.start : token.start
    if (/每[^，。；]{0,12}$/.test(text.slice(Math.max(0, start - 14), start))) return null
    if (isRange && CLASSES[lower.class] !== CLASSES[token.class]) return null
    const kind = CLASSES[token.class]
    fines[kind].push([isRange ? lower.value : 0, token.value])
    understood.push(token.end + after[0].length)
  }
  for (const match of text.matchAll(/罚款/g)) {
    const end = match.index + 2
    if (understood.includes(end)) continue
    const before = text.slice(Math.max(0, match.index - 16), match.index)
    if (UNSTATED.test(before)) return null
  }
  return fines.sums.length + fines.factors.length === 0 ? null : fines
}

const distinct = (ranges) => [...new Map(ranges.map((range) => [range.join(), range])).values()].sort((a, b) => a[0] - b[0] || a[1] - b[1])

/** 食品安全法(2025-09-12).md → 食品安全法, and the date of the version; the latest version of a law counts. */
function latestFiles(folder) {
  const files = new Map()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md')).sort()) {
    const [, name, date] = /^(.+?)(?:\((\d{4}-\d\d-\d\d)\))?\.md$/.exec(file)
    const held = files.get(name)
    if (held === undefined || (date ?? '') > held.date) files.set(name, { file, date: date ?? '' })
  }
  return files
}

function rowsOf(texts) {
  const rows = []
  for (const folder of FOLDERS) {
    for (const [name, { file }] of latestFiles(join(texts, folder))) {
      const articles = readStatute(readFileSync(join(texts, folder, file), 'utf8'), articleKey)
      const fines = articles.flatMap(({ key, text }) => {
        const found = key === null ? null : finesOf(text)
        if (found === null) return []
        const { sums, factors } = found
        return [[key, { ...(sums.length > 0 ? { sums: distinct(sums) } : {}), ...(factors.length > 0 ? { factors: distinct(factors) } : {}) }]]
      })
      // An article that is not among these is known to set no fine, or not understood.
      const doubtful = articles.flatMap(({ key, text }) =>
        key !== null && /罚款/.test(text) && finesOf(text) === null ? [key] : [],
      )
      if (fines.length > 0) rows.push({ law: name, articles: Object.fromEntries(fines), ...(doubtful.length > 0 ? { doubtful } : {}) })
    }
  }
  return rows
}

const texts = process.argv[2]
if (texts === undefined) throw new Error('node build-fines.mjs <texts folder>')
const rows = rowsOf(texts).sort((a, b) => (a.law < b.law ? -1 : 1))
writeFileSync(new URL('./fines.jsonl', import.meta.url), rows.map((row) => JSON.stringify(row)).join('\n') + '\n')
console.log(`${rows.length} laws, ${rows.reduce((sum, row) => sum + Object.keys(row.articles).length, 0)} articles, ${rows.reduce((sum, row) => sum + (row.doubtful?.length ?? 0), 0)} left out`)
