import type { CallOutput, Draft, HistoryEvent, Review, User, Version } from '@hongxian/shared/api'
import { buildComparisonTable } from '@hongxian/shared/diff'
import type { ReviewState } from '@hongxian/shared/review'
import { ChangeView, CitationList, ComparisonSheet } from '@hongxian/shared/ui'
import { useEffect, useState } from 'preact/hooks'
import { ask, useLoaded } from './ask.ts'
import { Feedback } from './Feedback.tsx'
import { Findings } from './Findings.tsx'
import { isAboutItems } from './Moves.tsx'
import { Opinion } from './Opinion.tsx'
import { PaperTools } from './PaperTools.tsx'
import { Process } from './Process.tsx'
import { Reload } from './Reload.tsx'
import { Standing } from './Standing.tsx'
import { mayEnter, TextForm } from './TextForm.tsx'
import { useWording } from './use-wording.ts'
import { KIND_NAMES, timeOf } from './words.ts'

const TABS = {
  text: '正文和审核意见',
  citations: '引用核对',
  diff: '稿次比对',
  process: '办理',
  opinion: '审核意见书',
  feedback: '采纳情况',
  history: '办理记录',
} as const
type Tab = keyof typeof TABS

/** Where another text is expected: what is under review stays as it was submitted. */
const TEXT_OPEN: ReadonlySet<ReviewState> = new Set<ReviewState>([
  'draft',
  'returned',
  'supplement',
  'revising',
  'rechecking',
  'deliberated',
])

/** From the unit that drafted, or from the office that took it in for one. */
const takesText = ({ matter }: Review, { organisation }: Draft, me: User): boolean =>
  TEXT_OPEN.has(matter.state) && (organisation.id === me.organisation.id || matter.takenIn !== null)

