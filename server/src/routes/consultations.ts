import {
  answerConsultation,
  askCounsel,
  type Consultation,
  declareInterest,
  listConsultations,
  listMyConsultations,
  withdrawConsultation,
} from '@hongxian/shared/api'
import { computeDeadline, MissingYearError, type Term, termOf } from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import { CAPACITY_NAMES } from './capacity-names.ts'
import type { RouteDeps } from './deps.ts'
import { COUNSEL_PAPER, decodeFile, hearsCounsel, keepFile } from './materials.ts'
import { advanceClock, type LoadedReview, loadReview } from './matter.ts'
import { keepReview } from './reviews.ts'
import { changeScopeOf, scopeOf } from './scope.ts'

const NO_DRAFT = '该文件不存在，或者不属于本单位。'
const NO_CONSULTATION = '该咨询不存在，或者不是向本人、本单位提出的。'
const MINE_SHOWN = 200

const nameOf = ({ counsel }: Consultation) => `${CAPACITY_NAMES[counsel.capacity]}${counsel.name}`

export function mountConsultations(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, listConsultations, async ({ params, actor, fail }) => {
    const draft = await store.findDraft(db, scopeOf(actor), params.draftId)
    if (!draft) return fail('draft-not-found', NO_DRAFT, { id: params.draftId })
    const items = await store.listConsultations(db, draft.id)
    return {
      items: (await hearsCounsel(db, actor, draft.id)) ? items : items.filter(({ counsel }) => counsel.id === actor.id),
    }
  })

  mount(app, deps, listMyConsultations, async ({ actor }) => ({
    items: await store.listConsultationsOf(db, actor.id, MINE_SHOWN),
  }))

  mount(app, deps, askCounsel, async ({ params, body, actor, fail }) => {
    const asked = await deps.store.write(async (writing) => {
      const loaded = await loadReview(writing.db, changeScopeOf(actor), params.draftId)
      if (!loaded) return null
      assertMayAsk(loaded, actor)
      const counsel = await counselOf(writing, actor, loaded, body)
      const { due, dueBasis } = await dueOf(deps, writing, loaded, body.due)
      const id = await store.addConsultation(writing, {
        draftId: params.draftId,
        counselId: counsel.id,
        counselName: counsel.name,
        capacity: body.capacity,
        question: body.question,
        due,
        dueBasis,
        actorId: actor.id,
      })
      const words = `${CAPACITY_NAMES[body.capacity]}${counsel.name}`
      await tell(writing, actor, params.draftId, id, 'asked', `咨询${words}，${due}前答复。`, {
        question: body.question,
      })
      if (loaded.reviewCase.state === 'reviewing')
        await turnTo(writing, actor, loaded, 'consulting', `咨询${words}，转入征求意见、专家论证。`)
      return (await store.listConsultations(writing.db, params.draftId)).find((one) => one.id === id)
    })
    return asked ?? fail('draft-not-found', NO_DRAFT, { id: params.draftId })
  })

  mount(app, deps, declareInterest, ({ params, body, actor }) =>
    change(deps, actor, params.consultationId, async (writing, found) => {
      if (found.counsel.id !== actor.id) throw refusal('有无利益冲突，由受咨询人本人声明。')
      if (found.declaration !== null) throw refusal('有无利益冲突已经声明。')
      await store.changeConsultation(writing, found.id, body)
      const said = body.hasConflict ? `声明有利益冲突，咨询终止：${body.note}` : '声明没有利益冲突'
      return { type: 'declared', summary: `${nameOf(found)}${said}。`, payload: body }
    }),
  )

  mount(app, deps, answerConsultation, ({ params, body, actor }) =>
    change(deps, actor, params.consultationId, async (writing, found, loaded) => {
      const isCounsel = found.counsel.id === actor.id
      if (isCounsel && found.declaration === null) throw refusal('答复前，应当先声明有无利益冲突。')
      if (!isCounsel) assertIsReviewer(loaded, actor)
      if (!isCounsel && !body.paper) throw refusal('代为记录答复的，应当附受咨询人的书面意见。')
      const materialId = body.paper ? await keepPaper(writing, actor, found, body.paper) : null
      await store.changeConsultation(writing, found.id, { answer: body.answer, actorId: actor.id, materialId })
      const summary = isCounsel ? `${nameOf(found)}答复咨询。` : `记录${nameOf(found)}对咨询的答复，附书面意见。`
      return { type: 'answered', summary, payload: { materialId } }
    }),
  )

  mount(app, deps, withdrawConsultation, ({ params, body, actor }) =>
    change(deps, actor, params.consultationId, async (writing, found, loaded) => {
      assertIsReviewer(loaded, actor)
      await store.changeConsultation(writing, found.id, { withdrawn: body.reason })
      return { type: 'withdrawn', summary: `撤回对${nameOf(found)}的咨询：${body.reason}。`, payload: body }
    }),
  )
}

const refusal = (sentence: string) => new HttpProblem('move-refused', sentence, { reasons: [sentence] })

function assertIsReviewer({ reviewCase }: LoadedReview, { id }: Actor): void {
  if (reviewCase.reviewerId !== id) throw refusal('此事项由本件承办人办理。')
}

