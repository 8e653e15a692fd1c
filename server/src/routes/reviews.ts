import {
  changeMatter,
  type Draft,
  exportOpinion,
  getOpinion,
  getReview,
  makeMove,
  type Review,
} from '@hongxian/shared/api'
import { labelAt, parseDocument } from '@hongxian/shared/document'
import {
  ANSWER_NAMES,
  Answer,
  availableMoves,
  CONCLUSION_NAMES,
  type Conclusion,
  clearanceOf,
  composeOpinion,
  computeDeadline,
  judgeExtension,
  judgeMove,
  MissingYearError,
  type Move,
  type MoveInput,
  type MoveName,
  type Mover,
  NOTHING_SET,
  numberByTemplate,
  numberSet,
  type OfficeSettings,
  type Opinion,
  type OpinionPoint,
  pointOfFinding,
  pointOfNote,
  type ReviewCase,
  type ReviewState,
  type Role,
  recordAnswers,
  recordRechecks,
  STATE_NAMES,
  sourceOfSetting,
  type TakenIn,
  type Term,
  termOf,
  textSet,
  validityEnd,
  type WorkCalendar,
} from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { opinionDocx } from '../export/index.ts'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import {
  appendEvent,
  findDraft,
  findOrganisation,
  findOrganisationByName,
  findSettings,
  findUserById,
  findVersion,
  grantReview,
  hasRole,
  isRegistered,
  listListedNotes,
  listMaterials,
  nextSerial,
  noteDraftingUnit,
  putRegistration,
  putReview,
  type Reading,
  type Scope,
  type StoredAnnotation,
  type Writing,
} from '../store/index.ts'
import { CAPACITY_NAMES } from './capacity-names.ts'
import type { RouteDeps } from './deps.ts'
import { findingsOf, placeAnnotations } from './describe-version.ts'
import { mayEvaluate, nextEvaluation, sidesOf } from './in-force.ts'
import {
  advanceClock,
  deadlineOf,
  type Issued,
  type LoadedReview,
  loadReview,
  type MatterClock,
  materialsOf,
  npcDeadline,
  npcFilingOf,
  openNpcFiling,
  reviewTermOf,
  type Said,
  toMatter,
} from './matter.ts'
import { changeScopeOf, scopeOf } from './scope.ts'
import { isSmallOffice } from './small-office.ts'
import { assertIssued, withheldFrom } from './withheld.ts'

/** Where an office has no 收件人, its 复核人 and 审核负责人 do what intake does. */
async function moverOf(
  db: Reading,
  actor: Actor,
  loaded: LoadedReview,
  settings: OfficeSettings = NOTHING_SET,
): Promise<Mover> {
  const isSmall = await isSmallOffice(db, actor.organisation.id, settings)
  const mover = { id: actor.id, roles: actor.roles, isSmallOffice: isSmall, sides: sidesOf(actor, loaded) }
  if (actor.roles.includes('intake') || !DEPUTIES.some((role) => actor.roles.includes(role))) return mover
  return (await hasRole(db, actor.organisation.id, 'intake')) ? mover : { ...mover, roles: [...actor.roles, 'intake'] }
}

const DEPUTIES: readonly Role[] = ['second', 'lead']
const FILLERS: readonly Role[] = ['drafter', 'intake', 'market', 'registrar']

/** Those who may fill in papers and facts, deputies included. @throws HttpProblem `forbidden` */
export async function assertMayFill(db: Reading, actor: Actor, loaded: LoadedReview): Promise<void> {
  if (!mayFill(await moverOf(db, actor, loaded)))
    throw new HttpProblem('forbidden', '本单位设有收件人，此事项由收件人办理。')
}
const NO_DRAFT = '该文件不存在，或者不属于本单位。'

// Papers and facts are filled in before the matter is accepted; afterwards only by way of 补正.
const OPEN_TO_CHANGE: readonly ReviewState[] = ['draft', 'returned', 'submitted', 'supplement']

const mayFill = ({ roles, sides }: Mover): boolean => sides.length > 0 && FILLERS.some((role) => roles.includes(role))

/** @throws HttpProblem `move-refused` */
export function assertPapersOpen(state: ReviewState): void {
  if (OPEN_TO_CHANGE.includes(state)) return
  const sentence = `当前环节为“${STATE_NAMES[state]}”，送审材料和判明的事项不能改动；需要补正的，先通知补正。`
  throw new HttpProblem('move-refused', sentence, { reasons: [sentence] })
}

