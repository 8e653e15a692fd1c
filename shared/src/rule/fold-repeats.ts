import type { RuleSet } from './compiled.ts'
import type { Finding } from './finding.ts'
import { MATCHERS } from './matchers/index.ts'

/**
 * A former name or a repealed law that a document mentions again and again is one matter: said once, at its first mention,
 * with how often it stands there. Findings of other rules pass as they are.
 */
export function foldRepeats(findings: readonly Finding[], { rules }: RuleSet): readonly Finding[] {
  const once = rulesToldOnce(rules)
  const groups = new Map<string, { first: Finding; count: number }>()
  for (const finding of findings) {
    if (!once.has(finding.rule)) continue
    const key = `${finding.rule}|${finding.severity}|${finding.message}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first: finding, count: 1 })
    else {
      group.count++
      if (finding.start < group.first.start) group.first = finding
    }
  }
  if (groups.size === 0) return findings
  const repeated = new Map([...groups.values()].map(({ first, count }) => [first, count]))
  return findings.flatMap((finding) => {
    if (!once.has(finding.rule)) return [finding]
    const count = repeated.get(finding)
    if (count === undefined) return []
    return [
      count === 1 ? finding : { ...finding, message: `${finding.message.replace(/。$/, '')}（全文共${count}处）。` },
    ]
  })
}

const TOLD_ONCE = new WeakMap<RuleSet['rules'], ReadonlySet<string>>()

/** Rules whose repeats are folded. */
export function rulesToldOnce(rules: RuleSet['rules']): ReadonlySet<string> {
  let once = TOLD_ONCE.get(rules)
  if (once === undefined) {
    once = new Set(rules.filter(({ matcher }) => matcher !== null && MATCHERS[matcher]?.isOnce).map(idOf))
    TOLD_ONCE.set(rules, once)
  }
  return once
}

const idOf = ({ source }: RuleSet['rules'][number]): string => source.id
