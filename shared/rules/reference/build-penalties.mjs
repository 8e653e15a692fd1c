#!/usr/bin/env node
// Builds penalties.jsonl from the folder that build-reference.mjs reads (it needs texts/):
//   node build-penalties.mjs <folder>
// Only facts leave it: of every 款 that states a penalty, which kinds, on what condition, for breach of which articles.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { articleKey } from './build-reference.mjs'
import { readStatute } from './read-statute.mjs'

/** One character a kind; `改` is an order, no penalty, `参` refers to the penalty of another article. */
const KINDS = [
  ['警', /警告/],
  ['批', /通报批评/],
  ['罚', /罚款|处[^，。；]{0,12}元以[上下]/],
  ['没', /没收|予以收缴|收缴/],
  ['暂', /暂扣|暂停[^，。；]{0,14}(?:资格|执业|业务|许可|证)|扣留[^，。；]{0,8}证/],
  ['降', /降低[^，。；]{0,12}(?:等级|级别)/],
  ['吊', /吊销|撤销[^，。；]{0,30}(?:资格|许可|登记|证|批准|资质|执照|文号)|取消[^，。；]{0,20}(?:资格|资质)/],
  ['停', /停产停业|停产整顿|停业整顿|责令[^，。；]{0,12}(?:停业|停产|停止[^，。；]{0,10}(?:经营|生产|营业|使用|施工|活动|业务|作业|办学))/],
  ['关', /关闭|取缔|关停/],
  ['限', /不得[^，。；]{0,20}(?:从事|担任|申请)|禁止[^，。；]{0,14}从事|限制[^，。；]{0,8}从业|终身/],
  ['拘', /拘留/],
  ['改', /责令|限期|改正|恢复原状|拆除|退还|停止违法/],
  ['参', /(?:依照|按照|依据|根据|适用)[^。；]{0,40}(?:规定|条|款)[^。；]{0,16}(?:处罚|处理|追究|罚款)|前款规定[^。；]{0,6}处罚|由[^。；]{0,20}依(?:照|法)[^。；]{0,30}处罚|依法(?:予以|给予)[^。；]{0,8}处罚/],
]
const PENAL = /[警批罚没暂降吊停关拘]/
/** What comes only where an order was not followed. */
const UNHEEDED = /拒不|拒绝(?:改正|执行)|逾期|仍不|仍未|不改正|不停止|不执行|不听劝|未按[^，。；]{0,8}要求改正|经[^，。；]{0,16}(?:责令|劝告|警告|批评)[^，。；]{0,8}(?:不|仍|拒)/
const ITEM = /^[（(][一二三四五六七八九十]+[）)]/
const SUBITEM = /^(?:\d+[.．、]|[①-⑳]|[（(]\d+[）)])/

function paragraphsOf(text) {
  const paragraphs = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (paragraphs.length > 0 && (ITEM.test(line) || SUBITEM.test(line))) paragraphs[paragraphs.length - 1] += `\n${line}`
    else paragraphs.push(line)
  }
  return paragraphs
}

/** 罚没~知个 12,17: kinds, marks, articles breached; empty where the 款 states no penalty. */
export function factsOf(paragraph) {
  const kinds = KINDS.filter(([, pattern]) => pattern.test(paragraph)).map(([letter]) => letter).join('')
  if (!PENAL.test(kinds) && !kinds.includes('参')) return ''
  const fine = paragraph.search(KINDS[2][1])
  const unheeded = paragraph.search(UNHEEDED)
  const ordered = paragraph.search(/责令|限期|劝告|通知/)
  const marks =
    (fine >= 0 && ordered >= 0 && unheeded > ordered && unheeded < fine ? '~' : '') +
    (/明知/.test(paragraph) ? '知' : '') +
    (/^(?:个人|公民)|个人有前/.test(paragraph) ? '个' : /^单位|^[^，。]{0,10}(?:单位|企业)[^，。]{0,4}(?:违反|有下列)/.test(paragraph) ? '单' : '')
  const breached = new Set()
  for (const found of paragraph.matchAll(/违反(?:了)?本(?:法|条例|办法|规定)(第[^，。；\n的]{1,60}?)(?:规定|的|，)/g))
    for (const one of found[1].matchAll(/第[〇零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?/g)) breached.add(articleKey(one[0]))
  const articles = [...breached].join(',')
  return articles === '' ? kinds + marks : `${kinds}${marks} ${articles}`
}

function rowOf(entry, folder) {
  const text = readFileSync(join(folder, entry.text), 'utf8')
  const articles = {}
  for (const article of readStatute(text, articleKey)) {
    const paragraphs = paragraphsOf(article.text).map(factsOf)
    if (paragraphs.some((facts) => facts !== '')) articles[article.key] = paragraphs
  }
  return { law: entry.title, version: entry.version, articles }
}

function main(folder) {
  const entries = readFileSync(join(folder, 'catalog.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line))
    .filter(({ level, status, text }) => (level === '法律' || level === '行政法规') && text && status === '有效')
  const latest = new Map()
  for (const entry of entries)
    if ((latest.get(entry.title)?.version ?? '') < (entry.version ?? '')) latest.set(entry.title, entry)
  const rows = [...latest.values()].map((entry) => rowOf(entry, folder)).filter(({ articles }) => Object.keys(articles).length > 0)
  rows.sort((a, b) => (a.law < b.law ? -1 : 1))
  writeFileSync(new URL('penalties.jsonl', import.meta.url), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
  process.stdout.write(`${rows.length} laws, ${rows.reduce((sum, { articles }) => sum + Object.keys(articles).length, 0)} articles\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv[2])
