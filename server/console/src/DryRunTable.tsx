import type { RuleDryRun } from '@hongxian/shared/api'
import { SEVERITY_NAMES } from '@hongxian/shared/rule'

type Draft = RuleDryRun['drafts'][number]

/** What would change in the findings of drafts on record, draft by draft. */
export function DryRunTable({ dryRun }: { dryRun: RuleDryRun }) {
  const rows = dryRun.drafts.flatMap(rowsOf)
  const count = (what: 'appeared' | 'vanished' | 'changed') =>
    dryRun.drafts.reduce((sum, draft) => sum + draft[what].length, 0)
  return (
    <section class="c-panel">
      <h2>试运行结果</h2>
      {dryRun.drafts.length === 0 ? (
        <p class="hx-quiet">本单位尚无办件，没有可供试运行的文件。</p>
      ) : (
        <p>
          与现行规则比，在最近办理的 {dryRun.drafts.length} 件文件上，增加 {count('appeared')} 处，减少{' '}
          {count('vanished')} 处，变化 {count('changed')} 处，不变{' '}
          {dryRun.drafts.reduce((sum, draft) => sum + draft.unchanged, 0)} 处。
        </p>
      )}
      {rows.length > 0 && (
        <table class="c-table">
          <thead>
            <tr>
              <th>文件</th>
              <th>变化</th>
              <th>级别</th>
              <th>位置和原文</th>
              <th>规则</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td>
                  <a href={`#/drafts/${row.draft.id}`} target="_blank" rel="noreferrer">
                    {row.draft.title}
                  </a>
                </td>
                <td>{row.what}</td>
                <td>{row.severity}</td>
                <td class="c-wrap">
                  {row.clause}　“{row.quote}”
                </td>
                <td class="c-wrap">{row.rule}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function rowsOf({ draft, appeared, vanished, changed }: Draft) {
  const rowOf = (what: string, finding: Draft['appeared'][number], severity: string, rule = finding.rule) => ({
    key: `${draft.id} ${what} ${finding.rule} ${finding.start}`,
    draft,
    what,
    severity,
    clause: finding.clause,
    quote: finding.quote.length > 80 ? `${finding.quote.slice(0, 80)}…` : finding.quote,
    rule,
  })
  const nameOf = (finding: Draft['appeared'][number]) => SEVERITY_NAMES[finding.severity]
  return [
    ...appeared.map((finding) => rowOf('增加', finding, nameOf(finding))),
    ...vanished.map((finding) => rowOf('减少', finding, nameOf(finding))),
    ...changed.map((finding) => {
      const { severity, rules } = finding.before
      const now = [finding.rule, ...(finding.also ?? []).map(({ rule }) => rule)]
      const isSame = severity === finding.severity
      return rowOf(
        isSame ? '规则变化' : '级别变化',
        finding,
        isSame ? nameOf(finding) : `${SEVERITY_NAMES[severity]}改为${nameOf(finding)}`,
        String(now) === String(rules) ? finding.rule : `${rules.join('、')} 改为 ${now.join('、')}`,
      )
    }),
  ]
}
