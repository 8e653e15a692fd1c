import type { LabelledPassage } from '@hongxian/server/reader-training'
import type { Finding } from '@hongxian/shared/rule'

export interface Score {
  readonly cases: number
  readonly recall: {
    readonly span: number
    readonly group: number
    readonly any: number
    readonly withHints: number
    readonly spans: number
  }
  readonly clean: { readonly quiet: number; readonly cases: number }
  readonly precision: number
  readonly alarms: number
}

export function score(cases: readonly LabelledPassage[], found: ReadonlyMap<string, readonly Finding[]>): Score
export function isReadHalf(family: string): boolean
