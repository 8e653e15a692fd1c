import { readFileSync } from 'node:fs'
import { compileRuleSet } from '@hongxian/shared/rule'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadRuleSet } from '../rule-pack/index.ts'
import { createEngine, createWorkerPool, PoolBusy, type RulesText, WorkerLost, type WorkerPool } from './index.ts'

const [first, second] = readFileSync(
  new URL('../../../test/corpus/drafts/drafts-versions.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text) as [string, string]
const asOf = '2026-11-21'

let source: Awaited<ReturnType<typeof loadRuleSet>>
let rules: RulesText
beforeAll(async () => {
  const { reader: _, ...whole } = await loadRuleSet()
  source = { ...whole, rules: whole.rules.filter(({ code }) => code === 'set.license') }
  rules = { digest: source.digest, json: JSON.stringify(source) }
}, 60_000)

let pool: WorkerPool | null = null
afterEach(() => pool?.close())

function open(size = 1, limitMs = 60_000, longestQueue = 100) {
  const lost: string[] = []
  pool = createWorkerPool({ size, rules, limitMs, longestQueue, onLost: (reason) => lost.push(reason) })
  return { pool, lost }
}

describe('the pool', () => {
  it('finds and compares as this thread does, in whatever order it is asked', async () => {
    const { pool } = open(2)
    const engine = createEngine()
    const ruleSet = compileRuleSet(source)
    const texts = [first, second, '第一条 未经备案的企业，不得在本县从事物业服务活动。']
    const found = await Promise.all(texts.map((text) => pool.examine(text, {}, asOf, rules)))
    expect(found).toEqual(texts.map((text) => engine.examine(text, {}, asOf, ruleSet)))
    expect(found.some(({ examination }) => examination.findings.length > 0)).toBe(true)
    expect(await pool.compare(first, second)).toEqual(engine.compare(first, second))
    const next = await pool.examine(second, {}, asOf, rules, first)
    expect(next).toEqual(engine.examine(second, {}, asOf, ruleSet, first))
    expect(next.diff).toEqual(engine.compare(first, second))
  }, 60_000)

  it('uses the rule set that is named', async () => {
    const { pool } = open()
    const none = { digest: 'none', json: JSON.stringify({ ...source, digest: 'none', rules: [] }) }
    const text = '第一条 未经备案的企业，不得在本县从事物业服务活动。'
    const [before, without, after] = await Promise.all(
      [rules, none, rules].map((wanted) => pool.examine(text, {}, asOf, wanted)),
    )
    expect(without?.examination.findings).toEqual([])
    expect(before?.examination.findings.length).toBeGreaterThan(0)
    expect(after).toEqual(before)
  }, 60_000)

  it('answers for a worker that ended, and goes on with another', async () => {
    const { pool, lost } = open()
    const broken = { digest: 'broken', json: '{' }
    const outcomes = await Promise.allSettled([
      pool.examine(first, {}, asOf, broken),
      pool.examine(first, {}, asOf, rules),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect((outcomes[0] as PromiseRejectedResult).reason).toBeInstanceOf(WorkerLost)
    expect(lost).toHaveLength(1)
  }, 60_000)

  it('gives up a job that takes too long', async () => {
    const { pool, lost } = open(1, 1)
    await expect(pool.compare(first.repeat(20), second.repeat(20))).rejects.toBeInstanceOf(WorkerLost)
    expect(lost).toEqual(['gave up after 1 ms'])
  }, 60_000)

  it('refuses what would wait too long, saying for how long, and compares even then', async () => {
    const { pool } = open(1, 60_000, 2)
    const examine = (i: number) => pool.examine(`${first}\n附注${i}。`, {}, asOf, rules)
    const outcomes = await Promise.allSettled([
      ...[1, 2, 3, 4, 5].map(examine), // one in hand, two wait
      pool.compare(first, second),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
      'fulfilled',
    ])
    const { reason } = outcomes[4] as PromiseRejectedResult
    expect(reason).toBeInstanceOf(PoolBusy)
    expect((reason as PoolBusy).secondsToWait).toBeGreaterThanOrEqual(1)
    await examine(6)
  }, 60_000)

  it('compares before it examines what came first', async () => {
    const { pool } = open(1)
    const done: string[] = []
    const note = (name: string) => () => done.push(name)
    await Promise.all([
      pool.examine(first, {}, asOf, rules).then(note('in hand')),
      pool.examine(second, {}, asOf, rules).then(note('examined')),
      pool.compare(first, second).then(note('compared')),
    ])
    expect(done).toEqual(['in hand', 'compared', 'examined'])
  }, 60_000)

  it('has texts wait a little for the thread that read their like, while others go on', async () => {
    const { pool } = open(2)
    const done: string[] = []
    const examine = (name: string, text: string) => pool.examine(text, {}, asOf, rules).then(() => done.push(name))
    await Promise.all([examine('other', '通知'), examine('draft', '公告')]) // both threads have compiled the rules
    const during = async (text: string, ...names: string[]) => {
      done.length = 0
      const draft = text.repeat(Math.floor(50_000 / text.length))
      await Promise.all([
        examine('in hand', draft),
        ...names.map((name, i) => examine(name, `${draft}\n第${i}稿`)),
        examine('another', '公告'),
      ])
      return done.slice(0, done.indexOf('in hand'))
    }
    expect(await during(first, 'next', 'third', 'fourth')).toEqual(['another'])
    expect(await during(second, 'next', 'third', 'fourth', 'fifth')).toContain('fifth')
  }, 60_000)

  it('has no text wait for a thread that has nothing for it to go on from', async () => {
    const { pool } = open(2)
    const done: string[] = []
    const examine = (name: string, text: string) => pool.examine(text, {}, asOf, rules).then(() => done.push(name))
    await Promise.all([examine('other', '通知'), examine('draft', '公告')])
    done.length = 0
    const long = first.repeat(Math.floor(50_000 / first.length))
    await Promise.all([
      examine('long', long),
      examine('begins alike', `${first.slice(0, 100)}\n${second.slice(0, 400)}`),
    ])
    expect(done).toEqual(['begins alike', 'long'])
  }, 60_000)

  it('takes nothing on once closed', async () => {
    const { pool, lost } = open()
    const underWay = pool.examine(first, {}, asOf, rules)
    const answered = expect(underWay).rejects.toBeInstanceOf(WorkerLost)
    await pool.close()
    await answered
    await expect(pool.compare(first, second)).rejects.toBeInstanceOf(WorkerLost)
    expect(lost).toEqual([])
  }, 60_000)
})
