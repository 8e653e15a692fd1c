#!/usr/bin/env node
// Builds the reference data beside this file from a folder of collected facts about laws:
//   node build-reference.mjs <folder>       (or: hongxian laws build <folder>)
// The folder holds catalog.jsonl, changes-after-2025-04.jsonl, repealed.jsonl, repealed-auto.jsonl, renumbered.jsonl,
// renumbered-auto.jsonl, institutions.jsonl, citation-notes.jsonl, holidays.json and, optionally, texts/.
// Only facts leave it: titles, dates, numbers, counts, topics. Never the wording of a text.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readStatute, shapeOf } from './read-statute.mjs'
import { topicWords, wordsOf } from './topic-words.mjs'

const PRC = '中华人民共和国'
const CN_DIGITS = '〇一二三四五六七八九'

/** 一百零三 → 103; `null` when it is no numeral. */
export function numeral(text) {
  if (/^\d+$/.test(text)) return Number(text)
  let total = 0
  let digit = 0
  for (const char of text) {
    const value = char === '零' ? 0 : CN_DIGITS.indexOf(char)
    if (value >= 0) digit = value
    else if (char === '两') digit = 2
    else {
      const unit = { 十: 10, 百: 100, 千: 1000 }[char]
      if (unit === undefined) return null
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit
}

/** 第十七条之一 → "17-1", 第四十条 → "40". */
export function articleKey(label) {
  const found = /第([〇零一二三四五六七八九十百千两\d]+)条(?:之([一二三四五六七八九十]+))?/.exec(label ?? '')
  if (!found) return null
  return found[2] ? `${numeral(found[1])}-${numeral(found[2])}` : String(numeral(found[1]))
}

const readRows = (folder, name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line))

const compact = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )

// What stands in brackets after a title is a version, an order or document number, or part of the name (试行、暂行).
const KEEP = /^(试行|暂行|修订|草案|一|二|三|四|五|六|七|八|九|十|[一二三四五六七八九十]+|\d{4}[—-]\d{4}年|2015—2020年|2021—2025年|\d{4}年版|\d{4}年|节录|修正)$/
export function splitTitle(raw) {
  let title = raw.trim()
  let number = null
  let version = null
  for (;;) {
    const found = /（([^（）]*)）$/.exec(title)
    if (!found) break
    const inside = found[1]
    if (/(公布版|修订版|修正版|年版|旧规定|旧版)$/.test(inside) && !/^2022年版|^2025年版/.test(inside)) version = inside
    else if (/〔\d{4}〕|令第/.test(inside)) number = inside
    else if (KEEP.test(inside)) break
    else break
    title = title.slice(0, found.index)
  }
  return { title, number, version }
}

// Titles the collected files give in a form that is not the name itself.
const RENAMED = {
  '公司登记管理条例（中华人民共和国公司登记管理条例）': '中华人民共和国公司登记管理条例',
  '网络商品和服务交易管理办法（网络交易管理办法，2014）': '网络交易管理办法',
  '国务院工作规则（2018年）': '国务院工作规则',
  '国务院工作文件：国务院行政复议案件处理程序若干规定': '国务院行政复议案件处理程序若干规定',
  中医药条例: '中华人民共和国中医药条例',
}
// Repealed only in part, lists of laws, or plans whose end date is not a repeal.
const NOT_REPEALED = new Set([
  '全国人民代表大会常务委员会关于严禁卖淫嫖娼的决定（收容教育有关条款）',
])
// Rows that name the act of amending, not a law anyone cites as a basis.
const AMENDING_ACT = /^国务院关于(修改|废止).*(决定|法规)|关于修改[<〈].*[>〉]的决定$|修正案$/

// Successors the collected files name in passing, by their own names.
const SUCCESSOR = {
  劳动争议案件适用法律问题的解释: '最高人民法院关于审理劳动争议案件适用法律问题的解释（一）',
  建设工程施工合同纠纷案件适用法律问题的解释: '最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（一）',
  民法典婚姻家庭编的解释: '最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）',
  民法典物权编的解释: '最高人民法院关于适用《中华人民共和国民法典》物权编的解释（一）',
  民法典及合同编通则解释: '最高人民法院关于适用《中华人民共和国民法典》合同编通则若干问题的解释',
  民法典合同编: '中华人民共和国民法典',
  民法典人格权编: '中华人民共和国民法典',
  中国共产党党校: '中国共产党党校（行政学院）工作条例',
  不动产登记暂行条例及其实施细则: '不动产登记暂行条例',
  外商投资法体系: '中华人民共和国外商投资法',
  监事会职责并入审计署: null,
  国有土地上房屋征收与补偿条例配套规定: '国有土地上房屋征收与补偿条例',
  法治政府建设实施纲要: '法治政府建设实施纲要（2021—2025年）',
}

