import { type CallOutput, getArticleWording, listCitations } from '@hongxian/shared/api'
import { parseDocument } from '@hongxian/shared/document'
import { listCitations as findCited } from '@hongxian/shared/law'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { mount } from '../http/index.ts'
import { findWording, NOT_IMPORTED } from '../law-texts/index.ts'
import { findLatestCheck, findVersion } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { scopeOf } from './scope.ts'

/** What a text cites, and what the law says there. */
export function mountLawWording(app: Hono, deps: RouteDeps): void {
  const { store } = deps
  const { catalogue } = deps.rules.builtIn

  mount(app, deps, getArticleWording, async ({ params, query }): Promise<CallOutput<'getArticleWording'>> => {
    const asOf = query.asOf ?? dayInChina(deps.clock())
    const texts = await deps.lawTexts?.()
    if (!texts) return { asOf, title: params.title, version: null, isInForce: null, articles: [], notice: NOT_IMPORTED }
    const { articles, ...wording } = await findWording(texts, catalogue, params.title, params.place, asOf)
    return { asOf, ...wording, articles: [...articles] }
  })

  mount(app, deps, listCitations, async ({ params, query, actor, fail }) => {
    const scope = scopeOf(actor)
    const version = await findVersion(store.db, scope, params.versionId)
    if (!version) return fail('version-not-found', '该稿次不存在，或者不属于本单位。', { id: params.versionId })
    // By default as its findings were judged, so that the two agree.
    const check = query.asOf === undefined ? await findLatestCheck(store.db, version.id) : null
    const asOf = query.asOf ?? check?.asOf ?? dayInChina(deps.clock())
    const cited = findCited(parseDocument(version.text), asOf, catalogue)
    return { versionId: version.id, asOf, citations: cited.map((one) => ({ ...one, spans: [...one.spans] })) }
  })
}
