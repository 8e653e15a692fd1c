import type { DraftSummary } from '@hongxian/shared/api'
import { KIND_NAMES, MissingYearError, STATE_NAMES } from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import { type DraftSummary as KeptRow, listReviewsOf, namesOf } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { holderOf, unitOf } from './holder.ts'
import { deadlineOf, type Matter, readClock } from './matter.ts'

/** Rows of the ledger with where each review stands, who acts and until when. */
export async function ledgerRows(
  { store: { db }, calendar, clock }: RouteDeps,
  rows: readonly KeptRow[],
): Promise<DraftSummary[]> {
  if (rows.length === 0) return []
  const today = dayInChina(clock())
  const reviews = await listReviewsOf(
    db,
    rows.map(({ id }) => id),
  )
  const matters = new Map(reviews.map((review) => [review.draftId, JSON.parse(review.matter) as Matter]))
  const names = await namesOf(
    db,
    [...matters.values()].flatMap(({ case: { reviewerId } }) => reviewerId ?? []),
  )
  const standing = (id: string): DraftSummary['matter'] => {
    const review = reviews.find(({ draftId }) => draftId === id)
    const matter = matters.get(id)
    if (!review || !matter || matter.case.state === 'draft') return null
    const { state, kind } = matter.case
    return {
      state,
      stateName: STATE_NAMES[state],
      kindName: KIND_NAMES[kind],
      unit: unitOf(review, matter.case),
      holder: OVER.includes(state) ? '' : holderOf(review, matter, names),
      deadline: limitOf({ reviewCase: matter.case, clock: readClock(matter.clock) }),
    }
  }
  const limitOf = (of: Parameters<typeof deadlineOf>[0]) => {
    try {
      const deadline = deadlineOf(of, today, calendar)
      return deadline && { name: deadline.name, due: deadline.due, workdaysLeft: deadline.workdaysLeft }
    } catch (error) {
      // A year without a calendar is told by the reminders and by the matter itself.
      if (error instanceof MissingYearError) return null
      throw error
    }
  }
  return rows.map((row) => ({ ...row, matter: standing(row.id) }))
}

const OVER: readonly Matter['case']['state'][] = [
  'archived',
  'withdrawn',
  'not-applicable',
  'rejected',
  'filed',
  'disclosed',
]