export function mountReviews(app: Hono, deps: RouteDeps): void {
  const { store } = deps

  mount(app, deps, getReview, async ({ params, actor, fail }) => {
    const loaded = await loadReview(store.db, scopeOf(actor), params.draftId)
    return loaded ? describeReview(deps, loaded, actor) : fail('draft-not-found', NO_DRAFT, { id: params.draftId })
  })

  mount(app, deps, changeMatter, async ({ params, body, actor, fail }) => {
    const changed = await store.write(async (writing) => {
      const loaded = await loadReview(writing.db, changeScopeOf(actor), params.draftId)
      if (!loaded) return null
      assertCurrent(loaded, body.revision)
      await assertMayFill(writing.db, actor, loaded)
      const { reviewCase } = loaded
      const { revision: _, ...change } = body
      if (change.kind ?? change.facts ?? change.materials) assertPapersOpen(reviewCase.state)
      await assertStored(writing, params.draftId, change.materials ?? [])
      const next: ReviewCase = {
        ...reviewCase,
        kind: change.kind ?? reviewCase.kind,
        facts: { ...reviewCase.facts, ...withoutUndefined(change.facts) },
        procedures: { ...reviewCase.procedures, ...withoutUndefined(change.procedures) },
        fairCompetition: change.fairCompetition === undefined ? reviewCase.fairCompetition : change.fairCompetition,
        materials: change.materials ?? reviewCase.materials,
        issuedByGovernment:
          change.issuedByGovernment === undefined ? reviewCase.issuedByGovernment : change.issuedByGovernment,
      }
      const summary = `${inPlaceOf(reviewCase)}填报送审材料、事项和程序情况。`
      await keepReview(writing, actor, { ...loaded, reviewCase: next }, { summary, payload: { change } })
      return loadReview(writing.db, scopeOf(actor), params.draftId)
    })
    return changed ? describeReview(deps, changed, actor) : fail('draft-not-found', NO_DRAFT, { id: params.draftId })
  })

  mount(app, deps, makeMove, async ({ params, body, actor, fail }) => {
    const { move: name, revision, reviewOrganisationId, ...said } = body
    // To find the place of a note in the text takes more than a query, which is all that a write may wait for.
    const notes = name === 'sign-opinion' ? await notesOf(deps, scopeOf(actor), params.draftId) : null
    const moved = await store.write(async (writing) => {
      const loaded = await loadReview(writing.db, changeScopeOf(actor), params.draftId)
      if (!loaded) return null
      assertCurrent(loaded, revision)
      await assertPeople(writing, actor, said, reviewOrganisationId)
      const governing = reviewOrganisationId ?? loaded.reviewOffice?.id ?? loaded.draft.organisation.id
      const { settings } = await findSettings(writing.db, governing)
      const mover = await moverOf(writing.db, actor, loaded, settings)
      const today = dayInChina(new Date(writing.at))
      const assigned = name === 'register' ? await nextNumber(writing.db, governing, settings, today) : null
      if (assigned && said.number !== '') throw refusal('本单位按模板统一编号，登记号由系统取号，不另行填写。')
      const input = assigned ? { ...said, number: assigned.number } : said
      const judged = judgeMove(loaded.reviewCase, name, mover, input)
      if (!judged.allowed) throw refusal(...judged.reasons)
      const { onBehalfOf } = judged
      if (DONE_BY_NOW.includes(name) && (input.on as string) > today)
        throw refusal(`${judged.move.label}的日期不得晚于今日。`)
      const receivedOn = name === 'take-in' ? input.on : undefined
      const [from, to] = [loaded.reviewCase.state, judged.next.state]
      const moved = { from, to, kind: judged.next.kind, today, receivedOn, settings }
      const advanced = advanceClock(loaded.clock, moved)
      const clock =
        name === 'publish'
          ? await published(writing, loaded, advanced, input.on as string, settings)
          : name === 'extend'
            ? extended(deps, loaded, input, today, settings)
            : name === 'file'
              ? { ...advanced, filedOn: input.on as string }
              : advanced
      const next =
        name === 'take-in'
          ? await takeIn(writing, actor, judged.next, today)
          : withFeedback(judged.next, input, { by: actor.name, on: today })
      // Days that people write down: one in a year without a calendar would leave the matter unreadable.
      if (name === 'take-in' || name === 'publish')
        orCalendarMissing(() => deadlineOf({ reviewCase: next, clock }, today, deps.calendar))
      // What an office took in stays with it.
      const chosen = next.takenIn === null ? reviewOrganisationId : undefined
      if (name === 'submit' || name === 'take-in')
        await grantReview(writing, params.draftId, chosen ?? loaded.reviewOffice?.id ?? actor.organisation.id)
      if (name === 'register') await register(writing, governing, params.draftId, input.number, assigned)
      if (next.takenIn?.organisationId) await noteDraftingUnit(writing, params.draftId, next.takenIn.organisationId)
      const reviewerName = input.reviewerId && (await findUserById(writing.db, input.reviewerId))?.user.name
      await keepReview(
        writing,
        actor,
        {
          ...loaded,
          reviewCase: next,
          clock,
          issued: await issuedBy(deps, loaded, next, clock, name, writing, notes),
          said: saidWith(judged.move, input, actor, today),
        },
        {
          summary: `${inPlaceOf(next, onBehalfOf)}${judged.move.label}${detailsOf(name, input, next, reviewerName)}，现为“${STATE_NAMES[next.state]}”${isByReviewer(judged.move, next, actor) ? '（人员不足，由承办人本人办理）' : ''}。`,
          payload: {
            move: name,
            from: loaded.reviewCase.state,
            to: next.state,
            ...(onBehalfOf === null ? {} : { onBehalfOf }),
            textDigest: loaded.reviewCase.currentDigest,
            ...(isByReviewer(judged.move, next, actor) ? { smallOffice: true } : {}),
            ...input,
          },
        },
      )
      return loadReview(writing.db, scopeOf(actor), params.draftId)
    })
    return moved ? describeReview(deps, moved, actor) : fail('draft-not-found', NO_DRAFT, { id: params.draftId })
  })

  mount(app, deps, getOpinion, ({ params, actor }) => findOpinion(deps, params.draftId, actor))

  mount(app, deps, exportOpinion, async ({ params, actor }) => {
    const { isSigned, ...opinion } = await findOpinion(deps, params.draftId, actor)
    const file = await opinionDocx(opinion, isSigned)
    return { name: `${opinion.title}${isSigned ? '' : '（拟稿）'}.docx`, base64: file.toString('base64') }
  })
}

