import {
  type CallOutput,
  chooseRules,
  dryRunRules,
  findRules,
  getOfficeRules,
  getRulePublication,
  listRejectedFindings,
  publishRules,
  type RejectedFinding,
  type RuleDraft,
  type RuleSetInForce,
  saveRuleDraft,
  validateRules,
} from '@hongxian/shared/api'
import type { Finding } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { type Actor, mount } from '../http/index.ts'
import * as store from '../store/index.ts'
import type { PublishedRules, RouteDeps } from './deps.ts'
import { loadReviewItems } from './load-review-items.ts'
import { sentenceOf, soundReport } from './rule-shelf.ts'
import { scopeOf } from './scope.ts'

const CHANGED_MEANWHILE = '规则草稿已由他人修改并保存，请重新打开后再操作。'
const CHOICES_SHOWN = 50

/** Rules that an office writes itself, over the built-in ones. */
export function mountOfficeRules(app: Hono, deps: RouteDeps): void {
  const { db } = deps.store
  const { rules: shelf } = deps

  mount(app, deps, getOfficeRules, async ({ actor }): Promise<CallOutput<'getOfficeRules'>> => {
    const organisationId = actor.organisation.id
    const inForce = await describeInForce(deps, organisationId)
    const [draft, publications, choices, checks] = await Promise.all([
      draftOf(deps, actor),
      store.listPublications(db, organisationId),
      store.listChoices(db, organisationId, CHOICES_SHOWN),
      store.countChecksByRuleSet(db, { organisationId }),
    ])
    // After an upgrade of the product a publication stands for another rule set as well.
    const digestsOf = (publication: store.Publication) => [
      ...new Set([
        publication.digest,
        ...choices
          .filter(({ publicationId, action }) => publicationId === publication.id && action !== 'suspended')
          .map(({ digest }) => digest),
      ]),
    ]
    return {
      inForce,
      builtIn: {
        digest: shelf.builtIn.digest,
        ruleCount: shelf.builtIn.ruleCount,
        checks: checks.get(shelf.builtIn.digest) ?? 0,
      },
      draft,
      publications: publications.map((publication) => ({
        ...publicationOf(publication),
        checks: digestsOf(publication).reduce((sum, digest) => sum + (checks.get(digest) ?? 0), 0),
        inForce: publication.number === inForce.number,
      })),
      choices: choices.map(({ action, number, digest, at, by, reason }) => ({
        action,
        number,
        digest,
        at,
        by,
        reason,
      })),
    }
  })

  mount(app, deps, saveRuleDraft, async ({ body, actor, fail }) => {
    const organisationId = actor.organisation.id
    const isSaved = await deps.store.write((writing) =>
      store.saveRuleDraft(writing, { ...body, organisationId, actorId: actor.id }),
    )
    return isSaved ? draftOf(deps, actor) : fail('stale-version', CHANGED_MEANWHILE)
  })

  mount(app, deps, validateRules, async ({ body }) =>
    soundReport(await deps.analysis.reportOn(body.files, dayInChina(deps.clock()), shelf.builtIn)),
  )

  mount(app, deps, dryRunRules, async ({ body, actor, fail }) => {
    const { report, rules } = await shelf.compose(body.files)
    if (!rules) return fail('rule-file-invalid', `规则有错误，不能试运行。${sentenceOf(firstError(report))}`)
    const current = await shelf.inForce(actor.organisation.id)
    const scope = scopeOf(actor)
    const asOf = body.asOf ?? dayInChina(deps.clock())
    const { items } = await store.listDrafts(db, scope, {}, body.recentDrafts, null)
    const drafts: CallOutput<'dryRunRules'>['drafts'] = []
    for (const { id, title, kind, issuerLevel, currentVersionId } of items) {
      const version = await store.findVersion(db, scope, currentVersionId)
      if (!version) continue
      const find = async (by: PublishedRules) =>
        (await deps.analysis.examine(version, { kind, issuerLevel }, asOf, by)).findings
      const differences = compare(version.text, await find(current), await find(rules))
      drafts.push({ draft: { id, title, versionId: currentVersionId }, ...differences })
    }
    return { asOf, before: current.digest, after: rules.digest, drafts }
  })

  mount(app, deps, publishRules, async ({ body, actor, fail }) => {
    const organisationId = actor.organisation.id
    const draft = await store.findRuleDraft(db, organisationId)
    if (draft?.revision !== body.revision) return fail('stale-version', CHANGED_MEANWHILE)
    const { report, rules } = await shelf.compose(draft.files)
    if (!rules) return fail('rule-file-invalid', `规则有错误，不能发布。${sentenceOf(firstError(report))}`)
    const before = await shelf.inForce(organisationId)
    if (before.digest === rules.digest) return fail('already-exists', '草稿与现行规则相同，不必发布。')
    const number = await deps.store.write(async (writing) => {
      // What was checked is what is published.
      if ((await store.findRuleDraft(writing.db, organisationId))?.revision !== body.revision) return null
      await store.keepRuleSet(writing, { digest: rules.digest, source: rules.json, ruleCount: rules.ruleCount })
      const added = await store.addPublication(writing, {
        organisationId,
        actorId: actor.id,
        name: report.name,
        files: draft.files,
        digest: rules.digest,
        note: body.note,
        added: report.added.length,
        disabled: report.disabled.length,
        changed: report.changed.length,
      })
      await choose(writing, actor, shelf.builtIn.digest, {
        action: 'published',
        publication: added,
        digest: rules.digest,
        reason: body.note,
        summary: `发布本单位第${added.number}号规则“${report.name}”。`,
        payload: { digest: added.filesDigest, before: before.digest },
      })
      return added.number
    })
    const published = number && (await store.findPublication(db, organisationId, { number }))
    if (!published) return fail('stale-version', CHANGED_MEANWHILE)
    return { ...publicationOf(published), checks: 0, inForce: true }
  })

  mount(app, deps, chooseRules, async ({ body, actor, fail }) => {
    const organisationId = actor.organisation.id
    const { publication: number, reason } = body
    const inForce = await describeInForce(deps, organisationId)
    if (inForce.number === number && inForce.notice === null)
      return fail('already-exists', number === null ? '现行的就是自带规则集。' : `现行的就是第${number}号规则。`)
    const publication = number === null ? null : await store.findPublication(db, organisationId, { number })
    if (number !== null && !publication)
      return fail('rule-set-not-found', `本单位没有第${number}号规则。`, { id: String(number) })
    const composed = publication && (await shelf.compose(publication.files))
    if (composed && !composed.rules)
      return fail(
        'rule-file-invalid',
        `该规则已不能套用到现在的自带规则上，请修改后另行发布。${sentenceOf(firstError(composed.report))}`,
      )
    const rules = composed?.rules ?? shelf.builtIn
    await deps.store.write(async (writing) => {
      await store.keepRuleSet(writing, { digest: rules.digest, source: rules.json, ruleCount: rules.ruleCount })
      await choose(writing, actor, shelf.builtIn.digest, {
        action: publication ? 'restored' : 'retired',
        publication,
        digest: rules.digest,
        reason,
        summary: publication
          ? `恢复使用本单位第${publication.number}号规则“${publication.name}”。`
          : '停用本单位规则，恢复使用自带规则集。',
        payload: { before: inForce.digest },
      })
    })
    return describeInForce(deps, organisationId)
  })

  mount(app, deps, getRulePublication, async ({ params, actor, fail }) => {
    const number = /^[1-9]\d{0,6}$/.test(params.number) ? Number(params.number) : 0
    const found = await store.findPublication(db, actor.organisation.id, { number })
    if (!found) return fail('rule-set-not-found', '本单位没有这一号规则。', { id: params.number })
    return { number: found.number, files: [...found.files] }
  })

  const itemNames = new Map(loadReviewItems().map(({ code, name }) => [code, name]))
  mount(app, deps, listRejectedFindings, async ({ query, actor }) => {
    const rejected = await store.listRejections(db, scopeOf(actor), query.limit)
    const summaries = new Map(shelf.builtIn.summaries.map(({ id, summary }) => [id, summary]))
    return {
      items: rejected.map(({ text, start, end, severity, draft, ...rest }) => ({
        ...rest,
        item: itemNames.get(rest.code) ?? rest.code,
        summary: summaries.get(rest.rule) ?? null,
        severity: severity as RejectedFinding['severity'],
        sentence: sentenceAround(text, start, end),
        draft: draft as RejectedFinding['draft'],
      })),
    }
  })

  mount(app, deps, findRules, async ({ query }) => {
    const words = query.q.split(/\s+/).filter((word) => word !== '')
    const all = shelf.builtIn.summaries.map(({ id, code, severity, summary }) => ({
      id,
      code,
      severity,
      summary,
      item: itemNames.get(code) ?? code,
    }))
    const found = all.filter(({ id, item, summary }) =>
      words.every((word) => `${id} ${item} ${summary}`.includes(word)),
    )
    return { total: found.length, items: found.slice(0, query.limit) }
  })
}

