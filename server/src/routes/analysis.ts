import { type CarryContext, createCarryContext } from '@hongxian/shared/anchor'
import type { DocumentDiff } from '@hongxian/shared/diff'
import {
  type BuiltLayer,
  composeLayer,
  createEngine,
  type Examination,
  PoolBusy,
  reportOn,
  type Stated,
  type Trial,
  type TrialText,
  tryRules,
  WorkerLost,
  type WorkerPool,
} from '../batch/index.ts'
import { HttpProblem } from '../http/index.ts'
import type { LayerFile, LayerReport } from '../rule-pack/index.ts'
import { digestOfText } from '../store/index.ts'
import type { PublishedRules } from './deps.ts'

/** What is computed from texts, kept for a while: pages are read again and again with the same text. */
export interface Analysis {
  /** @param last the version that it follows, where that is known: they are compared at the same time */
  examine(
    text: DigestedText,
    stated: Stated,
    asOf: string,
    rules: PublishedRules,
    last?: DigestedText | null,
  ): Promise<Examination>
  /** One rule file as its author typed it, tried on texts; nothing of it is kept. */
  tryRules(yaml: string, id: string, texts: readonly TrialText[], asOf: string, rules: PublishedRules): Promise<Trial>
  /** An office's files over the rule set `base`: what is wrong with them. */
  reportOn(files: readonly LayerFile[], asOf: string, base: PublishedRules): Promise<LayerReport>
  /** The same, and the rule set that comes of them. */
  composeLayer(
    files: readonly LayerFile[],
    asOf: string,
    base: PublishedRules,
  ): Promise<{ report: LayerReport; built: BuiltLayer | null }>
  compare(before: DigestedText, after: DigestedText): Promise<Comparison>
}

/** A text under its digest: to work that out again and again costs more than to look up what is known of it. */
export interface DigestedText {
  readonly digest: string
  readonly text: string
}

interface Comparison {
  readonly diff: DocumentDiff
  readonly context: CarryContext
}

const KEPT = 48
// Each some megabytes: one to be tried and published, and those of a few offices.
const LAYERS_KEPT = 4

/** @param pool does the work off this thread; `null` does it here, for tests and small tools */
export function createAnalysis(pool: WorkerPool | null): Analysis {
  const engine = createEngine()
  const examinations = createMemory<Examination>(KEPT)
  const layers = createMemory<{ report: LayerReport; built: BuiltLayer | null }>(LAYERS_KEPT)
  const comparisons = createMemory<Comparison>(KEPT)
  return {
    examine: (text, stated, asOf, rules, last) =>
      examinations(`${text.digest} ${stated.kind} ${stated.issuerLevel} ${rules.digest} ${asOf}`, async () => {
        const before = last && last.digest !== text.digest ? last : null
        const { examination, diff } = pool
          ? await pool.examine(text.text, stated, asOf, rules, before?.text)
          : engine.examine(text.text, stated, asOf, rules.ruleSet, before?.text)
        if (before && diff) await comparisons(pairOf(before, text), async () => toComparison(before, text, diff))
        return examination
      }),
    tryRules: async (yaml, id, texts, asOf, rules) =>
      pool
        ? pool.tryRules(yaml, id, texts, asOf, rules).catch(tellWhy)
        : tryRules(yaml, id, texts, asOf, rules.ruleSet),
    reportOn: async (files, asOf, base) =>
      pool ? pool.reportOn(files, asOf, base).catch(tellWhy) : reportOn(files, asOf, base.ruleSet),
    composeLayer: (files, asOf, base) =>
      layers(`${digestOfText(JSON.stringify(files))} ${base.digest} ${asOf}`, async () =>
        pool ? pool.composeLayer(files, asOf, base) : composeLayer(files, asOf, base.ruleSet),
      ),
    compare: (before, after) =>
      comparisons(pairOf(before, after), async () =>
        toComparison(
          before,
          after,
          pool ? await pool.compare(before.text, after.text) : engine.compare(before.text, after.text),
        ),
      ),
  }
}

const pairOf = (before: DigestedText, after: DigestedText): string => `${before.digest} ${after.digest}`

const toComparison = (
  { text: before }: DigestedText,
  { text: after }: DigestedText,
  diff: DocumentDiff,
): Comparison => ({
  diff,
  context: createCarryContext(before, after, diff),
})

/** Keeps the last `size` results; whoever asks while one is under way waits for the same. A failure is not kept. */
function createMemory<Result>(size: number) {
  const kept = new Map<string, Promise<Result>>()
  return (key: string, compute: () => Promise<Result>): Promise<Result> => {
    const result = kept.get(key) ?? compute().catch(tellWhy)
    kept.delete(key)
    kept.set(key, result)
    if (kept.size > size) kept.delete(kept.keys().next().value as string)
    result.catch(() => kept.get(key) === result && kept.delete(key))
    return result
  }
}

function tellWhy(error: unknown): never {
  if (error instanceof PoolBusy)
    throw new HttpProblem(
      'service-busy',
      `待审核的文本较多，本次操作没有生效。请在 ${error.secondsToWait} 秒后重试。`,
      {
        retryAfterSeconds: error.secondsToWait,
      },
    )
  if (!(error instanceof WorkerLost)) throw error
  throw new HttpProblem(
    'check-interrupted',
    '审核进程意外中断，本次操作没有生效。请重新提交；再次出现的，请将编号告知管理员。',
  )
}
