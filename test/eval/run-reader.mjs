#!/usr/bin/env node
// The second reader on families it has not seen: five trainings, each without one fifth of the families. Prints rules alone,
// reader alone and both, minimal pairs, calibration and how much lawful real prose is disturbed.
//
//   node test/eval/run-reader.mjs [--cases test/corpus/cases] [--lawful ../shared] [--growth]
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  amongLawfulProse,
  examplesOf,
  examplesOfRules,
  foldOf,
  holdOut,
  parsePassage,
  readDrafts,
  readLawful,
  readPassages,
} from '@hongxian/server/reader-training'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { compileReader, tenthsRight, weighEvidence } from '@hongxian/shared/reader'
import { compileRuleSet, conclude, listFindings } from '@hongxian/shared/rule'
import { parse } from 'yaml'
import { DRAFTS, isReadHalf, SETS, score, setOf } from './score.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const { values: args } = parseArgs({
  options: { cases: { type: 'string' }, lawful: { type: 'string' }, growth: { type: 'boolean', default: false } },
})
const names = new Map(
  parse(readFileSync(join(root, 'shared/rules/review-items.yaml'), 'utf8')).map((item) => [item.编号, item.名称]),
)
const passages = await readPassages(args.cases ?? join(root, 'test/corpus/cases'))
const lawful = await readLawful(args.lawful ?? join(root, '../shared'))
const examples = examplesOf(passages)
const source = await loadRuleSet()
const always = examplesOfRules(source.rules)
const ruleSet = compileRuleSet(source)
const asOf = '2026-11-20'

const drafts = await Promise.all(
  Object.entries(DRAFTS).map(async ([name, file]) => [name, await readDrafts(join(root, 'test/corpus/drafts'), file)]),
)
const lessonsOf = (some) => [
  ...examplesOf(some, amongLawfulProse(lawful.training)),
  ...examplesOf(drafts.flatMap(([, papers]) => papers)),
]
const heldOut = holdOut({ examples, lessons: lessonsOf(passages), passages, always, lawful, names, ruleSet, asOf })
report('all cases', passages, heldOut)
for (const set of SETS)
  report(
    `unread half of the ${set} set`,
    passages.filter((p) => setOf(p.file) === set && !isReadHalf(p.family)),
    heldOut,
  )
for (const [name, papers] of drafts) report(name, papers, heldOut)
const { cuts } = heldOut.judgement.evidence
console.log(
  `\ncuts, log-odds in thousandths: illegal ${cuts.illegal}, rule ${cuts.rule}, reader ${cuts.reader}, hint ${cuts.hint}`,
)
calibration()
const disturbed = heldOut.lawful.filter((margin) => margin >= cuts.reader).length / heldOut.lawful.length
console.log(`lawful real sentences at or above suspect: ${(100 * disturbed).toFixed(2)} %`)
minimalPairs()
masked()
if (args.growth) growth()

function report(title, some, { weights }) {
  if (some.length === 0) return
  const readers = weights.map((w) => compileReader(w))
  const [rules, reader, both] = [new Map(), new Map(), new Map()]
  for (const passage of some) {
    const document = parsePassage(passage)
    const found = listFindings(document, ruleSet, asOf)
    const own = readers[foldOf(passage.family)]
    const read = own.read(document)
    rules.set(passage.id, conclude(found, [], document, null))
    reader.set(passage.id, conclude([], read, document, own))
    both.set(passage.id, conclude(found, read, document, own))
  }
  console.log(
    `\n# ${title}\n              recall.any  recall.group  recall.span  with hints  clean.quiet  precision  alarms`,
  )
  for (const [name, found] of Object.entries({ rules, reader, both })) {
    const r = score(some, found)
    const cells = [
      r.recall.any,
      r.recall.group,
      r.recall.span,
      r.recall.withHints,
      r.clean.quiet,
      r.precision,
      r.alarms,
    ]
    console.log(`${name.padEnd(12)} ${cells.map((v) => String(v).padStart(11)).join(' ')}`)
  }
}

