import { compareFindings } from '@hongxian/shared/anchor'
import type { CheckRequest, Draft } from '@hongxian/shared/api'
import type { Finding } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'
import type { z } from 'zod'
import type { Examination } from '../batch/index.ts'
import type { Actor } from '../http/index.ts'
import {
  addVersion,
  appendEvents,
  type CheckRecord,
  countFindings,
  createDraft,
  type DraftState,
  digestOfText,
  findDraftState,
  findingsOfCheck,
  findLatestCheck,
  findVersion,
  findVersionByDigest,
  hasAddress,
  listFindings,
  type NewEvent,
  noteAddress,
  recordCheck,
  returnToVersion,
  type Scope,
  setDraftFacts,
  type Writing,
} from '../store/index.ts'
import type { DigestedText } from './analysis.ts'
import type { PublishedRules, RouteDeps } from './deps.ts'
import { findNamedDraft, findRelatedDraft, sourceOf } from './identify-draft.ts'
import { changeScopeOf } from './scope.ts'

type Request = z.output<typeof CheckRequest>

/** What a text says, worked out before anything is written. */
interface Examined {
  readonly request: Request
  readonly digest: string
  readonly asOf: string
  /** Those of the office that checks, whosever draft it is. */
  readonly rules: PublishedRules
  readonly read: Examination
  readonly title: string
  readonly state: DraftState | null
  /** Nothing new about where it was read. */
  readonly isKnownAddress: boolean
  /** The version with this text, where the draft has it already. */
  readonly knownVersionId: string | null
  /** A check on record that says the same. */
  readonly sameCheck: CheckRecord | null
  /** Thread of an earlier finding that each finding goes on, by position. */
  readonly threads: readonly (string | null)[]
}

export interface RecordedCheck {
  readonly draftId: string
  readonly versionId: string
  readonly checkId: string
  readonly newVersion: boolean
}

// The draft moved on between examining and writing; with several people on one page this settles at once.
const ATTEMPTS = 5

/**
 * Checks a text and puts version and findings on record; a text that is on record with the same check writes nothing.
 *
 * @returns `null` when the request names a draft that is not there
 */
export async function recordText(deps: RouteDeps, actor: Actor, request: Request): Promise<RecordedCheck | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const examined = await examine(deps, actor, request)
    if (!examined) return null
    const unchanged = unchangedCheck(examined)
    if (unchanged) return unchanged
    const recorded = await deps.store.write((writing) => put(writing, actor, examined))
    if (recorded) return recorded
  }
  throw new Error(`draft of ${sourceOf(request)} kept changing`)
}

/** @returns `null` when the request names a draft that is not there */
async function examine(deps: RouteDeps, actor: Actor, request: Request): Promise<Examined | null> {
  const { db } = deps.store
  const scope = changeScopeOf(actor)
  const asOf = request.asOf ?? dayInChina(deps.clock())
  const digest = digestOfText(request.text)
  const named = await findNamedDraft(db, scope, request, digest)
  if (request.draftId !== undefined && !named) return null
  const rules = await deps.rules.inForce(actor.organisation.id)
  const readAs = (state: DraftState | null) => readText(deps, { ...request, digest }, state, asOf, rules)
  let read = await readAs(named)
  const state = named ?? (await findRelatedDraft(db, scope, request, readerOf(request, read)))
  // What a person said of the draft holds for its next version too; it is known only now that the draft is.
  if (state && state !== named) read = await readAs(state)
  const known = state && (await findVersionByDigest(db, state.draft.id, digest))
  const lastCheck = known && (await findLatestCheck(db, known.id))
  const isSame = (check: CheckRecord) =>
    check.ruleSetDigest === rules.digest &&
    check.asOf === asOf &&
    check.kind === read.kind &&
    check.issuerLevel === read.issuerLevel
  const sameCheck = lastCheck && isSame(lastCheck) ? lastCheck : null
  return {
    request,
    digest,
    asOf,
    rules,
    read,
    title: titleOf(request, read, state?.draft ?? null),
    state,
    isKnownAddress: !state || (await isKnownAddress(deps, scope, state.draft.id, sourceOf(request))),
    knownVersionId: known?.id ?? null,
    sameCheck,
    threads:
      sameCheck || !state
        ? []
        : await threadsOf(deps, state.draft, lastCheck?.versionId ?? null, { ...request, digest }, read.findings),
  }
}

