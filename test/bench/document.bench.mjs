// Reading a text into its tree, in full and after an edit, beside the plainest pass anyone would write: splitting the
// same text into lines with a RegExp, in the same process.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument, reparseDocument } from '@hongxian/shared/document'
import { formatNumeral } from '@hongxian/shared/text'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const laws = join(root, '../shared/laws/texts')
const ROUNDS = 9

export async function run() {
  const texts = [['generated', generateText(1_000_000)]]
  if (existsSync(laws)) {
    const longest = longestFile(laws)
    texts.push(['longest law', readFileSync(longest, 'utf8')])
    texts.push(['laws, 1,000,000 characters', concatenate(laws, 1_000_000)])
  }
  return texts.flatMap(([name, text]) => measure(name, text))
}

function measure(name, raw) {
  const text = flatten(raw)
  const document = parseDocument(text)
  const at = Math.floor(text.length / 2) + text.slice(Math.floor(text.length / 2)).indexOf('应当')
  const edited = flatten(`${text.slice(0, at)}依法${text.slice(at)}`)
  void document.anomalies
  const lines = best(() => splitLines(text))
  const parse = best(() => parseDocument(text))
  const anomalies = best(() => parseDocument(text).anomalies)
  const reparse = best(() => reparseDocument(document, edited))
  const row = (label, ms) => ({
    name: `${name}: ${label}`,
    characters: text.length,
    ms: round(ms),
    'million chars/s': round(text.length / ms / 1000),
    '× line split': round(ms / lines),
  })
  return [
    row('line split by RegExp', lines),
    row('parse', parse),
    row('parse with anomalies', anomalies),
    { ...row('re-parse after an edit', reparse), '× parse': round(reparse / parse) },
  ]
}

/** What a reader without a parser does: lines, and the number each begins with. */
function splitLines(text) {
  let count = 0
  for (const line of text.split(/\r?\n/))
    if (
      /^\s*(?:第[一二三四五六七八九十百千零〇\d]+[编章节条]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)/.test(
        line,
      )
    )
      count++
  return count
}

function best(work) {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < ROUNDS; i++) {
    const started = performance.now()
    work()
    least = Math.min(least, performance.now() - started)
  }
  return least
}

const round = (value) => Math.round(value * 100) / 100

/** A text glued from pieces is a rope; documents come from files and requests as flat strings. */
const flatten = (text) => Buffer.from(text, 'utf16le').toString('utf16le')

function generateText(length) {
  const parts = ['某县测试管理办法\n']
  let size = 0
  for (let n = 1; size < length; n++) {
    const part = `${n % 12 === 1 ? `第${formatNumeral(Math.ceil(n / 12))}章　测试的管理\n` : ''}第${formatNumeral(n)}条　县级以上人民政府测试主管部门应当自收到申请之日起二十日内作出决定；不予批准的，应当书面说明理由（法律、行政法规另有规定的除外）。\n申请人应当符合下列条件：\n（一）具有与测试相适应的场所和设备；\n（二）最近三年没有因违反《中华人民共和国行政许可法》受到处罚。\n违反前款规定的，由县测试局责令限期改正。\n`
    parts.push(part)
    size += part.length
  }
  return parts.join('').slice(0, length)
}

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* files(path)
    else yield path
  }
}

function longestFile(folder) {
  let longest = { path: '', size: -1 }
  for (const path of files(folder)) {
    const { size } = statSync(path)
    if (size > longest.size) longest = { path, size }
  }
  return longest.path
}

function concatenate(folder, length) {
  let text = ''
  for (const path of files(folder)) {
    text += `${readFileSync(path, 'utf8')}\n`
    if (text.length >= length) break
  }
  return text.slice(0, length)
}