const SENTENCE_LIMIT = 400

/** From mark to mark; long lists without one are cut to what is near the words. */
function sentenceAround(text: string, start: number, end: number): string {
  const from = Math.max(...['。', '；', '\n'].map((mark) => text.lastIndexOf(mark, start - 1))) + 1
  const ends = ['。', '；', '\n'].map((mark) => text.indexOf(mark, Math.max(end - 1, start)))
  const to = Math.min(...ends.map((at, i) => (at < 0 ? text.length : i === 2 ? at : at + 1)))
  return text.slice(Math.max(from, start - SENTENCE_LIMIT), Math.min(to, end + SENTENCE_LIMIT)).trim()
}

const firstError = ({ problems }: { problems: readonly Parameters<typeof sentenceOf>[0][] }) =>
  problems.find((problem) => problem?.isWarning === false)

interface Chosen {
  readonly action: 'published' | 'restored' | 'retired'
  readonly publication: { readonly id: string; readonly number: number } | null
  readonly digest: string
  readonly reason: string
  readonly summary: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Puts a rule set in force, and on record that it was. */
async function choose(writing: store.Writing, actor: Actor, baseDigest: string, chosen: Chosen): Promise<void> {
  const { action, publication, digest, reason, summary, payload } = chosen
  const organisationId = actor.organisation.id
  const publicationId = publication?.id ?? null
  await store.addChoice(writing, {
    organisationId,
    action,
    publicationId,
    digest,
    baseDigest,
    reason,
    actorId: actor.id,
  })
  await store.appendEvent(writing, {
    organisationId,
    actorId: actor.id,
    type: `rules.${action}`,
    summary,
    payload: { id: publicationId, number: publication?.number ?? null, ruleSetDigest: digest, reason, ...payload },
  })
}

async function describeInForce(
  { rules: shelf, store: { db } }: RouteDeps,
  organisationId: string,
): Promise<RuleSetInForce> {
  const rules = await shelf.inForce(organisationId)
  const choice = await store.findLastChoice(db, organisationId)
  const publication =
    choice?.publicationId == null ? null : await store.findPublication(db, organisationId, { id: choice.publicationId })
  const isOwn = publication !== null && choice?.action !== 'suspended'
  return {
    name: isOwn ? publication.name : '自带规则集',
    number: isOwn ? publication.number : null,
    digest: rules.digest,
    ruleCount: rules.ruleCount,
    since: choice?.at ?? null,
    by: choice?.by ?? null,
    notice:
      choice?.action === 'suspended'
        ? `本单位第${publication?.number}号规则“${publication?.name}”没有生效，暂用自带规则集。${choice.reason} 请修改规则后重新发布。`
        : null,
  }
}

const publicationOf = ({ id: _, files: __, ...publication }: store.Publication) => publication

const draftOf = async (deps: RouteDeps, actor: Actor): Promise<RuleDraft> =>
  (await store.findRuleDraft(deps.store.db, actor.organisation.id)) ?? {
    revision: 0,
    files: [{ name: 'pack.yaml', text: firstPack(actor.organisation.name, dayInChina(deps.clock())) }],
    changedAt: null,
    changedBy: null,
  }

const firstPack = (office: string, day: string): string => `名称: ${office}补充规则
版本: 1.0.0
适用: 本单位审核的文件
编写单位: ${office}
施行日期: ${day}
变更记录:
  - { 版本: 1.0.0, 日期: ${day}, 内容: 首次编写 }
`

type DryRun = Omit<CallOutput<'dryRunRules'>['drafts'][number], 'draft'>

/**
 * What one rule set finds in a text and another does not. Findings of one 审核事项 never overlap within a rule set, so those of
 * both that do are the same matter, whichever rules speak of it.
 */
function compare(text: string, before: readonly Finding[], after: readonly Finding[]): DryRun {
  const quoted = (finding: Finding) => ({ ...finding, quote: text.slice(finding.start, finding.end) })
  const isSame = (a: Finding) => (b: Finding) => a.code === b.code && a.start < b.end && b.start < a.end
  const rulesOf = ({ rule, also = [] }: Finding) => [rule, ...also.map((other) => other.rule)]
  const both = after.flatMap((finding) => {
    const was = before.find(isSame(finding))
    return was ? [{ finding, was }] : []
  })
  const changed = both.filter(
    ({ finding, was }) => finding.severity !== was.severity || String(rulesOf(finding)) !== String(rulesOf(was)),
  )
  return {
    appeared: after.filter((finding) => !before.some(isSame(finding))).map(quoted),
    vanished: before.filter((finding) => !after.some(isSame(finding))).map(quoted),
    changed: changed.map(({ finding, was }) => ({
      ...quoted(finding),
      before: { severity: was.severity, rules: rulesOf(was) },
    })),
    unchanged: both.length - changed.length,
  }
}