/** 行政复议法（2023年修订） → 行政复议法; 供水条例（国令第831号，2026） → 供水条例. */
const replacementName = (text) => {
  if (!text || /^无(?:（|直接|$)/.test(text)) return null
  const first = text.split(/[（；]/)[0].split(/，今|（今/)[0].trim()
  const name = first.replace(/及其实施条例.*$/, '').replace(/等$/, '')
  return name in SUCCESSOR ? SUCCESSOR[name] : name
}

const sameLaw = (a, b) => a && b && a.replace(PRC, '') === b.replace(PRC, '')

function levelOf(row, hint) {
  if (row.level && row.level !== '其他') return row.level
  if (hint && hint !== '其他') return hint.startsWith('党内') ? '党内法规' : hint
  return /^国务院/.test(row.title) ? '国务院文件' : '其他'
}

/** One line a law version. Keys are left out where there is nothing to say. */
function buildLaws(folder, supplement, counts) {
  const catalog = readRows(folder, 'catalog.jsonl')
  const repealed = readRows(folder, 'repealed.jsonl')
  const auto = readRows(folder, 'repealed-auto.jsonl')
  const changes = readRows(folder, 'changes-after-2025-04.jsonl')
  const notes = readRows(folder, 'citation-notes.jsonl')

  const nameOf = (raw) => RENAMED[raw] ?? splitTitle(raw).title
  const hintByTitle = new Map()
  for (const row of [...repealed, ...changes, ...notes]) if (row.level) hintByTitle.set(nameOf(row.title), row.level)
  const noteByTitle = new Map()
  for (const row of notes) {
    const title = splitTitle(row.title).title.replace(/（(引用)?旧.*）$/, '')
    if (row.note && !/^现行有效/.test(row.note)) noteByTitle.set(title, compact({ note: row.note, see: row.see }))
  }
  const changeByKey = new Map(changes.map((row) => [`${row.title}|${row.adopted ?? ''}`, row]))

  const laws = []
  const byTitle = new Map()
  for (const row of catalog) {
    if (NOT_REPEALED.has(row.title)) continue
    const { number, version } = splitTitle(row.title)
    const title = RENAMED[row.title] ?? splitTitle(row.title).title
    const short = [...new Set(row.short_titles.map((name) => splitTitle(name).title))].filter(
      (name) => name !== title && name !== title.replace(PRC, ''),
    )
    // A date of amendment taken for the date of effect may lie before the version it belongs to.
    const known = row.effective ?? null
    const dated = row.version && row.version.length === 10
    const effective = known && dated && known < row.version ? row.version : known
    const change = changeByKey.get(`${row.title}|${row.version}`)
    const law = {
      title,
      short,
      level: levelOf(row, hintByTitle.get(title)),
      issuer: row.issuer === '国务院' && row.level === '行政法规' ? null : row.issuer,
      region: row.region,
      number: row.number ?? number,
      version: row.version ?? version?.slice(0, 4) ?? null,
      adopted: row.adopted !== row.version ? row.adopted : null,
      amended: row.amended.filter((date) => date !== row.version),
      effective,
      unsure: /uncertain/.test(row.effective_basis ?? '') || change?.confidence === 'likely' ? ['effective'] : [],
      articles: row.articles,
      inserted: row.inserted.map(articleKey),
      superseded: row.superseded_on ?? null,
      note: row.note && !/^可能已由/.test(row.note) ? row.note.replace(/^likely：/, '') : null,
      text: row.text,
      pending: /是否通过/.test(row.note ?? ''),
      flag: row.status === '已废止' ? { on: row.repealed_on, by: row.repealed_by, likely: row.status_confidence === 'likely' || row.confidence === 'likely' } : null,
    }
    laws.push(law)
    const rows = byTitle.get(title) ?? []
    rows.push(law)
    byTitle.set(title, rows)
  }

  const find = (name) => byTitle.get(name) ?? byTitle.get(PRC + name)
  const repeal = (rows, on, by, sure) => {
    for (const law of rows) law.repealed = { on: on ?? null, by: by ?? null, sure }
  }
  for (const row of laws)
    if (row.flag) repeal(byTitle.get(row.title), row.flag.on, replacementName(row.flag.by), !row.flag.likely)
  for (const row of repealed) {
    if (NOT_REPEALED.has(row.title)) continue
    const title = nameOf(row.title)
    const by = replacementName(row.replaced_by)
    const rows = find(title)
    if (row.kind === 'superseded' || sameLaw(by, title)) {
      const year = splitTitle(row.title).version?.slice(0, 4) ?? ''
      const older = rows?.filter((law) => (law.version ?? '').startsWith(year))
      if (older?.length && row.repealed_on) for (const law of older) law.superseded ??= row.repealed_on
      if (rows && !sameLaw(by, title) && row.kind === 'superseded' && !rows.some((law) => law.flag === null)) repeal(rows, row.repealed_on, by, row.confidence === 'verified')
      // The same name goes on under a newer order: an older version, not a dead name.
      if (rows && sameLaw(by, title)) for (const law of rows) if (law.flag) { law.repealed = undefined; law.superseded = row.repealed_on }
      if (rows) continue
      if (sameLaw(by, title)) addLiving(title, row)
      else addRepealed(title, row, by)
      continue
    }
    // A ministry's rule that took the place of another is in force by that.
    if (by && row.level === '部门规章' && !by.includes('、') && /(?:办法|规定|规则|细则)$/.test(by) && !find(by)) addSuccessor(by, row)
    // 待核 and without a date: whether it was repealed at all is open, so it stays in force with a doubt.
    if (rows?.some((law) => law.flag === null) && !row.repealed_on) {
      for (const law of rows) law.doubt = true
      continue
    }
    if (rows) repeal(rows, row.repealed_on, by, row.confidence === 'verified')
    else addRepealed(title, row, by)
  }
  // Of a name that goes on under a newer order only the name is known.
  function addLiving(title, row) {
    const number = splitTitle(row.replaced_by.replace(/，\d{4}年?）$/, '）')).number
    const law = { title, short: [], level: levelOf({ title }, row.level), number, amended: [], inserted: [], unsure: [] }
    laws.push(law)
    byTitle.set(title, [law])
  }
  function addSuccessor(title, row) {
    const number = splitTitle(row.replaced_by.replace(/，\d{4}年?）$/, '）')).number
    const law = { title, short: [], level: row.level, number, amended: [], inserted: [], unsure: [], doubt: true }
    laws.push(law)
    byTitle.set(title, [law])
  }
  function addRepealed(title, row, by) {
    const law = {
      title,
      short: [],
      level: levelOf({ title }, row.level),
      number: splitTitle(row.title).number,
      version: null,
      articles: null,
      amended: [],
      inserted: [],
      unsure: [],
      repealed: { on: row.repealed_on ?? null, by, sure: row.confidence === 'verified' },
    }
    laws.push(law)
    byTitle.set(title, [law])
  }

  for (const row of auto) {
    const title = row.title.replace(/\(/g, '（').replace(/\)/g, '）').replace(/</g, '〈').replace(/>/g, '〉')
    if (AMENDING_ACT.test(title)) continue
    // A sentence of a later law that took a name out of force is proof; what only looks like one is not.
    const sure = repealSentence(folder, row)
    const rows = find(title)
    if (rows) {
      if (rows.some((law) => law.repealed)) continue
      counts.autoOnLiving = [...(counts.autoOnLiving ?? []), title]
      continue
    }
    const successor = find(row.replaced_by)?.[0]
    const level = /^最高人民/.test(title) || successor?.level === '司法解释' ? '司法解释' : guessLevel(title, successor?.level)
    const named = successor?.title.startsWith(PRC) && /(法|条例)(实施(细则|条例|办法))?(（试行）)?$/.test(title) ? PRC + title : title
    addRepealed(title, { title, repealed_on: row.repealed_on, confidence: sure ? 'verified' : 'likely', level }, row.replaced_by)
    if (named !== title) byTitle.get(title)[0].short.push(named)
  }
  // What the collected files leave out and has been checked since.
  for (const row of supplement) {
    if (row.kind === 'short') for (const law of find(row.title) ?? []) law.short = [...new Set([...law.short, ...row.short])]
    // A repeal the collected files call likely, checked against the text that ordered it.
    if (row.kind === 'checked') for (const law of find(row.title) ?? []) if (law.repealed) law.repealed = { ...law.repealed, sure: true }
    if (row.kind === 'number') for (const law of find(row.title) ?? []) law.number ??= row.number
    if (row.kind !== 'law' || find(row.title)) continue
    const { kind, ...fields } = row
    const law = { short: [], amended: [], inserted: [], unsure: [], articles: null, ...fields, doubt: fields.doubt === 1 }
    laws.push(law)
    byTitle.set(law.title, [law])
  }
  for (const [title, note] of noteByTitle) for (const law of find(title) ?? []) Object.assign(law, { see: note.see, note: law.note ?? note.note })

  for (const law of laws) {
    const latest = [law.version, law.effective].filter(Boolean).sort().at(-1)
    if (latest === undefined) continue
    // Dates of a later decision to amend or repeal, taken for those of this version.
    law.amended = law.amended.filter((date) => date <= latest).sort()
    if (law.adopted > latest) law.adopted = null
    if (law.repealed?.on && law.effective && law.repealed.on < law.effective) law.repealed = { ...law.repealed, on: null, sure: false }
  }
  const inForce = new Map()
  for (const law of laws) {
    const rows = byTitle.get(law.title)
    if (law.pending && rows.length > 1) law.drop = true
    else if (law.pending) law.doubt = true
    // A title translated back is not the title.
    if (/回译/.test(law.note ?? '')) law.doubt = true
    inForce.set(law.title, rows)
  }
  return laws
    .filter((law) => !law.drop)
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || compare(a.region ?? '', b.region ?? '') || compare(a.title, b.title) || compare(a.version ?? '', b.version ?? ''))
}

