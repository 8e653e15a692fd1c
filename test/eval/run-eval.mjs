#!/usr/bin/env node
// Runs `check --jsonl` over the labelled passages and drafts and prints the figures, of each set, for
// the half of the families that rule authors read and for the half they do not.
//
//   pnpm eval [--codes] [--missed N] [--only CODE-PREFIX] [--reader] [--file cases.jsonl …]
//
// Rules alone by default: the committed weights of the second reader were trained on these very passages, so its figures on
// unseen families come from run-reader.mjs. --reader lets it speak, for passages it has not seen (--file).
// Misses and false alarms are listed for the read half only: the unread half is a measure, not a source.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DRAFTS, isReadHalf, SETS, score, setOf } from './score.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const { values: args } = parseArgs({
  options: {
    codes: { type: 'boolean', default: false },
    missed: { type: 'string', default: '0' },
    only: { type: 'string' },
    reader: { type: 'boolean', default: false },
    file: { type: 'string', multiple: true },
  },
})

const readLines = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const corpus = join(root, 'test/corpus/cases')
const files =
  args.file ??
  readdirSync(corpus)
    .filter((f) => f.endsWith('.jsonl'))
    .sort()
    .map((f) => join(corpus, f))
const passages = files.flatMap(readLines)
const setOfId = new Map(files.flatMap((file) => readLines(file).map(({ id }) => [id, setOf(basename(file))])))
const drafts = Object.fromEntries(
  Object.entries(args.file ? {} : DRAFTS).map(([name, file]) => [
    name,
    readLines(join(root, 'test/corpus/drafts', file)),
  ]),
)

const found = await check([
  ...passages.map((c) => ({
    id: c.id,
    text: c.text,
    doc_type: c.doc_type,
    issuer_level: c.issuer_level,
    fragment: !c.whole,
  })),
  ...Object.values(drafts)
    .flat()
    .map((d) => ({ id: d.id, text: d.text, ...(d.doc_kind === 'notice' ? {} : { doc_type: d.doc_kind }) })),
])

const wanted = (c) =>
  !args.only || c.spans.some((s) => s.code.startsWith(args.only)) || (c.near_code ?? '').startsWith(args.only)
const sides = { read: (c) => isReadHalf(c.family), unread: (c) => !isReadHalf(c.family) }
const results = {}
for (const set of SETS)
  for (const [half, isHalf] of Object.entries(sides)) {
    const some = passages.filter((c) => setOfId.get(c.id) === set && isHalf(c) && wanted(c))
    if (some.length > 0) results[`${set}, ${half}`] = score(some, found)
  }
const halves = Object.fromEntries(
  Object.entries(sides).map(([half, isHalf]) => [
    half,
    score(
      passages.filter((c) => isHalf(c) && wanted(c)),
      found,
    ),
  ]),
)
for (const [name, some] of Object.entries(drafts))
  results[name] = score(
    some.map((d) => ({ ...d, complete: d.complete ?? true })),
    found,
  )

console.log(
  'set              cases  spans  recall.span  recall.group  recall.any  clean.quiet  precision  alarms  with hints',
)
for (const [name, r] of Object.entries(results)) {
  const cells = [r.recall.span, r.recall.group, r.recall.any, r.clean.quiet, r.precision].map((v) =>
    String(v ?? '–').padStart(11),
  )
  console.log(
    `${name.padEnd(15)} ${String(r.cases).padStart(6)} ${String(r.recall.spans).padStart(6)} ${cells.join(' ')} ${String(r.alarms).padStart(8)} ${String(r.recall.withHints).padStart(11)}`,
  )
}
if (args.codes) {
  console.log('\ncode                     read: spans span group false   unread: spans span group false')
  const codes = new Set([...halves.read.byCode.keys(), ...halves.unread.byCode.keys()])
  for (const code of [...codes].sort()) {
    const cells = Object.values(halves).map(({ byCode }) => {
      const row = byCode.get(code) ?? { spans: 0, span: 0, group: 0, falseAlarms: 0 }
      return [row.spans, row.span, row.group, row.falseAlarms].map((v) => String(v).padStart(6)).join('')
    })
    console.log(`${code.padEnd(24)} ${cells.join('   ')}`)
  }
}
const limit = Number(args.missed)
if (limit > 0) {
  for (const m of halves.read.misses.slice(0, limit))
    console.log(`missed  ${m.id} ${m.code}  ${m.quote}  〔${m.why ?? ''}〕`)
  for (const f of halves.read.falseAlarms.slice(0, limit))
    console.log(`false   ${f.id} (${f.kind}) ${f.rule}  ${f.quote}`)
}

/** Findings by passage id, from the command line that users have. */
function check(lines) {
  const flags = args.reader ? [] : ['--no-reader']
  const child = spawn(process.execPath, [join(root, 'server/bin/hongxian.mjs'), 'check', '--jsonl', ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(lines.map((l) => JSON.stringify(l)).join('\n'))
  return new Promise((resolve, reject) => {
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      // 1 means findings, as for a person who checks a folder.
      if (code !== 0 && code !== 1) return reject(new Error(`check --jsonl ended with ${code}`))
      const rows = Buffer.concat(chunks)
        .toString('utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
      resolve(new Map(rows.map((r) => [r.id, r.findings])))
    })
  })
}
