import { type CallInput, changeAnnotation, createAnnotation, listAnnotations } from '@hongxian/shared/api'
import { type Role, VERDICT_NAMES } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { annotationsOn, placeAnnotation, withListing } from './describe-version.ts'
import { assertDecides } from './findings.ts'
import { changeScopeOf, scopeOf } from './scope.ts'
import { withheldFrom } from './withheld.ts'

const DECIDERS: readonly Role[] = ['reviewer', 'second', 'lead']

const isDecider = ({ roles }: Actor): boolean => roles.some((role) => DECIDERS.includes(role))

/** 列入审核意见 is for those who decide what the opinion says. @throws HttpProblem `forbidden` */
async function assertLists(db: store.Reading, actor: Actor, draftId: string): Promise<void> {
  if (!isDecider(actor)) throw new HttpProblem('forbidden', '批注列入审核意见，由审核承办人、复核人、审核负责人办理。')
  await assertDecides(db, actor, draftId)
}

function summaryOf({ withdrawn, resolved, listedAs }: CallInput<'changeAnnotation'>['body']): string {
  if (withdrawn) return '撤回批注。'
  if (resolved) return '批注已办结。'
  if (listedAs === undefined) return '修改批注。'
  return listedAs === null ? '批注不再列入审核意见。' : `批注列入审核意见（${VERDICT_NAMES[listedAs]}）。`
}

export function mountAnnotations(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, createAnnotation, async ({ body, actor, fail }) => {
    const scope = changeScopeOf(actor)
    const version = await store.findVersion(db, scope, body.versionId)
    if (!version) return fail('version-not-found', '该稿次不存在，或者不属于本单位。', { id: body.versionId })
    if (version.text.slice(body.span.start, body.span.end) !== body.quote) {
      const draft = await store.findDraft(db, scope, version.draftId)
      const detail = '所标注的文字与该稿次不一致，请刷新页面后重新标注。'
      return fail('stale-version', detail, draft ? { currentVersionId: draft.currentVersionId } : {})
    }
    if (body.listedAs != null) await assertLists(db, actor, version.draftId)
    const written = {
      originVersionId: version.id,
      draftId: version.draftId,
      span: body.span,
      quote: body.quote,
      body: body.body,
      replacement: body.replacement ?? null,
      listedAs: body.listedAs ?? null,
    }
    const id = await deps.store.write(async (writing) => {
      // An extension that was not sure to be heard sends again what it wrote.
      const same = await store.findSameAnnotation(writing.db, { ...written, actorId: actor.id })
      if (same !== null) return same
      const id = await store.createAnnotation(writing, { ...written, actorId: actor.id })
      await store.appendEvent(writing, {
        organisationId: scope.organisationId,
        actorId: actor.id,
        type: 'annotation.created',
        draftId: version.draftId,
        summary: '添加批注。',
        payload: { id, ...written },
      })
      return id
    })
    const annotation = await store.findAnnotation(db, scope, id)
    if (!annotation) throw new Error(`annotation ${id} is not there after writing`)
    return placeAnnotation(deps, annotation, version, version)
  })

  mount(app, deps, listAnnotations, async ({ params, actor, fail }) => {
    const scope = scopeOf(actor)
    const version = await store.findVersion(db, scope, params.versionId)
    if (!version) return fail('version-not-found', '该稿次不存在，或者不属于本单位。', { id: params.versionId })
    return { items: await annotationsOn(deps, scope, version, await withheldFrom(db, actor, version.draftId)) }
  })

  mount(app, deps, changeAnnotation, async ({ params, body, actor, fail }) => {
    const scope = changeScopeOf(actor)
    const changed = await deps.store.write(async (writing) => {
      const annotation = await store.findAnnotation(writing.db, scope, params.annotationId)
      if (!annotation || annotation.withdrawn) return null
      const isWording = body.body !== undefined || body.replacement !== undefined || body.withdrawn !== undefined
      if (isWording && annotation.by.id !== actor.id) return 'not-author' as const
      if (body.listedAs !== undefined) await assertLists(writing.db, actor, annotation.draftId)
      const withheld = await withheldFrom(writing.db, actor, annotation.draftId)
      // Words that somebody else changes are not those that the reviewer put into the opinion.
      const leaves = isWording && annotation.listedAs !== null && (withheld !== null || !isDecider(actor))
      const said = leaves ? { ...body, listedAs: null } : body
      const change = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
      await store.changeAnnotation(writing, annotation, change)
      await store.appendEvent(writing, {
        organisationId: scope.organisationId,
        actorId: actor.id,
        type: body.withdrawn ? 'annotation.withdrawn' : 'annotation.changed',
        draftId: annotation.draftId,
        summary: summaryOf(body),
        payload: { id: annotation.id, change },
      })
      return withListing({ ...annotation, ...change, changedAt: writing.at }, withheld)
    })
    if (changed === 'not-author') return fail('forbidden', '批注的文字只能由作者本人修改或者撤回。')
    if (!changed) return fail('annotation-not-found', '该批注不存在，或者已经撤回。', { id: params.annotationId })
    const origin = await store.findVersion(db, scope, changed.originVersionId)
    if (!origin) throw new Error(`version ${changed.originVersionId} of an annotation is not there`)
    return placeAnnotation(deps, changed, origin, origin)
  })
}
