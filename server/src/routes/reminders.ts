import {
  type Consultation,
  type ConsultationReminder,
  type DueReminder,
  type EvaluationReminder,
  getReminders,
  type ValidityReminder,
} from '@hongxian/shared/api'
import {
  addDays,
  addMonths,
  daysBetween,
  type Evaluation,
  MissingYearError,
  numberSet,
  ROLE_NAMES,
  STATE_NAMES,
  workdaysLeft,
} from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { type Actor, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import { CAPACITY_NAMES } from './capacity-names.ts'
import type { RouteDeps } from './deps.ts'
import { holderOf, type Names } from './holder.ts'
import { deadlineOf, LIMITED, type Matter, type MatterClock, npcDeadline, openNpcFiling, readClock } from './matter.ts'
import { scopeOf } from './scope.ts'

/** Long enough to see that a document has lapsed, and to publish it. */
const VALIDITY_MONTHS_AFTER = 1

export function mountReminders(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store
  mount(app, deps, getReminders, async ({ actor }) => {
    const today = dayInChina(deps.clock())
    const scope = scopeOf(actor)
    const { settings } = await store.findSettings(db, scope.organisationId)
    const soon = numberSet(settings, 'reminder.workdays') as number
    const from = addMonths(today, -VALIDITY_MONTHS_AFTER)
    const to = addDays(today, numberSet(settings, 'validity.warning.days') as number)
    const reviews = await store.listWatchedReviews(db, scope, LIMITED, { from, to })
    const people = await store.listUsers(db, scope.organisationId)
    const names: Names = new Map(people.map(({ user }) => [user.id, user.name]))
    const due: DueReminder[] = []
    const filings: DueReminder[] = []
    const validity: ValidityReminder[] = []
    const evaluations: EvaluationReminder[] = []
    const uncomputed: { draftId: string; title: string; detail: string }[] = []
    for (const review of reviews) {
      const matter = JSON.parse(review.matter) as Matter
      const clock = readClock(matter.clock)
      const { draftId, title } = review
      const { validUntil, evaluationDue } = clock
      if (validUntil !== null && from <= validUntil && validUntil <= to)
        validity.push({ draftId, title, validUntil, basis: clock.validityBasis ?? '文件载明', ...lapse(today, clock) })
      if (evaluationDue !== null && evaluationDue <= to)
        evaluations.push({
          draftId,
          title,
          due: evaluationDue,
          daysLeft: daysBetween(today, evaluationDue),
          basis: clock.evaluationBasis ?? '',
        })
      const reminder = orReason(() => dueReminder(deps, review, { ...matter, clock }, today, names, soon))
      if (typeof reminder === 'string') uncomputed.push({ draftId, title, detail: reminder })
      else if (reminder !== null && FILED_AFTER.includes(matter.case.state)) filings.push(reminder)
      else if (reminder !== null && reminder.stage !== null) due.push(reminder)
      const npc = orReason(() => npcReminder(deps, review, { ...matter, clock }, today, soon))
      if (typeof npc === 'string') uncomputed.push({ draftId, title, detail: npc })
      else if (npc !== null) filings.push(npc)
    }
    const consultations: ConsultationReminder[] = []
    for (const one of await openConsultations(deps, actor)) {
      const reminder = orReason(() => waiting(deps, today, one))
      if (typeof reminder !== 'string') consultations.push(reminder)
      else uncomputed.push({ draftId: one.draftId, title: one.title, detail: reminder })
    }
    const byDay = (a: { due: string }, b: { due: string }) => a.due.localeCompare(b.due)
    validity.sort((a, b) => a.validUntil.localeCompare(b.validUntil))
    return {
      today,
      due: due.sort(byDay),
      filings: filings.sort(byDay),
      validity,
      evaluations: evaluations.sort(byDay),
      consultations: consultations.sort(byDay),
      uncomputed,
    }
  })
}

/** Where a matter waits to be 报送备案 or 备存. */
const FILED_AFTER: readonly Matter['case']['state'][] = ['published', 'signed']

/** Asked by this office of anybody, and by anybody of this person. */
async function openConsultations({ store: { db } }: RouteDeps, actor: Actor): Promise<Consultation[]> {
  const own = (await store.listConsultationsOf(db, actor.id, OWN_SHOWN)).filter(store.isOpen)
  if (scopeOf(actor).counselId !== undefined) return own
  const ofOffice = await store.listOpenConsultations(db, actor.organisation.id)
  return [...ofOffice, ...own.filter(({ id }) => ofOffice.every((one) => one.id !== id))]
}

const OWN_SHOWN = 200

/** @throws MissingYearError */
const waiting = (
  { calendar }: RouteDeps,
  today: string,
  { draftId, title, counsel, due, declaration }: Consultation,
): ConsultationReminder => ({
  draftId,
  title,
  counsel: `${CAPACITY_NAMES[counsel.capacity]}${counsel.name}`,
  due,
  workdaysLeft: workdaysLeft(today, due, calendar),
  waitsFor: counsel.id !== null && declaration === null ? 'declaration' : 'answer',
})

function lapse(today: string, { validUntil, evaluations }: MatterClock): Pick<ValidityReminder, 'daysLeft' | 'advice'> {
  const daysLeft = daysBetween(today, validUntil as string)
  const last = evaluations.at(-1)?.result
  const advice =
    last === 'repeal'
      ? '经后评估废止，应当列入失效文件目录并公布。'
      : daysLeft < 0
        ? '有效期已届满。未办理续期的，应当列入失效文件目录并公布。'
        : adviceBefore(last)
  return { daysLeft, advice }
}

const adviceBefore = (last: Evaluation['result'] | undefined): string =>
  last === 'amend'
    ? '后评估结论为修改，应当在届满前将修改后的文本送审。'
    : '届满前应当组织评估，提出续期、修改或者废止的意见。'

/** @throws MissingYearError */
function dueReminder(
  { calendar }: RouteDeps,
  review: store.WatchedReview,
  matter: Matter,
  today: string,
  names: Names,
  soon: number,
): DueReminder | null {
  const deadline = deadlineOf({ reviewCase: matter.case, clock: matter.clock }, today, calendar)
  if (deadline === null || deadline.due === null || deadline.workdaysLeft === null) return null
  const { name, due, workdaysLeft: left, used, steps } = deadline
  return {
    draftId: review.draftId,
    title: review.title,
    stateName: STATE_NAMES[matter.case.state],
    name,
    due,
    workdaysLeft: left,
    usedPercent: used,
    stage: stageOf(left, used, soon),
    steps: [...steps],
    holder: holderOf(review, matter, names),
  }
}

/**
 * 报送人大常委会备案, beside the filing with the superior government.
 *
 * @returns why it cannot be told where nobody knows who issued the document
 * @throws MissingYearError
 */
function npcReminder(
  { calendar }: RouteDeps,
  review: store.WatchedReview,
  matter: Matter,
  today: string,
  soon: number,
): DueReminder | string | null {
  const filing = openNpcFiling(matter.case, matter.clock)
  if (filing === null) return null
  if (filing.duty.applies === null) return filing.duty.reason
  const { due, steps, workdaysLeft: left, used } = npcDeadline(filing, today, calendar)
  return {
    draftId: review.draftId,
    title: review.title,
    stateName: STATE_NAMES[matter.case.state],
    name: '报送人大常委会备案',
    due,
    workdaysLeft: left,
    usedPercent: used,
    stage: stageOf(left, used, soon),
    steps,
    holder: [review.reviewOffice ?? review.organisation, ROLE_NAMES.registrar].join(' '),
  }
}

/** 过半, 八成, 临期, 当日, 超期: each is spoken of (domain process, section 24). */
function stageOf(left: number, used: number, soon: number): DueReminder['stage'] {
  if (left < 0) return 'over'
  if (left === 0) return 'last-day'
  if (left <= soon) return 'soon'
  if (used >= 80) return 'four-fifths'
  return used >= 50 ? 'half' : null
}

/** What was computed, or the sentence why it cannot be. */
function orReason<T>(compute: () => T): T | string {
  try {
    return compute()
  } catch (error) {
    if (error instanceof MissingYearError) return error.message
    throw error
  }
}
