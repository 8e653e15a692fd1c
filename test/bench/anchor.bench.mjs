// Re-anchoring 1,000 marks from an old text to a new one: ours by what became of their clause (the comparison of the two
// texts included and apart), and from selectors alone, against approximate matching as web annotators do it.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { carrySpan, createCarryContext, createResolver, describeSpan } from '@hongxian/shared/anchor'
import { compareUnits, diffDocuments } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import approximate from 'approx-string-match'
import { randomFrom, reviseDocument } from '../eval/revise-document.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const versions = join(root, '../shared/versions')
const search = approximate.default ?? approximate
const MARKS = 1000

export async function run() {
  const pairs = existsSync(versions)
    ? [
        ['公司法', 'gongsifa'],
        ['行政复议法', 'fuyifa'],
      ].map(([name, slug]) => [name, readPair(slug)])
    : [['县规章草案', revisedDraft()]]
  return pairs.flatMap(([name, pair]) => compare(name, pair))
}

function readPair(slug) {
  const read = (name) => readFileSync(join(versions, slug, name), 'utf8')
  return { before: read('old.txt'), after: read('new.txt') }
}

/** The longest draft of the corpus, ten operations later. */
function revisedDraft() {
  const lines = readFileSync(join(root, 'test/corpus/drafts/drafts.jsonl'), 'utf8').split('\n').filter(Boolean)
  const before = lines.map((line) => JSON.parse(line).text).sort((x, y) => y.length - x.length)[0]
  const units = compareUnits(parseDocument(before)).clauses.map(({ start, end, marker }) => ({
    start,
    end,
    body: marker.end + 2,
  }))
  const words = units.map(({ body, end }) => before.slice(body, end).split('\n')[0])
  const donor = {
    next: (r) => r.pick(words),
    sentence: (r) => r.pick(words),
    phrase: (r) => `${r.pick(words).split('，')[0]}，`,
  }
  const revised = reviseDocument(before, units, donor, randomFrom(5), [
    'insert',
    'reword',
    'move',
    'split',
    'insertWords',
    'removeWords',
    'reword',
    'remove',
  ])
  return { before, after: revised ? revised.text : before }
}

function compare(name, { before, after }) {
  const marks = takeMarks(before)
  const context = createCarryContext(before, after, diffDocuments(parseDocument(before), parseDocument(after)))
  const selectors = marks.map((span) => describeSpan(before, span))
  const methods = {
    'ours, texts compared too': () => {
      const diff = diffDocuments(parseDocument(before), parseDocument(after))
      const own = createCarryContext(before, after, diff)
      return marks.map((span) => placeOf(carrySpan(own, span)))
    },
    'ours, comparison at hand': () => marks.map((span) => placeOf(carrySpan(context, span))),
    'ours, selectors alone': () => resolveAll(after, selectors),
    'approx-string-match + context': () => selectors.map((described) => webAnnotator(after, described)),
  }
  return Object.entries(methods).map(([method, measure]) => ({
    name: `${name} ${method}`,
    ...time(measure, marks, before, after),
  }))
}

function resolveAll(text, selectors) {
  const resolve = createResolver(text)
  return selectors.map((described) => placeOf(resolve(described)))
}

const placeOf = (carried) => (carried.status === 'orphaned' ? -1 : carried.span.start)

function takeMarks(text) {
  const random = randomFrom(1)
  const marks = []
  while (marks.length < MARKS) {
    const start = random.below(text.length - 60)
    const end = start + 8 + random.below(53)
    if (!text.slice(start, end).includes('\n')) marks.push({ start, end })
  }
  return marks
}

function time(measure, marks, before, after) {
  const times = []
  let places = []
  for (let n = 0; n < 5; n++) {
    const start = performance.now()
    places = measure()
    times.push(performance.now() - start)
  }
  const ms = [...times].sort((x, y) => x - y)[2]
  const isVerbatim = (span) => after.split(before.slice(span.start, span.end)).length === 2
  const easy = marks.filter(isVerbatim)
  const right = marks.filter(
    (span, n) => isVerbatim(span) && after.startsWith(before.slice(span.start, span.end), places[n]),
  )
  return {
    ms: Number(ms.toFixed(2)),
    perMark: Number((ms / marks.length).toFixed(4)),
    placed: places.filter((place) => place >= 0).length,
    uniqueRight: `${right.length}/${easy.length}`,
  }
}

/** Errors up to half the quote; errors, context and nearness weighed as the common web annotators do. */
function webAnnotator(text, { quote, position }) {
  const matches = search(text, quote.exact, Math.min(256, Math.floor(quote.exact.length / 2)))
  let best = -1
  let bestScore = Number.NEGATIVE_INFINITY
  for (const match of matches) {
    let shared = 0
    for (let i = 1; i <= quote.prefix.length && quote.prefix.at(-i) === text[match.start - i]; i++) shared++
    for (let i = 0; i < quote.suffix.length && quote.suffix[i] === text[match.end + i]; i++) shared++
    const score =
      (1 - match.errors / quote.exact.length) * 50 +
      (shared / 64) * 40 -
      (Math.abs(match.start - position.start) / text.length) * 2
    if (score > bestScore) {
      bestScore = score
      best = match.start
    }
  }
  return best
}
