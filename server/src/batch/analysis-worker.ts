import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { compileRuleSet, type RuleSet } from '@hongxian/shared/rule'
import { createEngine } from './engine.ts'
import type { FromWorker, Job, ToWorker } from './job.ts'
import { KeptLast, RULE_SETS_KEPT } from './kept-last.ts'
import { composeLayer, reportOn } from './office-layer.ts'
import { tryRules } from './try-rules.ts'

// Where a thread has a priority of its own, whoever answers requests goes before whoever checks texts.
const NICENESS = 2
if (process.platform === 'linux') setPriority(NICENESS)

const engine = createEngine()
const ruleSets = new KeptLast<RuleSet>(RULE_SETS_KEPT)

parentPort?.on('message', (message: ToWorker) => {
  if ('rules' in message) {
    const { digest, json } = message.rules
    ruleSets.set(digest, compileRuleSet(JSON.parse(json)))
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
  const ruleSet = ruleSets.get(job.digest)
  if (!ruleSet) throw new Error(`rule set ${job.digest} was not sent`)
  switch (job.work) {
    case 'examine':
      return engine.examine(job.text, job.stated, job.asOf, ruleSet, job.before)
    case 'try':
      return tryRules(job.yaml, job.id, job.texts, job.asOf, ruleSet)
    case 'report':
      return reportOn(job.files, job.asOf, ruleSet)
    case 'compose':
      return composeLayer(job.files, job.asOf, ruleSet)
  }
}