/** One document: its versions, what was found, what was decided, what changed, and what was done. */
export function DraftView({ draftId, me }: { draftId: string; me: User }) {
  const draft = useLoaded<CallOutput<'getDraft'>>(draftId, () => ask('getDraft', { params: { draftId } }))
  const [chosenTab, setTab] = useState<Tab | null>(null)
  const review = useLoaded<Review>(draftId, () => ask('getReview', { params: { draftId } }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [isEntering, setEntering] = useState(false)
  if (draft.error) return <p class="c-error">{draft.error}</p>
  if (!draft.value) return <p class="hx-quiet">正在打开。</p>
  const { versions } = draft.value
  const hasPoints = (review.value?.matter.opinionItems ?? 0) > 0
  const tabs = Object.entries(TABS).filter(([name]) => name !== 'feedback' || hasPoints)
  // Whoever has the points of an opinion to answer, or to recheck, came for that.
  const tab = chosenTab ?? (hasPoints && review.value?.moves.some(isAboutItems) ? 'feedback' : 'text')
  const version =
    versions.find(({ id }) => id === (chosen ?? draft.value?.currentVersionId)) ?? (versions.at(-1) as Version)
  return (
    <>
      <h1 class="c-head">{draft.value.title}</h1>
      <p class="c-head hx-quiet">
        {KIND_NAMES[draft.value.kind]}　来源：{draft.value.source}
      </p>
      {review.error && <Reload loaded={review} />}
      {review.value && <Standing review={review.value} />}
      <div class="c-bar">
        {tabs.map(([name, label]) => (
          <button type="button" key={name} aria-pressed={tab === name} onClick={() => setTab(name as Tab)}>
            {label}
          </button>
        ))}
        <label>
          稿次{' '}
          <select value={version.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {versions.map((one) => (
              <option key={one.id} value={one.id}>
                第{one.number}稿（{timeOf(one.capturedAt)}，{one.capturedBy.name}）
              </option>
            ))}
          </select>
        </label>
        {mayEnter(me) && review.value && takesText(review.value, draft.value, me) && (
          <button type="button" onClick={() => setEntering(true)}>
            录入新稿次
          </button>
        )}
      </div>
      {isEntering && (
        <TextForm
          draftId={draftId}
          onDone={({ currentVersionId }) => {
            setEntering(false)
            setChosen(currentVersionId)
            draft.reload()
            review.reload()
          }}
          onClose={() => setEntering(false)}
        />
      )}
      {tab === 'text' && <Findings key={version.id} versionId={version.id} me={me} />}
      {tab === 'citations' && <Citations key={version.id} versionId={version.id} />}
      {tab === 'diff' && <Changes versions={versions} version={version} />}
      {tab === 'process' && (
        <Process
          key={draft.value.currentVersionId}
          draftId={draftId}
          me={me}
          onDone={review.reload}
          onFeedback={() => setTab('feedback')}
        />
      )}
      {tab === 'opinion' && <Opinion draftId={draftId} />}
      {tab === 'feedback' && review.value && (
        <Feedback review={review.value} versionId={draft.value.currentVersionId} onDone={review.reload} />
      )}
      {tab === 'history' && <History draftId={draftId} />}
    </>
  )
}

/** What the version cites, in force or not on the day of its check. */
function Citations({ versionId }: { versionId: string }) {
  const cited = useLoaded(versionId, () => ask('listCitations', { params: { versionId }, query: {} }))
  const loadWording = useWording(cited.value?.asOf)
  if (cited.error) return <p class="c-error">{cited.error}</p>
  if (!cited.value) return <p class="hx-quiet">正在核对。</p>
  return (
    <>
      <p class="hx-quiet">按{cited.value.asOf}的效力核对。</p>
      <CitationList citations={cited.value.citations} load={loadWording} />
    </>
  )
}

function Changes({ versions, version }: { versions: readonly Version[]; version: Version }) {
  const before = versions.find(({ number }) => number === version.number - 1)
  const [asTable, setAsTable] = useState(false)
  const diff = useLoaded(`${before?.id} ${version.id}`, async () =>
    before ? ask('getDiff', { query: { before: before.id, after: version.id } }) : null,
  )
  if (!before) return <p class="hx-quiet">这是第一稿，没有以前的稿次可比。</p>
  if (diff.error) return <p class="c-error">{diff.error}</p>
  if (!diff.value) return <p class="hx-quiet">正在比对。</p>
  const { findingChanges, afterText } = diff.value
  const beforeText = diff.value.diff.before.text
  const changed = diff.value.diff.changes.filter(({ kind }) => kind !== 'kept')
  return (
    <>
      <p>
        第{before.number}稿至第{version.number}稿：改动{changed.length}处；已消除问题{findingChanges.resolved.length}
        处，仍有
        {findingChanges.persisting.length}处，新增{findingChanges.new.length}处。
      </p>
      <div class="c-bar">
        <button type="button" aria-pressed={!asTable} onClick={() => setAsTable(false)}>
          逐条比对
        </button>
        <button type="button" aria-pressed={asTable} onClick={() => setAsTable(true)}>
          对照表
        </button>
      </div>
      {asTable ? (
        <>
          <PaperTools exportWord={() => ask('exportComparison', { query: { before: before.id, after: version.id } })} />
          <ComparisonSheet table={buildComparisonTable(beforeText, afterText, diff.value.diff)} />
        </>
      ) : (
        changed.map((change) => (
          <ChangeView
            key={`${change.spansA[0]?.start}-${change.spansB[0]?.start}`}
            change={change}
            before={beforeText}
            after={afterText}
          />
        ))
      )}
    </>
  )
}

/** What was said with a move or a decision, where its summary does not have it. */
function reasonOf({ payload, summary }: HistoryEvent): string {
  const { reason } = payload
  return typeof reason === 'string' && reason !== '' && !summary.includes(reason) ? `理由：${reason}` : ''
}

/** 办理记录, latest first, more of it on demand: a matter has a few hundred events at most. */
function History({ draftId }: { draftId: string }) {
  const [limit, setLimit] = useState(HISTORY_AT_ONCE)
  const history = useLoaded(`${draftId} ${limit}`, () => historyOf(draftId, limit))
  const [shown, setShown] = useState<readonly HistoryEvent[]>([])
  useEffect(() => {
    if (history.value) setShown(history.value.items)
  }, [history.value])
  if (history.error) return <Reload loaded={history} />
  if (shown.length === 0) return <p class="hx-quiet">正在打开。</p>
  return (
    <>
      <ul class="c-history">
        {shown.map((event) => (
          <li key={event.sequence}>
            <time>{timeOf(event.at)}</time>　{event.by?.name ?? '系统'}　{event.summary}
            {reasonOf(event)}
          </li>
        ))}
      </ul>
      {history.value?.next && (
        <button type="button" onClick={() => setLimit(limit + HISTORY_AT_ONCE)}>
          更早的记录
        </button>
      )}
    </>
  )
}

const HISTORY_AT_ONCE = 100

/** So many events, page by page as the service hands them out. */
async function historyOf(draftId: string, limit: number) {
  const items: HistoryEvent[] = []
  let next: string | null = null
  do {
    const cursor = next === null ? {} : { cursor: next }
    const page: CallOutput<'getDraftHistory'> = await ask('getDraftHistory', {
      params: { draftId },
      query: { limit: HISTORY_AT_ONCE, ...cursor },
    })
    items.push(...page.items)
    next = page.next
  } while (next !== null && items.length < limit)
  return { items, next }
}
