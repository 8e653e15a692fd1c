import { getDraftHistory, getHealth, verifyHistory } from '@hongxian/shared/api'
import type { Hono } from 'hono'
import { mount } from '../http/index.ts'
import { findDraft, listDraftEvents, verifyChain } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { scopeOf } from './scope.ts'
import { TELLING_MOVES, withheldFrom } from './withheld.ts'

export function mountHistory(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store

  mount(app, deps, getDraftHistory, async ({ params, query, actor, fail }) => {
    const draft = await findDraft(db, scopeOf(actor), params.draftId)
    if (!draft) return fail('draft-not-found', '该文件不存在，或者不属于本单位。', { id: params.draftId })
    const before = /^\d{1,15}$/.test(query.cursor ?? '') ? Number(query.cursor) : null
    const withheld = await withheldFrom(db, actor, draft.id)
    const events = await listDraftEvents(
      db,
      draft.id,
      query.limit + 1,
      before,
      withheld && { ...withheld, moves: TELLING_MOVES },
    )
    const page = events.slice(0, query.limit)
    return { items: page, next: events.length > query.limit ? String(page.at(-1)?.sequence) : null }
  })

  mount(app, deps, verifyHistory, async ({ actor }) =>
    deps.store.snapshot((instant) => verifyChain(instant, actor.organisation.id)),
  )
}

export function mountHealth(app: Hono, deps: RouteDeps): void {
  mount(app, deps, getHealth, async () => {
    await deps.store.db.selectFrom('chain_heads').select('sequence').limit(1).execute()
    return { status: 'ok' as const, version: deps.version, ruleSetDigest: deps.rules.builtIn.digest }
  })
}
