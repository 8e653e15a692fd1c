// The service under load beside a bare Hono route that parses the same JSON and echoes it, each in a process of its own on
// loopback, the load coming from this process. Drafts of ten thousand characters in three states: sent again unchanged (its
// check is on record, nothing new is written), with one paragraph changed (a new version, on record), and never seen before
// (a new draft, on record). What a new text costs is the checking itself, which the last column shows.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { call } from '@hongxian/shared/api'
import autocannon from 'autocannon'
import { start, startService } from './spawn-service.mjs'

const SECONDS = 4
// In turn with the echo, so that what else the machine does falls on both.
const ROUNDS = 4
const ROUND_SECONDS = 2
const WARM_SECONDS = 15
// Of fewer, the slowest hundredth is one or two: whatever else the machine did at that moment.
const PACED_REQUESTS = 600
const CONNECTIONS = 8
const LENGTH = 10_000
const DRAFTS = 8

const drafts = readFileSync(new URL('../corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).text)

/** The same numbers in every run. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Drafts in another order for every number, cut to length. */
function textOf(number) {
  const next = numbers(number + 1)
  let text = ''
  while (text.length < LENGTH) text += `${drafts[Math.floor(next() * drafts.length)]}\n`
  return text.slice(0, LENGTH)
}

let serial = 0
const facts = { kind: 'normative', issuerLevel: '县' }
const unchanged = JSON.stringify({ ...facts, sourceKey: 'unchanged', text: textOf(0) })
const unseen = () => {
  serial++
  return JSON.stringify({ ...facts, sourceKey: `unseen-${serial}`, text: textOf(serial + 1000) })
}
const edits = Array.from({ length: DRAFTS }, (_, i) => textOf(i + 1).split('\n'))
/** Draft after draft, each time with another paragraph changed. */
const edited = () => {
  serial++
  const paragraphs = edits[serial % DRAFTS]
  const at = Math.floor(paragraphs.length * (0.2 + 0.6 * ((Math.floor(serial / DRAFTS) * 0.377) % 1)))
  paragraphs[at] = `${paragraphs[at].replace(/附注\d+。$/, '')}附注${serial}。`
  return JSON.stringify({ ...facts, sourceKey: `edited-${serial % DRAFTS}`, text: paragraphs.join('\n') })
}

const ECHO = `
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
app.post('/echo', async (c) => c.json(await c.req.json()))
serve({ fetch: app.fetch, port: 0 }, ({ port }) => console.log('http://127.0.0.1:' + port))`

const json = { 'content-type': 'application/json' }
const round = (ms) => Math.round(ms * 10) / 10

/** As many requests as go through for some seconds. */
async function atPeak({ url, headers }, body, seconds) {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { ...json, ...headers },
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: (client) => client.setBody(body()),
    requests: [{ setupRequest: (sent) => ({ ...sent, body: body() }) }],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`)
  return result
}

/** Several of them, each in rounds, turn by turn. */
async function inTurn(loads) {
  const sums = loads.map(() => ({ requests: 0, seconds: 0, cpu: 0, p50: [], p99: [] }))
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, [target, body]] of loads.entries()) {
      const before = cpuOf(target.child)
      const { requests, duration, latency } = await atPeak(target, body, ROUND_SECONDS)
      const sum = sums[i]
      sum.requests += requests.total
      sum.seconds += duration
      sum.cpu += cpuOf(target.child) - before
      sum.p50.push(latency.p50)
      sum.p99.push(latency.p99)
    }
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  return sums.map(({ requests, seconds, cpu, p50, p99 }) => ({
    'requests/s': Math.round((requests / seconds) * 10) / 10,
    'p50 ms': middle(p50),
    'p99 ms': middle(p99),
    'CPU ms each': Math.round((cpu / requests) * 100) / 100,
  }))
}

/** Processor time of a process and all its threads so far, milliseconds; `NaN` where it is not told. */
function cpuOf({ pid }) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.NaN
  }
}

/** Several at an even pace, in rounds, turn by turn. */
async function atPaceInTurn(loads, perSecond) {
  const count = Math.ceil(Math.max(PACED_REQUESTS, perSecond * SECONDS) / ROUNDS)
  const times = loads.map(() => [])
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const [i, [target, body]] of loads.entries()) times[i].push(...(await atPace(target, body, perSecond, count)))
  return times.map((all) => ({ 'requests/s': round(perSecond), ...shares(all) }))
}

/** Milliseconds, each counted from when the request was due: who comes late has waited. */
async function atPace({ url, headers }, body, perSecond, count) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const times = []
  const sent = []
  const started = performance.now()
  for (let i = 0; i < count; i++) {
    const due = started + (i * 1000) / perSecond
    while (performance.now() < due) await setTimeout(due - performance.now() > 2 ? 1 : 0)
    sent.push(post(url, { ...json, ...headers }, body(), agent).then(() => times.push(performance.now() - due)))
  }
  await Promise.all(sent)
  agent.destroy()
  return times
}

function post(url, headers, body, agent) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => {
      if (answer.statusCode >= 300) reject(new Error(`${url}: ${answer.statusCode}`))
      answer.resume().once('end', resolve)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

function shares(times) {
  times.sort((a, b) => a - b)
  const at = (share) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))])
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99) }
}

export async function run() {
  const bare = await start(['--input-type=module', '-e', ECHO])
  const service = await startService()
  try {
    const echo = { url: `${bare.address}/echo`, headers: {}, child: bare.child }
    const { client, address, child } = service
    const checks = { url: `${address}/api/checks`, headers: { authorization: `Bearer ${client.token}` }, child }
    // An office's service has been running for hours: what its engine compiles on the way is not measured.
    for (const body of [() => unchanged, edited, unseen]) await atPeak(checks, body, WARM_SECONDS)
    const same = () => unchanged
    const rows = []
    for (const [name, body] of [
      ['the same text again', same],
      ['one paragraph changed', edited],
      ['a text never seen', unseen],
    ]) {
      const [bareRow, peak] = await inTurn([
        [echo, same],
        [checks, body],
      ])
      const pace = peak['requests/s'] / 2
      const [, readers] = await Promise.all([atPeak(checks, body, SECONDS), readTimes(service)])
      const [paced, barePaced] = await atPaceInTurn(
        [
          [checks, body],
          [echo, same],
        ],
        pace,
      )
      const ratio = (key, digits) => Math.round((peak[key] / bareRow[key]) * 10 ** digits) / 10 ** digits
      rows.push(
        { name: `bare Hono echo, in turn with: ${name}`, ...bareRow },
        { name: `${name}: POST /api/checks`, ...peak, 'of echo': ratio('requests/s', 4) },
        { name: `${name}: at half of that pace`, ...paced },
        { name: `${name}: the echo at that pace`, ...barePaced },
        { name: `${name}: ledger and a history beside it`, ...readers },
      )
    }
    return rows
  } finally {
    bare.child.kill()
    await service.stop()
  }
}

/** How long readers wait while checks take all there is. */
async function readTimes({ client }) {
  const times = []
  const end = performance.now() + SECONDS * 1000
  while (performance.now() < end) {
    const started = performance.now()
    const { items } = await call('listDrafts', { query: { limit: 20 } }, client)
    await call('getDraftHistory', { params: { draftId: items[0].id }, query: {} }, client)
    times.push(performance.now() - started)
    await setTimeout(50)
  }
  return shares(times)
}
