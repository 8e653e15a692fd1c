import {
  findLaws,
  getCurrentRuleSet,
  getRuleSet,
  type LawEntry,
  listReviewItems,
  listRuleSetChecks,
  listRuleSets,
  tryRules,
} from '@hongxian/shared/api'
import { type Law, versionAsOf } from '@hongxian/shared/law'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { type Actor, mount, RawJson } from '../http/index.ts'
import {
  findRuleSetSource,
  findVersion,
  isRuleSetOpen,
  listChecksWith,
  listDrafts,
  listRuleSets as listKept,
} from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { loadReviewItems } from './load-review-items.ts'
import { scopeOf } from './scope.ts'

export function mountRuleSets(app: Hono, deps: RouteDeps): void {
  const items = loadReviewItems()
  const { store } = deps
  const inForce = (actor: Actor) => deps.rules.inForce(actor.organisation.id)

  mount(app, deps, listRuleSets, async ({ actor }) => ({
    items: await listKept(store.db, scopeOf(actor), (await inForce(actor)).digest),
  }))

  mount(app, deps, listReviewItems, async () => ({ items }))

  mount(app, deps, getCurrentRuleSet, async ({ actor, request, setHeader, notModified }) => {
    const rules = await inForce(actor)
    const etag = `"${rules.digest}"`
    setHeader('etag', etag)
    const known = request.headers.get('if-none-match')?.split(',') ?? []
    // A proxy that compresses marks the tag as weak; it names the same rule set.
    if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) notModified()
    return new RawJson(rules.json, rules.gzip)
  })

  mount(app, deps, getRuleSet, async ({ params, actor, fail }) => {
    const { builtIn } = deps.rules
    if (params.digest === builtIn.digest) return new RawJson(builtIn.json, builtIn.gzip)
    const source = await findRuleSetSource(store.db, scopeOf(actor), params.digest)
    return source === null
      ? fail('rule-set-not-found', '没有以此摘要登记的规则集。', { id: params.digest })
      : new RawJson(source)
  })

  mount(app, deps, listRuleSetChecks, async ({ params, query, actor, fail }) => {
    const scope = scopeOf(actor)
    if (!(await isRuleSetOpen(store.db, scope, params.digest)))
      return fail('rule-set-not-found', '没有以此摘要登记的规则集。', { id: params.digest })
    const found = await listChecksWith(store.db, scope, params.digest, query.limit + 1, query.cursor ?? null)
    const items = found.slice(0, query.limit)
    return { items, next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null }
  })

  mount(app, deps, tryRules, async ({ body, actor, fail }) => {
    const { sample, rules: yaml, name, recentDrafts } = body
    if (sample && sample.text.length > deps.maxTextLength)
      return fail('text-too-long', `试用文本共 ${sample.text.length} 字，超过 ${deps.maxTextLength} 字的上限。`, {
        length: sample.text.length,
        limit: deps.maxTextLength,
      })
    const scope = scopeOf(actor)
    const { items: drafts } =
      recentDrafts === 0 ? { items: [] } : await listDrafts(store.db, scope, {}, recentDrafts, null)
    const texts = await Promise.all(drafts.map((draft) => findVersion(store.db, scope, draft.currentVersionId)))
    const onRecord = drafts.map(({ kind, issuerLevel }, i) => ({ text: texts[i]?.text ?? '', kind, issuerLevel }))
    const asOf = body.asOf ?? dayInChina(deps.clock())
    const tried = [...(sample ? [sample] : []), ...onRecord]
    const trial = await deps.analysis.tryRules(yaml, `office/${name}`, tried, asOf, await inForce(actor))
    const quoted = trial.findings.map((findings, i) =>
      findings.map((finding) => ({ ...finding, quote: tried[i]?.text.slice(finding.start, finding.end) ?? '' })),
    )
    const isSound = trial.failures.length === 0 && trial.problems.every(({ isWarning }) => isWarning)
    return {
      asOf,
      isSound: isSound && trial.rules.length > 0,
      problems: [...trial.problems],
      rules: [...trial.rules],
      failures: [...trial.failures],
      sample: sample ? (quoted[0] ?? []) : null,
      drafts: drafts.map((draft, i) => ({
        draft: { id: draft.id, title: draft.title, versionId: draft.currentVersionId },
        findings: quoted[sample ? i + 1 : i] ?? [],
      })),
    }
  })

  mount(app, deps, findLaws, async ({ query }) => {
    const asOf = query.asOf ?? dayInChina(deps.clock())
    const wanted = query.q.replace(/[《》\s]/g, '')
    const laws = deps.rules.builtIn.catalogue.laws.filter((law) =>
      [law.title, ...law.short].some((name) => name.includes(wanted)),
    )
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
