import { type CheckResponse, createCheck } from '@hongxian/shared/api'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { type Actor, type Handling, mount, RawJson } from '../http/index.ts'
import {
  type CheckRecord,
  currentDecisions,
  findDraftState,
  findingsOfCheck,
  findLastSequence,
  findLatestCheck,
  findVersion,
  withDecisions,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { annotationsOn, findingChanges, versionDiff } from './describe-version.ts'
import { soleNameOf } from './identify-draft.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { type RecordedCheck, recordText } from './record-check.ts'
import { scopeOf } from './scope.ts'
import { ToldChecks } from './told-checks.ts'
import { isOnlyDrafter, withheldFrom } from './withheld.ts'

export function mountChecks(app: Hono, deps: RouteDeps): void {
  const told = new ToldChecks()
  const oneAtATime = createOneAtATime()
  const nameOf = (sentDigest: string, actor: Actor) => `${sentDigest} ${viewOf(actor)} ${dayInChina(deps.clock())}`
  const answerAgain = (sentDigest: string, actor: Actor) => {
    const answer = told.findSent(nameOf(sentDigest, actor), deps.store.stamp())
    return answer && new RawJson(answer)
  }
  const check = async ({ body, actor, fail, sentDigest }: Handling<typeof createCheck>) => {
    if (body.text.length > deps.maxTextLength)
      return fail('text-too-long', `正文共 ${body.text.length} 字，超过 ${deps.maxTextLength} 字的上限。`, {
        length: body.text.length,
        limit: deps.maxTextLength,
      })
    const sent = nameOf(sentDigest, actor)
    // Of before anything is read: what happens meanwhile makes another state.
    const stamp = deps.store.stamp()
    const name = soleNameOf(body)
    const record = () => recordText(deps, actor, body)
    // Two versions at the same time would be examined for nothing: the later one of them starts out from the other.
    const recorded = await (name === null ? record() : oneAtATime(`${actor.organisation.id} ${name}`, record))
    if (!recorded) return fail('draft-not-found', '该文件不存在，或者不属于本单位。')
    if (recorded.newVersion) return describe(deps, actor, recorded)
    const answer = await tell(deps, told, actor, recorded)
    // Somebody else may have put it on record this very moment.
    await deps.store.settled()
    if (stamp === deps.store.stamp()) told.keepSent(sent, stamp, answer)
    return new RawJson(answer)
  }
  mount(app, deps, createCheck, check, { answerAgain })
}

/** Those who are told the same. What is withheld spares one's own work, so drafters of an office that reviews are told apart. */
function viewOf(actor: Actor): string {
  const { organisationId, counselId } = scopeOf(actor)
  return `${organisationId} ${counselId ?? (isOnlyDrafter(actor) ? actor.id : '')}`
}

/** As `describe`; where nothing has happened since somebody of this office was told of this check, the same text. */
async function tell(
  deps: RouteDeps,
  told: ToldChecks,
  actor: Actor,
  recorded: RecordedCheck,
): Promise<Uint8Array<ArrayBuffer>> {
  const { draftId, versionId, checkId } = recorded
  const { db } = deps.store
  const scope = scopeOf(actor)
  // Read before what is told: what happens in between makes another state.
  const [sequence, draft] = await Promise.all([findLastSequence(db, draftId), findDraftState(db, scope, draftId)])
  const state = { sequence, draft: JSON.stringify(draft) }
  const key = `${viewOf(actor)} ${draftId} ${versionId} ${checkId}`
  const known = draft && told.find(key, state)
  if (known) return known
  const answer = new TextEncoder().encode(JSON.stringify(await describe(deps, actor, recorded)))
  told.keep(key, state, answer)
  return answer
}

/** What the sender is told: the record, and how it compares with the version before. */
async function describe(deps: RouteDeps, actor: Actor, recorded: RecordedCheck): Promise<CheckResponse> {
  const { db } = deps.store
  const scope = scopeOf(actor)
  const withheld = await withheldFrom(db, actor, recorded.draftId)
  const [state, found, check] = await Promise.all([
    findDraftState(db, scope, recorded.draftId),
    findVersion(db, scope, recorded.versionId),
    findLatestCheck(db, recorded.versionId),
  ])
  if (!state || !found || !check) throw new Error(`record of check ${recorded.checkId} is incomplete`)
  const decisions = await currentDecisions(db, recorded.draftId, withheld)
  const findingsOf = async (of: CheckRecord | null) =>
    of ? withDecisions(await findingsOfCheck(db, of), decisions) : []
  const findings = await findingsOf(check)
  const previous = state.previousVersionId === null ? null : await findVersion(db, scope, state.previousVersionId)
  const { text, ...version } = found
  return {
    id: check.id,
    draft: state.draft,
    version,
    newVersion: recorded.newVersion,
    ruleSetDigest: check.ruleSetDigest,
    asOf: check.asOf,
    findings,
    annotations: await annotationsOn(deps, scope, found, withheld),
    diff: previous && (await versionDiff(deps, previous, found)),
    findingChanges:
      previous &&
      (await findingChanges(
        deps,
        { ...previous, findings: await findingsOf(await findLatestCheck(db, previous.id)) },
        { ...found, findings },
      )),
  }
}