/** Reviewed and seconded or signed by one person, as a small office may. */
const isByReviewer = ({ separations }: Move, { reviewerId }: ReviewCase, { id }: Actor): boolean =>
  separations?.includes('not-reviewer') === true && reviewerId === id

const refusal = (...reasons: string[]) => new HttpProblem('move-refused', reasons.join(''), { reasons })

/** Said where the office writes down what a unit without an account here sent, answered or left out. */
export const inPlaceOf = ({ takenIn }: Pick<ReviewCase, 'takenIn'>, unit = takenIn?.unit ?? null): string =>
  unit === null ? '' : `代送审单位“${unit}”`

/** 登记号 as the template gives it next; `null` where the office has none. Within a write, nobody else is given the same. */
async function nextNumber(db: Reading, organisationId: string, settings: OfficeSettings, today: string) {
  const template = textSet(settings, 'registration.template')
  if (template === null) return null
  const year = Number(today.slice(0, 4))
  const region = textSet(settings, 'registration.region')
  let serial = await nextSerial(db, organisationId, year, numberSet(settings, 'registration.first') as number)
  // One that somebody wrote down before there was a template is taken.
  while (await isRegistered(db, organisationId, numberByTemplate(template, { year, serial, region }))) serial++
  return { year, serial, number: numberByTemplate(template, { year, serial, region }) }
}

/** Puts a 登记号 on record. @throws HttpProblem `move-refused` where it is another document's */
async function register(
  writing: Writing,
  organisationId: string,
  draftId: string,
  number: string,
  assigned: { readonly year: number; readonly serial: number } | null,
): Promise<void> {
  if (await isRegistered(writing.db, organisationId, number)) throw refusal(`登记号“${number}”已经使用，不得重号。`)
  const { year = null, serial = null } = assigned ?? {}
  await putRegistration(writing, { organisationId, draftId, number, year, serial })
}

// The day of 合法性审查 is the day that it was done, and what follows is judged by it.
const DONE_BY_NOW: readonly MoveName[] = ['sign-opinion', 'pass-recheck']

