// Redlines of whole documents: ours (read, aligned clause by clause, redlined inside each) against the public diff
// libraries on the same texts in the same process. `edits` are maximal changed runs; `confetti` are kept runs of one or two
// characters between two edits, which no reader can use. Ours counts both inside clauses, where it shows them.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diffDocuments } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { diffArrays, diffChars } from 'diff'
import DiffMatchPatch from 'diff-match-patch'
import fastDiff from 'fast-diff'
import { randomFrom } from '../eval/revise-document.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const versions = join(root, '../shared/versions')
/** A library that takes longer than this once is not asked again. */
const PATIENCE_MS = 1500
const TIMEOUT_MS = 10_000

const STATUTES = [
  ['公司法', 'gongsifa'],
  ['立法法', 'lifafa'],
  ['行政复议法', 'fuyifa'],
]

export async function run() {
  const pairs = existsSync(versions)
    ? STATUTES.map(([name, slug]) => [name, readPair(slug)])
    : [['生成的文件', generatePair(260)]]
  const long = longPair()
  const rows = [...pairs.flatMap(([name, pair]) => compare(name, pair, true)), ...compare('20 万字', long, true)]
  return [...rows, ...worstCase()]
}

function readPair(slug) {
  const read = (name) => readFileSync(join(versions, slug, name), 'utf8')
  return { before: read('old.txt'), after: read('new.txt') }
}

/** A regulation of `count` articles and its revision: some inserted, some struck, many with a changed figure. */
function generatePair(count, seed = 7) {
  const random = randomFrom(seed)
  const words = Array.from({ length: count * 2 }, () => randomSentence(random))
  const number = (list) => list.map((text, n) => `第${toChinese(n + 1)}条 ${text}`).join('\n')
  const revised = words.slice(0, count).flatMap((text, n) => {
    if (random.chance(0.04)) return []
    const edited = random.chance(0.3) ? text.replace('三十日', '十五日').replace('可以', '应当') : text
    return random.chance(0.06) ? [edited, words[count + n]] : [edited]
  })
  return { before: number(words.slice(0, count)), after: number(revised) }
}

const VOCABULARY =
  '县级以上人民政府 有关部门 经营者 申请人 应当 可以 不得 自收到申请之日起 三十日 内 作出决定 书面告知 公示 备案 监督检查 责令改正 停车设施 公共建筑 古树名木 户外广告 家政服务 档案 标准 程序 目录 信息平台 评估 鉴定 培训 补助 收费 投诉 听证'.split(
    ' ',
  )

function randomSentence(random) {
  const parts = Array.from(
    { length: 12 + random.below(20) },
    (_, n) => `${random.pick(VOCABULARY)}${n % 5 === 4 ? '，' : ''}`,
  )
  return `${parts.join('')}。`
}

function toChinese(n) {
  const digits = '零一二三四五六七八九'
  const rest = n % 1000
  const thousands = n >= 1000 ? `${digits[Math.floor(n / 1000)]}千${rest > 0 && rest < 100 ? '零' : ''}` : ''
  const hundreds =
    rest >= 100 ? `${digits[Math.floor(rest / 100)]}百${rest % 100 > 0 && rest % 100 < 10 ? '零' : ''}` : ''
  const tens = rest % 100 >= 10 ? `${digits[Math.floor((rest % 100) / 10)]}十` : ''
  return `${thousands}${hundreds}${tens}${rest % 10 > 0 ? digits[rest % 10] : ''}`
}

/** 200,000 characters: real statutes one after another where they are at hand. */
function longPair() {
  if (!existsSync(versions)) return generatePair(1600)
  const slugs = JSON.parse(readFileSync(join(versions, 'versions.json'), 'utf8')).map((pair) => pair.slug)
  const pair = { before: '', after: '' }
  for (const slug of slugs) {
    if (pair.before.length >= 200_000) break
    const next = readPair(slug)
    pair.before += next.before
    pair.after += next.after
  }
  return pair
}

