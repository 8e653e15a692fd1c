import type { Verdict } from '@hongxian/shared/review'
import { type Fix, SEVERITY_NAMES, type Severity } from '@hongxian/shared/rule'
import type { Span } from '@hongxian/shared/text'
import { type CardChoice, copyText, FindingCard, Note, NoteForm } from '@hongxian/shared/ui'
import { Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ReviewFinding } from '../review.ts'
import { groupLabel, type LooseNote, NOTES } from './list.ts'
import {
  acceptAll,
  alike,
  annotate,
  asking,
  changeNote,
  decide,
  folded,
  groups,
  listNote,
  loadWording,
  marked,
  mayList,
  notesOf,
  order,
  pick,
  review,
  tabId,
  tell,
  undo,
  unfold,
} from './state.ts'

/** The findings by clause, each under a label that stays in sight while its clause scrolls past. */
export function FindingList() {
  const current = review.value?.current ?? null
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (!current) return
    const card = list.current?.querySelector(`[data-key="${CSS.escape(current)}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const isAsking = asking.value.what !== 'none'
  // The focus goes along, so that a screen reader reads the card arrived at and Tab goes on from there; never out of a field.
  useEffect(() => {
    const { activeElement } = document
    if (!current || isAsking || activeElement?.matches('input, textarea, select')) return
    if (activeElement !== document.body && !list.current?.contains(activeElement)) return
    list.current
      ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"] .hx-quote`)
      ?.focus({ preventScroll: true })
  }, [current, isAsking])
  return (
    <ul ref={list} class="list" aria-label="审核发现">
      {marked.value && <MarkedWords span={marked.value} />}
      {groups.value.map((group) => (
        <li key={group.label}>
          <h2 class="label">
            {order.value === 'severity' && group.label !== NOTES
              ? SEVERITY_NAMES[group.label as Severity]
              : group.label}
          </h2>
          {group.findings.map((finding, index) => (
            <Fragment key={finding.key}>
              <FindingCard
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
                {...(!review.value?.fragment && {
                  onDecide: (choice: CardChoice) => void decide(finding.key, choice),
                  onUndo: () => void undo([finding.key]),
                  onAcceptAlike: () => void acceptAll(alike.value.get(finding.rule) ?? []),
                  onAnnotate: (body: string) => void annotate(finding, body),
                })}
                alike={alike.value.get(finding.rule)?.length ?? 1}
                onChangeNote={(id, body) => void changeNote(id, body)}
                onListNote={onListNote()}
                onCopy={(text) => void copyText(text)}
                loadWording={loadWording}
              />
              <Folded finding={finding} />
            </Fragment>
          ))}
          {group.notes.map((note) => (
            <NotedWords key={note.id} note={note} />
          ))}
        </li>
      ))}
    </ul>
  )
}

const onListNote = () =>
  mayList.value ? (id: string, listedAs: Verdict | null) => void listNote(id, listedAs) : undefined

/** A note of the reviewer's own about words that no rule speaks of. */
function NotedWords({ note }: { note: LooseNote }) {
  return (
    <article class="hx-finding noted">
      <header class="hx-finding-head">
        <span class="hx-item">批注</span>
        <span class="hx-quiet hx-place">
          {order.value === 'severity' ? note.clause : note.clause.slice(groupLabel(note.clause).length)}
        </span>
      </header>
      <Words span={note} />
      <Note note={note} onChange={(id, body) => void changeNote(id, body)} onList={onListNote()} />
    </article>
  )
}

/** The note that is being written about words marked on the page. */
function MarkedWords({ span }: { span: Span }) {
  return (
    <li>
      <h2 class="label">批注选中的文字</h2>
      <div class="hx-finding noted">
        <Words span={span} />
        <NoteForm
          of={review.value?.text.slice(span.start, span.end) ?? ''}
          onDone={(body) => void annotate(span, body)}
          onCancel={() => {
            marked.value = null
          }}
        />
      </div>
    </li>
  )
}

function Words({ span: { start, end } }: { span: Span }) {
  const words = review.value?.text.slice(start, end) ?? ''
  const show = () => tabId.value !== null && void tell({ type: 'show-place', tabId: tabId.value, start, end })
  return (
    <button type="button" class="hx-quote" onClick={show} title={words}>
      “{words}”
    </button>
  )
}

/** 同类发现: the rest of a rule that speaks all over the document. */
function Folded({ finding }: { finding: ReviewFinding }) {
  const count = folded.value.get(finding.key)
  if (!count) return null
  return (
    <p class="folded">
      “{finding.item}”同类发现另有{count}处{' '}
      <button type="button" class="hx-plain" onClick={() => unfold(finding.rule)}>
        逐一列出
      </button>
    </p>
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
