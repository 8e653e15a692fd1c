import { createContinuedCheck, type Finding } from '@hongxian/shared/rule'
import { browser } from 'wxt/browser'
import { findingKey, inReadingOrder, type ReviewFinding } from '../review.ts'
import { localRules } from './rule-set-cache.ts'

export interface LocalCheck {
  readonly title: string
  readonly findings: readonly ReviewFinding[]
  readonly ruleSet: { readonly digest: string; readonly origin: 'built-in' | 'service' }
  readonly checkMs: number
}

// Two long drafts side by side; the background of a browser is no place to keep more.
const check = createContinuedCheck(200_000)

/** Check on this machine: at once, and with no service in reach. Same text, rules and day give the service's findings. */
export async function checkLocally(text: string, fragment: boolean, asOf: string): Promise<LocalCheck> {
  const rules = await localRules()
  const start = performance.now()
  const { context, findings } = check(text, { fragment }, rules.ruleSet, { asOf })
  const checkMs = performance.now() - start
  const names = await itemNames()
  return {
    title: context.document.frontMatter.title?.value ?? '',
    findings: inReadingOrder(findings.map((finding) => toReviewFinding(finding, text, names))),
    ruleSet: { digest: rules.digest, origin: rules.origin },
    checkMs,
  }
}

export function toReviewFinding(finding: Finding, text: string, names: ItemNames): ReviewFinding {
  return {
    ...finding,
    key: findingKey(finding),
    quote: text.slice(finding.start, finding.end),
    item: names[finding.code] ?? finding.code,
    id: null,
    decision: null,
  }
}

/** Code of a 审核事项 → its name. */
export type ItemNames = Readonly<Record<string, string>>

let names: Promise<ItemNames> | null = null

export function itemNames(): Promise<ItemNames> {
  names ??= fetch(browser.runtime.getURL('/review-items.json' as never)).then((answer) => answer.json())
  return names
}