/** The clock with the term of review extended. @throws HttpProblem `move-refused` past its limits, or once the term is over */
function extended(
  { calendar }: RouteDeps,
  { reviewCase, clock }: LoadedReview,
  { workdays, reason }: MoveInput,
  today: string,
  settings: OfficeSettings,
): MatterClock {
  const term = reviewTermOf(reviewCase.kind, clock) as Term
  const length = workdays as number
  const barred = judgeExtension(reviewCase.kind, term, length, settings)
  if (barred !== null) throw refusal(barred)
  const deadline = orCalendarMissing(() => deadlineOf({ reviewCase, clock }, today, calendar))
  if ((deadline?.workdaysLeft ?? 0) < 0) throw refusal('审核期限已经届满，不能延长。')
  return { ...clock, terms: { ...clock.terms, review: { ...term, extension: { length, on: today, reason } } } }
}

/** From when filing is due, and until when the text that goes out is valid. */
async function published(
  { db }: Writing,
  { draft, reviewCase }: LoadedReview,
  clock: MatterClock,
  publishedOn: string,
  settings: OfficeSettings,
): Promise<MatterClock> {
  const version = await findVersion(db, { organisationId: draft.organisation.id }, draft.currentVersionId)
  const { validity, effective, issuer } = parseDocument(version?.text ?? '').frontMatter
  const words = { validity: validity?.value ?? null, effective: effective?.value ?? null }
  const begun = {
    ...clock,
    publishedOn,
    issuer: issuer?.value ?? null,
    ...nextEvaluation(reviewCase.kind, publishedOn, settings),
  }
  const stated = validityEnd(words, publishedOn)
  if (stated !== null) return { ...begun, validUntil: stated, validityBasis: '文件载明' }
  const years =
    reviewCase.kind === 'normative' && words.validity === null ? numberSet(settings, 'validity.years') : null
  if (years === null) return begun
  const validUntil = validityEnd({ ...words, validity: `${years}年` }, publishedOn)
  const validityBasis = `文件未载明有效期，按${sourceOfSetting(settings, 'validity.years')}，计${years}年`
  return { ...begun, validUntil, validityBasis }
}

/** The matter with what was said to the points of the opinion, under the name of who said it. */
function withFeedback(
  next: ReviewCase,
  { answers = [], rechecks = [] }: MoveInput,
  signed: { readonly by: string; readonly on: string },
): ReviewCase {
  const answered = recordAnswers(next.feedback, answers, signed)
  return { ...next, feedback: recordRechecks(answered, rechecks, signed) }
}

/** @throws HttpProblem `move-refused` for a day to come, and for a unit that would review itself */
async function takeIn({ db }: Writing, actor: Actor, next: ReviewCase, today: string): Promise<ReviewCase> {
  const takenIn = next.takenIn as TakenIn
  if (takenIn.on > today) throw refusal('收到日期不得晚于今日。')
  const found = await findOrganisationByName(db, takenIn.unit)
  // Only 重大执法决定 are reviewed within the body that makes them (行政处罚法第五十八条).
  if (next.kind !== 'enforcement' && (found?.id === actor.organisation.id || takenIn.unit === actor.organisation.name))
    throw refusal('送审单位不得为审核单位自身。本单位起草的文件，由起草承办人送审。')
  return { ...next, takenIn: { ...takenIn, organisationId: found?.id ?? null } }
}

/** @throws HttpProblem draft-not-found; move-refused where there is no conclusion yet */
async function findOpinion(deps: RouteDeps, draftId: string, actor: Actor) {
  const loaded = await loadReview(deps.store.db, scopeOf(actor), draftId)
  if (!loaded) throw new HttpProblem('draft-not-found', NO_DRAFT, { id: draftId })
  const { conclusion, opinionNumber } = loaded.reviewCase
  assertIssued(actor, loaded)
  if (loaded.issued !== null) return { ...plain(loaded.issued.opinion), isSigned: true }
  if (conclusion === null)
    throw new HttpProblem('move-refused', '承办人尚未作出审核结论。', { reasons: ['承办人尚未作出审核结论。'] })
  const notes = await notesOf(deps, scopeOf(actor), draftId)
  return { ...plain(await opinionOf(deps, deps.store.db, loaded, conclusion, notes)), isSigned: opinionNumber !== null }
}

// JSON has no `undefined`, but a partial schema's type does.
const withoutUndefined = <T extends object>(part: T | undefined) =>
  Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined))

