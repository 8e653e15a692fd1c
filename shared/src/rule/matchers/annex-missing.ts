import { readNumeral } from '../../text/index.ts'
import type { FindMatches, MatcherFinding } from './matcher.ts'

/** 附件 that a whole document names but does not carry. */
export const annexMissing: FindMatches = ({ document, text }) => {
  if (document.fragment) return []
  const carried = document.nodes.filter((node) => node.kind === 'annex')
  const numbers = new Set(carried.map((node) => node.number ?? 1))
  const findings: MatcherFinding[] = []
  for (let at = text.indexOf('附件'); at >= 0; at = text.indexOf('附件', at + 2)) {
    if (carried.some((node) => node.start <= at && at < node.end)) continue
    const read = readNumeral(text, at + 2)
    const number = read?.value ?? 1
    const isNamed = read !== null || /[（(见详]\s*(见)?$/.test(text.slice(Math.max(0, at - 3), at))
    if (!isNamed || numbers.has(number)) continue
    numbers.add(number)
    findings.push({ start: at, end: read?.end ?? at + 2, values: { 附件: text.slice(at, read?.end ?? at + 2) } })
  }
  return findings
}
