import { getStatistics, type Statistics } from '@hongxian/shared/api'
import { countAnswers } from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { mount } from '../http/index.ts'
import { countDrafts, countMatters, listDecisions, listReviews } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import type { Matter } from './matter.ts'
import { scopeOf } from './scope.ts'

type Decided = Awaited<ReturnType<typeof listDecisions>>[number]

export function mountStatistics(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store
  mount(app, deps, getStatistics, async ({ query, actor }) => {
    const today = dayInChina(deps.clock())
    const period = { from: query.from ?? `${today.slice(0, 4)}-01-01`, to: query.to ?? today }
    const scope = scopeOf(actor)
    const [drafts, matters, decisions, stored] = await Promise.all([
      countDrafts(db, scope, period),
      countMatters(db, scope, period),
      listDecisions(db, scope, period),
      listReviews(db, scope, period),
    ])
    const reviews = stored.map(({ state, matter }) => ({ state, matter: JSON.parse(matter) as Matter }))
    const last = [...lastDecisions(decisions).values()]
    const by = (decision: string) => last.filter((one) => one.decision === decision).length
    const [accepted, rejected, deferred] = [by('accepted'), by('rejected'), by('deferred')]
    const total = matters
      .filter(({ severity }) => severity !== 'hint')
      .reduce((sum, row) => sum + Number(row.matters), 0)
    return {
      ...period,
      drafts: drafts.map((row) => ({
        kind: row.kind as Statistics['drafts'][number]['kind'],
        drafts: Number(row.drafts),
        versions: Number(row.versions),
      })),
      findings: matters.map((row) => ({
        code: row.code,
        severity: row.severity as Statistics['findings'][number]['severity'],
        matters: Number(row.matters),
      })),
      decisions: { accepted, rejected, deferred, undecided: Math.max(0, total - accepted - rejected - deferred) },
      acceptance: accepted + rejected === 0 ? null : accepted / (accepted + rejected),
      adoption: adoptionOf(reviews.flatMap(({ matter }) => matter.case.feedback ?? [])),
      falseAlarms: falseAlarms(last),
      states: tally(reviews.map(({ state }) => state)).map(([state, drafts]) => ({
        state: state as Statistics['states'][number]['state'],
        drafts,
      })),
      conclusions: tally(reviews.flatMap(({ matter }) => signedConclusion(matter) ?? [])).map(
        ([conclusion, drafts]) => ({
          conclusion: conclusion as Statistics['conclusions'][number]['conclusion'],
          drafts,
        }),
      ),
    }
  })
}

function adoptionOf(feedback: Matter['case']['feedback']): Statistics['adoption'] {
  const counts = countAnswers(feedback)
  const answered = counts.adopted + counts.partly + counts.declined
  return { ...counts, rate: answered === 0 ? null : counts.adopted / answered }
}

/** As the signed opinion has it; a text changed by it and found lawful after that was still to be changed. */
const signedConclusion = ({ issued, case: { conclusion, opinionNumber } }: Matter) =>
  issued?.conclusion ?? (opinionNumber === null ? null : conclusion)

/** The decision in force of each matter: the last one not taken back. */
function lastDecisions(decisions: readonly Decided[]): Map<string, Decided> {
  const stacks = new Map<string, Decided[]>()
  for (const one of decisions) {
    const stack = stacks.get(one.thread_id) ?? []
    stacks.set(one.thread_id, stack)
    if (one.decision === 'undone') stack.pop()
    else stack.push(one)
  }
  return new Map(
    [...stacks].flatMap(([thread, stack]) => (stack.length > 0 ? [[thread, stack.at(-1) as Decided]] : [])),
  )
}

// Enough to see what is wrong with the rule; all of them stand in the history.
const REASONS_SHOWN = 20

function falseAlarms(last: readonly Decided[]): Statistics['falseAlarms'] {
  const byRule = new Map<string, string[]>()
  for (const { rule, reason, false_alarm } of last)
    if (false_alarm === 1) byRule.set(rule, [...(byRule.get(rule) ?? []), reason])
  return [...byRule]
    .map(([rule, reasons]) => ({ rule, count: reasons.length, reasons: [...new Set(reasons)].slice(0, REASONS_SHOWN) }))
    .sort((a, b) => b.count - a.count)
}

function tally(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