function assertCurrent({ revision, draft }: LoadedReview, sent: number): void {
  if (revision !== sent)
    throw new HttpProblem('stale-version', '办理情况已有变化，请刷新后重新办理。', {
      currentVersionId: draft.currentVersionId,
    })
}

/** Whoever is named must be there: the reviewer one of this office, with that role. */
async function assertPeople(
  writing: Writing,
  actor: Actor,
  { reviewerId }: MoveInput,
  reviewOffice: string | undefined,
): Promise<void> {
  if (reviewOffice !== undefined && !(await findOrganisation(writing.db, reviewOffice)))
    throw new HttpProblem('organisation-not-found', '没有这个审核单位。', { id: reviewOffice })
  if (reviewerId === undefined) return
  const found = await findUserById(writing.db, reviewerId)
  const fits = found && found.user.organisation.id === actor.organisation.id && found.user.roles.includes('reviewer')
  if (!fits || found.disabled)
    throw new HttpProblem('user-not-found', '指定的承办人不是本单位的审核承办人。', { id: reviewerId })
}

/** Nobody says that a paper is there; its file is. @throws HttpProblem `material-not-found` */
async function assertStored({ db }: Writing, draftId: string, materials: ReviewCase['materials']): Promise<void> {
  const stored = await listMaterials(db, draftId)
  for (const { id, status, file } of materials)
    if (status === 'attached' && !stored.some(({ material, digest }) => material === id && digest === file?.digest))
      throw new HttpProblem('material-not-found', `第 ${id} 项材料尚未上传文件。请先上传，或者说明缺少的理由。`, { id })
}

/** The review as it stands from now on, and the event that says so. */
export async function keepReview(
  writing: Writing,
  actor: Actor,
  { draft, revision, reviewCase, clock, issued, said }: Omit<LoadedReview, 'consultations'>,
  event: { readonly summary: string; readonly payload: object },
): Promise<void> {
  const matter = JSON.stringify(toMatter(reviewCase, clock, issued, said))
  const { validUntil, evaluationDue } = clock
  const npcOpenSince = openNpcFiling(reviewCase, clock)?.publishedOn ?? null
  const kept = { revision: revision + 1, state: reviewCase.state, matter, validUntil, evaluationDue, npcOpenSince }
  const digest = await putReview(writing, draft.id, kept)
  await appendEvent(writing, {
    organisationId: draft.organisation.id,
    actorId: actor.id,
    type: 'review.changed',
    draftId: draft.id,
    summary: event.summary,
    payload: { id: draft.id, digest, ...event.payload },
  })
}

export async function describeReview(deps: RouteDeps, loaded: LoadedReview, actor: Actor): Promise<Review> {
  const { reviewCase } = loaded
  const isWithheld = (await withheldFrom(deps.store.db, actor, loaded.draft.id)) !== null
  const clearance = clearanceOf(reviewCase)
  const { settings } = await findSettings(deps.store.db, loaded.reviewOffice?.id ?? loaded.draft.organisation.id)
  const mover = await moverOf(deps.store.db, actor, loaded, settings)
  const today = dayInChina(deps.clock())
  const deadline = orCalendarMissing(() => deadlineOf(loaded, today, deps.calendar))
  const governing = loaded.reviewOffice?.id ?? loaded.draft.organisation.id
  const moves = availableMoves(reviewCase, mover)
  const canRegister = moves.some(({ name }) => name === 'register')
  const assigned = canRegister ? await nextNumber(deps.store.db, governing, settings, today) : null
  return {
    draftId: loaded.draft.id,
    revision: loaded.revision,
    matter: isWithheld ? unsigned(reviewCase) : reviewCase,
    stateName: STATE_NAMES[reviewCase.state],
    draftingUnit: reviewCase.takenIn?.unit ?? loaded.draft.organisation.name,
    reviewOffice: loaded.reviewOffice,
    reviewer: reviewCase.reviewerId && ((await findUserById(deps.store.db, reviewCase.reviewerId))?.user.name ?? null),
    said: loaded.said && !(isWithheld && INTERNAL_WORDS.includes(loaded.said.move)) ? loaded.said : null,
    clearance: clearance && { ...clearance, reasons: [...clearance.reasons] },
    moves: moves.map((move) => {
      const assigns = move.name === 'register' ? (assigned?.number ?? null) : null
      const needs = move.needs.filter((need) => need !== 'number' || assigns === null)
      return { ...move, needs, blockedBy: [...move.blockedBy], assigns }
    }),
    materials: materialsOf(reviewCase),
    papersOpen: OPEN_TO_CHANGE.includes(reviewCase.state) && mayFill(mover),
    mayFill: mayFill(mover),
    deadline: deadline && { ...deadline, steps: [...deadline.steps] },
    inForce: loaded.clock.publishedOn === null ? null : inForceOf(loaded, actor, deps.calendar, today),
  }
}

