import { parentPort } from 'node:worker_threads'
import { compileRuleSet, type RuleSet } from '@hongxian/shared/rule'
import { createEngine } from './engine.ts'
import type { FromWorker, Job, ToWorker } from './job.ts'
import { tryRules } from './try-rules.ts'

const engine = createEngine()
let current: { readonly digest: string; readonly ruleSet: RuleSet } | null = null

parentPort?.on('message', (message: ToWorker) => {
  if ('rules' in message) {
    const { digest, json } = message.rules
    current = { digest, ruleSet: compileRuleSet(JSON.parse(json)) }
  } else parentPort?.postMessage(answer(message.job))
})

function answer(job: Job): FromWorker {
  try {
    return { result: doJob(job) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function doJob(job: Job): unknown {
  if (job.work === 'compare') return engine.compare(job.before, job.after)
  if (current?.digest !== job.digest) throw new Error(`rule set ${job.digest} was not sent`)
  if (job.work === 'try') return tryRules(job.yaml, job.id, job.texts, job.asOf, current.ruleSet)
  return engine.examine(job.text, job.stated, job.asOf, current.ruleSet)
}
