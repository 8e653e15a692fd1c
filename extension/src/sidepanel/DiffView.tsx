import type { FindingChanges, RecordedFinding, VersionDiff, WordFile } from '@hongxian/shared/api'
import { buildComparisonTable } from '@hongxian/shared/diff'
import type { Span } from '@hongxian/shared/text'
import { ChangeView, ComparisonSheet, DECISION_NAMES, SeverityMark, saveWordFile } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import type { ReviewFinding } from '../review.ts'
import { pick, review, tabId, tell, view } from './state.ts'

/** What changed since the version before: first what became of the findings, then the text, clause by clause. */
export function DiffView() {
  const [only, setOnly] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const now = review.value
  const diff = now?.diff
  if (!now || !diff) return <p class="empty">本稿是第一稿，没有可以对照的上一稿。</p>
  const changes = diff.changes.filter(({ kind }) => kind !== 'kept')
  const renumbered = changes.filter(({ kind }) => kind === 'renumbered').length
  const substantive = changes.filter((change) => change.substantive.length > 0)
  const shown = only ? substantive : changes
  return (
    <div class="diff">
      <header class="bar">
        <button type="button" class="hx-plain" onClick={() => (view.value = 'findings')}>
          ◂ 返回审核发现
        </button>
        <b>
          第{diff.before.number}稿 → 第{diff.after.number}稿
        </b>
      </header>
      <FindingFates />
      <div class="bar">
        <span>
          改动{changes.length}处{renumbered > 0 ? `（其中仅改条号${renumbered}处）` : ''}
        </span>
        <button type="button" class="hx-plain" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? '逐条比对' : '对照表'}
        </button>
        {asTable && (
          <button type="button" class="hx-plain" onClick={() => void saveComparison(diff)}>
            导出 Word
          </button>
        )}
        {!asTable && substantive.length > 0 && (
          <label class="check">
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
            只看实质改动（{substantive.length}处）
          </label>
        )}
      </div>
      {asTable ? (
        <ComparisonSheet table={buildComparisonTable(diff.before.text, now.text, diff)} />
      ) : (
        shown.map((change) => (
          <ChangeView
            key={`${change.before.join()}→${change.after.join()}`}
            change={change}
            before={diff.before.text}
            after={now.text}
            onPick={() => showPlace(change.spansB[0])}
          />
        ))
      )}
      {!asTable && changes.length === 0 && <p class="empty">两稿的条文没有差别。</p>}
    </div>
  )
}

async function saveComparison({ before, after }: VersionDiff): Promise<void> {
  const file = await tell<WordFile>({ type: 'export-comparison', before: before.versionId, after: after.versionId })
  if (file) saveWordFile(file)
}

function showPlace(span: Span | undefined): void {
  if (span && tabId.value !== null) void tell({ type: 'show-place', tabId: tabId.value, ...span })
}

function FindingFates() {
  const now = review.value
  const fates = now?.findingChanges
  if (!now || !fates) return null
  const byId = new Map(now.findings.map((finding) => [finding.id, finding]))
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const persisting = known(fates.persisting.map(({ after }) => after))
  return (
    <div class="fates">
      <Adoption resolved={fates.resolved} persisting={persisting} />
      <Fate name="已消除" findings={fates.resolved} />
      <Fate name="仍存在" findings={persisting} onPick={pick} />
      <Fate name="新出现" findings={known(fates.new)} onPick={pick} />
    </div>
  )
}

type FatedFinding = RecordedFinding | ReviewFinding | FindingChanges['resolved'][number]

interface AdoptionProps {
  readonly resolved: readonly FatedFinding[]
  readonly persisting: readonly FatedFinding[]
}

/** What the drafters made of the opinions accepted so far: the question a second version is opened with. */
function Adoption({ resolved, persisting }: AdoptionProps) {
  const accepted = (findings: readonly FatedFinding[]) =>
    findings.filter(({ decision }) => decision?.decision === 'accepted').length
  const done = accepted(resolved)
  const open = accepted(persisting)
  if (done + open === 0) return null
  return (
    <p>
      已采纳的审核意见{done + open}处：修改后已消除{done}处，仍存在{open}处。
    </p>
  )
}

interface FateProps {
  readonly name: string
  readonly findings: readonly FatedFinding[]
  readonly onPick?: (key: string) => void
}

function Fate({ name, findings, onPick }: FateProps) {
  return (
    <details open={findings.length > 0 && findings.length <= 5}>
      <summary>
        {name} {findings.length}处
      </summary>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id}>
            <SeverityMark severity={finding.severity} />{' '}
            <span class="hx-quiet">
              {[finding.clause, decidedAs(finding), goneBy(finding)].filter(Boolean).join(' · ')}
            </span>{' '}
            {'key' in finding && onPick ? (
              <button type="button" class="hx-plain" onClick={() => onPick(finding.key)}>
                {short(finding.quote)}
              </button>
            ) : (
              <s>{short(finding.quote)}</s>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

const decidedAs = ({ decision }: FatedFinding): string =>
  decision ? (decision.falseAlarm ? '误报' : DECISION_NAMES[decision.decision]) : '未处理'

const GONE_BY = { removed: '原文已删去', edited: '原文已修改', rule: '规则不再提示' } as const

const goneBy = (finding: FatedFinding): string => ('reason' in finding ? GONE_BY[finding.reason] : '')

function short(quote: string): string {
  return quote.length > 40 ? `${quote.slice(0, 38)}……` : quote
}
