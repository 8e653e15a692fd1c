import type { Finding } from './finding.ts'
import { compareSeverity } from './severity.ts'

const byPlace = (a: Finding, b: Finding) =>
  a.start - b.start ||
  a.end - b.end ||
  compareWords(a.code, b.code) ||
  compareSeverity(a.severity, b.severity) ||
  compareWords(a.rule, b.rule)

const compareWords = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * One clause, one finding per 审核事项: findings of one code whose words overlap become one, the strongest speaking and the
 * others kept in `also`, hints under an alarm excepted. Adjacent is not overlapping. The order is by place, then code.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[][]>()
  for (const finding of [...findings].sort(byPlace)) {
    const clusters = groups.get(finding.code) ?? []
    groups.set(finding.code, clusters)
    const last = clusters.at(-1)
    if (last?.some((one) => finding.start < one.end && one.start < finding.end)) last.push(finding)
    else clusters.push([finding])
  }
  return [...groups.values()].flat().map(mergeCluster).sort(byPlace)
}

function mergeCluster(cluster: readonly Finding[]): Finding {
  const ranked = [...cluster].sort(
    (a, b) => compareSeverity(a.severity, b.severity) || b.end - b.start - (a.end - a.start) || byPlace(a, b),
  )
  const first = ranked[0]!
  const also: { rule: string; message: string }[] = []
  for (const kept of ranked.flatMap((one) => one.also ?? [])) also.push(kept)
  for (const other of ranked.slice(1))
    if (isReason(other, first) && !also.some((one) => one.rule === other.rule))
      also.push({ rule: other.rule, message: other.message })
  return also.length === 0 ? first : { ...first, also }
}

/** What is only a hint adds no reason to an alarm about the same words. */
const isReason = (other: Finding, first: Finding): boolean =>
  other.rule !== first.rule && (other.severity !== 'hint' || first.severity === 'hint')
