import { type DueReminder, getReminders, type ValidityReminder } from '@hongxian/shared/api'
import {
  addDays,
  addMonths,
  daysBetween,
  MissingYearError,
  numberSet,
  ROLE_NAMES,
  type Role,
  STATE_NAMES,
} from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { mount } from '../http/index.ts'
import { findSettings, listUsers, listWatchedReviews, type WatchedReview } from '../store/index.ts'
import { dayInChina, type RouteDeps } from './deps.ts'
import { deadlineOf, LIMITED, type Matter, readClock } from './matter.ts'
import { scopeOf } from './scope.ts'

/** Of one's own office, by id: another office's people go by their role. */
type Names = ReadonlyMap<string, string>

/** Long enough to see that a document has lapsed, and to publish it. */
const VALIDITY_MONTHS_AFTER = 1

export function mountReminders(app: Hono, deps: RouteDeps): void {
  mount(app, deps, getReminders, async ({ actor }) => {
    const today = dayInChina(deps.clock())
    const scope = scopeOf(actor)
    const { settings } = await findSettings(deps.store.db, scope.organisationId)
    const soon = numberSet(settings, 'reminder.workdays') as number
    const [from, to] = [
      addMonths(today, -VALIDITY_MONTHS_AFTER),
      addDays(today, numberSet(settings, 'validity.warning.days') as number),
    ]
    const reviews = await listWatchedReviews(deps.store.db, scope, LIMITED, monthsBetween(from, to))
    const people = await listUsers(deps.store.db, scope.organisationId)
    const names: Names = new Map(people.map(({ user }) => [user.id, user.name]))
    const due: DueReminder[] = []
    const filings: DueReminder[] = []
    const validity: ValidityReminder[] = []
    const uncomputed: { draftId: string; title: string; detail: string }[] = []
    for (const review of reviews) {
      const matter = JSON.parse(review.matter) as Matter
      const { draftId, title } = review
      const validUntil = matter.clock.validUntil ?? null
      if (validUntil !== null && from <= validUntil && validUntil <= to)
        validity.push({
          draftId,
          title,
          validUntil,
          basis: matter.clock.validityBasis ?? '文件载明',
          ...lapse(today, validUntil),
        })
      const reminder = orReason(() => dueReminder(deps, review, matter, today, names))
      if (typeof reminder === 'string') uncomputed.push({ draftId, title, detail: reminder })
      else if (reminder !== null && matter.case.state === 'published') filings.push(reminder)
      else if (reminder !== null && reminder.workdaysLeft <= soon) due.push(reminder)
    }
    const byDay = (a: DueReminder, b: DueReminder) => a.due.localeCompare(b.due)
    validity.sort((a, b) => a.validUntil.localeCompare(b.validUntil))
    return { today, due: due.sort(byDay), filings: filings.sort(byDay), validity, uncomputed }
  })
}

function lapse(today: string, validUntil: string): Pick<ValidityReminder, 'daysLeft' | 'advice'> {
  const daysLeft = daysBetween(today, validUntil)
  const advice =
    daysLeft < 0
      ? '有效期已届满。未办理续期的，应当列入失效文件目录并公布。'
      : '届满前应当组织评估，提出续期、修改或者废止的意见。'
  return { daysLeft, advice }
}

/** @throws MissingYearError */
function dueReminder(
  { calendar }: RouteDeps,
  review: WatchedReview,
  matter: Matter,
  today: string,
  names: Names,
): DueReminder | null {
  const deadline = deadlineOf({ reviewCase: matter.case, clock: readClock(matter.clock) }, today, calendar)
  if (deadline === null || deadline.due === null || deadline.workdaysLeft === null) return null
  const { name, due, workdaysLeft, steps } = deadline
  const stateName = STATE_NAMES[matter.case.state]
  return {
    draftId: review.draftId,
    title: review.title,
    stateName,
    name,
    due,
    workdaysLeft,
    steps: [...steps],
    holder: holderOf(review, matter, names),
  }
}

/** Who acts where a limit runs; the drafting unit where none of these does (办理流程第六节). */
const HOLDERS: Partial<Record<Matter['case']['state'], Role>> = {
  submitted: 'intake',
  accepted: 'second',
  reviewing: 'reviewer',
  consulting: 'reviewer',
  suspended: 'lead',
  'opinion-drafted': 'second',
  signing: 'lead',
  rechecking: 'reviewer',
  published: 'registrar',
}

function holderOf({ organisation, reviewOffice }: WatchedReview, { case: matter }: Matter, names: Names): string {
  const role = HOLDERS[matter.state]
  if (role === undefined) return matter.takenIn?.unit ?? organisation
  const name = role === 'reviewer' ? (names.get(matter.reviewerId ?? '') ?? '') : ''
  return [reviewOffice ?? organisation, ROLE_NAMES[role], name].filter(Boolean).join(' ')
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

/** 2026-11, 2026-12 … */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) months.push(month.slice(0, 7))
  return months
}
