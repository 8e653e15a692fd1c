#!/usr/bin/env node
// Random real-looking revisions of real documents, whose truth is known to the character: is every clause paired and named
// rightly, and do twenty marks in each land where their words went?
//
//   node test/eval/random-revisions.mjs [--count 2000] [--seed 1] [--misses N]
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { carrySpan, createCarryContext } from '@hongxian/shared/anchor'
import { applyPatch, compareUnits, diffDocuments, toPatch } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { OPERATION_NAMES, randomFrom, reviseDocument } from './revise-document.mjs'

const { values: args } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
})
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const random = randomFrom(Number(args.seed))
const documents = readTexts().flatMap(prepare)
const donor = createDonor(documents)
const limit = Number(args.misses)
let shown = 0

/** Real documents where the shared folder is there, otherwise the drafts of the corpus. */
function readTexts() {
  const folder = join(root, '../shared/docs')
  if (existsSync(folder)) {
    return readdirSync(folder)
      .filter((file) => /^d\d+\.(?:txt|md)$/u.test(file))
      .map((file) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') }))
  }
  const drafts = readFileSync(join(root, 'test/corpus/drafts/drafts.jsonl'), 'utf8')
  return drafts
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ id, text }) => ({ name: id, text }))
}

function prepare({ name, text: raw }) {
  const text = raw.replace(/\r\n?/gu, '\n')
  if (text.length > 20_000) return []
  const before = parseDocument(text)
  const { clauses } = compareUnits(before)
  if (clauses.length < 5 || clauses.some((unit) => unit.marker.start !== unit.start || unit.marker.end === unit.start))
    return []
  const units = clauses.map(({ start, end, marker }) => {
    const space = /^[\s\u3000]*/u.exec(text.slice(marker.end, end))[0].length
    return { start, end, body: marker.end + space }
  })
  // The unchanged document must number itself as written, or the truth of renumbering would be ours, not its own.
  const same = reviseDocument(text, units, null, random, [])
  return same && same.text === text ? [{ name, text, before, units, kind: clauses[0].kind }] : []
}

