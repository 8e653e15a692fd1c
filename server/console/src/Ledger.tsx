import type { CallOutput, DraftSummary } from '@hongxian/shared/api'
import { useState } from 'preact/hooks'
import { ask, useLoaded } from './ask.ts'
import { Pager } from './Pager.tsx'
import { Reminders } from './Reminders.tsx'
import { KIND_NAMES, timeOf } from './words.ts'

/** 办件台账, latest first. */
export function Ledger() {
  const [words, setWords] = useState('')
  const [query, setQuery] = useState('')
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const page = useLoaded<CallOutput<'listDrafts'>>(`${query} ${cursor}`, () =>
    ask('listDrafts', { query: { limit: 20, ...(query ? { q: query } : {}), ...(cursor ? { cursor } : {}) } }),
  )
  return (
    <>
      <Reminders />
      <form
        class="c-bar"
        onSubmit={(event) => {
          event.preventDefault()
          setCursors([])
          setQuery(words.trim())
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
        {page.value && <span class="hx-quiet">共 {page.value.total} 件</span>}
      </form>
      {page.error && <p class="c-error">{page.error}</p>}
      {page.value?.items.length === 0 && (
        <p class="hx-quiet">
          {query ? '没有找到符合条件的文件。' : '尚无办件。用浏览器插件打开一份待审文件，即登记在此。'}
        </p>
      )}
      {page.value && page.value.items.length > 0 && <Rows items={page.value.items} />}
      <Pager cursors={cursors} next={page.value?.next} onTurn={setCursors} />
    </>
  )
}

function Rows({ items }: { items: readonly DraftSummary[] }) {
  return (
    <table class="c-table">
      <thead>
        <tr>
          <th>标题</th>
          <th>文种</th>
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
            <td>{KIND_NAMES[draft.kind]}</td>
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
  )
}