const LEVELS = ['宪法', '法律', '行政法规', '监察法规', '司法解释', '部门规章', '国务院文件', '党内法规', '地方性法规', '地方政府规章', '其他']
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const guessLevel = (title, successor) => (successor === '法律' && !/法$|法（试行）$/.test(title) ? '行政法规' : successor)

function repealSentence(folder, row) {
  const file = join(folder, row.evidence_text ?? '')
  if (!row.evidence_text || !existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  const bare = row.title.replace(PRC, '')
  for (const sentence of text.split(/[。\n]/)) {
    if (!sentence.includes('废止') || !sentence.includes(bare)) continue
    const quoted = sentence.includes(`《${row.title}》`) || sentence.includes(`《${PRC}${bare}》`)
    if (quoted && !/不一致|抵触|修改|第[一二三四五六七八九十百]+条/.test(sentence.replace(/^第[一二三四五六七八九十百]+条/, ''))) return true
  }
  return false
}

function buildRenumbered(folder, laws, supplement) {
  const full = (name) => laws.find((law) => law.title === PRC + name || law.title === name)?.title ?? name
  const tables = new Map()
  const table = (law, from, into, to) => {
    const key = `${law}|${from}|${into}|${to}`
    if (!tables.has(key)) tables.set(key, compact({ law, from, into: into === law ? null : into, to, moves: [] }))
    const made = tables.get(key)
    made.moves ??= []
    return made
  }
  const seen = new Set()
  for (const row of supplement) {
    if (row.kind !== 'move') continue
    table(row.law, row.from, row.law, row.to).moves.push(...row.moves)
    for (const [old] of row.moves) seen.add(`${row.law}|${row.from}|${row.to}|${old}`)
  }
  for (const row of readRows(folder, 'renumbered.jsonl')) {
    const law = full(row.old_law)
    const into = full(row.new_law)
    const old = articleKey(row.old_article)
    const made = table(law, row.old_version, into, row.new_version)
    seen.add(`${law}|${row.old_version}|${row.new_version}|${old}`)
    made.moves.push([old, row.new_no.map(String), row.topic, row.confidence === 'verified' || CHECKED[row.old_law]?.includes(row.old_no) ? 1 : 0.6])
  }
  for (const row of readRows(folder, 'renumbered-auto.jsonl')) {
    const law = full(row.old_law)
    const into = full(row.new_law ?? row.old_law)
    const old = articleKey(row.old_article)
    const fresh = articleKey(row.new_article)
    if (seen.has(`${law}|${row.old_version}|${row.new_version}|${old}`)) continue
    // Below this the pairing is a guess; a close runner-up makes it one too.
    if (row.score < 0.55 || row.second > row.score - 0.15) continue
    table(law, row.old_version, into, row.new_version).moves.push([old, [fresh], '', row.score])
  }
  return [...tables.values()]
}

// Short forms in daily use that the collected rows do not list.
const SHORT_FORMS = {
  工商行政管理局: ['工商局', '工商行政管理部门', '工商行政管理机关', '工商部门', '工商行政主管部门'],
  质量技术监督局: ['质监局', '技术监督局', '质量技术监督部门', '质监部门'],
  食品药品监督管理局: ['食药监局', '食品药品监管局', '食品药品监督局', '食品药品监督管理部门', '食品药品监管部门', '食药监部门'],
  卫生局: ['卫生厅'],
  人口和计划生育局: ['计划生育局', '计生局', '计生委', '人口计生局', '人口计生委', '人口和计划生育部门', '计划生育委员会'],
  卫生和计划生育委员会: ['卫计委', '卫生计生委', '卫计局', '卫生计生局', '卫生和计划生育部门', '卫生计生部门', '卫生计生行政部门'],
  国土资源局: ['国土局', '国土资源厅', '国土资源和规划局', '国土资源部门', '国土资源主管部门', '国土资源行政主管部门', '国土部门', '国土资源管理部门'],
  国土资源所: ['国土所'],
  规划局: ['规划国土委', '规划和国土资源委员会'],
  环境保护局: ['环境保护厅', '环保厅', '环境保护部门', '环境保护主管部门', '环境保护行政主管部门', '环境保护行政管理部门'],
  农业局: ['农牧局', '农业畜牧局'],
  农业委员会: ['农委'],
  畜牧兽医局: ['畜牧局'],
  旅游局: ['旅游委', '旅发委'],
  文化局: ['文广新局', '文体广电新闻出版局', '文化广播电视局'],
  安全生产监督管理局: ['安全生产监管局', '安监部门', '安全监管局', '安全生产监督管理部门', '安全生产监管部门'],
  法制办公室: ['法制办', '法制局', '政府法制机构', '政府法制部门', '政府法制工作机构'],
  扶贫开发办公室: ['扶贫办', '扶贫开发局', '扶贫局'],
  地方税务局: ['地税局', '地税部门', '国税局', '国税部门', '国税、地税部门'],
  银监分局: ['银监局', '保监局', '银保监局', '银监部门', '银保监部门'],
  公安消防支队: ['公安消防大队', '公安消防机构', '公安消防部门', '公安机关消防机构'],
  劳动局: ['劳动和社会保障局', '劳动保障局', '劳动和社会保障部门', '劳动和社会保障行政部门'],
  发展计划委员会: ['计委', '发展计划局', '计划委员会'],
  经济贸易委员会: ['经贸委', '经贸局', '经济贸易局'],
  监察局: ['行政监察机关', '行政监察部门'],
  国家卫生和计划生育委员会: ['国家卫生计生委', '国家卫计委'],
  国家安全生产监督管理总局: ['安全监管总局', '国家安监总局'],
  国家工商行政管理总局: ['国家工商总局', '工商总局'],
  国家质量监督检验检疫总局: ['国家质检总局', '质检总局'],
  国家食品药品监督管理总局: ['食品药品监管总局', '国家食药监总局'],
  中国银行业监督管理委员会: ['中国银监会', '银监会'],
  中国保险监督管理委员会: ['中国保监会', '保监会'],
  中国银行保险监督管理委员会: ['中国银保监会', '银保监会'],
  国务院法制办公室: ['国务院法制办'],
  环境保护部: ['环保部'],
  国务院扶贫开发领导小组办公室: ['国务院扶贫办'],
  国务院南水北调工程建设委员会办公室: ['南水北调工程建设委员会办公室'],
  森林防火指挥部办公室: ['森林防火指挥部'],
}
// Names that the same row calls right in some places: there only the local 三定 decides.
const LOCAL = /以本地|各地不一|各地并存|部分地方保留|地方有的保留|有例外|以三定/

// Where the collected row and the name as it stands today say different things.
const KIND = { 建设局: '本地', 交通局: '本地', 粮食局: '本地', 国土资源所: '本地', 公路管理处: '本地', 街道办事处综合执法队: '本地', 水务局: '不变', 乡村振兴局: '更名', 国务院南水北调工程建设委员会办公室: '更名', 森林防火指挥部办公室: '更名', 人民防空办公室: '本地', 侨务办公室: '本地', 金融工作办公室: '本地', 卫生监督所: '本地', 国家海洋局: '职责', 公共资源交易管理办公室: '本地', 煤炭工业管理局: '本地' }
const NOT_NAMES = new Set(['行政监察', '计划局', '农村工作办公室', '610办', '人民法院行政庭执行科', '信息化办公室'])

/** Terms of each article of the laws that a revision renumbered, by the wording now in force. */
const TOPIC_STOPS = /[、，（）的与和及或在中对其不以由内后前]|依法|规定|情形|处理/

/** Terms of a topic in words, two to four characters each. */
const termsOf = (topic) =>
  topic.split(TOPIC_STOPS).flatMap((term) => (term.length < 2 ? [] : term.length <= 4 ? [term] : [term.slice(0, 4), term.slice(-4), term.slice(0, 2), term.slice(-2)]))

/** 征收土地 speaks of an article on 征收 of 土地, whether or not the words stand together there. */
const speaksOf = (text, term) => text.includes(term) || (term.length === 4 && text.includes(term.slice(0, 2)) && text.includes(term.slice(2)))

/**
 * Of the topic a person wrote for a move, keep the terms that tell the article it went to from the one that has its number
 * now: what stands in the latter's wording too would speak for both.
 */
function sharpenTopics(folder, laws, renumbered) {
  for (const table of renumbered) {
    if (table.into !== undefined) continue
    const law = laws.find((one) => one.title === table.law && one.version === table.to)
    const file = law?.text ? join(folder, law.text) : null
    if (file === null || !existsSync(file)) continue
    const texts = new Map(readStatute(readFileSync(file, 'utf8'), articleKey).map(({ key, text }) => [key, text]))
    const all = [...texts.values()]
    const share = (term) => all.filter((text) => text.includes(term)).length / all.length
    for (const move of table.moves) {
      const present = texts.get(move[0]) ?? ''
      move[2] = [...new Set(termsOf(move[2]))].filter((term) => !speaksOf(present, term) && share(term) < 0.25).join('、')
    }
  }
}

function buildTopics(folder, laws, renumbered) {
  const wanted = renumbered
    .map((table) => laws.find((law) => law.title === (table.into ?? table.law) && law.version === table.to))
    .filter((law, index, all) => law?.text && existsSync(join(folder, law.text)) && all.indexOf(law) === index)
    .filter((law) => law.level !== '司法解释')
  const statutes = laws.filter((law) => law.text && ['法律', '行政法规'].includes(law.level) && existsSync(join(folder, law.text)))
  const read = (law) => readFileSync(join(folder, law.text), 'utf8')
  const texts = statutes.map(read)
  const words = wordsOf(wanted.map(read), texts)
  return wanted.map((law) => ({
    law: law.title,
    version: law.version,
    words: Object.fromEntries(
      Object.entries(topicWords(readStatute(read(law), articleKey), words, texts.length)).map(([key, list]) => [key, list.join(' ')]),
    ),
  }))
}

// Pairs whose old number has since been checked against the old text, though the collected row says "likely".
const CHECKED = {
  行政处罚法: [27, 29, 31, 32, 33, 36, 37, 38, 39, 40, 42, 46, 51],
  土地管理法: [46, 47],
}

const QUALIFIED = /职责|称谓|含义|设在|单设|分设|序列|系统|时期|领导|政企|派出机构|承担|管理）|1998/
function buildInstitutions(folder) {
  return readRows(folder, 'institutions.jsonl').map((row) => {
    const qualifier = /（([^（）]*)）$/.exec(row.old)?.[1] ?? null
    const base = qualifier ? row.old.slice(0, row.old.lastIndexOf('（')) : row.old
    const split = (text) =>
      text
        .split(/[、；]/)
        .map((name) => name.replace(/（.*$/, '').replace(/等$/, '').trim())
        .filter((name) => name && !NOT_NAMES.has(name))
    const isDuty = qualifier !== null && QUALIFIED.test(`${qualifier}）`)
    const unchanged = /名称不变|现名正确/.test(row.new + row.note) || row.old === row.new || /混用|科技$/.test(row.old)
    const names = split(base)
    if (qualifier && !isDuty && !/^(市县|省级|地市|原)/.test(qualifier)) {
      for (const alias of split(qualifier)) {
        // 卫生和计划生育委员会（局）: the bracket replaces the last word.
        const tail = /^(局|委|委员会|厅|部|办|支队|大队|所)$/.test(alias)
        names.push(tail ? base.replace(/(委员会|局|大队|支队|厅)$/, alias) : alias)
      }
    }
    for (const name of [...names]) names.push(...(SHORT_FORMS[name] ?? []))
    const isLocal = LOCAL.test(row.new + row.note) || names.slice(0, 1).some((name) => row.new.split(/[，、（；]/).includes(name))
    const dates = [...row.since.matchAll(/(\d{4})(?:-(\d{2}))?/g)].map((m) => (m[2] ? `${m[1]}-${m[2]}` : m[1]))
    if (names.length === 0) return null
    return compact({
      // A name that is still right somewhere is not outdated there.
      names: [...new Set(names)].filter((name, index) => index === 0 || !row.new.split(/[，、（；）]/).includes(name)),
      now: row.new,
      since: dates.at(-1) ?? null,
      scope: row.level === 'national' ? '国家' : '地方',
      kind: KIND[names[0]] ?? (unchanged ? '不变' : isDuty ? '职责' : isLocal ? (row.new.split(/[，、（；）]/).includes(names[0]) ? '不变' : '本地') : '更名'),
      duty: isDuty ? qualifier : null,
      note: row.note,
      sure: row.confidence === 'known' && !/^(乡村振兴局|森林防火指挥部办公室|国务院南水北调)/.test(names[0]) ? 1 : 0,
    })
  }).filter(Boolean)
}

/** @param folder the collected facts; @param out where the reference files go; @param report called with progress lines */
export function buildReference(folder, out, report = () => {}) {
  const counts = {}
  const supplement = readRows(import.meta.dirname, 'supplement.jsonl')
  const laws = buildLaws(folder, supplement, counts)
  report(`法律目录：${laws.length} 个版本`)
  const renumbered = buildRenumbered(folder, laws, supplement)
  report(`条号对照：${renumbered.reduce((sum, table) => sum + table.moves.length, 0)} 条`)
  sharpenTopics(folder, laws, renumbered)
  const topics = existsSync(join(folder, 'texts')) ? buildTopics(folder, laws, renumbered) : null
  if (topics) report(`条文主题词：${topics.length} 部`)
  const institutions = buildInstitutions(folder)
  report(`机构名称：${institutions.length} 条`)
  const lines = (rows) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
  const rows = laws.map((law) => {
    const file = law.text ? join(folder, law.text) : null
    const articles = file && existsSync(file) ? readStatute(readFileSync(file, 'utf8'), articleKey) : []
    return compact({
      title: law.title,
      short: law.short,
      level: law.level,
      issuer: law.issuer,
      region: law.region,
      number: law.number,
      version: law.version,
      adopted: law.adopted,
      amended: law.amended,
      effective: law.effective,
      effectiveUnsure: law.unsure?.length ? 1 : null,
      articles: law.articles || null,
      inserted: law.inserted,
      superseded: law.superseded,
      repealed: law.repealed?.on,
      repealedBy: law.repealed?.by,
      repealedUnsure: law.repealed && !law.repealed.sure ? 1 : null,
      dead: law.repealed ? 1 : null,
      doubt: law.doubt ? 1 : null,
      see: law.see,
      note: law.note,
      shape: shapeOf(articles),
    })
  })
  writeFileSync(join(out, 'laws.jsonl'), lines(rows))
  writeFileSync(join(out, 'renumbered.jsonl'), lines(renumbered))
  // Without the texts the terms of an earlier build stay.
  if (topics) writeFileSync(join(out, 'topics.jsonl'), lines(topics))
  writeFileSync(join(out, 'institutions.jsonl'), lines(institutions))
  const holidays = JSON.parse(readFileSync(join(folder, 'holidays.json'), 'utf8'))
  writeFileSync(join(out, 'holidays.json'), `${JSON.stringify(holidays, null, 1)}\n`)
  return { laws: rows.length, renumbered: renumbered.length, institutions: institutions.length, counts }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2]
  if (!folder) {
    console.error('用法：node build-reference.mjs <资料文件夹>')
    process.exitCode = 2
  } else {
    const made = buildReference(folder, import.meta.dirname, (line) => console.log(line))
    if (made.counts.autoOnLiving) console.log('机器抽取与现行目录冲突，未采用：', made.counts.autoOnLiving.join('、'))
  }
}
