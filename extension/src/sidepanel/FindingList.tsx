import type { Fix, Severity } from '@hongxian/shared/rule'
import { FindingCard, SEVERITY_NAMES } from '@hongxian/shared/ui'
import { useEffect, useRef } from 'preact/hooks'
import type { ReviewFinding } from '../review.ts'
import { groupLabel } from './list.ts'
import { annotate, asking, decide, groups, notesOf, order, pick, review, undo } from './state.ts'

/** The findings by clause, each under a label that stays in sight while its clause scrolls past. */
export function FindingList() {
  const current = review.value?.current ?? null
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (!current) return
    const card = list.current?.querySelector(`[data-key="${CSS.escape(current)}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ul ref={list} class="list" aria-label="审核发现">
      {groups.value.map((group) => (
        <li key={group.label}>
          <h2 class="label">
            {order.value === 'severity' ? SEVERITY_NAMES[group.label as Severity].name : group.label}
          </h2>
          {group.findings.map((finding, index) => (
            <FindingCard
              key={finding.key}
              finding={finding}
              item={finding.item}
              place={placeOf(finding, index, group.findings.length)}
              current={finding.key === current}
              around={aroundFix(review.value?.text ?? '', finding.fix)}
              asking={asking.value.key === finding.key ? asking.value.what : 'none'}
              onAsk={(what) => {
                asking.value = { key: finding.key, what }
              }}
              notes={notesOf(finding)}
              onPick={() => pick(finding.key)}
              onDecide={(choice) => void decide(finding.key, choice)}
              onUndo={() => void undo(finding.key)}
              onAnnotate={(body) => void annotate(finding.key, body)}
              onCopy={(text) => void navigator.clipboard.writeText(text)}
            />
          ))}
        </li>
      ))}
    </ul>
  )
}

/** The sentence around a rewrite, so that it reads in its place. */
function aroundFix(text: string, fix: Fix | undefined): { before: string; after: string } | undefined {
  if (!fix) return undefined
  const before = text.slice(Math.max(0, fix.start - 120), fix.start).match(/[^。；\n]*$/)?.[0] ?? ''
  const after = text.slice(fix.end, fix.end + 120).match(/^[^。；\n]*[。；]?/)?.[0] ?? ''
  return { before, after }
}

/** In its clause: 第二款 1/2; listed by severity: the whole label. What the last version did not have is 新. */
function placeOf({ clause, id }: ReviewFinding, index: number, total: number): string {
  const fresh = id !== null && review.value?.findingChanges?.new.includes(id) ? '新出现' : ''
  if (order.value === 'severity') return [fresh, clause].filter(Boolean).join(' ')
  const within = clause.slice(groupLabel(clause).length)
  const count = total > 1 ? `${index + 1}/${total}` : ''
  return [fresh, within, count].filter(Boolean).join(' ')
}
