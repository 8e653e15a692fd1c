#!/usr/bin/env node
// Real pairs of versions against hand-checked truth: which clause became which, what kind of change it was, and where
// marks land. Reads `../shared/versions` beside the repository; without it there is nothing to measure.
//
//   node test/eval/versions.mjs [FOLDER] [--misses] [--marks N] [--seed N]
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { carrySpan, createCarryContext, createResolver, describeSpan } from '@hongxian/shared/anchor'
import { diffDocuments } from '@hongxian/shared/diff'
import * as documents from '@hongxian/shared/document'

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    misses: { type: 'boolean', default: false },
    marks: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    parser: { type: 'string' },
  },
})
const parseDocument = args.parser ? (await import(args.parser)).parseDocument : documents.parseDocument
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const folder = positionals[0] ?? join(root, '../shared/versions')
if (!existsSync(join(folder, 'versions.json'))) {
  console.log(`no version pairs at ${folder}: nothing to measure`)
  process.exit(0)
}

const pairs = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8')).filter((pair) => pair.truth?.length)
const share = (part, all) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(2)} %`)
const sameSet = (x, y) => x.length === y.length && x.every((v) => y.includes(v))

const totals = { rows: 0, paired: 0, kind: 0 }
const byKind = new Map()
const misses = []
let parseMs = 0
let diffMs = 0
for (const pair of pairs) {
  const a = readFileSync(join(folder, pair.slug, 'old.txt'), 'utf8')
  const b = readFileSync(join(folder, pair.slug, 'new.txt'), 'utf8')
  const t0 = performance.now()
  const before = parseDocument(a)
  const after = parseDocument(b)
  const t1 = performance.now()
  const diff = diffDocuments(before, after)
  parseMs += t1 - t0
  diffMs += performance.now() - t1
  pair.before = before
  pair.after = after
  pair.diff = diff
  scorePair(pair, diff)
}

function scorePair(pair, diff) {
  for (const row of pair.truth) {
    const change = diff.changes.find((c) => sameSet(c.before, row.before) && sameSet(c.after, row.after))
    const paired = change !== undefined || isForgiven(row, diff)
    const kindRight = paired && (change === undefined || isKindRight(row, change))
    totals.rows++
    const kind = byKind.get(row.kind) ?? { rows: 0, paired: 0, kind: 0 }
    byKind.set(row.kind, kind)
    kind.rows++
    for (const count of [totals, kind]) {
      if (paired) count.paired++
      if (kindRight) count.kind++
    }
    if (!kindRight) misses.push({ slug: pair.slug, row, found: describe(diff, row) })
  }
}

/** What the truth's own README allows: a clause rewritten under the same title may also be removed and added. */
function isForgiven(row, diff) {
  // A glued article that the reader of the text told apart: its note allows that.
  if (row.note?.includes('判作 kept 也算对')) {
    return row.after.every((label) => diff.changes.some((c) => sameSet(c.before, [label]) && sameSet(c.after, [label])))
  }
  if (!row.rewritten && !row.uncertain) return false
  const alone = (label, side) =>
    diff.changes.some((c) => sameSet(c[side], [label]) && c.before.length + c.after.length === 1)
  return row.before.every((l) => alone(l, 'before')) && row.after.every((l) => alone(l, 'after'))
}

function isKindRight(row, change) {
  if (change.kind === row.kind) {
    if (row.kind === 'edited' && row.renumbered !== undefined) return change.renumbered === row.renumbered
    return true
  }
  // Typographic differences may count as an edit or as none.
  if (row.typographic_only) return ['kept', 'renumbered', 'edited'].includes(change.kind)
  // `moved` and edited: the house names the edit first and says `moved` beside it.
  if (row.kind === 'moved' && change.moved) return true
  return false
}

function describe(diff, row) {
  return diff.changes
    .filter((c) => c.before.some((l) => row.before.includes(l)) || c.after.some((l) => row.after.includes(l)))
    .map((c) => `${c.kind}${c.moved ? '+moved' : ''} [${c.before}]→[${c.after}]`)
}

console.log(`pairs ${pairs.length}, rows ${totals.rows}, parse ${parseMs.toFixed(0)} ms, diff ${diffMs.toFixed(0)} ms`)
console.log('kind          rows   paired      kind')
for (const [kind, c] of [...byKind, ['all', totals]]) {
  console.log(
    `${kind.padEnd(12)} ${String(c.rows).padStart(5)} ${share(c.paired, c.rows).padStart(10)} ${share(c.kind, c.rows).padStart(9)}`,
  )
}
if (args.misses) for (const m of misses) console.log(m.slug, JSON.stringify(m.row), '⇒', m.found.join(' · '))

// Marks, by the method of the baseline (seed and sampling the same): quotes of 8–60 characters from inside one article;
// right when the place lies in an article that the truth gives, wrong elsewhere or where the article was removed.
const head = /^[\s\u3000#*]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000*]*/u
const chapter = /^[\s\u3000#*]*第[零〇一二三四五六七八九十百千]+[编章节]/u
function articleSpans(text) {
  const spans = []
  let at = 0
  let open = null
  for (const line of text.split(/(?<=\n)/u)) {
    const match = head.exec(line)
    if (match || chapter.test(line)) {
      if (open) spans.push({ ...open, end: at })
      open = null
    }
    if (match) open = { label: match[1], start: at + match[0].length }
    at += line.length
  }
  if (open) spans.push({ ...open, end: at })
  const seen = new Set()
  return spans.filter((span) => !seen.has(span.label) && seen.add(span.label))
}

let seed = Number(args.seed) >>> 0
function below(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * n)
}

function verdict(carried, targets) {
  if (carried.status === 'orphaned') return 'orphaned'
  return targets.some((t) => carried.span.start >= t.start - 12 && carried.span.start < t.end) ? 'right' : 'wrong'
}

const marks = { quotes: 0, right: 0, wrong: 0, orphaned: 0, unanswerable: 0, verbatim: 0, verbatimRight: 0, ms: 0 }
const alone = { right: 0, wrong: 0, orphaned: 0 }
const reasons = new Map()
for (const pair of pairs) {
  const { text: a } = pair.before
  const { text: b } = pair.after
  const places = new Map(articleSpans(b).map((span) => [span.label, span]))
  const after = new Map(pair.truth.flatMap((row) => row.before.map((label) => [label, row.after])))
  const spans = articleSpans(a).filter((s) => after.has(s.label) && s.end - s.start >= 12)
  if (spans.length === 0) continue
  const context = createCarryContext(a, b, pair.diff)
  const resolve = createResolver(b)
  for (let n = 0; n < Number(args.marks); n++) {
    const s = spans[below(spans.length)]
    const length = Math.min(8 + below(53), s.end - s.start - 1)
    const start = s.start + below(s.end - s.start - length)
    const exact = a.slice(start, start + length)
    if (exact.includes('\n')) continue
    const targets = after.get(s.label).flatMap((label) => places.get(label) ?? [])
    const isVerbatim = targets.some((t) => b.slice(t.start, t.end).includes(exact))
    const t0 = performance.now()
    const carried = carrySpan(context, { start, end: start + length })
    marks.ms += performance.now() - t0
    marks.quotes++
    const resolved = resolve(describeSpan(a, { start, end: start + length }))
    alone[verdict(resolved, targets)]++
    if (targets.length === 0) marks.unanswerable++
    const isRight =
      carried.status !== 'orphaned' &&
      targets.some((t) => carried.span.start >= t.start - 12 && carried.span.start < t.end)
    if (isVerbatim) marks.verbatim++
    if (isVerbatim && isRight) marks.verbatimRight++
    if (carried.status === 'orphaned') {
      marks.orphaned++
      reasons.set(carried.reason, (reasons.get(carried.reason) ?? 0) + 1)
    } else if (isRight) marks.right++
    else marks.wrong++
    if (args.misses && !isRight && (targets.length > 0 || carried.status !== 'orphaned')) {
      const found = carried.status === 'orphaned' ? carried.reason : b.slice(carried.span.start, carried.span.end)
      console.log(
        'mark',
        pair.slug,
        s.label,
        `→ ${after.get(s.label)}`,
        JSON.stringify(exact),
        '⇒',
        JSON.stringify(found),
      )
    }
  }
}
console.log(
  `marks ${marks.quotes}: right ${share(marks.right, marks.quotes)}, silently wrong ${marks.wrong} (${share(marks.wrong, marks.right + marks.wrong)} of answers), orphaned ${marks.orphaned} (${[...reasons].map(([r, n]) => `${r} ${n}`).join(', ')})`,
)
console.log(
  `  of ${marks.verbatim} that stand there to the letter ${share(marks.verbatimRight, marks.verbatim)} right; ${marks.unanswerable} stood in removed articles; ${marks.ms.toFixed(0)} ms in all`,
)
console.log(
  `  from selectors alone, without the old text: right ${share(alone.right, marks.quotes)}, silently wrong ${alone.wrong}, orphaned ${alone.orphaned}`,
)
