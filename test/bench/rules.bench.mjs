// The rule engine beside one RegExp a rule, and beside textlint with textlint-rule-prh, on the same generated rules and the
// same text in one run. Equal findings first: the sets of (rule, sentence) must agree with the RegExps' or the bench fails.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { parseDocument, reparseDocument } from '@hongxian/shared/document'
import {
  applyRules,
  CheckContext,
  checkDocument,
  compileRuleSet,
  recheckDocument,
  runCheck,
} from '@hongxian/shared/rule'
import { generateRules, generateText } from './generated-rules.mjs'

const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url))
const AS_OF = '2026-11-20'
const COUNTS = [100, 300, 1000, 3000]
const SENTENCE_ENDS = /[。；！？\n]/

/** Statutes where they are at hand, else sentences made of the same words as the rules. */
function benchText(size) {
  const folder = join(SHARED, 'laws/texts')
  if (!existsSync(folder)) return generateText(size)
  let text = ''
  for (const file of readdirSync(folder, { recursive: true }).map(String).sort()) {
    if (!/\.(txt|md)$/.test(file)) continue
    text += `${readFileSync(join(folder, file), 'utf8').replace(/\r/g, '')}\n`
    if (text.length >= size) break
  }
  return text.slice(0, size)
}

const escapeWord = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const either = (words) => words.map(escapeWord).join('|')
const sourceOf = (rule) =>
  rule.followed
    ? `(?:${either(rule.any)})[^。；！？\\n]{0,${rule.gap ?? 0}}?(?:${either(rule.followed)})`
    : `(?:${either(rule.any)})`

const words = (list) => ({ kind: 'any', of: list.map((text) => ({ kind: 'literal', text })) })

/** The same rule in our language. */
function toRule(rule) {
  const part = (pattern, max) => ({ pattern, gap: { max, without: [] }, isOptional: false })
  return {
    id: `bench/bench.rules#${rule.id}`,
    code: `bench.${rule.id}`,
    summary: rule.id,
    severity: 'suspect',
    circumstances: [],
    applies: {},
    scope: 'sentence',
    pattern: rule.followed
      ? { kind: 'sequence', parts: [part(words(rule.any), 0), part(words(rule.followed), rule.gap ?? 0)] }
      : words(rule.any),
    unless: rule.unless ? [{ kind: 'has', scope: 'sentence', pattern: words(rule.unless) }] : [],
    withoutExceptions: [],
    marks: 'match',
    message: '“{命中}”',
    suggestion: '核对',
    authority: [],
    examples: { finds: [], passes: [] },
  }
}

const ruleSetOf = (rules, reader) =>
  compileRuleSet({
    ...(reader === undefined ? {} : { reader }),
    digest: createHash('sha256').update(JSON.stringify(rules)).digest('hex'),
    engine: 1,
    packs: [],
    lexicons: [],
    exceptions: [],
    rules: rules.map(toRule),
    reference: { laws: [] },
  })

/** A document that knows its sentences only: what the RegExps know. */
function bareDocument(text) {
  const sentences = []
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !SENTENCE_ENDS.test(text[i])) continue
    if (i > start) sentences.push({ start, end: Math.min(i + 1, text.length), node: 0 })
    start = i + 1
  }
  const root = { kind: 'root', level: 0, number: null, suffix: 0, label: '', marker: null, title: null, parent: null }
  const none = { title: null, issuer: null, number: null, addressees: null, signature: null, date: null }
  return {
    text,
    kind: 'normative',
    kindConfidence: 1,
    issuerLevel: null,
    fragment: true,
    nodes: [{ ...root, children: [], start: 0, end: text.length }],
    sentences,
    frontMatter: {
      ...none,
      effective: null,
      validity: null,
      basis: [],
      repeals: [],
      interpretation: null,
      scope: null,
      annexes: [],
    },
    anomalies: [],
  }
}

function regExpFindings(compiled, text) {
  const found = []
  for (const { id, re, unless } of compiled) {
    for (const match of text.matchAll(re)) {
      if (unless?.some((word) => sentenceAt(text, match.index, match[0].length).words.includes(word))) continue
      found.push({ id, start: match.index })
    }
  }
  return found
}

function sentenceAt(text, index, length) {
  let start = index
  while (start > 0 && !SENTENCE_ENDS.test(text[start - 1])) start--
  let end = index + length
  while (end < text.length && !SENTENCE_ENDS.test(text[end])) end++
  return { start, words: text.slice(start, end) }
}

