import type { Catalogue } from '@hongxian/shared/law'
import type { WorkCalendar } from '@hongxian/shared/review'
import type { RuleSet, RuleSetSource } from '@hongxian/shared/rule'
import type { Connections, IdentityProvider, Lifetimes } from '../auth/index.ts'
import type { HttpDeps } from '../http/index.ts'
import type { LawTexts } from '../law-texts/index.ts'
import type { Store } from '../store/index.ts'
import type { Analysis } from './analysis.ts'
import type { DemoCodes } from './demo-codes.ts'
import type { RuleShelf } from './rule-shelf.ts'

/** A rule set as it is served. */
export interface PublishedRules {
  readonly digest: string
  /** Compiled when it is first asked for: with workers, never. */
  readonly ruleSet: RuleSet
  /** Every rule as it is found by name. */
  readonly summaries: readonly Pick<RuleSetSource['rules'][number], 'id' | 'code' | 'severity' | 'summary'>[]
  readonly ruleCount: number
  readonly catalogue: Catalogue
  /** JSON of the source, as the extension downloads it. */
  readonly json: string
  readonly gzip: Uint8Array<ArrayBuffer>
}

/** What routes work with; one object literal in `app.ts`. */
export interface RouteDeps extends HttpDeps {
  readonly store: Store
  readonly rules: RuleShelf
  readonly analysis: Analysis
  readonly calendar: WorkCalendar
  /** Statute texts as imported by now; `null` where there is no folder for them. */
  readonly lawTexts: (() => Promise<LawTexts>) | null
  readonly clock: () => Date
  readonly lifetimes: Lifetimes
  /** 统一身份认证; `null` where none is configured. */
  readonly identity: IdentityProvider | null
  /** Sign-ins of extensions that wait to be confirmed. */
  readonly connections: Connections
  /** UTF-16 code units. */
  readonly maxTextLength: number
  readonly version: string
  readonly secureCookies: boolean
  /** `null` unless this is a demo. */
  readonly demoCodes: DemoCodes | null
}