const isKnownAddress = async ({ store }: RouteDeps, scope: Scope, draftId: string, source: string) =>
  source === '' || (await hasAddress(store.db, scope, draftId, source))

async function readText(
  deps: RouteDeps,
  request: Request & DigestedText,
  state: DraftState | null,
  asOf: string,
  rules: PublishedRules,
): Promise<Examination> {
  const kind = request.kind ?? state?.statedKind ?? undefined
  const issuerLevel = request.issuerLevel ?? state?.statedIssuerLevel
  const last = state && (await currentVersion(deps, state.draft))
  return deps.analysis.examine(request, { kind, issuerLevel }, asOf, rules, last)
}

/** The draft is known to be one of this office's. */
const currentVersion = ({ store }: RouteDeps, { organisation, currentVersionId }: Draft) =>
  findVersion(store.db, { organisationId: organisation.id }, currentVersionId)

const readerOf = (request: Request, read: Examination) => ({
  text: request.text,
  kind: read.kind,
  titles: [...new Set([titleOf(request, read, null), titleOf({ ...request, title: undefined }, read, null)])],
})

const TITLE_LIMIT = 200

function titleOf(request: Request, { title }: Examination, draft: Draft | null): string {
  const stated = request.title?.trim()
  const read = title?.trim()
  const firstLine = /\S[^\n]*/.exec(request.text)?.[0].trim()
  return (stated || read || draft?.title || firstLine || '未命名文件').replace(/\s+/g, ' ').slice(0, TITLE_LIMIT)
}

/** Which matters go on: those of an earlier check of this text, or else of the version before it. */
async function threadsOf(
  deps: RouteDeps,
  draft: Draft,
  knownVersionId: string | null,
  text: DigestedText,
  findings: readonly Finding[],
): Promise<(string | null)[]> {
  const base = await currentVersion(deps, { ...draft, currentVersionId: knownVersionId ?? draft.currentVersionId })
  const check = base && (await findLatestCheck(deps.store.db, base.id))
  if (!base || !check) return []
  const { context } = await deps.analysis.compare(base, text)
  const before = (await findingsOfCheck(deps.store.db, check)).map(({ finding }) => finding)
  const { persisting } = compareFindings(context, before, findings)
  const threads = new Map(persisting.map(({ before, after }) => [after, before.threadId]))
  return findings.map((finding) => threads.get(finding) ?? null)
}

function unchangedCheck(examined: Examined): RecordedCheck | null {
  const { state, knownVersionId, sameCheck, title, request } = examined
  if (!state || !sameCheck || knownVersionId !== state.draft.currentVersionId || title !== state.draft.title)
    return null
  if (!examined.isKnownAddress) return null
  if (request.kind !== undefined && request.kind !== state.statedKind) return null
  if (request.issuerLevel && request.issuerLevel !== state.statedIssuerLevel) return null
  return { draftId: state.draft.id, versionId: knownVersionId, checkId: sameCheck.id, newVersion: false }
}

