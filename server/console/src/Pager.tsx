interface PagerProps {
  /** Where each page after the first began. */
  readonly cursors: readonly string[]
  /** Where the next page begins; nothing on the last. */
  readonly next: string | null | undefined
  readonly onTurn: (cursors: readonly string[]) => void
}

/** 上一页, 下一页. */
export function Pager({ cursors, next, onTurn }: PagerProps) {
  return (
    <div class="c-bar">
      {cursors.length > 0 && (
        <button type="button" onClick={() => onTurn(cursors.slice(0, -1))}>
          上一页
        </button>
      )}
      {next && (
        <button type="button" onClick={() => onTurn([...cursors, next])}>
          下一页
        </button>
      )}
    </div>
  )
}
