import { type DecideRequest, decideFinding, decideFindings, type RecordedFinding } from '@hongxian/shared/api'
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
    const decided = await store.write((writing) => decideAll(writing, actor, [params.findingId], body))
    return decided[0] as RecordedFinding
  })

  mount(app, deps, decideFindings, async ({ body: { findingIds, decision }, actor }) => {
    const ids = [...new Set(findingIds)]
    return { findings: await store.write((writing) => decideAll(writing, actor, ids, { decision })) }
  })
}

type Choice = z.output<typeof DecideRequest>

/** All of them or, where one cannot be decided on, none. @throws HttpProblem `finding-not-found`, `forbidden`, `stale-version` */
async function decideAll(
  writing: Writing,
  actor: Actor,
  findingIds: readonly string[],
  choice: Choice,
): Promise<RecordedFinding[]> {
  const scope = changeScopeOf(actor)
  const found: { finding: RecordedFinding; draftId: string }[] = []
  for (const id of findingIds) {
    const one = await findFinding(writing.db, scope, id)
    if (!one) throw new HttpProblem('finding-not-found', '该审核发现不存在，或者不属于本单位。', { id })
    found.push(one)
  }
  const draftIds = [...new Set(found.map(({ draftId }) => draftId))]
  for (const draftId of draftIds) await assertDecides(writing.db, actor, draftId)
  if (choice.seen !== undefined) for (const one of found) await assertSeen(writing.db, actor, one, choice.seen)
  for (const one of found) await decide(writing, actor, one, choice)
  for (const draftId of draftIds) await countAgain(writing, scope, draftId)
  const decided = await Promise.all(findingIds.map((id) => findFinding(writing.db, scope, id)))
  return decided.flatMap((one) => one?.finding ?? [])
}

/**
 * Whoever decides on what somebody else decided meanwhile is told so first.
 *
 * @param seen as in `DecideRequest`
 * @throws HttpProblem `stale-version`
 */
async function assertSeen(
  db: Reading,
  actor: Actor,
  { finding, draftId }: { readonly finding: RecordedFinding; readonly draftId: string },
  seen: string | null,
): Promise<void> {
  const decisions = await currentDecisions(db, draftId, await withheldFrom(db, actor, draftId))
  const decision = decisions.get(finding.threadId)
  const decidedAt = decision?.at ?? null
  if (seen === decidedAt) return
  const happened = decision
    ? `${decision.by.name}已于${minuteInChina(new Date(decision.at))}处理此条：${VERBS[decision.decision]}${decision.reason && `（${decision.reason}）`}。`
    : '此条原有的处理已经撤销。'
  const members = { id: finding.id, decidedAt }
  throw new HttpProblem('stale-version', `${happened}本次处理没有记入；核对后仍要处理的，请再次提交。`, members)
}

/** 2026年11月22日10时05分. */
function minuteInChina(instant: Date): string {
  const [, year, month, day, hour, minute] =
    /(\d+)-0?(\d+)-0?(\d+)T0?(\d+):(\d+)/.exec(new Date(instant.getTime() + 8 * 3_600_000).toISOString()) ?? []
  return `${year}年${month}月${day}日${hour}时${minute}分`
}

async function decide(
  writing: Writing,
  actor: Actor,
  { finding, draftId }: { readonly finding: RecordedFinding; readonly draftId: string },
  choice: Choice,
): Promise<void> {
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
