import type { CallOutput, DraftSummary, User } from '@hongxian/shared/api'
import { type ReviewState, STATE_NAMES } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, useLoaded } from './ask.ts'
import { Pager } from './Pager.tsx'
import { Reload } from './Reload.tsx'
import { leftOf, Reminders } from './Reminders.tsx'
import { mayEnter, TextForm } from './TextForm.tsx'
import { KIND_NAMES, timeOf } from './words.ts'

interface LedgerProps {
  readonly me: User
  /** What is shown stands in the address, so that the way back from a document leads to the same page. */
  readonly address: string
}

const PAGE = 20

/** 办件台账, latest first. */
export function Ledger({ me, address }: LedgerProps) {
  const shown = new URLSearchParams(address.split('?')[1])
  const query = shown.get('q') ?? ''
  const state = shown.get('state') ?? ''
  const cursors = shown.getAll('after')

  const [isEntering, setEntering] = useState(false)
  const [words, setWords] = useState(query)
  const cursor = cursors.at(-1)
  const page = useLoaded<CallOutput<'listDrafts'>>(`${query} ${state} ${cursor}`, () =>
    ask('listDrafts', {
      query: {
        limit: PAGE,
        ...(query ? { q: query } : {}),
        ...(state ? { state: state as ReviewState } : {}),
        ...(cursor ? { cursor } : {}),
      },
    }),
  )
  const show = (q: string, at: string, after: readonly string[]) => {
    const next = new URLSearchParams([
      ...(q ? [['q', q]] : []),
      ...(at ? [['state', at]] : []),
      ...after.map((one) => ['after', one]),
    ])
    location.assign(`#/${next.size > 0 ? `?${next}` : ''}`)
  }
  const isWanted = query !== '' || state !== ''
  return (
    <>
      <Reminders />
      <form
        class="c-bar"
        onSubmit={(event) => {
          event.preventDefault()
          show(words.trim(), state, [])
        }}
      >
        <h1>办件台账</h1>
        <input
          type="search"
          aria-label="查找"
          placeholder="查找标题和正文"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="submit">查找</button>
        <select aria-label="当前环节" value={state} onChange={(event) => show(query, event.currentTarget.value, [])}>
          <option value="">全部环节</option>
          {Object.entries(STATE_NAMES).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        {page.value && (
          <span class="hx-quiet">
            {page.value.isMoreThanTotal ? '多于' : '共'} {page.value.total} 件
          </span>
        )}
        {mayEnter(me) && (
          <button type="button" onClick={() => setEntering(true)}>
            录入文件
          </button>
        )}
      </form>
      {isEntering && (
        <TextForm onDone={({ id }) => location.assign(`#/drafts/${id}`)} onClose={() => setEntering(false)} />
      )}
      {page.error && <Reload loaded={page} />}
      {!page.value && !page.error && <p class="hx-quiet">正在打开。</p>}
      {page.value?.items.length === 0 && (
        <p class="hx-quiet">
          {isWanted
            ? '没有找到符合条件的文件。'
            : '尚无办件。用浏览器插件打开一份待审文件，或者在此录入文件，即登记在此。'}
        </p>
      )}
      {page.value && page.value.items.length > 0 && <Rows items={page.value.items} />}
      <Pager
        cursors={cursors}
        next={page.value?.next}
        pages={page.value && !page.value.isMoreThanTotal ? Math.ceil(page.value.total / PAGE) : 0}
        onTurn={(after) => show(query, state, after)}
      />
    </>
  )
}

function Rows({ items }: { items: readonly DraftSummary[] }) {
  return (
    <div class="c-scroll">
      <table class="c-table c-ledger">
        <thead>
          <tr>
            <th>标题</th>
            <th>类别</th>
            <th>起草单位</th>
            <th>当前环节</th>
            <th>期限</th>
            <th>稿次</th>
            <th>违法</th>
            <th>不当</th>
            <th>存疑</th>
            <th>待处理</th>
            <th>最近办理</th>
          </tr>
        </thead>
        <tbody>
          {items.map((draft) => (
            <tr key={draft.id}>
              <td>
                <a href={`#/drafts/${draft.id}`}>{draft.title}</a>
              </td>
              <td>{draft.matter?.kindName ?? KIND_NAMES[draft.kind]}</td>
              <td>{draft.matter?.unit ?? draft.organisation.name}</td>
              <td>
                <b>{draft.matter?.stateName ?? STATE_NAMES.draft}</b>
                {draft.matter?.holder && <small class="hx-quiet">{draft.matter.holder}</small>}
              </td>
              <td>
                <Limit deadline={draft.matter?.deadline ?? null} />
              </td>
              <td>第{draft.versionCount}稿</td>
              <td>{draft.findings.illegal || ''}</td>
              <td>{draft.findings.improper || ''}</td>
              <td>{draft.findings.suspect || ''}</td>
              <td>{draft.undecided || ''}</td>
              <td>{timeOf(draft.updatedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Limit({ deadline }: { deadline: NonNullable<DraftSummary['matter']>['deadline'] }) {
  if (deadline === null) return null
  const { name, due, workdaysLeft } = deadline
  if (due === null || workdaysLeft === null) return <span title={name}>暂停计算</span>
  return (
    <span title={name} class={workdaysLeft < 0 ? 'c-missing' : ''}>
      {due}
      <small>{leftOf(workdaysLeft)}</small>
    </span>
  )
}
