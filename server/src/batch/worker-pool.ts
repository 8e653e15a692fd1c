import { Worker } from 'node:worker_threads'
import type { DocumentDiff } from '@hongxian/shared/diff'
import type { LayerFile, LayerReport } from '../rule-pack/index.ts'
import type { Examination, Stated } from './engine.ts'
import type { FromWorker, Job, RulesText, ToWorker } from './job.ts'
import { KeptLast, RULE_SETS_KEPT } from './kept-last.ts'
import type { BuiltLayer } from './office-layer.ts'
import type { Trial, TrialText } from './try-rules.ts'

/** The worker that had the job in hand ended; nothing is known of the result. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost'
}

export interface WorkerPool {
  examine(text: string, stated: Stated, asOf: string, rules: RulesText): Promise<Examination>
  compare(before: string, after: string): Promise<DocumentDiff>
  tryRules(yaml: string, id: string, texts: readonly TrialText[], asOf: string, base: RulesText): Promise<Trial>
  reportOn(files: readonly LayerFile[], asOf: string, base: RulesText): Promise<LayerReport>
  composeLayer(
    files: readonly LayerFile[],
    asOf: string,
    base: RulesText,
  ): Promise<{ report: LayerReport; built: BuiltLayer | null }>
  /** Ends the workers; what is still in hand is lost, so answer all requests first. */
  close(): Promise<void>
}

interface Waiting {
  readonly job: Job
  readonly rules: RulesText | null
  resolve(result: unknown): void
  reject(error: Error): void
}

interface Seat {
  readonly worker: Worker
  /** Digests of the rule sets that it holds, as it keeps them. */
  readonly holds: KeptLast<true>
  inHand: Waiting | null
  timer: NodeJS.Timeout | null
}

export interface PoolOptions {
  /** How many threads, 1 or more. */
  readonly size: number
  /** Compiled before the first job comes. */
  readonly rules: RulesText
  /** A job that takes longer is given up with its worker. */
  readonly limitMs?: number
  readonly onLost?: (reason: string) => void
}

// The slowest of half a million characters takes a few seconds; a minute is a fault.
const LIMIT_MS = 60_000
const SCRIPT = new URL('./analysis-worker.ts', import.meta.url)

/** Threads that read, check and compare texts, one job at a time each; the others wait in order. */
export function createWorkerPool({ size, rules, limitMs = LIMIT_MS, onLost }: PoolOptions): WorkerPool {
  const seats = new Set<Seat>()
  const queue: Waiting[] = []
  let isClosed = false

  function open(): Seat {
    const worker = new Worker(SCRIPT)
    const seat: Seat = { worker, holds: new KeptLast(RULE_SETS_KEPT), inHand: null, timer: null }
    seats.add(seat)
    worker.unref()
    worker.on('message', (message: FromWorker) => {
      const done = release(seat)
      if ('error' in message) done?.reject(new Error(message.error))
      else done?.resolve(message.result)
      dispatch()
    })
    worker.on('error', (error) => lose(seat, error.message))
    worker.on('exit', (code) => lose(seat, `ended with ${code}`))
    send(seat, rules)
    return seat
  }

  function send(seat: Seat, wanted: RulesText): void {
    if (seat.holds.get(wanted.digest)) return
    seat.worker.postMessage({ rules: { digest: wanted.digest, json: wanted.json } } satisfies ToWorker)
    seat.holds.set(wanted.digest, true)
  }

  function release(seat: Seat): Waiting | null {
    const done = seat.inHand
    if (seat.timer) clearTimeout(seat.timer)
    seat.inHand = null
    seat.timer = null
    return done
  }

  function lose(seat: Seat, reason: string): void {
    if (!seats.delete(seat)) return
    const lost = release(seat)
    if (!isClosed) onLost?.(reason)
    lost?.reject(new WorkerLost(reason))
    // Replaced when there is work for it: one that cannot even start must not be started over and over.
    dispatch()
  }

  function dispatch(): void {
    while (queue.length > 0 && !isClosed) {
      const free = [...seats].find(({ inHand }) => inHand === null) ?? (seats.size < size ? open() : null)
      if (!free) return
      give(free, queue.shift() as Waiting)
    }
  }

  function give(seat: Seat, waiting: Waiting): void {
    if (waiting.rules) send(seat, waiting.rules)
    seat.inHand = waiting
    seat.timer = setTimeout(() => {
      lose(seat, `gave up after ${limitMs} ms`)
      void seat.worker.terminate()
    }, limitMs)
    seat.worker.postMessage({ job: waiting.job } satisfies ToWorker)
  }

  const run = <Result>(job: Job, needed: RulesText | null): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      if (isClosed) return reject(new WorkerLost('closed'))
      queue.push({ job, rules: needed, resolve: resolve as (result: unknown) => void, reject })
      dispatch()
    })

  for (let i = 0; i < size; i++) open()
  return {
    examine: (text, stated, asOf, needed) =>
      run({ work: 'examine', text, stated, asOf, digest: needed.digest }, needed),
    compare: (before, after) => run({ work: 'compare', before, after }, null),
    tryRules: (yaml, id, texts, asOf, base) => run({ work: 'try', yaml, id, texts, asOf, digest: base.digest }, base),
    reportOn: (files, asOf, base) => run({ work: 'report', files, asOf, digest: base.digest }, base),
    composeLayer: (files, asOf, base) => run({ work: 'compose', files, asOf, digest: base.digest }, base),
    async close() {
      isClosed = true
      for (const waiting of queue.splice(0)) waiting.reject(new WorkerLost('closed'))
      await Promise.all([...seats].map(({ worker }) => worker.terminate()))
    },
  }
}
