import { Worker } from 'node:worker_threads'
import type { DocumentDiff } from '@hongxian/shared/diff'
import { keepText, nearestText } from '@hongxian/shared/rule'
import type { LayerFile, LayerReport } from '../rule-pack/index.ts'
import { CHARACTERS_KEPT, type ExaminedText, type Stated } from './engine.ts'
import type { FromWorker, Job, RulesText, ToWorker } from './job.ts'
import { KeptLast, RULE_SETS_KEPT } from './kept-last.ts'
import type { BuiltLayer } from './office-layer.ts'
import type { Trial, TrialText } from './try-rules.ts'

/** The worker that had the job in hand ended; nothing is known of the result. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost'
}

/** So many jobs wait already that this one is not taken on; nothing of it was done. */
export class PoolBusy extends Error {
  override readonly name = 'PoolBusy'
  /** When there is likely to be room. */
  readonly secondsToWait: number
  constructor(secondsToWait: number) {
    super(`busy for ${secondsToWait} s`)
    this.secondsToWait = secondsToWait
  }
}

export interface WorkerPool {
  /** @param before a text to compare with */
  examine(text: string, stated: Stated, asOf: string, rules: RulesText, before?: string): Promise<ExaminedText>
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
  /** What it can go on from. */
  like: Read | null
  resolve(result: unknown): void
  reject(error: Error): void
}

/** A text that a thread keeps the check of, or will once it comes to it. */
interface Read {
  readonly text: string
  readonly seat: Seat
}

interface Seat {
  readonly worker: Worker
  /** Digests of the rule sets that it holds, as it keeps them. */
  readonly holds: KeptLast<true>
  /** As its engine keeps them. */
  texts: readonly Read[]
  inHand: Waiting | null
  since: number
  timer: NodeJS.Timeout | null
}

export interface PoolOptions {
  /** How many threads, 1 or more. */
  readonly size: number
  /** Compiled before the first job comes. */
  readonly rules: RulesText
  /** A job that takes longer is given up with its worker. */
  readonly limitMs?: number
  /** So many jobs wait at most; those past them are refused. */
  readonly longestQueue?: number
  readonly onLost?: (reason: string) => void
}

// The slowest of half a million characters takes a few seconds; a minute is a fault.
const LIMIT_MS = 60_000
const LONGEST_QUEUE = 100
// Going on from a text that is like it takes a quarter of the time: so many are worth waiting for, none as long as this.
const WORTH_WAITING = 3
const TOO_LONG = 60_000
// A check leaves much that is of no use after it: with more room for it, less is moved about.
const YOUNG_MB = 64
const SCRIPT = new URL('./analysis-worker.ts', import.meta.url)

const isSoonDone = ({ inHand }: Seat): boolean =>
  inHand === null ||
  inHand.job.work === 'compare' ||
  (inHand.job.work === 'examine' && inHand.job.text.length < TOO_LONG)