function compare(name, { before, after }) {
  const methods = {
    'ours, read and compared': () => ours(parseDocument(before), parseDocument(after)),
    'ours, compared': oursParsed(before, after),
    'diff-match-patch + semantic': () => semantic(before, after),
    'fast-diff': () => fromPairs(fastDiff(before, after)),
    'jsdiff arrays of sentences': () =>
      fromParts(diffArrays(sentences(before), sentences(after), { timeout: TIMEOUT_MS })),
    'jsdiff diffChars': () => fromParts(diffChars(before, after, { timeout: TIMEOUT_MS })),
  }
  const size = `${before.length}→${after.length}`
  const isLong = before.length > 100_000
  return Object.entries(methods).map(([method, measure]) => {
    // Whole-text character diffs of long texts take minutes: they are not run, and the row says so.
    if (isLong && (method === 'fast-diff' || method === 'jsdiff diffChars'))
      return { name: `${name} ${method}`, size, note: 'not run: minutes' }
    return { name: `${name} ${method}`, size, ...time(measure) }
  })
}

function time(measure) {
  const times = []
  let result
  for (let n = 0; n < 7; n++) {
    const start = performance.now()
    result = measure()
    times.push(performance.now() - start)
    if (times[0] > PATIENCE_MS) break
  }
  const ms = Number([...times].sort((x, y) => x - y)[times.length >> 1].toFixed(2))
  return result === null ? { ms, note: 'gave up' } : { ms, first: Number(times[0].toFixed(1)), ...result }
}

function oursParsed(before, after) {
  const [a, b] = [parseDocument(before), parseDocument(after)]
  return () => ours(a, b)
}

function ours(before, after) {
  const { changes, frame } = diffDocuments(before, after)
  const counts = { edits: 0, confetti: 0, changed: 0 }
  for (const change of [...changes, ...frame]) {
    const runs =
      change.runs.length > 0
        ? change.runs.map((run) => [run.kind === 'kept', Math.max(run.a.end - run.a.start, run.b.end - run.b.start)])
        : [[change.kind !== 'added' && change.kind !== 'removed', 1]]
    const own = summarise(runs)
    counts.edits += own.edits
    counts.confetti += own.confetti
  }
  return { edits: counts.edits, confetti: counts.confetti, clauses: changes.length }
}

function sentences(text) {
  return text.match(/[^。；！？\n]+[。；！？\n]?|\n/gu) ?? []
}

function semantic(before, after) {
  const engine = new DiffMatchPatch()
  engine.Diff_Timeout = TIMEOUT_MS / 1000
  const pairs = engine.diff_main(before, after)
  engine.diff_cleanupSemantic(pairs)
  return fromPairs(pairs)
}

const fromPairs = (pairs) => summarise(pairs.map(([operation, text]) => [operation === 0, text.length]))
const fromParts = (parts) =>
  parts
    ? summarise(
        parts.map((part) => [
          !part.added && !part.removed,
          Array.isArray(part.value) ? part.value.join('').length : part.value.length,
        ]),
      )
    : null

/** @param runs [is kept, length] in reading order */
function summarise(runs) {
  const merged = []
  for (const [isKept, length] of runs) {
    if (length === 0) continue
    const last = merged.at(-1)
    if (last && last[0] === isKept) last[1] += length
    else merged.push([isKept, length])
  }
  const isInside = (n) => n > 0 && n + 1 < merged.length
  return {
    edits: merged.filter(([isKept]) => !isKept).length,
    confetti: merged.filter(([isKept, length], n) => isKept && length <= 2 && isInside(n)).length,
  }
}

/** Two unrelated texts: of articles, and of one unbroken clause each. */
function worstCase() {
  const [a, b] = [generatePair(2500, 11).before, generatePair(2500, 99).before]
  const noise = (step) =>
    Array.from({ length: 200_000 }, (_, n) => String.fromCharCode(0x4e00 + ((n * step * 7919) % 5003))).join('')
  const [x, y] = [noise(3), noise(7)]
  return [
    {
      name: 'worst case: unrelated articles',
      size: `${a.length}→${b.length}`,
      ...time(() => ours(parseDocument(a), parseDocument(b))),
    },
    {
      name: 'worst case: one unrelated line each',
      size: `${x.length}→${y.length}`,
      ...time(() => ours(parseDocument(x), parseDocument(y))),
    },
  ]
}