function assertMayAsk(loaded: LoadedReview, actor: Actor): void {
  assertIsReviewer(loaded, actor)
  const { state } = loaded.reviewCase
  if (state !== 'reviewing' && state !== 'consulting') throw refusal('审核中的文件，才能提出咨询。')
}

/** @throws HttpProblem user-not-found; move-refused for those who have a part in the matter */
async function counselOf(
  { db }: store.Writing,
  actor: Actor,
  { reviewCase }: LoadedReview,
  { counselId, name }: { readonly counselId?: string | undefined; readonly name?: string | undefined },
): Promise<{ readonly id: string | null; readonly name: string }> {
  if (counselId === undefined) return { id: null, name: name ?? '' }
  const found = await store.findUserById(db, counselId)
  const fits = found && found.user.organisation.id === actor.organisation.id && found.user.roles.includes('counsel')
  if (!fits || found.disabled)
    throw new HttpProblem('user-not-found', '指定的人员不是本单位的法律顾问。', { id: counselId })
  if ([reviewCase.drafterId, reviewCase.reviewerId, reviewCase.secondId].includes(counselId))
    throw refusal('起草人、承办人和复核人不得作为本件的受咨询人。')
  return { id: counselId, name: found.user.name }
}

async function dueOf(
  { calendar }: RouteDeps,
  { db, at }: store.Writing,
  { reviewCase, reviewOffice, draft }: LoadedReview,
  given: string | undefined,
): Promise<{ due: string; dueBasis: string }> {
  const today = dayInChina(new Date(at))
  if (given !== undefined) {
    if (given < today) throw refusal('答复期限不得早于今日。')
    return { due: given, dueBasis: '提出咨询时指定。' }
  }
  const { settings } = await store.findSettings(db, reviewOffice?.id ?? draft.organisation.id)
  const term = termOf(reviewCase.kind, 'consultation', settings) as Term
  try {
    const { due, steps } = computeDeadline(today, term, [], calendar)
    return { due: due as string, dueBasis: steps[1] as string }
  } catch (error) {
    if (error instanceof MissingYearError) throw new HttpProblem('calendar-missing', error.message)
    throw error
  }
}

interface Told {
  readonly type: string
  readonly summary: string
  readonly payload: object
}

/** What changes an open consultation; with the last one closed the matter goes on. @throws HttpProblem */
async function change(
  deps: RouteDeps,
  actor: Actor,
  id: string,
  work: (writing: store.Writing, found: Consultation, loaded: LoadedReview) => Promise<Told>,
): Promise<Consultation> {
  return deps.store.write(async (writing) => {
    const by = { scope: changeScopeOf(actor), counselId: actor.id }
    const found = await store.findConsultation(writing.db, by, id)
    const loaded = found && (await loadReview(writing.db, ownerScope(actor), found.draftId))
    if (!found || !loaded) throw new HttpProblem('consultation-not-found', NO_CONSULTATION, { id })
    if (!store.isOpen(found)) throw refusal('本次咨询已经答复、终止或者撤回。')
    const { type, summary, payload } = await work(writing, found, loaded)
    await tell(writing, actor, found.draftId, id, type, summary, payload)
    const all = await store.listConsultations(writing.db, found.draftId)
    if (loaded.clock.isAskingCounsel && loaded.reviewCase.state === 'consulting' && !all.some(store.isOpen))
      await turnTo(writing, actor, loaded, 'reviewing', '咨询全部办结，恢复审核。')
    return all.find((one) => one.id === id) as Consultation
  })
}

/** The matter itself is the office's, whatever of it the counsel may see yet. */
const ownerScope = ({ organisation }: Actor) => ({ organisationId: organisation.id })

async function turnTo(
  writing: store.Writing,
  actor: Actor,
  loaded: LoadedReview,
  to: 'consulting' | 'reviewing',
  summary: string,
): Promise<void> {
  const { reviewCase, reviewOffice, draft } = loaded
  const { settings } = await store.findSettings(writing.db, reviewOffice?.id ?? draft.organisation.id)
  const today = dayInChina(new Date(writing.at))
  const from = reviewCase.state
  const clock = {
    ...advanceClock(loaded.clock, { from, to, kind: reviewCase.kind, today, settings }),
    isAskingCounsel: to === 'consulting',
  }
  const next = { ...loaded, reviewCase: { ...reviewCase, state: to }, clock }
  await keepReview(writing, actor, next, { summary, payload: { from, to } })
}

async function tell(
  writing: store.Writing,
  actor: Actor,
  draftId: string,
  id: string,
  type: string,
  summary: string,
  payload: object,
): Promise<void> {
  const digest = await store.digestOfStoredConsultation(writing.db, id)
  await store.appendEvent(writing, {
    organisationId: actor.organisation.id,
    actorId: actor.id,
    type: `consultation.${type}`,
    draftId,
    summary,
    payload: { ...payload, id, digest },
  })
}

async function keepPaper(
  writing: store.Writing,
  actor: Actor,
  found: Consultation,
  paper: { readonly name: string; readonly content: string },
): Promise<string> {
  const file = decodeFile(paper.name, paper.content)
  return keepFile(writing, actor, {
    ...file,
    draftId: found.draftId,
    material: COUNSEL_PAPER,
    name: paper.name,
    summary: `上传${nameOf(found)}的书面意见。`,
  })
}