/** What the cards say, and how often the words did meet a label, on families the weights have not seen. */
function calibration() {
  const heard = heldOut.ofReader.filter(({ margin }) => margin >= cuts.hint)
  const { told } = heldOut.judgement.evidence
  const said = Object.groupBy(heard, ({ margin }) => tenthsRight(weighEvidence(told, { margin })))
  const cells = Object.entries(said).map(([tenths, found]) => {
    const share = found.filter(({ isOffence }) => isOffence).length / found.length
    return `${tenths}成 ${(10 * share).toFixed(1)} (${found.length})`
  })
  console.log(`calibration, said and found: ${cells.join(' · ')}`)
}

/** In how many pairs of one family the unlawful passage scores higher than its lawful twin. */
function minimalPairs() {
  const families = new Map()
  for (const [i, { passage }] of examples.entries()) {
    const family = families.get(passage.family) ?? new Map()
    families.set(passage.family, family)
    family.set(passage, Math.max(family.get(passage) ?? Number.NEGATIVE_INFINITY, heldOut.scores[i]))
  }
  let pairs = 0
  let won = 0
  for (const family of families.values())
    for (const [bad, high] of family)
      for (const [good, low] of family)
        if (bad.kind === 'violation' && good.kind === 'clean') {
          pairs++
          if (high > low) won++
        }
  console.log(
    `minimal pairs in which the unlawful twin scores higher: ${won} of ${pairs} (${((100 * won) / pairs).toFixed(1)} %)`,
  )
}

/**
 * Do length, kind or author of a passage give the label away? How well each does alone (area under the ROC curve, 0.5 is
 * chance), and how well the reader does among passages that are alike in it.
 */
function masked() {
  const highest = new Map()
  for (const [i, { passage }] of examples.entries())
    highest.set(passage, Math.max(highest.get(passage) ?? Number.NEGATIVE_INFINITY, heldOut.scores[i]))
  const rows = [...highest]
    .filter(([, score]) => Number.isFinite(score))
    .map(([{ text, kind, doc_type, file }, score]) => ({ score, isBad: kind === 'violation', text, doc_type, file }))
  const byLength = [...rows].sort((a, b) => a.text.length - b.text.length)
  const tenth = new Map(byLength.map((row, i) => [row, Math.floor((10 * i) / rows.length)]))
  const traits = { length: (row) => tenth.get(row), kind: (row) => row.doc_type, author: (row) => row.file }
  console.log(`\nreader, all passages: AUC ${area(rows, (row) => row.score)}`)
  for (const [name, traitOf] of Object.entries(traits)) {
    const groups = Object.values(Object.groupBy(rows, traitOf))
    const share = new Map(groups.flatMap((group) => group.map((row) => [row, shareOfBad(group)])))
    const within = groups.reduce((sum, group) => sum + group.length * (area(group, (row) => row.score) ?? 0.5), 0)
    console.log(
      `${name.padEnd(7)} alone: AUC ${area(rows, (row) => share.get(row))}; reader among passages alike in it: ${(within / rows.length).toFixed(3)}`,
    )
  }
}

function shareOfBad(rows) {
  return rows.filter(({ isBad }) => isBad).length / rows.length
}

/** Mann–Whitney: the chance that a bad one scores above a good one, ties half. */
function area(rows, scoreOf) {
  const bad = rows.filter(({ isBad }) => isBad).map(scoreOf)
  const good = rows.filter(({ isBad }) => !isBad).map(scoreOf)
  if (bad.length === 0 || good.length === 0) return null
  let won = 0
  for (const b of bad) for (const g of good) won += b > g ? 1 : b === g ? 0.5 : 0
  return Number((won / (bad.length * good.length)).toFixed(3))
}

/** The same with a quarter, a half and three quarters of the families. */
function growth() {
  const families = [...new Set(passages.map((p) => p.family))].sort()
  for (const share of [0.25, 0.5, 0.75]) {
    const kept = new Set(families.filter((_, i) => (i * share) % 1 < share))
    const some = passages.filter((p) => kept.has(p.family))
    const held = holdOut({
      examples: examplesOf(some),
      lessons: lessonsOf(some),
      passages: some,
      always,
      lawful,
      names,
      ruleSet,
      asOf,
    })
    console.log(`\n# ${100 * share} % of the families`)
    report(`${some.length} cases`, some, held)
  }
}
