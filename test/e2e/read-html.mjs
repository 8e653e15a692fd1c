// How much of real pages is read as a reader sees them: node test/e2e/read-html.mjs [folder] [--show name]
// A folder holds index.jsonl ({file, charset, …}), name.html and name.expected.txt. Without the folder it says so and ends.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { bundlePageCode } from './bundle.ts'

const [folderName, ...rest] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const show = process.argv.includes('--show') ? (rest[0] ?? folderName) : null
const given = show === folderName ? undefined : folderName
const folder = resolve(given ?? new URL('../../../shared/html', import.meta.url).pathname)

if (!existsSync(join(folder, 'index.jsonl'))) {
  console.log(`没有 ${folder}，跳过网页读取的评测`)
  process.exit(0)
}

const bare = (text) => text.replace(/[\s\ue000-\uf8ff]/g, '')
const lineOf = (text, last) => bare((last ? text.trim().split('\n').at(-1) : text.trim().split('\n')[0]) ?? '')

const pages = readFileSync(join(folder, 'index.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const code = await bundlePageCode('src/page/read-page.ts', 'hongxianPage')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
let body = ''
await context.route('**/*', (route) =>
  route.request().url() === 'http://page.test/'
    ? route.fulfill({ contentType: 'text/html; charset=utf-8', body })
    : route.abort(),
)
const score = { exact: 0, title: 0, first: 0, last: 0, unchanged: 0, ms: [] }
for (const page of pages) {
  if (show && !page.file.includes(show)) continue
  body = new TextDecoder(page.charset).decode(readFileSync(join(folder, page.file)))
  const expected = readFileSync(join(folder, page.file.replace(/\.html$/, '.expected.txt')), 'utf8')
  const tab = await context.newPage()
  await tab.goto('http://page.test/')
  const read = await tab.evaluate(`${code}; (() => {
    const serial = () => new XMLSerializer().serializeToString(document)
    const before = serial()
    const start = performance.now()
    const draft = hongxianPage.readPage(document)
    const ms = performance.now() - start
    const value = (source) => 'data' in source ? source.data : source.value
    const faithful = !draft || draft.pieces.every((p) => draft.text.slice(p.start, p.start + p.length) === value(p.source).slice(p.from, p.from + p.length))
    return { text: draft ? draft.text : '', ms, unchanged: before === serial() && faithful }
  })()`)
  await tab.close()
  const exact = bare(read.text) === bare(expected)
  const title = bare(read.text).includes(bare(page.title ?? '')) || !bare(expected).includes(bare(page.title ?? ''))
  const first = lineOf(read.text) === lineOf(expected)
  const last = lineOf(read.text, true) === lineOf(expected, true)
  score.exact += exact
  score.title += title
  score.first += first
  score.last += last
  score.unchanged += read.unchanged
  score.ms.push(read.ms)
  if (!exact) report(page.file, read.text, expected)
  if (show) console.log(read.text)
}
await browser.close()
const total = score.ms.length
score.ms.sort((a, b) => a - b)
console.log(
  `${total} 页：全文一致 ${score.exact}，标题 ${score.title}，首行 ${score.first}，末行 ${score.last}，` +
    `页面未改动且片段逐字相等 ${score.unchanged}，读取中位 ${score.ms[total >> 1]?.toFixed(1)} 毫秒，最长 ${score.ms.at(-1)?.toFixed(1)} 毫秒`,
)
process.exitCode = score.unchanged === total ? 0 : 1

function report(file, text, expected) {
  const got = new Set(text.split('\n').map(bare))
  const want = new Set(expected.split('\n').map(bare))
  const missing = expected
    .split('\n')
    .filter((line) => bare(line) && !got.has(bare(line)) && !bare(text).includes(bare(line)))
  const extra = text.split('\n').filter((line) => !want.has(bare(line)) && !bare(expected).includes(bare(line)))
  console.log(`${file}: 缺 ${missing.length} 多 ${extra.length}`)
  for (const line of missing.slice(0, 4)) console.log(`   - ${line.slice(0, 70)}`)
  for (const line of extra.slice(0, 4)) console.log(`   + ${line.slice(0, 70)}`)
}
