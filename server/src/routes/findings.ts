import {
  type DecideRequest,
  type Decision,
  decideFinding,
  decideFindings,
  type RecordedFinding,
} from '@hongxian/shared/api'
import { VERDICT_NAMES } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import {
  appendEvent,
  countFindings,
  currentDecisions,
  findDraft,
  findFinding,
  findLatestCheck,
  findReview,
  findReviewOffice,
  listFindings,
  type NewDecision,
  type Reading,
  recordDecision,
  type Scope,
  setDraftCounts,
  type Writing,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import type { Matter } from './matter.ts'
import { changeScopeOf } from './scope.ts'
import { withheldFrom } from './withheld.ts'

const VERBS = { accepted: '采纳', rejected: '不采纳', deferred: '暂不处理', undone: '撤销处理' } as const

export function mountFindings(app: Hono, deps: RouteDeps): void {
  const { store } = deps

  mount(app, deps, decideFinding, async ({ params, body, actor }) => {
    const decided = await store.write((writing) => decideAll(writing, actor, [params.findingId], body, () => body.seen))
    return decided[0] as RecordedFinding
  })

  mount(app, deps, decideFindings, async ({ body: { findingIds, decision, seen }, actor }) => {
    const ids = [...new Set(findingIds)]
    const decided = await store.write((writing) => decideAll(writing, actor, ids, { decision }, (id) => seen?.[id]))
    return { findings: decided }
  })
}

type Choice = z.output<typeof DecideRequest>

interface Found {
  readonly finding: RecordedFinding
  readonly draftId: string
}

/** `at` of the decision that the person saw on a finding, `null` for none; `undefined` where that was not told. */
type SeenOf = (findingId: string) => string | null | undefined

/** All of them or, where one cannot be decided on, none. @throws HttpProblem `finding-not-found`, `forbidden`, `stale-version` */
async function decideAll(
  writing: Writing,
  actor: Actor,
  findingIds: readonly string[],
  choice: Choice,
  seenOf: SeenOf,
): Promise<RecordedFinding[]> {
  const scope = changeScopeOf(actor)
  const found: Found[] = []
  for (const id of findingIds) {
    const one = await findFinding(writing.db, scope, id)
    if (!one) throw new HttpProblem('finding-not-found', '该审核发现不存在，或者不属于本单位。', { id })
    found.push(one)
  }
  const draftIds = [...new Set(found.map(({ draftId }) => draftId))]
  for (const draftId of draftIds) {
    await assertDecides(writing.db, actor, draftId)
    await assertSeen(writing.db, actor, draftId, found, seenOf)
  }
  for (const one of found) await decide(writing, actor, one, choice)
  for (const draftId of draftIds) await countAgain(writing, scope, draftId)
  const decided = await Promise.all(findingIds.map((id) => findFinding(writing.db, scope, id)))
  return decided.flatMap((one) => one?.finding ?? [])
}

/** Whoever decides on what somebody else decided meanwhile is told so first. @throws HttpProblem `stale-version` */
async function assertSeen(
  db: Reading,
  actor: Actor,
  draftId: string,
  found: readonly Found[],
  seenOf: SeenOf,
): Promise<void> {
  const seen = found.flatMap(({ finding, draftId: its }) => {
    const at = its === draftId ? seenOf(finding.id) : undefined
    return at === undefined ? [] : [{ ...finding, at }]
  })
  if (seen.length === 0) return
  const decisions = await currentDecisions(db, draftId, await withheldFrom(db, actor, draftId))
  for (const { id, threadId, clause, at } of seen) {
    const decision = decisions.get(threadId)
    const decidedAt = decision?.at ?? null
    if (at === decidedAt) continue
    const about = `${clause || '全文'}的审核发现`
    const happened = decision ? `${about}${whoDecided(decision)}` : `${about}原有的处理已经撤销`
    const detail = `${happened}。本次处理没有记入；核对后仍要处理的，请再次提交。`
    throw new HttpProblem('stale-version', detail, { id, decidedAt })
  }
}

const whoDecided = ({ by, at, decision, reason }: Decision): string =>
  `已由${by.name}于${minuteInChina(new Date(at))}处理为“${VERBS[decision]}”${reason && `，理由：${reason}`}`

/** 2026年11月22日10时05分. */
function minuteInChina(instant: Date): string {
  const [, year, month, day, hour, minute] =
    /(\d+)-0?(\d+)-0?(\d+)T0?(\d+):(\d+)/.exec(new Date(instant.getTime() + 8 * 3_600_000).toISOString()) ?? []
  return `${year}年${month}月${day}日${hour}时${minute}分`
}

async function decide(writing: Writing, actor: Actor, { finding, draftId }: Found, choice: Choice): Promise<void> {
  // Words of one's own are for what was taken over.
  const isAccepted = choice.decision === 'accepted'
  const said = {
    decision: choice.decision,
    reason: choice.reason?.trim() ?? '',
    verdict: (isAccepted && choice.verdict) || null,
    message: (isAccepted && choice.message) || null,
    suggestion: choice.suggestion ?? null,
    falseAlarm: choice.falseAlarm ?? false,
  }
  const { id, digest } = await recordDecision(writing, { draftId, finding, ...said, actorId: actor.id })
  const { id: findingId, threadId, versionId, rule, code } = finding
  await appendEvent(writing, {
    organisationId: actor.organisation.id,
    actorId: actor.id,
    type: 'decision.made',
    draftId,
    summary: `${VERBS[choice.decision]}对${finding.clause || '全文'}的审核意见${detailsOf(said)}。`,
    payload: { id, digest, findingId, threadId, versionId, rule, code, ...said },
  })
}

/** What was changed in taking a finding over. */
function detailsOf({ verdict, message, suggestion }: Pick<NewDecision, 'verdict' | 'message' | 'suggestion'>): string {
  const parts = [
    verdict && `定为${VERDICT_NAMES[verdict]}`,
    message !== null && '改写问题',
    suggestion !== null && '改写修改建议',
  ].filter(Boolean)
  return parts.length === 0 ? '' : `（${parts.join('，')}）`
}

/** What the ledger shows of a draft. */
async function countAgain(writing: Writing, scope: Scope, draftId: string): Promise<void> {
  const draft = await findDraft(writing.db, scope, draftId)
  const check = draft && (await findLatestCheck(writing.db, draft.currentVersionId))
  if (check) await setDraftCounts(writing, draftId, countFindings(await listFindings(writing.db, check)))
}

/** Where nobody else's opinion is under way on the draft. */
const NOT_WITH_OTHERS: readonly string[] = ['draft', 'returned', 'withdrawn']

/** What was submitted to another office is decided there. @throws HttpProblem `forbidden` */
export async function assertDecides(db: Reading, { organisation }: Actor, draftId: string): Promise<void> {
  const office = await findReviewOffice(db, draftId)
  if (office === null || office.id === organisation.id) return
  const stored = await findReview(db, draftId)
  const state = stored ? (JSON.parse(stored.matter) as Matter).case.state : 'draft'
  if (!NOT_WITH_OTHERS.includes(state))
    throw new HttpProblem('forbidden', `此件已送${office.name}审核，审核发现由该单位处理。`)
}