function createDonor(all) {
  const bodies = all
    .flatMap(({ text, units }) => units.map(({ body, end }) => text.slice(body, end).trim()))
    .filter((t) => t.length >= 20 && t.length <= 400 && !/^\s*[（(一二三四五六七八九十第]/u.test(t))
  const clauseOf = (random) => random.pick(bodies).split('\n')[0]
  return {
    next: clauseOf,
    sentence: (random) => `${clauseOf(random).split('。')[0]}。`,
    phrase: (random) => `${clauseOf(random).split(/[，。；：]/u)[0]}，`,
  }
}

const kinds = new Map()
const rows = { all: 0, paired: 0, kind: 0 }
const marks = { all: 0, right: 0, part: 0, lost: 0, wrong: 0, orphanedRightly: 0 }
const used = { revisions: 0, skipped: 0, headings: 0 }
let ms = 0
for (let n = 0; used.revisions < Number(args.count) && n < 4 * Number(args.count); n++) {
  const document = random.pick(documents)
  const operations = args.only
    ? [args.only]
    : Array.from({ length: 1 + random.below(5) }, () => random.pick(OPERATION_NAMES))
  const revised = reviseDocument(document.text, document.units, donor, random, operations)
  const after = parseDocument(revised.text)
  const starts = new Set(compareUnits(after).clauses.map((unit) => unit.start))
  // Where the reader of the text sees other clauses than were written, the comparison cannot be judged.
  if (revised.rows.some((row) => row.after.some((start) => !starts.has(start)))) {
    used.skipped++
    continue
  }
  used.revisions++
  if (document.kind === 'heading') used.headings++
  const t0 = performance.now()
  const diff = diffDocuments(document.before, after)
  ms += performance.now() - t0
  if (applyPatch(document.text, toPatch(revised.text, diff)) !== revised.text)
    throw new Error(`patch fails on ${document.name}`)
  scoreRows(document, revised, diff, operations)
  scoreMarks(document, revised, diff)
}

function scoreRows(document, revised, diff, operations) {
  const key = (starts) => [...starts].sort((x, y) => x - y).join()
  const found = new Map(
    diff.changes.map((c) => [`${key(c.spansA.map((s) => s.start))}→${key(c.spansB.map((s) => s.start))}`, c]),
  )
  for (const row of revised.rows) {
    const change = found.get(`${key(row.before)}→${key(row.after)}`)
    const apart = row.rewritten && found.has(`${key(row.before)}→`) && found.has(`→${key(row.after)}`)
    const paired = change !== undefined || apart
    const kindRight =
      apart ||
      (paired && (change.kind === row.kind || (row.moved && change.moved && change.edited === (row.kind === 'edited'))))
    const own = kinds.get(row.kind) ?? { all: 0, paired: 0, kind: 0 }
    kinds.set(row.kind, own)
    for (const count of [rows, own]) {
      count.all++
      if (paired) count.paired++
      if (kindRight) count.kind++
    }
    if (!kindRight && shown < limit) {
      shown++
      const near = diff.changes.filter(
        (c) => c.spansA.some((s) => row.before.includes(s.start)) || c.spansB.some((s) => row.after.includes(s.start)),
      )
      console.log(
        document.name,
        operations.join('+'),
        row.kind,
        row.moved ? 'moved' : '',
        '⇒',
        near.map((c) => `${c.kind}${c.moved ? '+moved' : ''} [${c.before}]→[${c.after}]`).join(' · '),
      )
      for (const c of near.slice(0, 3)) {
        for (const s of c.spansA) console.log('   -', JSON.stringify(document.text.slice(s.start, s.end).slice(0, 160)))
        for (const s of c.spansB) console.log('   +', JSON.stringify(revised.text.slice(s.start, s.end).slice(0, 160)))
      }
    }
  }
}

function scoreMarks(document, revised, diff) {
  const context = createCarryContext(document.text, revised.text, diff)
  const placeOf = new Map()
  revised.source.forEach((from, at) => {
    if (from >= 0) placeOf.set(from, at)
  })
  for (let n = 0; n < 20; n++) {
    const unit = pickUnit(document, revised)
    const length = Math.min(4 + random.below(50), unit.end - unit.body)
    if (length < 4) continue
    const start = unit.body + random.below(unit.end - unit.body - length + 1)
    const mark = { start, end: start + length }
    const alive = []
    for (let at = mark.start; at < mark.end; at++) if (placeOf.has(at)) alive.push(placeOf.get(at))
    const verdict = judge(alive, mark, carrySpan(context, mark), unit, revised, document)
    marks.all++
    marks[verdict]++
    if ((verdict === 'wrong' || verdict === 'lost') && shown < limit) {
      shown++
      const carried = carrySpan(context, mark)
      const { span } = carried
      const found = span ? JSON.stringify(revised.text.slice(span.start, span.end)) : carried.reason
      console.log(
        `mark ${verdict}`,
        document.name,
        JSON.stringify(document.text.slice(mark.start, mark.end)),
        '⇒',
        found,
      )
    }
  }
}

/** Half of the marks stand in clauses that the revision touched. */
function pickUnit(document, revised) {
  const touched = revised.rows.filter((row) => row.before.length > 0 && (row.touched || row.kind === 'removed'))
  if (touched.length > 0 && random.chance(0.5)) {
    const start = random.pick(random.pick(touched).before)
    return document.units.find((unit) => unit.start === start)
  }
  return random.pick(document.units)
}

/**
 * Where most of the marked characters live on, the mark must cover most of those that live. Where most were struck, it may
 * be orphaned or stand in what became of the clause.
 */
function judge(alive, mark, carried, unit, revised) {
  const lives = 2 * alive.length >= mark.end - mark.start
  if (carried.status === 'orphaned') return lives ? 'lost' : 'orphanedRightly'
  const covered = alive.filter((at) => at >= carried.span.start && at < carried.span.end).length
  if (lives && 2 * covered >= alive.length) return 'right'
  // A mark whose words were torn apart stands on some of its own words, and on little else.
  if (covered > 0 && 2 * covered >= carried.span.end - carried.span.start) return 'part'
  if (lives) return 'wrong'
  const row = revised.rows.find((r) => r.before.includes(unit.start))
  const inClause = row?.after.some(
    (start) =>
      carried.span.start >= start &&
      carried.span.start < start + 20_000 &&
      !crosses(revised, start, carried.span.start),
  )
  return inClause ? 'right' : 'wrong'
}

/** Does another clause begin between the two offsets? */
function crosses(revised, start, at) {
  return revised.rows.some((row) => row.after.some((other) => other > start && other <= at))
}

const share = (part, all) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(2)} %`)
console.log(
  `${documents.length} documents, ${used.revisions} revisions (${used.headings} of documents without 条, ${used.skipped} skipped), diff ${(ms / used.revisions).toFixed(1)} ms each`,
)
console.log('kind          rows   paired      kind')
for (const [kind, c] of [...kinds, ['all', rows]]) {
  console.log(
    `${kind.padEnd(12)} ${String(c.all).padStart(6)} ${share(c.paired, c.all).padStart(9)} ${share(c.kind, c.all).padStart(9)}`,
  )
}
console.log(
  `marks ${marks.all}: right ${share(marks.right, marks.all)}, on a lesser part of its own words ${share(marks.part, marks.all)}, rightly orphaned ${share(marks.orphanedRightly, marks.all)}, lost ${marks.lost} (${share(marks.lost, marks.all)}), silently wrong ${marks.wrong} (${share(marks.wrong, marks.all)})`,
)
