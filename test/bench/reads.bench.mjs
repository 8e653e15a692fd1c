// Reads through the service with a thousand and with ten thousand documents on record, twenty findings each: what is read of
// one document or one page of the ledger must not cost more for what else is stored.
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import * as store from '@hongxian/server/store'
import { call } from '@hongxian/shared/api'
import { startService } from './spawn-service.mjs'

const SIZES = [1000, 10_000]
const FINDINGS = 20
const TIMES = 100
const TOGETHER = 500

const DAY = '2026-11-20'
const PROVISION = '企业应当按照规定办理登记，未经登记的，不得从事经营活动。'

const findingsOf = (text) =>
  Array.from({ length: FINDINGS }, (_, i) => ({
    rule: `normative/set.license#bench-${i}`,
    code: 'set.license',
    severity: i % 2 === 0 ? 'illegal' : 'suspect',
    start: i * PROVISION.length,
    end: (i + 1) * PROVISION.length,
    clause: `第${i + 1}条`,
    message: `${text.slice(i * PROVISION.length, (i + 1) * PROVISION.length)}涉嫌设定行政许可。`,
    authority: [{ law: '中华人民共和国行政许可法', version: '2019-04-23', article: '第十七条', gist: '' }],
    suggestion: '删去。',
  }))

/** A document as a check leaves it: draft, version, check with its findings, two facts in the history. */
async function putDocument(writing, { organisation, id: actorId }, i) {
  const text = `${PROVISION.repeat(FINDINGS)}\n附注${i}${i % 1000 === 0 ? '鳄鱼' : ''}。`
  const facts = { title: `临江县第${i}号管理办法`, kind: 'normative', issuerLevel: '县' }
  const source = `https://oa.example/${i}`
  const digest = store.digestOfText(text)
  const placed = await store.createDraft(writing, {
    ...facts,
    organisationId: organisation.id,
    source,
    statedKind: null,
    statedIssuerLevel: null,
    text,
    digest,
    actorId,
  })
  const event = { organisationId: organisation.id, actorId, draftId: placed.draftId }
  const captured = { id: placed.versionId, digest, number: 1, length: text.length }
  await store.appendEvent(writing, { ...event, type: 'version.captured', summary: '登记。', payload: captured })
  const check = await store.recordCheck(writing, {
    ...placed,
    ...facts,
    text,
    ruleSetDigest: 'bench',
    asOf: DAY,
    actorId,
    findings: findingsOf(text),
    threads: [],
  })
  await store.appendEvent(writing, { ...event, type: 'check.recorded', summary: '审核完毕。', payload: check })
}

async function fill(database, actor, from, to) {
  const opened = await store.openStore(database)
  try {
    for (let i = from; i < to; i += TOGETHER)
      await opened.write(async (writing) => {
        for (let k = i; k < Math.min(to, i + TOGETHER); k++) await putDocument(writing, actor, k)
        // As the service does in idle moments.
        await store.indexSome(writing, TOGETHER)
      })
  } finally {
    await opened.close()
  }
}

/** What is read, each of documents all over the store. */
async function readsOf(client) {
  const { items, next, total } = await call('listDrafts', { query: { limit: 100 } }, client)
  const at = (i) => items[(i * 7) % items.length]
  const draft = (i) => ({ params: { draftId: at(i).id }, query: {} })
  const deep = await cursorAt(client, next, Math.min(20, total / 100 - 2))
  return {
    'who am I, which hangs on nothing stored': () => call('getMe', {}, client),
    'ledger, first page': () => call('listDrafts', { query: {} }, client),
    'ledger, a page far down': () => call('listDrafts', { query: { cursor: deep } }, client),
    'ledger, of one page of the intranet': (i) => call('listDrafts', { query: { source: at(i).source } }, client),
    'search, a word of two characters in one document of a thousand': () =>
      call('listDrafts', { query: { q: '鳄鱼' } }, client),
    'search, a word of two characters in all of them': () => call('listDrafts', { query: { q: '经营' } }, client),
    'document with its versions': (i) => call('getDraft', draft(i), client),
    'history of a document': (i) => call('getDraftHistory', draft(i), client),
    'findings of a version': (i) => call('listFindings', { params: { versionId: at(i).currentVersionId } }, client),
  }
}

async function cursorAt(client, first, pages) {
  let cursor = first
  for (let page = 1; page < pages; page++)
    cursor = (await call('listDrafts', { query: { limit: 100, cursor } }, client)).next ?? cursor
  return cursor
}

/** Milliseconds, the median and near the slowest of many. */
async function time(read) {
  for (let i = 0; i < 10; i++) await read(i)
  const times = []
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now()
    await read(i)
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const round = (ms) => Math.round(ms * 10) / 10
  return { p50: round(times[TIMES / 2]), p95: round(times[Math.floor(TIMES * 0.95)]) }
}

export async function run() {
  const service = await startService()
  try {
    const me = await call('getMe', {}, service.client)
    const rows = new Map()
    let stored = 0
    for (const size of SIZES) {
      await fill(service.database, me, stored, size)
      stored = size
      // Filling kept this thread busy for longer than the service keeps idle connections; fetch must see them closed first.
      await setTimeout(200)
      for (const [name, read] of Object.entries(await readsOf(service.client))) {
        const { p50, p95 } = await time(read)
        rows.set(name, { ...rows.get(name), [`p50 ms, ${size}`]: p50, [`p95 ms, ${size}`]: p95 })
      }
    }
    return [...rows].map(([name, row]) => {
      const [small, large] = SIZES.map((size) => row[`p50 ms, ${size}`])
      return { name, ...row, ratio: Math.round((large / small) * 100) / 100 }
    })
  } finally {
    await service.stop()
  }
}
