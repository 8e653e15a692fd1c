import type { Verdict } from '@hongxian/shared/review'
import type { Severity } from '@hongxian/shared/rule'
import type { Span } from '@hongxian/shared/text'
import type { Attachment, ReviewFinding } from './review.ts'

/** Page → background. */
export type FromPage =
  /** Answered with `false` where the site is switched off: then nothing is read. */
  | { readonly type: 'may-i-read'; readonly url: string }
  | {
      readonly type: 'page-read'
      readonly session: string
      readonly revision: number
      readonly url: string
      readonly pageTitle: string
      readonly text: string
      readonly fragment: boolean
      readonly attachments: readonly Attachment[]
      /** The person is not typing: the text may be recorded as a version. */
      readonly settled: boolean
    }
  | {
      readonly type: 'page-empty'
      readonly session: string
      readonly url: string
      readonly reason: 'no-draft' | 'opted-out'
      readonly attachments: readonly Attachment[]
    }
  | { readonly type: 'page-changing'; readonly session: string }
  | {
      readonly type: 'marks-drawn'
      readonly session: string
      readonly revision: number
      readonly unplaced: readonly string[]
    }
  | { readonly type: 'finding-picked'; readonly key: string }
  | { readonly type: 'open-panel' }
  | { readonly type: 'connect'; readonly baseUrl: string; readonly code: string }
  | LoadLawWording
  | Decide
  | Undo
  | Annotate

/** 条文原文; answered with the service's `ArticleWording`. */
export interface LoadLawWording {
  readonly type: 'load-wording'
  readonly title: string
  readonly place: string
}

export interface Decide {
  readonly type: 'decide'
  readonly tabId?: number
  readonly key: string
  readonly decision: 'accepted' | 'rejected' | 'deferred'
  readonly reason?: string | undefined
  readonly falseAlarm?: boolean | undefined
  /** With `accepted`, what is said instead of the machine. */
  readonly verdict?: Verdict | undefined
  readonly message?: string | undefined
  readonly suggestion?: string | undefined
}

/** A note about words of the text now shown. */
export interface Annotate {
  readonly type: 'annotate'
  readonly tabId?: number
  readonly place: Span
  readonly body: string
}

export interface Undo {
  readonly type: 'undo'
  readonly tabId?: number
  readonly key: string
}

/** A sign-in that waits to be confirmed at the console, by this number. */
export interface AskedConnection {
  readonly number: string
  /** ISO 8601 */
  readonly expiresAt: string
}

/** Panel, popup and options → background. */
export type FromPanel =
  | Decide
  | Undo
  | Annotate
  /** Change a note of one's own, on record or still waiting here; `null` withdraws it. */
  | { readonly type: 'change-note'; readonly tabId: number; readonly id: string; readonly body: string | null }
  /** 列入审核意见, on record or still waiting here; `null` takes the note out. */
  | { readonly type: 'list-note'; readonly tabId: number; readonly id: string; readonly listedAs: Verdict | null }
  /** Answered with the `Span` that the person has marked on the page. */
  | { readonly type: 'take-selection'; readonly tabId: number }
  | { readonly type: 'pick'; readonly tabId: number; readonly key: string | null }
  | { readonly type: 'show-place'; readonly tabId: number; readonly start: number; readonly end: number }
  | { readonly type: 'read-again'; readonly tabId: number; readonly selection?: boolean; readonly force?: boolean }
  | { readonly type: 'record-now'; readonly tabId: number }
  | { readonly type: 'look-at-tab'; readonly tabId: number }
  | { readonly type: 'sign-in'; readonly baseUrl: string; readonly account: string; readonly password: string }
  /** Answered with an `AskedConnection`; whoever is signed in by it is found in the storage later. */
  | { readonly type: 'sign-in-by-console'; readonly baseUrl: string }
  | { readonly type: 'sign-out' }
  | { readonly type: 'load-history'; readonly draftId: string }
  /** 对照表 for Word; answered with the service's `WordFile`. */
  | { readonly type: 'export-comparison'; readonly before: string; readonly after: string }
  | LoadLawWording
  /** What the text of a tab cites; worked out on this machine. */
  | { readonly type: 'list-citations'; readonly tabId: number }
  | { readonly type: 'send-waiting' }

/** Background → page. */
export type ToPage =
  | {
      readonly type: 'show-findings'
      readonly session: string
      readonly revision: number
      readonly findings: readonly ReviewFinding[]
      readonly current: string | null
      /** Severities to mark. */
      readonly drawn: readonly Severity[]
      /** Words that notes were written about. */
      readonly notes: readonly Span[]
    }
  /** Answered with a `Span` of the text read, or `null`. */
  | { readonly type: 'take-selection' }
  | { readonly type: 'draw'; readonly severities: readonly Severity[] }
  | { readonly type: 'reveal'; readonly key: string }
  /** A place of the text now shown, such as a clause that changed. */
  | { readonly type: 'reveal-span'; readonly start: number; readonly end: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'toggle-marks' }
  | { readonly type: 'read-again'; readonly selection: boolean; readonly force: boolean }
  /** The site was switched off or on again. */
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'are-you-there' }
  | { readonly type: 'stop' }

/** What an answered message says: done, or one sentence why not. */
export type Answer<Value = null> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly detail: string }
