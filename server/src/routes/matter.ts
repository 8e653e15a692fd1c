import type { Consultation, Draft } from '@hongxian/shared/api'
import {
  type Conclusion,
  computeDeadline,
  type Deadline,
  daysBetween,
  type Evaluation,
  isSet,
  type LimitName,
  lengthOf,
  type MoveName,
  missingMaterials,
  type NpcDuty,
  npcDuty,
  type OfficeSettings,
  type Opinion,
  type OpinionItem,
  type Pause,
  type ReviewCase,
  type ReviewKind,
  type ReviewState,
  refusalToExtend,
  requiredMaterials,
  type Term,
  termOf,
  type WorkCalendar,
  workdaysLeft,
} from '@hongxian/shared/review'
import {
  countAcceptedIllegal,
  findReview,
  findReviewOffice,
  findVersion,
  isOpen,
  listConsultations,
  listDrafts,
  listListedNotes,
  type Reading,
  type Scope,
} from '../store/index.ts'

/** Days that time limits run from. */
export interface MatterClock {
  readonly submittedOn: string | null
  /** Of the last 补正通知. */
  readonly supplementOn: string | null
  readonly acceptedOn: string | null
  readonly opinionOn: string | null
  readonly recheckOn: string | null
  readonly publishedOn: string | null
  /** 报送上级机关备案, 合同备存; `null` where that was before it was kept. */
  readonly filedOn: string | null
  /** As the published text has it. */
  readonly issuer: string | null
  /** Of a contract, from when 备存 is due. */
  readonly signedOn: string | null
  /** The last day of 有效期, as the published text has it. */
  readonly validUntil: string | null
  /** How `validUntil` was reached, one phrase. */
  readonly validityBasis: string | null
  /** Until when 后评估 is due, fixed at publication and at each evaluation; `null` where nothing is set. */
  readonly evaluationDue: string | null
  readonly evaluationBasis: string | null
  readonly evaluations: readonly Evaluation[]
  readonly pauses: readonly Pause[]
  /** `consulting` was entered to ask counsel, and is left with the last answer. */
  readonly isAskingCounsel: boolean
  /** Each limit as it was fixed when it began: what an office sets later does not change it. */
  readonly terms: Readonly<Partial<Record<LimitName, Term>>>
}

/** A review as it is kept: what follows from the draft itself is not kept twice. */
export interface Matter {
  readonly case: Omit<
    ReviewCase,
    | 'currentDigest'
    | 'opinionItems'
    | 'undecided'
    | 'acceptedIllegal'
    | 'counselIds'
    | 'openConsultations'
    | 'extensionBarred'
  >
  readonly clock: MatterClock
  /** Absent before the opinion was signed, and where that was before this was kept. */
  readonly issued?: Issued | null
  /** Absent where the last move needed no words, or was made before this was kept. */
  readonly said?: Said | null
}

/** What was said with the last move: what to supplement, why it was returned, what was taken over. */
export interface Said {
  readonly move: MoveName
  readonly label: string
  readonly reason: string
  readonly by: string
  /** Day. */
  readonly on: string
}

/** What was told to the unit that asked. */
export interface Issued {
  /** Instant of the last word: the opinion signed, or the outcome of a 复核. */
  readonly at: string
  /** The day it was signed. */
  readonly on: string
  /** Of the paper: a text changed by it is found lawful afterwards. */
  readonly conclusion: Conclusion
  /** The paper as it was signed: later versions, decisions and settings do not change it. */
  readonly opinion: Opinion
  /** The text that it is about; absent from what was kept before this was, which is found by its digest. */
  readonly versionId?: string
}

/** The points of the paper in their order, each with the heading that it stands under. */
export const pointsOf = (issued: Issued | null | undefined): (OpinionItem & { readonly heading: string })[] =>
  (issued?.opinion.sections ?? []).flatMap(({ heading, items }) => items.map((item) => ({ ...item, heading })))

export interface LoadedReview {
  readonly draft: Draft
  /** Where it was submitted or taken in; `null` before that. */
  readonly reviewOffice: { readonly id: string; readonly name: string } | null
  readonly revision: number
  readonly reviewCase: ReviewCase
  readonly clock: MatterClock
  readonly issued: Issued | null
  readonly said: Said | null
  readonly consultations: readonly Consultation[]
}

const KINDS: Partial<Record<Draft['kind'], ReviewKind>> = {
  decision: 'decision',
  contract: 'contract',
  enforcement: 'enforcement',
}

const NEW_CLOCK: MatterClock = {
  submittedOn: null,
  supplementOn: null,
  acceptedOn: null,
  opinionOn: null,
  recheckOn: null,
  publishedOn: null,
  filedOn: null,
  issuer: null,
  signedOn: null,
  validUntil: null,
  validityBasis: null,
  evaluationDue: null,
  evaluationBasis: null,
  evaluations: [],
  pauses: [],
  isAskingCounsel: false,
  terms: {},
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
  feedback: [],
  supplementsByReviewer: 0,
  registrationNumber: null,
  npcFiledOn: null,
  issuedByGovernment: null,
})

