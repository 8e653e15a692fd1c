import { compileRuleSet, type RuleSet, type RuleSetSource } from '@hongxian/shared/rule'
import { browser } from 'wxt/browser'
import { askIfChanged } from './server-client.ts'

/** The rules this machine checks with. */
export interface LocalRules {
  readonly ruleSet: RuleSet
  readonly digest: string
  readonly origin: 'built-in' | 'service'
}

/** Compiling takes time and a woken background compiles once; everything else is storage. */
let compiled: Promise<LocalRules> | null = null

export function localRules(): Promise<LocalRules> {
  compiled ??= load().catch((error: unknown) => {
    compiled = null
    throw error
  })
  return compiled
}

async function load(): Promise<LocalRules> {
  const { ruleSet: kept } = await browser.storage.local.get('ruleSet')
  if (typeof kept === 'string') {
    try {
      const source = JSON.parse(kept) as RuleSetSource
      return { ruleSet: compileRuleSet(source), digest: source.digest, origin: 'service' }
    } catch (error) {
      // Made for a newer engine than this extension's: the built-in rules still stand.
      console.warn('红线：服务下发的规则集本版本插件不能使用，改用内置规则集', error)
    }
  }
  const answer = await fetch(browser.runtime.getURL('/rule-set.json' as never))
  const source = (await answer.json()) as RuleSetSource
  return { ruleSet: compileRuleSet(source), digest: source.digest, origin: 'built-in' }
}

/**
 * Fetch the service's rule set when it is another one than ours; the same rules are neither sent nor kept twice.
 *
 * @returns whether the rules changed
 */
export async function refreshRuleSet(): Promise<boolean> {
  const before = await localRules().catch(() => null)
  const { ruleSetEtag } = await browser.storage.local.get('ruleSetEtag')
  const etag = (ruleSetEtag as string | undefined) ?? (before && `"${before.digest}"`)
  const answer = await askIfChanged('getCurrentRuleSet', {}, etag)
  if (!answer) return false
  const source = answer.value as unknown as RuleSetSource
  // As one string: a tree of this size takes the browser seconds to store and to hand out again.
  await browser.storage.local.set({ ruleSet: JSON.stringify(source), ruleSetEtag: answer.etag })
  if (before?.digest === source.digest) return false
  compiled = null
  return true
}

/** Go back to the built-in rules: another service may have others. */
export async function forgetRuleSet(): Promise<void> {
  await browser.storage.local.remove(['ruleSet', 'ruleSetEtag'])
  compiled = null
}
