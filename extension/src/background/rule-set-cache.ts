import { compileRuleSet, type RuleSet, type RuleSetSource } from '@hongxian/shared/rule'
import { browser } from 'wxt/browser'
import { askIfChanged } from './server-client.ts'

/** The rules this machine checks with. */
export interface LocalRules {
  readonly ruleSet: RuleSet
  readonly digest: string
  readonly origin: 'built-in' | 'service'
}

interface Kept {
  readonly etag: string | null
  readonly source: RuleSetSource
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
  const kept = await readKept()
  if (kept) {
    try {
      return { ruleSet: compileRuleSet(kept.source), digest: kept.source.digest, origin: 'service' }
    } catch (error) {
      // Made for a newer engine than this extension's: the built-in rules still stand.
      console.warn('红线：服务下发的规则集本版本插件不能使用，改用内置规则集', error)
    }
  }
  const answer = await fetch(browser.runtime.getURL('/rule-set.json' as never))
  const source = (await answer.json()) as RuleSetSource
  return { ruleSet: compileRuleSet(source), digest: source.digest, origin: 'built-in' }
}

async function readKept(): Promise<Kept | null> {
  const { ruleSet } = await browser.storage.local.get('ruleSet')
  return (ruleSet as Kept | undefined) ?? null
}

/** Fetch the service's rule set when it is another one than ours. @returns whether the rules changed */
export async function refreshRuleSet(): Promise<boolean> {
  const kept = await readKept()
  const answer = await askIfChanged('getCurrentRuleSet', {}, kept?.etag ?? null)
  if (!answer) return false
  const source = answer.value as unknown as RuleSetSource
  const before = await localRules().catch(() => null)
  await browser.storage.local.set({ ruleSet: { etag: answer.etag, source } satisfies Kept })
  if (before?.digest === source.digest) return false
  compiled = null
  return true
}

/** Go back to the built-in rules: another service may have others. */
export async function forgetRuleSet(): Promise<void> {
  await browser.storage.local.remove('ruleSet')
  compiled = null
}
