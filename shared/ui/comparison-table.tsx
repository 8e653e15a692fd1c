import type { ComparisonCell, ComparisonTable } from '@hongxian/shared/diff'

/** 对照表: the three columns officials use. Struck words left, new words right; reads in black and white on paper. */
export function ComparisonSheet({ table }: { table: ComparisonTable }) {
  if (table.rows.length === 0) return <p class="hx-quiet">两稿文字相同，没有需要对照的条文。</p>
  return (
    <table class="hx-comparison">
      <thead>
        <tr>
          <th>原条文</th>
          <th>修改后</th>
          <th>说明（依据）</th>
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are computed from two immutable texts and never reorder
          <tr key={n}>
            <td>
              <Cells cells={row.before} mark="del" />
            </td>
            <td>
              <Cells cells={row.after} mark="ins" />
            </td>
            <td>
              {row.notes.map((note) => (
                <p key={note}>{note}。</p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Old words with `del`, new ones with `ins`. */
export function Cells({ cells, mark: Mark }: { cells: readonly ComparisonCell[]; mark: 'del' | 'ins' }) {
  if (cells.length === 0) return <span class="hx-quiet">（无）</span>
  return (
    <>
      {cells.map((cell, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as the rows
        <div key={n} class="hx-redline">
          {cell.runs.map((run, k) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: as the rows
            run.changed ? <Mark key={k}>{run.text}</Mark> : <span key={k}>{run.text}</span>,
          )}
        </div>
      ))}
    </>
  )
}
