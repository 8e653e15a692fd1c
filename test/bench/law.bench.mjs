// Citations: characters a second of finding them and of judging them, beside one RegExp pass for 《…》 over the same text,
// and the time to build the catalogue.
import { readFileSync } from 'node:fs'
import { buildCatalogue, citationContext, findCitations, resolveCitation } from '@hongxian/shared/law'

const LENGTH = 200_000
const ROUNDS = 15

const lines = (name) =>
  readFileSync(new URL(`../../shared/rules/reference/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

/** Text of the committed drafts, repeated to the length of a long document. */
function draftsText() {
  const drafts = readFileSync(new URL('../corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).text)
    .join('\n')
  return drafts.repeat(Math.ceil(LENGTH / drafts.length)).slice(0, LENGTH)
}

/** Median time of `work` in milliseconds, after two rounds to warm up. */
function medianMs(work, rounds = ROUNDS) {
  const times = []
  for (let round = -2; round < rounds; round++) {
    const start = performance.now()
    work()
    if (round >= 0) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
}

const round = (value) => Math.round(value * 100) / 100

export async function run() {
  const rows = {
    laws: lines('laws.jsonl'),
    renumbered: lines('renumbered.jsonl'),
    topics: lines('topics.jsonl'),
    institutions: lines('institutions.jsonl'),
  }
  const firstStart = performance.now()
  const catalogue = buildCatalogue(rows)
  const firstMs = performance.now() - firstStart
  const text = draftsText()
  const citations = findCitations({ text }, catalogue)
  const speed = (ms) => ({ ms: round(ms), 'Mchars/s': round(text.length / ms / 1000) })
  const regExpMs = medianMs(() => [...text.matchAll(/《[^》]+》/g)].length)
  const findMs = medianMs(() => findCitations({ text }, catalogue))
  const judgeMs = medianMs(() => {
    for (const citation of citations)
      resolveCitation(citation, '2026-11-20', catalogue, citationContext(text, citation))
  })
  return [
    { name: 'RegExp 《[^》]+》', ...speed(regExpMs), found: [...text.matchAll(/《[^》]+》/g)].length },
    { name: 'findCitations', ...speed(findMs), found: citations.length, 'times RegExp': round(findMs / regExpMs) },
    { name: 'resolveCitation', ...speed(judgeMs), found: citations.length, 'times RegExp': round(judgeMs / regExpMs) },
    { name: 'buildCatalogue, first', ms: round(firstMs), found: catalogue.laws.length },
    { name: 'buildCatalogue, warm', ms: round(medianMs(() => buildCatalogue(rows), 5)), found: catalogue.laws.length },
  ]
}
