import { exportComparison, getDiff, getDraft, getVersion, listDrafts, listFindings } from '@hongxian/shared/api'
import { buildComparisonTable } from '@hongxian/shared/diff'
import type { Hono } from 'hono'
import { comparisonDocx } from '../export/index.ts'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { findingChanges, findingsOf, versionDiff } from './describe-version.ts'
import { sourceOf } from './identify-draft.ts'
import { ledgerRows } from './ledger-rows.ts'
import { scopeOf } from './scope.ts'
import { withheldFrom } from './withheld.ts'

export function mountDrafts(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, listDrafts, async ({ query: { limit, cursor, source, ...filter }, actor }) => {
    const scope = scopeOf(actor)
    const wanted = { ...filter, source: source === undefined ? undefined : sourceOf({ url: source }) }
    const after = cursor === undefined ? null : readCursor(cursor)
    const { items, ...counted } = await store.listDrafts(db, scope, wanted, limit + 1, after)
    const page = items.slice(0, limit)
    const last = page.at(-1)
    return {
      items: await ledgerRows(deps, page),
      ...counted,
      next: items.length > limit && last ? `${last.updatedAt}~${last.id}` : null,
    }
  })

  mount(app, deps, getDraft, async ({ params, actor, fail }) => {
    const draft = await store.findDraft(db, scopeOf(actor), params.draftId)
    if (!draft) return fail('draft-not-found', NO_DRAFT, { id: params.draftId })
    return { ...draft, versions: await store.listVersions(db, draft.id) }
  })

  mount(app, deps, getVersion, async ({ params, actor, fail }) => {
    const version = await store.findVersion(db, scopeOf(actor), params.versionId)
    return version ?? fail('version-not-found', NO_VERSION, { id: params.versionId })
  })

  mount(app, deps, listFindings, async ({ params, actor, fail }) => {
    const version = await store.findVersion(db, scopeOf(actor), params.versionId)
    const check = version && (await store.findLatestCheck(db, version.id))
    if (!check) return fail('version-not-found', NO_VERSION, { id: params.versionId })
    const findings = await store.listFindings(db, check, await withheldFrom(db, actor, version.draftId))
    return { versionId: check.versionId, ruleSetDigest: check.ruleSetDigest, asOf: check.asOf, findings }
  })

  mount(app, deps, getDiff, async ({ query, actor }) => {
    const { before, after } = await versionsToCompare(deps, query, actor)
    const withheld = await withheldFrom(db, actor, after.draftId)
    return {
      diff: await versionDiff(deps, before, after),
      afterText: after.text,
      findingChanges: await findingChanges(
        deps,
        { ...before, findings: await findingsOf(db, before.id, withheld) },
        { ...after, findings: await findingsOf(db, after.id, withheld) },
      ),
    }
  })

  mount(app, deps, exportComparison, async ({ query, actor }) => {
    const { before, after, title } = await versionsToCompare(deps, query, actor)
    const versions = `第${before.number}稿与第${after.number}稿`
    const table = buildComparisonTable(before.text, after.text, await versionDiff(deps, before, after))
    const file = await comparisonDocx({ title, versions, table })
    return { name: `${title}修改对照表.docx`, base64: file.toString('base64') }
  })
}

/** Two versions of one draft of this office. @throws HttpProblem version-not-found */
async function versionsToCompare(
  { store: { db } }: RouteDeps,
  query: { readonly before: string; readonly after: string },
  actor: Actor,
) {
  const scope = scopeOf(actor)
  const [before, after] = await Promise.all([
    store.findVersion(db, scope, query.before),
    store.findVersion(db, scope, query.after),
  ])
  if (!before || !after)
    throw new HttpProblem('version-not-found', NO_VERSION, { id: before ? query.after : query.before })
  const draft = await store.findDraft(db, scope, after.draftId)
  if (!draft || before.draftId !== after.draftId)
    throw new HttpProblem('version-not-found', '两个稿次不属于同一文件，不能比对。')
  return { before, after, title: draft.title }
}

const NO_DRAFT = '该文件不存在，或者不属于本单位。'
const NO_VERSION = '该稿次不存在，或者不属于本单位。'

/** The inverse of `next`. A cursor that is none must not begin the list anew: whoever goes through it would never end. */
function readCursor(cursor: string): store.DraftPlace {
  const [updatedAt, id, ...rest] = cursor.split('~')
  if (updatedAt && id && rest.length === 0) return { updatedAt, id }
  throw new HttpProblem('invalid-request', '请按提示更正后重新提交。', {
    errors: [{ pointer: '/query/cursor', detail: '应当为上一页给出的 next' }],
  })
}