/** The best of some runs, on either side: on a shared machine the others measure the neighbours. */
async function time(runs, work) {
  const times = []
  let result
  for (let i = 0; i < runs; i++) {
    const from = performance.now()
    result = await work()
    times.push(performance.now() - from)
  }
  return { ms: Math.min(...times), first: times[0], result }
}

const places = (list, start) => new Set(list.map(({ id, at }) => `${id} ${start(at)}`))

function assertEqual(ours, theirs, label) {
  const missing = [...theirs].filter((one) => !ours.has(one))
  const extra = [...ours].filter((one) => !theirs.has(one))
  if (missing.length + extra.length > 0)
    throw new Error(
      `${label}: findings differ, ${missing.length} missing (${missing[0]}), ${extra.length} extra (${extra[0]})`,
    )
}

const round = (value) => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))

/** textlint + prh on the same rules; it knows no 除非 and drops overlaps, so its findings are only counted. */
async function prhTime(rules, text) {
  const require = createRequire(createRequire(import.meta.url).resolve('textlint'))
  const { TextlintKernel } = await import(require.resolve('@textlint/kernel'))
  const plugin = require('@textlint/textlint-plugin-text')
  const prh = createRequire(import.meta.url)('textlint-rule-prh')
  const patterns = rules.map((rule) => ({ expected: `〔${rule.id}〕`, pattern: `/${sourceOf(rule)}/` }))
  const kernel = new TextlintKernel()
  const options = {
    ext: '.txt',
    filePath: 'text.txt',
    plugins: [{ pluginId: 'text', plugin: plugin.default ?? plugin, options: { extensions: ['.txt'] } }],
    rules: [
      {
        ruleId: 'prh',
        rule: prh.default ?? prh,
        options: { ruleContents: [JSON.stringify({ version: 1, rules: patterns })], checkParagraph: true },
      },
    ],
  }
  return time(2, async () => (await kernel.lintText(text, options)).messages.length)
}

async function matchingRow(count, size) {
  const text = benchText(size)
  const rules = generateRules(count)
  const compiled = rules.map((rule) => ({ id: rule.id, unless: rule.unless, re: new RegExp(sourceOf(rule), 'gu') }))
  const compiling = performance.now()
  const ruleSet = ruleSetOf(rules)
  const compileMs = performance.now() - compiling
  const document = bareDocument(text)
  const match = () => applyRules(new CheckContext(document, ruleSet, AS_OF))
  // Compiled code comes late where the machine is busy: enough runs for either side to have it.
  const runs = 24
  const ours = await time(runs, match)
  const regExp = await time(9, () => regExpFindings(compiled, text))
  const floor = await time(runs, () => sumUnits(text))
  const sentenceStart = (at) => sentenceAt(text, at, 0).start
  assertEqual(
    places(
      ours.result.map((one) => ({ id: one.code.slice(6), at: one.start })),
      sentenceStart,
    ),
    places(
      regExp.result.map((one) => ({ id: one.id, at: one.start })),
      sentenceStart,
    ),
    `${count} rules, ${size} characters`,
  )
  const prh = await prhTime(rules, text)
  return {
    name: `match ${count} rules, ${size} chars`,
    ours_ms: round(ours.ms),
    first_ms: round(ours.first),
    regexp_ms: round(regExp.ms),
    prh_ms: round(prh.ms),
    regexp_over_ours: round(regExp.ms / ours.ms),
    prh_over_ours: round(prh.ms / ours.ms),
    over_bare_pass: round(ours.ms / floor.ms),
    compile_ms: round(compileMs),
    findings: ours.result.length,
  }
}

function sumUnits(text) {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0
  return sum
}

/** The built-in packs: reading, matching, and a keystroke. */
async function packRows(size) {
  const source = await loadRuleSet()
  const compiling = performance.now()
  const ruleSet = compileRuleSet(source)
  const compileMs = performance.now() - compiling
  const text = benchText(size)
  const runs = size > 50_000 ? 5 : 15
  const options = { kind: 'normative', issuerLevel: '县' }
  const parse = await time(runs, () => parseDocument(text, options))
  const document = parse.result
  const match = await time(runs, () => applyRules(new CheckContext(document, ruleSet, AS_OF)))
  const whole = await time(runs, () => checkDocument(parseDocument(text, options), ruleSet, { asOf: AS_OF }))
  // What is known of a document is kept with it: each run gets one of its own.
  const fresh = freshDocuments(text, options, runs)
  const check = await time(runs, () => checkDocument(fresh(), ruleSet, { asOf: AS_OF }))
  const unread = freshDocuments(text, options, runs)
  const read = await time(runs, () => ruleSet.reader?.read(unread()))
  const keystroke = await keystrokeTime(document, ruleSet)
  globalThis.gc?.()
  return [
    {
      name: `built-in ${ruleSet.rules.length} rules, ${size} chars`,
      parse_ms: round(parse.ms),
      match_ms: round(match.ms),
      read_ms: round(read.ms),
      check_ms: round(check.ms),
      whole_ms: round(whole.ms),
      whole_over_match: round(whole.ms / match.ms),
      first_ms: round(check.first),
      compile_ms: round(compileMs),
      words: ruleSet.words.length,
      findings: check.result.length,
      keystroke_ms: round(keystroke),
      check_over_keystroke: round(check.ms / keystroke),
      heap_mb: round(process.memoryUsage().heapUsed / 2 ** 20),
    },
  ]
}

