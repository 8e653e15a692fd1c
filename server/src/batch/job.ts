import type { LayerFile } from '../rule-pack/index.ts'
import type { Stated } from './engine.ts'
import type { TrialText } from './try-rules.ts'

/** A rule set as it is published: JSON of its source. */
export interface RulesText {
  readonly digest: string
  readonly json: string
}

export type Job =
  | {
      readonly work: 'examine'
      readonly text: string
      readonly stated: Stated
      readonly asOf: string
      readonly digest: string
      /** A text to compare with. */
      readonly before: string | undefined
    }
  | {
      readonly work: 'try'
      readonly yaml: string
      readonly id: string
      readonly texts: readonly TrialText[]
      readonly asOf: string
      readonly digest: string
    }
  | {
      readonly work: 'report' | 'compose'
      readonly files: readonly LayerFile[]
      readonly asOf: string
      readonly digest: string
    }
  | { readonly work: 'compare'; readonly before: string; readonly after: string }

/** To the worker: one job at a time, each after the rule set that it names. */
export type ToWorker = { readonly rules: RulesText } | { readonly job: Job }
/** From the worker: the result of the job in hand, or why it could not be done. */
export type FromWorker = { readonly result: unknown } | { readonly error: string }
