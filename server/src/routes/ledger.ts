import { exportLedger, getLedger, type LedgerItem, type LedgerRow, type LedgerTotal } from '@hongxian/shared/api'
import {
  ANSWER_NAMES,
  CONCLUSION_NAMES,
  computeDeadline,
  countAnswers,
  daysBetween,
  ILLEGAL_HEADING,
  KIND_NAMES,
  lastRound,
  MissingYearError,
  type ReviewState,
  STATE_NAMES,
} from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { ledgerXlsx } from '../export/index.ts'
import { type Actor, mount } from '../http/index.ts'
import { listAllReviews, namesOf, type WatchedReview } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { unitOf } from './holder.ts'
import { type Matter, pointsOf, readClock, reviewTermOf } from './matter.ts'
import { scopeOf } from './scope.ts'

/** 总账—台账—细账: each number of the first is a count of rows of the second, whose opinions the third spells out. */
export function mountLedger(app: Hono, deps: RouteDeps): void {
  mount(app, deps, getLedger, ({ query, actor }) => readLedger(deps, actor, query))

  mount(app, deps, exportLedger, async ({ query, actor }) => {
    const ledger = await readLedger(deps, actor, query)
    const file = ledgerXlsx(ledger, actor.organisation.name)
    return { name: `合法性审核台账（${ledger.from}至${ledger.to}）.xlsx`, base64: file.toString('base64') }
  })
}

interface Kept {
  readonly review: WatchedReview
  readonly matter: Matter
}

async function readLedger(
  { store: { db }, clock, calendar }: RouteDeps,
  actor: Actor,
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
) {
  const asOf = dayInChina(clock())
  const period = { from: query.from ?? `${asOf.slice(0, 4)}-01-01`, to: query.to ?? asOf }
  const all = (await listAllReviews(db, scopeOf(actor))).map((review) => ({
    review,
    matter: JSON.parse(review.matter) as Matter,
  }))
  const kept = all.filter(({ matter: { clock } }) => {
    const { submittedOn } = readClock(clock)
    return submittedOn !== null && period.from <= submittedOn && submittedOn <= period.to
  })
  const names = await namesOf(db, [...new Set(kept.flatMap(({ matter }) => matter.case.reviewerId ?? []))])
  const dueOf = (matter: Matter): string | null => {
    const clock = readClock(matter.clock)
    const term = reviewTermOf(matter.case.kind, clock)
    if (clock.acceptedOn === null || term === null) return null
    try {
      return computeDeadline(clock.acceptedOn, term, clock.pauses, calendar).due
    } catch (error) {
      // A year without a calendar: the reminders say so.
      if (error instanceof MissingYearError) return null
      throw error
    }
  }
  const rows = kept
    .map(({ review, matter }) => rowOf(review, matter, { asOf, due: dueOf(matter), names }))
    .sort((a, b) => a.receivedOn.localeCompare(b.receivedOn) || a.draftId.localeCompare(b.draftId))
  return { ...period, asOf, totals: totalsOf(rows, kept), rows, items: kept.flatMap(itemsOf) }
}

interface Reckoned {
  readonly asOf: string
  readonly due: string | null
  readonly names: ReadonlyMap<string, string>
}

function rowOf(review: WatchedReview, matter: Matter, { asOf, due, names }: Reckoned): LedgerRow {
  const { state, kind, reviewerId, opinionNumber, procedures, registrationNumber, conclusion } = matter.case
  const clock = readClock(matter.clock)
  const { issued } = matter
  const signed = opinionNumber === null ? null : (issued?.conclusion ?? conclusion)
  const signedOn = opinionNumber === null ? null : (issued?.on ?? procedures.legalityReview)
  const points = issued?.opinion.sections ?? []
  const counts = countAnswers(matter.case.feedback ?? [])
  const illegal = points
    .filter(({ heading }) => heading === ILLEGAL_HEADING)
    .reduce((sum, { items }) => sum + items.length, 0)
  return {
    draftId: review.draftId,
    title: review.title,
    unit: unitOf(review, matter.case),
    kind,
    kindName: KIND_NAMES[kind],
    state,
    stateName: STATE_NAMES[state],
    reviewer: names.get(reviewerId ?? '') ?? null,
    receivedOn: clock.submittedOn as string,
    acceptedOn: clock.acceptedOn,
    signedOn,
    pausedDays: clock.pauses.reduce((sum, { from, to }) => sum + daysBetween(from, to ?? asOf), 0),
    due,
    isLate: due !== null && !(signedOn === null && ENDED.includes(state)) && (signedOn ?? asOf) > due,
    opinionNumber,
    conclusion: signed && CONCLUSION_NAMES[kind][signed],
    illegal,
    others: points.reduce((sum, { items }) => sum + items.length, 0) - illegal,
    answered: counts.adopted + counts.partly + counts.declined,
    adopted: counts.adopted,
    deliberatedOn: procedures.deliberation,
    registrationNumber,
    publishedOn: clock.publishedOn,
    filedOn: clock.filedOn,
    validUntil: clock.validUntil,
  }
}

/** Without an opinion there will be none. */
const ENDED: readonly ReviewState[] = ['withdrawn', 'not-applicable', 'returned', 'archived']

function totalsOf(rows: readonly LedgerRow[], kept: readonly Kept[]): LedgerTotal[] {
  const conclusions = new Map(
    kept.map(
      ({
        review,
        matter: {
          issued,
          case: { conclusion, opinionNumber },
        },
      }) => [review.draftId, opinionNumber === null ? null : (issued?.conclusion ?? conclusion)],
    ),
  )
  const groups = new Map<string, LedgerRow[]>()
  for (const row of rows) {
    const key = `${row.unit}\n${row.kindName}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
    .map((group) => {
      const count = (holds: (row: LedgerRow) => boolean) => group.filter(holds).length
      const concluded = (conclusion: string) => count(({ draftId }) => conclusions.get(draftId) === conclusion)
      const { unit, kindName } = group[0] as LedgerRow
      return {
        unit,
        kindName,
        received: group.length,
        accepted: count(({ acceptedOn }) => acceptedOn !== null),
        signed: count(({ signedOn }) => signedOn !== null),
        lawful: concluded('lawful'),
        revise: concluded('revise'),
        unlawful: concluded('unlawful'),
        late: count(({ isLate }) => isLate),
        open: count(({ signedOn, state }) => signedOn === null && !ENDED.includes(state)),
        answered: group.reduce((sum, { answered }) => sum + answered, 0),
        adopted: group.reduce((sum, { adopted }) => sum + adopted, 0),
      }
    })
    .sort((a, b) => a.unit.localeCompare(b.unit, 'zh') || a.kindName.localeCompare(b.kindName, 'zh'))
}

function itemsOf({ review, matter }: Kept): LedgerItem[] {
  const { opinion } = matter.issued ?? {}
  if (!opinion) return []
  const of = {
    draftId: review.draftId,
    title: review.title,
    unit: unitOf(review, matter.case),
    opinionNumber: opinion.number,
  }
  return pointsOf(matter.issued).map(({ heading, clause, quote, text }, n) => {
    const last = lastRound(matter.case.feedback ?? [], n + 1)
    return {
      ...of,
      heading,
      clause,
      quote,
      text,
      answer: last === null ? '' : ANSWER_NAMES[last.answer],
      reason: last?.reason ?? '',
    }
  })
}
