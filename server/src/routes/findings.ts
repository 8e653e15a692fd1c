import { decideFinding } from '@hongxian/shared/api'
import type { Hono } from 'hono'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import {
  appendEvent,
  countFindings,
  findDraft,
  findFinding,
  findLatestCheck,
  findReview,
  findReviewOffice,
  listFindings,
  type Reading,
  recordDecision,
  setDraftCounts,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import type { Matter } from './matter.ts'
import { changeScopeOf } from './scope.ts'

const VERBS = { accepted: '采纳', rejected: '不采纳', deferred: '暂不处理', undone: '撤销处理' } as const

export function mountFindings(app: Hono, deps: RouteDeps): void {
  const { store } = deps

  mount(app, deps, decideFinding, async ({ params, body, actor, fail }) => {
    const scope = changeScopeOf(actor)
    const decided = await store.write(async (writing) => {
      const found = await findFinding(writing.db, scope, params.findingId)
      if (!found) return null
      const { finding, draftId } = found
      await assertDecides(writing.db, actor, draftId)
      const decision = {
        draftId,
        finding,
        decision: body.decision,
        reason: body.reason?.trim() ?? '',
        suggestion: body.suggestion ?? null,
        falseAlarm: body.falseAlarm ?? false,
        actorId: actor.id,
      }
      const { id, digest } = await recordDecision(writing, decision)
      await appendEvent(writing, {
        organisationId: scope.organisationId,
        actorId: actor.id,
        type: 'decision.made',
        draftId,
        summary: `${VERBS[body.decision]}对${finding.clause || '全文'}的审核意见。`,
        payload: {
          id,
          digest,
          findingId: finding.id,
          threadId: finding.threadId,
          versionId: finding.versionId,
          rule: finding.rule,
          code: finding.code,
          decision: body.decision,
          reason: decision.reason,
          suggestion: decision.suggestion,
          falseAlarm: decision.falseAlarm,
        },
      })
      const draft = await findDraft(writing.db, scope, draftId)
      const check = draft && (await findLatestCheck(writing.db, draft.currentVersionId))
      if (check) await setDraftCounts(writing, draftId, countFindings(await listFindings(writing.db, check)))
      return findFinding(writing.db, scope, params.findingId)
    })
    return (
      decided?.finding ?? fail('finding-not-found', '该审核发现不存在，或者不属于本单位。', { id: params.findingId })
    )
  })
}

/** Where nobody else's opinion is under way on the draft. */
const NOT_WITH_OTHERS: readonly string[] = ['draft', 'returned', 'withdrawn']

/** What was submitted to another office is decided there. @throws HttpProblem `forbidden` */
async function assertDecides(db: Reading, { organisation }: Actor, draftId: string): Promise<void> {
  const office = await findReviewOffice(db, draftId)
  if (office === null || office.id === organisation.id) return
  const stored = await findReview(db, draftId)
  const state = stored ? (JSON.parse(stored.matter) as Matter).case.state : 'draft'
  if (!NOT_WITH_OTHERS.includes(state))
    throw new HttpProblem('forbidden', `此件已送${office.name}审核，审核发现由该单位处理。`)
}
