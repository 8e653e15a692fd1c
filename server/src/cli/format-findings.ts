import type { ParsedDocument } from '@hongxian/shared/document'
import { type Authority, type Finding, SEVERITIES, SEVERITY_NAMES, type Severity } from '@hongxian/shared/rule'

const COLOURS: Record<Severity, number> = { illegal: 31, improper: 33, suspect: 36, hint: 90 }
const BOLD = 1
const FAINT = 2

/** Findings of one file for a person: clause, words, law, advice. */
export function formatFindings(
  file: string,
  document: ParsedDocument,
  findings: readonly Finding[],
  isColoured: boolean,
): string {
  const paint = (code: number, words: string) => (isColoured ? `\u001b[${code}m${words}\u001b[0m` : words)
  const heading = paint(BOLD, document.frontMatter.title?.value.replace(/\s+/g, '') || file)
  if (findings.length === 0) return `${heading}\n  没有发现问题。`
  const lines = findings.map((finding) => formatFinding(document.text, finding, paint))
  return [heading, ...lines, summarise(findings)].join('\n')
}

function formatFinding(text: string, finding: Finding, paint: (code: number, words: string) => string): string {
  const quote = text.slice(finding.start, finding.end).replace(/\s+/g, ' ')
  const where = finding.clause === '' ? '' : ` ${finding.clause}`
  return [
    `\n${paint(COLOURS[finding.severity], `[${SEVERITY_NAMES[finding.severity]}]`)}${where}  ${paint(FAINT, finding.rule)}`,
    `  原文：${quote}`,
    `  问题：${finding.message}`,
    ...finding.authority.map((authority) => `  依据：${formatAuthority(authority)}`),
    `  建议：${finding.suggestion}`,
    ...(finding.fix === undefined ? [] : [`  改为：${finding.fix.before} → ${finding.fix.after}`]),
  ].join('\n')
}

const formatAuthority = ({ law, article, gist }: Authority) =>
  `《${law}》${article ?? ''}${gist === undefined || gist === '' ? '' : `（${gist}）`}`

function summarise(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map(
    (severity) => [SEVERITY_NAMES[severity], findings.filter((one) => one.severity === severity).length] as const,
  ).filter(([, count]) => count > 0)
  return `\n共 ${findings.length} 处：${counts.map(([name, count]) => `${name} ${count}`).join('，')}`
}
