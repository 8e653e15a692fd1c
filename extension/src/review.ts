import type { Annotation, Decision, FindingChanges, VersionDiff } from '@hongxian/shared/api'
import { compareSeverity, type Finding, type Severity } from '@hongxian/shared/rule'

/** A decision as shown: on record, or kept here until the service can be reached. */
export interface ShownDecision
  extends Pick<Decision, 'decision' | 'reason' | 'falseAlarm' | 'verdict' | 'message' | 'suggestion'> {
  readonly by: string
  readonly at: string
  /** On this machine only, to be sent later. */
  readonly waiting: boolean
}

/** A finding of the text now on the page. */
export interface ReviewFinding extends Finding {
  /** Unique within one text: rule and place. */
  readonly key: string
  readonly quote: string
  /** Name of the 审核事项. */
  readonly item: string
  /** Number on the record; `null` for a finding of this machine only. */
  readonly id: string | null
  readonly decision: ShownDecision | null
}

/** How far the review of a tab has come. */
export type Stage =
  /** Nothing may be read on this site yet. */
  | 'no-permission'
  /** The site was switched off by the person or the office. */
  | 'off'
  /** Not a page an extension may read (the browser's own pages, the shop). */
  | 'unreadable'
  | 'reading'
  | 'no-draft'
  /** The page asks checkers to stay away. */
  | 'opted-out'
  | 'checking'
  | 'ready'
  | 'failed'

/** What became of the text on the service. */
export type RecordState =
  /** No service is set: everything stays on this machine. */
  | 'off'
  | 'signed-out'
  /** The person is still typing; sent when they pause. */
  | 'unsettled'
  | 'sending'
  | 'done'
  | 'unreachable'
  /** The service has more to do than it can take; sent again by itself. */
  | 'busy'
  | 'refused'

/** A file that a page offers: its name with the ending that tells its format, and where it lies. */
export interface Attachment {
  readonly name: string
  readonly url: string
}

/** Everything the panel shows about one tab. Kept in `storage.session`, so that a sleeping background loses nothing. */
export interface TabReview {
  readonly tabId: number
  /** The frame that holds the draft. */
  readonly frameId: number
  readonly url: string
  readonly stage: Stage
  /** One sentence where the stage needs one. */
  readonly detail: string
  /** The page session that read it, and which of its readings this is; drawn marks belong to exactly one. */
  readonly session: string
  readonly revision: number
  readonly title: string
  readonly text: string
  /** A part of the page that the person marked. */
  readonly fragment: boolean
  /** Files offered on the page and not read. */
  readonly attachments: readonly Attachment[]
  readonly findings: readonly ReviewFinding[]
  /** The list shown is that of an earlier text; a new check is under way. */
  readonly updating: boolean
  /** Keys of findings that could not be marked on the page. */
  readonly unplaced: readonly string[]
  readonly current: string | null
  readonly record: { readonly state: RecordState; readonly detail: string }
  readonly draft: { readonly id: string; readonly versionId: string; readonly versionNumber: number } | null
  readonly diff: VersionDiff | null
  readonly findingChanges: FindingChanges | null
  readonly annotations: readonly Annotation[]
  readonly ruleSet: {
    readonly digest: string
    readonly origin: 'built-in' | 'service'
    readonly outdated: boolean
  } | null
  readonly checkMs: number
}

/** Severities marked on the page unless the person says otherwise: hints are advice, drawn on demand. */
export const DRAWN_BY_DEFAULT: readonly Severity[] = ['illegal', 'improper', 'suspect']

/** As page, card and panel go through them: by place, of those that begin at one place the gravest first. */
export function inReadingOrder(findings: readonly ReviewFinding[]): readonly ReviewFinding[] {
  return [...findings].sort((a, b) => a.start - b.start || compareSeverity(a.severity, b.severity))
}

export function findingKey(finding: Finding): string {
  return `${finding.rule}@${finding.start}-${finding.end}`
}

/** Is the finding still to be decided? Put off (暂不处理) counts as handled, as its reason is on record. */
export function isUndecided(finding: ReviewFinding): boolean {
  return finding.decision === null
}
