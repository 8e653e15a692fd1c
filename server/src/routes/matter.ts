import type { Draft } from '@hongxian/shared/api'
import {
  computeDeadline,
  type Deadline,
  missingMaterials,
  type Pause,
  REVIEW_TERMS,
  type ReviewCase,
  type ReviewKind,
  type ReviewState,
  requiredMaterials,
  type Term,
  type WorkCalendar,
  workdaysLeft,
} from '@hongxian/shared/review'
import { findReview, findReviewOffice, findVersion, listDrafts, type Reading, type Scope } from '../store/index.ts'

/** Days that time limits run from. */
export interface MatterClock {
  readonly submittedOn: string | null
  readonly acceptedOn: string | null
  readonly opinionOn: string | null
  readonly recheckOn: string | null
  readonly publishedOn: string | null
  /** The last day of 有效期, as the published text has it. */
  readonly validUntil: string | null
  readonly pauses: readonly Pause[]
}

/** A review as it is kept: what follows from the draft itself is not kept twice. */
export interface Matter {
  readonly case: Omit<ReviewCase, 'currentDigest' | 'undecided'>
  readonly clock: MatterClock
}

export interface LoadedReview {
  readonly draft: Draft
  /** Where it was submitted or taken in; `null` before that. */
  readonly reviewOffice: { readonly id: string; readonly name: string } | null
  readonly revision: number
  readonly reviewCase: ReviewCase
  readonly clock: MatterClock
}

const KINDS: Partial<Record<Draft['kind'], ReviewKind>> = {
  decision: 'decision',
  contract: 'contract',
  enforcement: 'enforcement',
}

const NEW_CLOCK: MatterClock = {
  submittedOn: null,
  acceptedOn: null,
  opinionOn: null,
  recheckOn: null,
  publishedOn: null,
  validUntil: null,
  pauses: [],
}

const newCase = (draft: Draft): Matter['case'] => ({
  state: 'draft',
  kind: KINDS[draft.kind] ?? 'normative',
  drafterId: null,
  drafterOrganisationId: draft.organisation.id,
  takenIn: null,
  reviewerId: null,
  secondId: null,
  facts: {
    touchesBusiness: null,
    affectsPublic: null,
    isTechnical: null,
    isRisky: null,
    isSecret: false,
    isUrgent: false,
    needsEnforcementReview: true,
  },
  procedures: {
    publicParticipation: null,
    publicCommentDays: null,
    shortCommentReason: '',
    expertReview: null,
    riskAssessment: null,
    legalityReview: null,
    deliberation: null,
    hearingOfParty: null,
  },
  fairCompetition: null,
  materials: [],
  reviewedDigest: null,
  conclusion: null,
  opinionNumber: null,
  supplementsByReviewer: 0,
  registrationNumber: null,
})

/** The review of a draft that this office may see, or `null`. A draft that was never submitted stands at its beginning. */
export async function loadReview(db: Reading, scope: Scope, draftId: string): Promise<LoadedReview | null> {
  const { items } = await listDrafts(db, scope, { id: draftId }, 1, null)
  const summary = items[0]
  if (!summary) return null
  const { findings: _, undecided, ...draft } = summary
  const [version, stored, reviewOffice] = await Promise.all([
    findVersion(db, scope, draft.currentVersionId),
    findReview(db, draftId),
    findReviewOffice(db, draftId),
  ])
  if (!version) throw new Error(`current version of draft ${draftId} is not there`)
  const matter = stored ? (JSON.parse(stored.matter) as Matter) : { case: newCase(draft), clock: NEW_CLOCK }
  return {
    draft,
    reviewOffice,
    revision: stored?.revision ?? 0,
    // A matter kept before 收件登记 was known does not say that it was taken in.
    reviewCase: { ...matter.case, takenIn: matter.case.takenIn ?? null, currentDigest: version.digest, undecided },
    clock: { ...NEW_CLOCK, ...matter.clock },
  }
}

/** The part that is kept. */
export function toMatter({ currentDigest: _, undecided: __, ...kept }: ReviewCase, clock: MatterClock): Matter {
  return { case: kept, clock }
}

const PAUSED: Partial<Record<ReviewState, string>> = {
  supplement: '补正材料',
  consulting: '征求意见或者论证',
  suspended: '中止审核',
}

/**
 * The clock after a move.
 *
 * @param today the day it was made
 * @param receivedOn 收到日期, where what arrived earlier is registered today
 */
export function advanceClock(
  clock: MatterClock,
  before: ReviewState,
  after: ReviewState,
  today: string,
  receivedOn?: string,
): MatterClock {
  const reason = PAUSED[after]
  const isRunning = clock.acceptedOn !== null
  let pauses = clock.pauses.map((pause) =>
    pause.to === null && PAUSED[after] === undefined ? { ...pause, to: today } : pause,
  )
  if (reason !== undefined && before !== after && isRunning) pauses = [...pauses, { from: today, to: null, reason }]
  return {
    ...clock,
    submittedOn: after === 'submitted' ? (receivedOn ?? today) : clock.submittedOn,
    acceptedOn: after === 'accepted' ? (clock.acceptedOn ?? today) : clock.acceptedOn,
    opinionOn: after === 'revising' ? today : clock.opinionOn,
    recheckOn: after === 'rechecking' ? today : clock.recheckOn,
    pauses,
  }
}

/** Where a limit may run. */
export const LIMITED: readonly ReviewState[] = [
  'submitted',
  'supplement',
  'accepted',
  'reviewing',
  'consulting',
  'suspended',
  'opinion-drafted',
  'signing',
  'revising',
  'rechecking',
  'published',
]

const UNDER_REVIEW: readonly ReviewState[] = [
  'accepted',
  'reviewing',
  'consulting',
  'suspended',
  'opinion-drafted',
  'signing',
]

/** The limit that runs where the matter stands. @throws MissingYearError */
export function deadlineOf(
  {
    reviewCase: { state, kind },
    clock,
  }: { readonly reviewCase: Pick<ReviewCase, 'state' | 'kind'>; readonly clock: MatterClock },
  today: string,
  calendar: WorkCalendar,
): (Deadline & { name: string; workdaysLeft: number | null }) | null {
  const terms = REVIEW_TERMS[kind]
  const running = (name: string, start: string | null, term: Term, pauses: readonly Pause[] = []) => {
    if (start === null) return null
    const deadline = computeDeadline(start, term, pauses, calendar)
    return {
      ...deadline,
      name,
      workdaysLeft: deadline.due === null ? null : workdaysLeft(today, deadline.due, calendar),
    }
  }
  if (state === 'submitted') return running('材料核验', clock.submittedOn, terms.intake)
  if (UNDER_REVIEW.includes(state) || (state === 'supplement' && clock.acceptedOn !== null))
    return running('合法性审核', clock.acceptedOn, terms.review, clock.pauses)
  if (state === 'revising') return running('反馈采纳情况', clock.opinionOn, terms.feedback)
  if (state === 'rechecking') return running('复核修改', clock.recheckOn, terms.recheck)
  // Kept before the day of publication was: nothing is said rather than guessed.
  if (state === 'published' && terms.filing !== null)
    return running('报送备案', clock.publishedOn ?? null, terms.filing)
  return null
}

/** The checklist. */
export function materialsOf(matter: ReviewCase): { id: string; name: string; there: boolean }[] {
  const missing = new Set(missingMaterials(matter).map(({ id }) => id))
  return requiredMaterials(matter).map(({ id, name }) => ({ id, name, there: !missing.has(id) }))
}