/** @returns `null` when the draft is not any more as it was examined */
async function put(writing: Writing, actor: Actor, examined: Examined): Promise<RecordedCheck | null> {
  const scope = changeScopeOf(actor)
  const { request, state } = examined
  const now = state
    ? await findDraftState(writing.db, scope, state.draft.id)
    : ((await findNamedDraft(writing.db, scope, request, examined.digest)) ??
      (await findRelatedDraft(writing.db, scope, request, readerOf(request, examined.read))))
  if (now?.draft.currentVersionId !== state?.draft.currentVersionId) return null
  const { event, ...placed } = await putVersion(writing, actor, examined)
  const checked = examined.sameCheck ? null : await putCheck(writing, actor, examined, placed)
  await appendEvents(writing, [...(event ? [event] : []), ...(checked ? [checked.event] : [])])
  const check = checked ?? (examined.sameCheck as CheckRecord)
  if (state && !examined.isKnownAddress) await noteAddress(writing, scope, state.draft.id, sourceOf(request))
  const counts = countFindings(await listFindings(writing.db, check))
  await setDraftFacts(writing, placed.draftId, now?.draft.title ?? null, factsOf(examined), counts)
  return { ...placed, checkId: check.id }
}

const factsOf = ({ request, read, title, state }: Examined) => ({
  title,
  kind: read.kind,
  issuerLevel: read.issuerLevel,
  statedKind: request.kind ?? state?.statedKind ?? null,
  statedIssuerLevel: request.issuerLevel ?? state?.statedIssuerLevel ?? null,
})

type PlacedVersion = Omit<RecordedCheck, 'checkId'>

async function putVersion(
  writing: Writing,
  actor: Actor,
  examined: Examined,
): Promise<PlacedVersion & { readonly event: NewEvent | null }> {
  const { request, state, digest, knownVersionId } = examined
  const organisationId = actor.organisation.id
  const version = { digest, text: request.text, actorId: actor.id }
  const event = { organisationId, actorId: actor.id, type: 'version.captured' }
  if (!state) {
    const source = sourceOf(request)
    const { draftId, versionId } = await createDraft(writing, {
      ...factsOf(examined),
      ...version,
      organisationId,
      source,
    })
    const payload = { id: versionId, digest, number: 1, length: request.text.length, source, title: examined.title }
    const summary = `登记“${examined.title}”，取得第1稿。`
    return { draftId, versionId, newVersion: true, event: { ...event, draftId, summary, payload } }
  }
  const { draft } = state
  const draftId = draft.id
  if (knownVersionId === null) {
    const versionId = await addVersion(writing, draft, version)
    const number = draft.versionCount + 1
    const payload = { id: versionId, digest, number, length: request.text.length }
    const captured = { ...event, draftId, summary: `取得第${number}稿。`, payload }
    return { draftId, versionId, newVersion: true, event: captured }
  }
  const placed = { draftId, versionId: knownVersionId, newVersion: false }
  if (knownVersionId === draft.currentVersionId) return { ...placed, event: null }
  await returnToVersion(writing, draft, knownVersionId)
  const payload = { id: knownVersionId, digest }
  const returned = { ...event, type: 'version.returned', draftId, summary: '页面恢复为以前的稿次。', payload }
  return { ...placed, event: returned }
}

async function putCheck(
  writing: Writing,
  actor: Actor,
  examined: Examined,
  placed: PlacedVersion,
): Promise<{ readonly id: string; readonly event: NewEvent }> {
  const { asOf, read, threads, request } = examined
  const { kind, issuerLevel, findings } = read
  const { draftId, versionId } = placed
  const ruleSetDigest = examined.rules.digest
  const { id, digest } = await recordCheck(writing, {
    draftId,
    versionId,
    text: request.text,
    ruleSetDigest,
    asOf,
    kind,
    issuerLevel,
    actorId: actor.id,
    findings,
    threads,
  })
  const count = findings.filter((finding) => finding.severity !== 'hint').length
  const event = {
    organisationId: actor.organisation.id,
    actorId: actor.id,
    type: 'check.recorded',
    draftId,
    summary: count === 0 ? '审核完毕，没有发现问题。' : `审核完毕，发现${count}处问题。`,
    payload: { id, digest, versionId, ruleSetDigest, asOf, kind, findings: findings.length },
  }
  return { id, event }
}
