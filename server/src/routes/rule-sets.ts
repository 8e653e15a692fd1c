import {
  findLaws,
  getCurrentRuleSet,
  getRuleSet,
  type LawEntry,
  listReviewItems,
  listRuleSets,
} from '@hongxian/shared/api'
import { type Law, versionAsOf } from '@hongxian/shared/law'
import type { Hono } from 'hono'
import { mount, RawJson } from '../http/index.ts'
import { findRuleSetSource, listRuleSets as listKept } from '../store/index.ts'
import { dayInChina, type RouteDeps } from './deps.ts'
import { loadReviewItems } from './load-review-items.ts'

export function mountRuleSets(app: Hono, deps: RouteDeps): void {
  const items = loadReviewItems()
  const { store, rules } = deps

  mount(app, deps, listRuleSets, async () => ({ items: await listKept(store.db, rules.ruleSet.digest) }))

  mount(app, deps, listReviewItems, async () => ({ items }))

  mount(app, deps, getCurrentRuleSet, async ({ request, setHeader, notModified }) => {
    const etag = `"${rules.ruleSet.digest}"`
    setHeader('etag', etag)
    const known = request.headers.get('if-none-match')?.split(',') ?? []
    // A proxy that compresses marks the tag as weak; it names the same rule set.
    if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) notModified()
    return new RawJson(rules.json, rules.gzip)
  })

  mount(app, deps, getRuleSet, async ({ params, fail }) => {
    const source = await findRuleSetSource(store.db, params.digest)
    return source === null
      ? fail('rule-set-not-found', '没有以此摘要登记的规则集。', { id: params.digest })
      : new RawJson(source)
  })

  mount(app, deps, findLaws, async ({ query }) => {
    const asOf = query.asOf ?? dayInChina(deps.clock())
    const wanted = query.q.replace(/[《》\s]/g, '')
    const laws = rules.catalogue.laws.filter((law) => [law.title, ...law.short].some((name) => name.includes(wanted)))
    // The shortest title is the nearest to what was typed.
    laws.sort((a, b) => a.title.length - b.title.length)
    return { asOf, items: laws.slice(0, query.limit).map((law) => entryOf(law, asOf)) }
  })
}

function entryOf(law: Law, asOf: string): LawEntry {
  const version = versionAsOf(law, asOf)
  return {
    title: law.title,
    level: law.level,
    issuer: law.issuer,
    number: law.number,
    inForce: version !== null,
    doubt: law.doubt,
    version: version && {
      date: version.date,
      effective: version.effective,
      until: version.until,
      articles: version.articles,
    },
    repealedOn: law.repeal?.on ?? null,
    repealedBy: law.repeal?.by ?? null,
    note: law.note,
  }
}