/** The review of a draft that this office may see, or `null`. A draft that was never submitted stands at its beginning. */
export async function loadReview(db: Reading, scope: Scope, draftId: string): Promise<LoadedReview | null> {
  const { items } = await listDrafts(db, scope, { id: draftId }, 1, null)
  const summary = items[0]
  if (!summary) return null
  const { findings: _, undecided, ...draft } = summary
  const [version, acceptedIllegal, notes, stored, reviewOffice, consultations] = await Promise.all([
    findVersion(db, scope, draft.currentVersionId),
    countAcceptedIllegal(db, draft.currentVersionId),
    listListedNotes(db, draftId),
    findReview(db, draftId),
    findReviewOffice(db, draftId),
    listConsultations(db, draftId),
  ])
  if (!version) throw new Error(`current version of draft ${draftId} is not there`)
  const matter: Matter = stored
    ? (JSON.parse(stored.matter) as Matter)
    : { case: newCase(draft), clock: NEW_CLOCK, issued: null }
  const clock = readClock(matter.clock)
  // Once the opinion is signed, what becomes of its points tells.
  const listedIllegal = matter.case.opinionNumber === null ? notes.filter(({ listedAs }) => listedAs === 'illegal') : []
  return {
    draft,
    reviewOffice,
    revision: stored?.revision ?? 0,
    // A matter kept before 收件登记, 报人大常委会备案 and 逐项反馈 were known does not speak of them.
    reviewCase: {
      ...matter.case,
      opinionItems: pointsOf(matter.issued).length,
      feedback: matter.case.feedback ?? [],
      takenIn: matter.case.takenIn ?? null,
      npcFiledOn: matter.case.npcFiledOn ?? null,
      issuedByGovernment: matter.case.issuedByGovernment ?? null,
      currentDigest: version.digest,
      undecided,
      acceptedIllegal: acceptedIllegal + listedIllegal.length,
      counselIds: consultations.flatMap(({ counsel, withdrawn }) =>
        counsel.id && withdrawn === null ? counsel.id : [],
      ),
      openConsultations: consultations.filter(isOpen).length,
      extensionBarred: refusalToExtend(matter.case.kind, reviewTermOf(matter.case.kind, clock)),
    },
    consultations,
    clock,
    issued: matter.issued ?? null,
    said: matter.said ?? null,
  }
}

/** A clock as it is kept, with what was not kept yet when it was. */
export const readClock = (kept: Partial<MatterClock>): MatterClock => ({ ...NEW_CLOCK, ...kept })

/** The term of review as it was fixed on acceptance; one that began before settings were kept goes by what held then. */
export const reviewTermOf = (kind: ReviewKind, { acceptedOn, terms }: MatterClock): Term | null =>
  acceptedOn === null ? null : (terms.review ?? termOf(kind, 'review'))

/** The part that is kept. */
export function toMatter(
  {
    currentDigest: _,
    opinionItems: _______,
    undecided: __,
    acceptedIllegal: ___,
    counselIds: ____,
    openConsultations: _____,
    extensionBarred: ______,
    ...kept
  }: ReviewCase,
  clock: MatterClock,
  issued: Issued | null,
  said: Said | null,
): Matter {
  return { case: kept, clock, issued, said }
}

const PAUSED: Partial<Record<ReviewState, string>> = {
  supplement: '补正材料',
  consulting: '征求意见或者论证',
  suspended: '中止审核',
}

/** What begins a limit, and whether it begins anew each time; the clock of the review goes on after a pause. */
const BEGINNINGS: Readonly<Partial<Record<ReviewState, { readonly limit: LimitName; readonly isOnce?: true }>>> = {
  submitted: { limit: 'intake' },
  supplement: { limit: 'supplement' },
  accepted: { limit: 'review', isOnce: true },
  consulting: { limit: 'consultation' },
  revising: { limit: 'feedback' },
  rechecking: { limit: 'recheck' },
  signed: { limit: 'filing' },
  published: { limit: 'filing' },
}

/** A move as far as the clock goes by it. */
export interface Moved {
  readonly from: ReviewState
  readonly to: ReviewState
  readonly kind: ReviewKind
  /** The day it was made. */
  readonly today: string
  /** 收到日期, where what arrived earlier is registered today. */
  readonly receivedOn?: string | undefined
  /** Of the office that reviews. */
  readonly settings: OfficeSettings
}

/** The clock after a move; a limit that begins with it is fixed as the office has set it now. */
export function advanceClock(clock: MatterClock, moved: Moved): MatterClock {
  const { from, to, today } = moved
  const reason = to === 'consulting' && !isSet(moved.settings, 'consultation.pauses') ? undefined : PAUSED[to]
  const isRunning = clock.acceptedOn !== null
  let pauses = clock.pauses.map((pause) =>
    pause.to === null && PAUSED[to] === undefined ? { ...pause, to: today } : pause,
  )
  if (reason !== undefined && from !== to && isRunning) pauses = [...pauses, { from: today, to: null, reason }]
  return {
    ...clock,
    submittedOn: to === 'submitted' ? (moved.receivedOn ?? today) : clock.submittedOn,
    supplementOn: to === 'supplement' ? today : clock.supplementOn,
    acceptedOn: to === 'accepted' ? (clock.acceptedOn ?? today) : clock.acceptedOn,
    opinionOn: to === 'revising' ? today : clock.opinionOn,
    recheckOn: to === 'rechecking' ? today : clock.recheckOn,
    signedOn: to === 'signed' ? today : clock.signedOn,
    isAskingCounsel: to === 'consulting' && clock.isAskingCounsel,
    pauses,
    terms: from === to ? clock.terms : withTerm(clock, moved),
  }
}

