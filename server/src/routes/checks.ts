import { type CheckResponse, createCheck } from '@hongxian/shared/api'
import type { Hono } from 'hono'
import { mount, RawJson } from '../http/index.ts'
import {
  findDraftState,
  findLastSequence,
  findLatestCheck,
  findVersion,
  listFindings,
  type Scope,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { annotationsOn, findingChanges, findingsOf, versionDiff } from './describe-version.ts'
import { type RecordedCheck, recordText } from './record-check.ts'
import { scopeOf } from './scope.ts'
import { ToldChecks } from './told-checks.ts'

export function mountChecks(app: Hono, deps: RouteDeps): void {
  const told = new ToldChecks()
  mount(app, deps, createCheck, async ({ body, actor, fail }) => {
    if (body.text.length > deps.maxTextLength)
      return fail('text-too-long', `正文共 ${body.text.length} 字，超过 ${deps.maxTextLength} 字的上限。`, {
        length: body.text.length,
        limit: deps.maxTextLength,
      })
    const recorded = await recordText(deps, actor, body)
    if (!recorded) return fail('draft-not-found', '该文件不存在，或者不属于本单位。')
    return tell(deps, told, scopeOf(actor), recorded)
  })
}

/** As `describe`; where nothing has happened since somebody of this office was told of this check, the same text. */
async function tell(
  deps: RouteDeps,
  told: ToldChecks,
  scope: Scope,
  recorded: RecordedCheck,
): Promise<CheckResponse | RawJson> {
  if (recorded.newVersion) return describe(deps, scope, recorded)
  const { draftId, versionId, checkId } = recorded
  const { db } = deps.store
  // Read before what is told: what happens in between makes another state.
  const [sequence, draft] = await Promise.all([findLastSequence(db, draftId), findDraftState(db, scope, draftId)])
  const state = { sequence, draft: JSON.stringify(draft) }
  const key = `${scope.organisationId} ${scope.counselId ?? ''} ${draftId} ${versionId} ${checkId}`
  const known = draft && told.find(key, state)
  if (known) return new RawJson(known)
  const text = JSON.stringify(await describe(deps, scope, recorded))
  told.keep(key, state, text)
  return new RawJson(text)
}

/** What the sender is told: the record, and how it compares with the version before. */
async function describe(deps: RouteDeps, scope: Scope, recorded: RecordedCheck): Promise<CheckResponse> {
  const { db } = deps.store
  const [state, found, check] = await Promise.all([
    findDraftState(db, scope, recorded.draftId),
    findVersion(db, scope, recorded.versionId),
    findLatestCheck(db, recorded.versionId),
  ])
  if (!state || !found || !check) throw new Error(`record of check ${recorded.checkId} is incomplete`)
  const findings = await listFindings(db, check)
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
    annotations: await annotationsOn(deps, scope, found),
    diff: previous && (await versionDiff(deps, previous, found)),
    findingChanges:
      previous &&
      (await findingChanges(
        deps,
        { text: previous.text, findings: await findingsOf(deps, previous.id) },
        { text, findings },
      )),
  }
}