/** A keystroke under the generated rules and the second reader. */
async function generatedKeystrokeRow(count, size) {
  const { reader } = await loadRuleSet()
  const ruleSet = ruleSetOf(generateRules(count), reader)
  const text = benchText(size)
  const options = { kind: 'normative', issuerLevel: '县' }
  const runs = size > 50_000 ? 5 : 15
  const fresh = freshDocuments(text, options, runs)
  const check = await time(runs, () => checkDocument(fresh(), ruleSet, { asOf: AS_OF }))
  const keystroke = await keystrokeTime(parseDocument(text, options), ruleSet)
  return {
    name: `keystroke, ${count} rules and reader, ${size} chars`,
    check_ms: round(check.ms),
    keystroke_ms: round(keystroke),
    check_over_keystroke: round(check.ms / keystroke),
  }
}

const KEYSTROKES = 40

/** From the document as read again after the edit to its findings. */
async function keystrokeTime(document, ruleSet) {
  const at = document.text.indexOf('，', document.text.length >> 1)
  const edited = `${document.text.slice(0, at)}等${document.text.slice(at)}`
  const previous = runCheck(document, ruleSet, { asOf: AS_OF })
  const again = Array.from({ length: KEYSTROKES }, () => reparseDocument(document, edited))
  const { ms } = await time(KEYSTROKES, () => recheckDocument(previous, again.pop(), ruleSet, { asOf: AS_OF }))
  return ms
}

/** Gives so many documents of one text, parsed beforehand. */
function freshDocuments(text, options, count) {
  const documents = Array.from({ length: count }, () => parseDocument(text, options))
  return () => documents.pop()
}

/** All of ../shared/laws/texts, on as many threads: from the word go, when each has its rules, to the last answer. */
async function corpusRow(threads) {
  const folder = join(SHARED, 'laws/texts')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /\.(txt|md)$/.test(file))
    .map((file) => join(folder, file))
  const workers = Array.from({ length: threads }, (_, i) => {
    const own = files.filter((_, index) => index % threads === i)
    return new Worker(new URL('./check-worker.mjs', import.meta.url), {
      execArgv: [],
      workerData: { files: own, asOf: AS_OF },
    })
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  const answer = (worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await Promise.all(workers.map(answer))
  const from = performance.now()
  const answers = workers.map(answer)
  for (const worker of workers) worker.postMessage('go')
  const done = await Promise.all(answers)
  const ms = performance.now() - from
  clearInterval(watch)
  for (const worker of workers) await worker.terminate()
  const sum = (name) => done.reduce((total, one) => total + one[name], 0)
  if (sum('outside') > 0) throw new Error(`${sum('outside')} findings quote what is not in the text`)
  return [
    {
      name: `corpus, ${threads} thread${threads > 1 ? 's' : ''}`,
      files: files.length,
      whole_ms: round(ms),
      million_chars_per_s: round(sum('chars') / 1000 / ms),
      findings: sum('findings'),
      peak_rss_mb: round(peak / 2 ** 20),
    },
  ]
}

/** @returns {Promise<Record<string, string | number>[]>} */
export async function run() {
  const rows = []
  for (const size of [10_000, 200_000]) {
    const some = []
    for (const count of COUNTS) some.push(await matchingRow(count, size))
    rows.push(...some)
    const at = (count) => some[COUNTS.indexOf(count)].ours_ms
    rows.push({ name: `3000 over 300 rules, ${size} chars`, ratio: round(at(3000) / at(300)) })
  }
  for (const size of [10_000, 200_000]) rows.push(...(await packRows(size)))
  for (const size of [10_000, 200_000]) rows.push(await generatedKeystrokeRow(300, size))
  for (const threads of [1, 2]) rows.push(...(await corpusRow(threads)))
  return rows
}