/** Said within the office that reviews. */
const INTERNAL_WORDS: readonly MoveName[] = ['send-back', 'consult', 'suspend']

/** The case without what the office means to conclude: until it is signed, that is nobody else's. */
const unsigned = (reviewCase: ReviewCase): ReviewCase =>
  reviewCase.opinionNumber !== null
    ? reviewCase
    : { ...reviewCase, conclusion: null, reviewedDigest: null, acceptedIllegal: 0 }

function inForceOf(
  loaded: LoadedReview,
  actor: Actor,
  calendar: WorkCalendar,
  today: string,
): NonNullable<Review['inForce']> {
  const { publishedOn, validUntil, validityBasis, evaluationDue, evaluationBasis, evaluations } = loaded.clock
  return {
    publishedOn: publishedOn as string,
    validUntil,
    validityBasis,
    evaluationDue,
    evaluationBasis,
    evaluations: evaluations.map((one) => ({ ...one, files: [...(one.files ?? [])] })),
    mayEvaluate: mayEvaluate(actor, loaded),
    npcFiling: describeNpcFiling(loaded, calendar, today),
  }
}

function describeNpcFiling(
  { clock, reviewCase }: LoadedReview,
  calendar: WorkCalendar,
  today: string,
): NonNullable<Review['inForce']>['npcFiling'] {
  const filing = npcFilingOf(reviewCase, clock)
  if (filing === null) return null
  const { duty, term, filedOn } = filing
  const { due, steps } = orCalendarMissing(() => npcDeadline(filing, today, calendar))
  return { applies: duty.applies, due, basis: `公布之日起${term.length}日，${term.basis}`, steps, filedOn }
}

function orCalendarMissing<T>(compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    if (error instanceof MissingYearError) throw new HttpProblem('calendar-missing', error.message)
    throw error
  }
}

interface ListedNotes {
  /** Those that have a place in the text now. */
  readonly points: readonly OpinionPoint[]
  /** What they were made of. */
  readonly seen: string
}

/** What of the notes decides how they stand in the opinion. */
const seenIn = (draft: Pick<Draft, 'currentVersionId'>, notes: readonly StoredAnnotation[]): string =>
  JSON.stringify([draft.currentVersionId, notes.map(({ id, changedAt }) => [id, changedAt])])

/** Notes that a reviewer put into the opinion, at their places in the text now. */
async function notesOf(deps: RouteDeps, scope: Scope, draftId: string): Promise<ListedNotes> {
  const { db } = deps.store
  const draft = await findDraft(db, scope, draftId)
  const version = draft && (await findVersion(db, scope, draft.currentVersionId))
  const notes = version ? await listListedNotes(db, draftId) : []
  if (!draft || !version || notes.length === 0) return { points: [], seen: draft ? seenIn(draft, []) : '' }
  const placed = await placeAnnotations(deps, scope, version, notes)
  const document = parseDocument(version.text)
  const points = placed.flatMap(({ span, listedAs, body, replacement }) =>
    span === null || listedAs === null
      ? []
      : pointOfNote({
          clause: labelAt(document, span.start),
          start: span.start,
          quote: version.text.slice(span.start, span.end),
          body,
          replacement,
          verdict: listedAs,
        }),
  )
  return { points, seen: seenIn(draft, notes) }
}