function withTerm({ terms }: MatterClock, { to, kind, settings }: Moved): MatterClock['terms'] {
  const begins = BEGINNINGS[to]
  if (begins === undefined || (begins.isOnce && terms[begins.limit] !== undefined)) return terms
  const term = termOf(kind, begins.limit, settings)
  const npcFiling = to === 'published' ? termOf(kind, 'npcFiling', settings) : null
  return { ...terms, ...(term && { [begins.limit]: term }), ...(npcFiling && { npcFiling }) }
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
  'signed',
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
): (Deadline & { name: string; workdaysLeft: number | null; used: number }) | null {
  const running = (name: string, start: string | null, limit: LimitName, pauses: readonly Pause[] = []) => {
    // One that began before settings were kept goes by what held then.
    const term = clock.terms[limit] ?? termOf(kind, limit)
    if (start === null || term === null) return null
    const deadline = computeDeadline(start, term, pauses, calendar)
    const left = deadline.due === null ? null : workdaysLeft(today, deadline.due, calendar)
    return { ...deadline, name, workdaysLeft: left, used: usedOf(term, deadline.due, left, today) }
  }
  if (state === 'submitted') return running('材料核验', clock.submittedOn, 'intake')
  if (state === 'supplement' && clock.supplementOn !== null)
    return running('补正材料', clock.supplementOn, 'supplement')
  if (UNDER_REVIEW.includes(state) || (state === 'supplement' && clock.acceptedOn !== null))
    return running('合法性审核', clock.acceptedOn, 'review', clock.pauses)
  if (state === 'revising') return running('反馈采纳情况', clock.opinionOn, 'feedback')
  if (state === 'rechecking') return running('复核修改', clock.recheckOn, 'recheck')
  if (state === 'signed' && kind === 'contract') return running('合同备存', clock.signedOn, 'filing')
  // Kept before the day of publication was: nothing is said rather than guessed.
  if (state === 'published') return running('报送备案', clock.publishedOn, 'filing')
  return null
}

/** What is known of the filing with the 人大常委会. */
export interface NpcFiling {
  readonly duty: NpcDuty
  /** Where it is not known that there is no such duty. */
  readonly term: Term
  readonly publishedOn: string
  readonly filedOn: string | null
}

/** `null` for other kinds, before publication, and where that was before this filing was kept. */
export function npcFilingOf(
  { issuedByGovernment = null, npcFiledOn = null }: Partial<Pick<ReviewCase, 'issuedByGovernment' | 'npcFiledOn'>>,
  { terms, publishedOn, issuer }: MatterClock,
): NpcFiling | null {
  const term = terms.npcFiling
  if (term === undefined || publishedOn === null) return null
  return { duty: npcDuty(issuedByGovernment, issuer), term, publishedOn, filedOn: npcFiledOn }
}

const NPC_OPEN: readonly ReviewState[] = ['published', 'filed']

/** The filing with the 人大常委会 that is open, or may be. */
export function openNpcFiling(
  matter: Pick<ReviewCase, 'state'> & Parameters<typeof npcFilingOf>[0],
  clock: MatterClock,
) {
  const filing = NPC_OPEN.includes(matter.state) ? npcFilingOf(matter, clock) : null
  return filing === null || filing.filedOn !== null || filing.duty.applies === false ? null : filing
}

/** Its last day, and how that was reached. @throws MissingYearError */
export function npcDeadline({ duty, term, publishedOn }: NpcFiling, today: string, calendar: WorkCalendar) {
  const { due, steps } = computeDeadline(publishedOn, term, [], calendar)
  const last = due as string // nothing pauses it
  const left = workdaysLeft(today, last, calendar)
  return { due: last, steps: [duty.reason, ...steps], workdaysLeft: left, used: usedOf(term, last, left, today) }
}

/** How much of a term has passed, per cent; more than a hundred once it is over, 0 while the clock is stopped. */
function usedOf(term: Term, due: string | null, left: number | null, today: string): number {
  if (due === null || left === null) return 0
  const remaining = term.unit === 'workday' ? left : daysBetween(today, due)
  const whole = term.unit === 'month' ? lengthOf(term) * DAYS_A_MONTH : lengthOf(term)
  return Math.max(0, Math.round((1 - remaining / whole) * 100))
}

const DAYS_A_MONTH = 30

/** The checklist. */
export function materialsOf(matter: ReviewCase): { id: string; name: string; there: boolean }[] {
  const missing = new Set(missingMaterials(matter).map(({ id }) => id))
  return requiredMaterials(matter).map(({ id, name }) => ({ id, name, there: !missing.has(id) }))
}