/**
 * Threads that read, check and compare texts, one job at a time each. The others wait in order, except that comparisons,
 * which take a tenth of the time and end what was begun, come first, and that a text goes to the thread that keeps the check
 * of its like, also where that one has a little to do yet and another has not.
 */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  const { size, rules, limitMs = LIMIT_MS, longestQueue = LONGEST_QUEUE, onLost } = options
  const seats = new Set<Seat>()
  const queue: Waiting[] = []
  const comparisons: Waiting[] = []
  let meanMs = 50
  let isClosed = false

  function open(): Seat {
    const worker = new Worker(SCRIPT, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    const seat: Seat = { worker, holds: new KeptLast(RULE_SETS_KEPT), texts: [], inHand: null, since: 0, timer: null }
    seats.add(seat)
    worker.unref()
    worker.on('message', (message: FromWorker) => {
      const done = release(seat)
      if (done?.job.work === 'examine') meanMs += (performance.now() - seat.since - meanMs) / 20
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
    while (queue.length + comparisons.length > 0 && !isClosed) {
      const free = [...seats].filter(({ inHand }) => inHand === null)
      if (free.length === 0 && seats.size < size) free.push(open())
      // The one that rested longest: what they keep to go on from is then of as many drafts as can be.
      const [first] = free.sort((a, b) => a.since - b.since)
      if (!first) return
      const comparison = comparisons.shift()
      if (comparison) {
        give(first, comparison)
        continue
      }
      const at = nextFor(free)
      if (at < 0) return
      const [next] = queue.splice(at, 1) as [Waiting]
      const reader = readerOf(next)
      give(reader && free.includes(reader) ? reader : first, next)
    }
  }

  /** The first that one of these is to do, or nobody in particular, or somebody who will not come to it soon; -1 for none. */
  function nextFor(free: readonly Seat[]): number {
    const ahead = new Map<Seat, number>()
    return queue.findIndex((waiting) => {
      const reader = readerOf(waiting)
      if (!reader || free.includes(reader)) return true
      const before = ahead.get(reader) ?? 0
      ahead.set(reader, before + 1)
      return before >= WORTH_WAITING || !isSoonDone(reader)
    })
  }

  const likeOf = (job: Job, read: readonly Read[]): Read | null =>
    job.work === 'examine' ? nearestText(read, job.text) : null

  const readerOf = ({ like }: Waiting): Seat | null => (like && seats.has(like.seat) ? like.seat : null)

  /** The thread will keep this text; those that wait may be more like it than what they were to go on from. */
  function note(seat: Seat, job: Job): void {
    if (job.work !== 'examine') return
    const latest = { text: job.text, seat }
    seat.texts = keepText(seat.texts, latest, nearestText(seat.texts, job.text), CHARACTERS_KEPT)
    for (const waiting of queue) waiting.like = likeOf(waiting.job, [latest, ...(waiting.like ? [waiting.like] : [])])
  }

  function give(seat: Seat, waiting: Waiting): void {
    if (waiting.rules) send(seat, waiting.rules)
    note(seat, waiting.job)
    seat.inHand = waiting
    seat.since = performance.now()
    seat.timer = setTimeout(() => {
      lose(seat, `gave up after ${limitMs} ms`)
      void seat.worker.terminate()
    }, limitMs)
    seat.worker.postMessage({ job: waiting.job } satisfies ToWorker)
  }

  const run = <Result>(job: Job, needed: RulesText | null): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      if (isClosed) return reject(new WorkerLost('closed'))
      const isComparison = job.work === 'compare'
      // What was begun goes on: a comparison belongs to a text that has been examined.
      if (!isComparison && queue.length >= longestQueue)
        return reject(new PoolBusy(Math.ceil((queue.length * meanMs) / size / 1000)))
      const read = [...seats].flatMap(({ texts }) => texts)
      const waiting = {
        job,
        rules: needed,
        like: likeOf(job, read),
        resolve: resolve as (result: unknown) => void,
        reject,
      }
      if (isComparison) comparisons.push(waiting)
      else queue.push(waiting)
      dispatch()
    })

  for (let i = 0; i < size; i++) open()
  return {
    examine: (text, stated, asOf, needed, before) =>
      run({ work: 'examine', text, stated, asOf, digest: needed.digest, before }, needed),
    compare: (before, after) => run({ work: 'compare', before, after }, null),
    tryRules: (yaml, id, texts, asOf, base) => run({ work: 'try', yaml, id, texts, asOf, digest: base.digest }, base),
    reportOn: (files, asOf, base) => run({ work: 'report', files, asOf, digest: base.digest }, base),
    composeLayer: (files, asOf, base) => run({ work: 'compose', files, asOf, digest: base.digest }, base),
    async close() {
      isClosed = true
      for (const waiting of [...queue.splice(0), ...comparisons.splice(0)]) waiting.reject(new WorkerLost('closed'))
      await Promise.all([...seats].map(({ worker }) => worker.terminate()))
    },
  }
}