/** Made of what was accepted on the text that the conclusion is about. */
async function opinionOf(
  deps: RouteDeps,
  db: Reading,
  loaded: LoadedReview,
  conclusion: NonNullable<ReviewCase['conclusion']>,
  notes: ListedNotes,
): Promise<Opinion> {
  const { draft, reviewCase, clock } = loaded
  const version = await findVersion(db, { organisationId: draft.organisation.id }, draft.currentVersionId)
  const findings = await findingsOf(db, draft.currentVersionId)
  const today = dayInChina(deps.clock())
  const signedOn = reviewCase.procedures.legalityReview ?? today
  const { settings } = await findSettings(db, loaded.reviewOffice?.id ?? draft.organisation.id)
  const feedback = clock.terms.feedback ?? (termOf(reviewCase.kind, 'feedback', settings) as Term)
  const { due } = orCalendarMissing(() => computeDeadline(signedOn, feedback, [], deps.calendar))
  return composeOpinion({
    kind: reviewCase.kind,
    conclusion,
    title: draft.title,
    addressee: reviewCase.takenIn?.unit ?? draft.organisation.name,
    reviewer: loaded.reviewOffice?.name ?? draft.organisation.name,
    number: reviewCase.opinionNumber ?? '',
    receivedOn: clock.submittedOn ?? today,
    signedOn,
    version: {
      number: version?.number ?? draft.versionCount,
      digest: reviewCase.reviewedDigest ?? reviewCase.currentDigest,
    },
    points: [
      ...findings.flatMap((finding) =>
        finding.decision?.decision === 'accepted' ? pointOfFinding(finding, finding.decision) : [],
      ),
      ...notes.points,
    ],
    consulted: loaded.consultations
      .filter(({ answer }) => answer !== null)
      .map(({ counsel }) => `${CAPACITY_NAMES[counsel.capacity]}${counsel.name}`),
    feedbackBy: due,
  })
}

/** What the history says of a move beyond its name: from whom, to whom, which conclusion, number and day. */
function detailsOf(
  name: MoveName,
  { number, on, workdays, reason, conclusion, answers, rechecks }: MoveInput,
  { kind, takenIn }: ReviewCase,
  reviewerName: string | undefined,
): string {
  if (name === 'take-in') return `（${takenIn?.unit}送审，${on}收到）`
  if (name === 'extend') return `（延长${workdays}个工作日，理由：${reason}）`
  const told = [...countsOf(answers), ...objectionsOf(rechecks)]
  const parts = [conclusion && CONCLUSION_NAMES[kind][conclusion], reviewerName, number, on, ...told].filter(Boolean)
  return parts.length === 0 ? '' : `（${parts.join('，')}）`
}

/** 采纳5项, 未采纳1项. */
const countsOf = (answers: MoveInput['answers'] = []): string[] =>
  Answer.options.flatMap((answer) => {
    const count = answers.filter((one) => one.answer === answer).length
    return count === 0 ? [] : `${ANSWER_NAMES[answer]}${count}项`
  })

const objectionsOf = (rechecks: MoveInput['rechecks'] = []): string[] =>
  rechecks.flatMap(({ item, agreed, note }) => (agreed ? [] : `第${item}项退回：${note}`))

function saidWith({ name, label }: Move, input: MoveInput, { name: by }: Actor, on: string): Said | null {
  const reason = [input.reason, ...objectionsOf(input.rechecks)].filter((words) => words !== '').join('\n')
  return reason === '' ? null : { move: name, label, reason, by, on }
}

/** What was told to the unit that asked, after a move. */
async function issuedBy(
  deps: RouteDeps,
  loaded: LoadedReview,
  next: ReviewCase,
  clock: MatterClock,
  move: MoveName,
  { db, at }: Writing,
  notes: ListedNotes | null,
): Promise<Issued | null> {
  if (move === 'sign-opinion' && notes !== null) {
    if (seenIn(loaded.draft, await listListedNotes(db, loaded.draft.id)) !== notes.seen)
      throw new HttpProblem('stale-version', '列入审核意见的批注刚有变化，请核对后再次签发。', {
        currentVersionId: loaded.draft.currentVersionId,
      })
    const conclusion = next.conclusion as Conclusion
    const on = next.procedures.legalityReview as string
    return {
      at,
      on,
      conclusion,
      versionId: loaded.draft.currentVersionId,
      opinion: await opinionOf(deps, db, { ...loaded, reviewCase: next, clock }, conclusion, notes),
    }
  }
  return loaded.issued && OUTCOMES.includes(move) ? { ...loaded.issued, at } : loaded.issued
}

const OUTCOMES: readonly MoveName[] = ['pass-recheck', 'fail-recheck']

/** As an answer of the API, whose schemas know no `readonly`. */
const plain = ({ requirements, sections, ...opinion }: Opinion) => ({
  ...opinion,
  requirements: [...requirements],
  sections: sections.map(({ heading, items }) => ({ heading, items: [...items] })),
})
