import { gzipSync } from 'node:zlib'
import type { RuleFileText, RuleLayerReport } from '@hongxian/shared/api'
import { compileRuleSet, type RuleSet } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'
import { isSound, type LayerReport } from '../rule-pack/index.ts'
import {
  addChoice,
  appendEvent,
  type Choice,
  findKeptRuleSet,
  findLastChoice,
  findPublication,
  keepRuleSet,
  organisationsWithRules,
  type Publication,
  type Store,
} from '../store/index.ts'
import type { Analysis } from './analysis.ts'
import type { PublishedRules } from './deps.ts'

/** The rule sets in force: the built-in one, and those of offices that lay rules of their own over it. */
export interface RuleShelf {
  readonly builtIn: PublishedRules
  /** What checks by people of this office use. */
  inForce(organisationId: string): Promise<PublishedRules>
  /** An office's files over the built-in rule set; `rules` is `null` where there is an error. */
  compose(files: readonly RuleFileText[]): Promise<{ report: LayerReport; rules: PublishedRules | null }>
  /** Lays the rules of every office over the built-in ones anew, as after an upgrade of the product. */
  reapply(): Promise<void>
}

// Each some megabytes of text; with no workers, some tens compiled.
const KEPT = 8

export function createRuleShelf(
  store: Store,
  builtIn: PublishedRules,
  analysis: Analysis,
  clock: () => Date,
): RuleShelf {
  const published = new Map<string, PublishedRules>()
  const keep = (built: Pick<PublishedRules, 'digest' | 'ruleCount' | 'json'>): PublishedRules => {
    const rules = published.get(built.digest) ?? publishedOf(built, builtIn)
    published.delete(built.digest)
    published.set(built.digest, rules)
    if (published.size > KEPT) published.delete(published.keys().next().value as string)
    return rules
  }
  const compose = async (files: readonly RuleFileText[]) => {
    const { report, built } = await analysis.composeLayer(files, dayInChina(clock()), builtIn)
    return { report, rules: built && keep(built) }
  }

  async function inForce(organisationId: string): Promise<PublishedRules> {
    const choice = await findLastChoice(store.db, organisationId)
    if (!choice || choice.publicationId === null) return builtIn
    const isSettled = choice.baseDigest === builtIn.digest
    if (isSettled) {
      if (choice.action === 'suspended') return builtIn
      const kept = published.get(choice.digest) ?? (await findKeptRuleSet(store.db, choice.digest))
      if (!kept) throw new Error(`rule set ${choice.digest} is gone`)
      return keep(kept)
    }
    const publication = await findPublication(store.db, organisationId, { id: choice.publicationId })
    if (!publication) throw new Error(`publication ${choice.publicationId} is gone`)
    const { report, rules } = await compose(publication.files)
    await settle(organisationId, choice, publication, rules, report)
    return rules ?? builtIn
  }

  /** Puts on record what became of an office's rules over another built-in set. */
  async function settle(
    organisationId: string,
    before: Choice,
    publication: Publication,
    rules: PublishedRules | null,
    report: LayerReport,
  ): Promise<void> {
    const error = report.problems.find(({ isWarning }) => !isWarning)
    const { action, digest, reason } = rules
      ? { action: 'reapplied' as const, digest: rules.digest, reason: '自带规则升级，重新套用。' }
      : { action: 'suspended' as const, digest: builtIn.digest, reason: `自带规则升级后不能套用：${sentenceOf(error)}` }
    await store.write(async (writing) => {
      // Another request, or the office itself, may have been first.
      if ((await findLastChoice(writing.db, organisationId))?.sequence !== before.sequence) return
      const kept = rules ?? builtIn
      await keepRuleSet(writing, { digest: kept.digest, source: kept.json, ruleCount: kept.ruleCount })
      const choice = {
        organisationId,
        action,
        publicationId: publication.id,
        digest,
        baseDigest: builtIn.digest,
        reason,
      }
      await addChoice(writing, { ...choice, actorId: null })
      await appendEvent(writing, {
        organisationId,
        actorId: null,
        type: `rules.${action}`,
        summary: rules
          ? `自带规则升级，本单位第${publication.number}号规则重新套用。`
          : `自带规则升级，本单位第${publication.number}号规则不能套用，暂用自带规则集。`,
        payload: {
          id: publication.id,
          number: publication.number,
          ruleSetDigest: digest,
          before: before.digest,
          reason,
        },
      })
    })
  }

  return {
    builtIn,
    inForce,
    compose,
    async reapply() {
      for (const organisationId of await organisationsWithRules(store.db)) await inForce(organisationId)
    },
  }
}

/** One sentence of the first error of a report. */
export const sentenceOf = (problem: LayerReport['problems'][number] | undefined): string =>
  problem ? `${problem.file} 第${problem.line}行：${problem.detail}` : ''

export const soundReport = (report: LayerReport): RuleLayerReport => ({
  ...report,
  isSound: isSound(report),
  problems: [...report.problems],
  added: [...report.added],
  disabled: [...report.disabled],
  changed: [...report.changed],
})

function publishedOf(
  built: Pick<PublishedRules, 'digest' | 'ruleCount' | 'json'>,
  { catalogue }: PublishedRules,
): PublishedRules {
  let ruleSet: RuleSet | null = null
  let gzip: PublishedRules['gzip'] | null = null
  return {
    digest: built.digest,
    ruleCount: built.ruleCount,
    json: built.json,
    catalogue,
    get summaries() {
      return this.ruleSet.source.rules
    },
    get gzip() {
      gzip ??= new Uint8Array(gzipSync(built.json))
      return gzip
    },
    get ruleSet() {
      ruleSet ??= compileRuleSet(JSON.parse(built.json))
      return ruleSet
    },
  }
}
