// The service under load beside a bare Hono route that parses the same JSON and echoes it, each in a process of its own on
// loopback, the load coming from this process. Every check is of a text not seen before and is put on record.
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { call } from '@hongxian/shared/api'
import autocannon from 'autocannon'
import { start, startService } from './spawn-service.mjs'

const SECONDS = 6
const CONNECTIONS = 8
const LENGTH = 10_000

/** Rules of drafts made longer by repetition, as one text of ten thousand characters. */
function draftText() {
  const file = new URL('../corpus/drafts/drafts.jsonl', import.meta.url)
  const texts = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).text)
  return texts.join('\n').slice(0, LENGTH)
}

const text = draftText()
let serial = 0
let recorded = 0
// Nobody reads the same text twice: one number in the middle is new every time.
const freshText = () => `${text.slice(0, LENGTH / 2)}\n附注${++serial}。\n${text.slice(LENGTH / 2)}`
const checkBody = () =>
  JSON.stringify({ sourceKey: `bench-${serial % 200}`, kind: 'normative', issuerLevel: '县', text: freshText() })

const ECHO = `
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
app.post('/echo', async (c) => c.json(await c.req.json()))
serve({ fetch: app.fetch, port: 0 }, ({ port }) => console.log('http://127.0.0.1:' + port))`

/** @param rate requests a second, or 0 for as many as go through */
async function load(url, headers, body, rate = 0) {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    connections: CONNECTIONS,
    duration: SECONDS,
    ...(rate > 0 ? { overallRate: rate } : {}),
    setupClient: (client) => client.setBody(body()),
    requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }],
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`)
  return {
    'requests/s': Math.round(result.requests.average),
    'p50 ms': result.latency.p50,
    'p99 ms': result.latency.p99,
  }
}

export async function run() {
  const echo = await start(['--input-type=module', '-e', ECHO])
  const service = await startService()
  try {
    const { client } = service
    const headers = { authorization: `Bearer ${client.token}` }
    const checks = `${service.address}/api/checks`
    await load(checks, headers, checkBody, 20) // compiles both before anything is measured
    await load(`${echo.address}/echo`, {}, checkBody, 20)
    const bare = await load(`${echo.address}/echo`, {}, checkBody)
    const [full, health] = await Promise.all([
      load(checks, headers, checkBody),
      healthTimes(service.address, SECONDS * 1000),
    ])
    recorded += full['requests/s'] * SECONDS
    const half = await load(checks, headers, checkBody, Math.max(1, Math.floor(full['requests/s'] / 2)))
    const again = checkBody()
    const unchanged = await load(checks, headers, () => again)
    const list = await readTimes(client)
    const ratio = (row) => ({ ...row, 'of echo': Math.round((row['requests/s'] / bare['requests/s']) * 1000) / 1000 })
    return [
      { name: 'bare Hono echo of the same JSON', ...ratio(bare) },
      { name: 'POST /api/checks, a new text each, recorded', ...ratio(full) },
      { name: 'GET /health beside them', ...health },
      { name: 'the same at half of that rate', ...ratio(half) },
      { name: 'POST /api/checks, text unchanged', ...ratio(unchanged) },
      { name: `GET /api/drafts and one history, ${recorded} checks recorded`, ...list },
    ]
  } finally {
    echo.child.kill()
    await service.stop()
  }
}

/** How long others wait while checks take all there is, milliseconds. */
async function healthTimes(address, duration) {
  const times = []
  const end = performance.now() + duration
  while (performance.now() < end) {
    const started = performance.now()
    await (await fetch(`${address}/health`)).text()
    times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  times.sort((a, b) => a - b)
  const at = (share) => Math.round(times[Math.floor(times.length * share)] * 10) / 10
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99) }
}

/** Median and slowest of a hundred reads of the ledger's first page and of one history. */
async function readTimes(client) {
  const { items } = await call('listDrafts', { query: {} }, client)
  const times = []
  for (let i = 0; i < 100; i++) {
    const started = performance.now()
    await call('listDrafts', { query: {} }, client)
    await call('getDraftHistory', { params: { draftId: items[0].id }, query: {} }, client)
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  return { 'p50 ms': Math.round(times[50] * 10) / 10, 'p99 ms': Math.round(times[99] * 10) / 10 }
}
