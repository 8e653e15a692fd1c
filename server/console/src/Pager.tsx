interface PagerProps {
  /** Where each page after the first began. */
  readonly cursors: readonly string[]
  /** Where the next page begins; nothing on the last. */
  readonly next: string | null | undefined
  /** How many there are, where that is known. */
  readonly pages?: number
  readonly onTurn: (cursors: readonly string[]) => void
}

/** 上一页, 下一页. */
export function Pager({ cursors, next, pages = 0, onTurn }: PagerProps) {
  return (
    <div class="c-bar">
      {cursors.length > 0 && (
        <button type="button" onClick={() => onTurn(cursors.slice(0, -1))}>
          上一页
        </button>
      )}
      {cursors.length > 1 && (
        <button type="button" onClick={() => onTurn([])}>
          第一页
        </button>
      )}
      {pages > 1 && (
        <span class="hx-quiet">
          第{cursors.length + 1}页，共{pages}页
        </span>
      )}
      {next && (
        <button type="button" onClick={() => onTurn([...cursors, next])}>
          下一页
        </button>
      )}
    </div>
  )
}
