interface ConflictProps {
  /** What happened, and that nothing typed is lost. */
  readonly sentence: string
  readonly isBusy: boolean
  readonly onReload: () => void
  readonly onInsist: () => void
}

/** Somebody else saved first: theirs, or one's own. */
export const Conflict = ({ sentence, isBusy, onReload, onInsist }: ConflictProps) => (
  <div class="c-notice" role="alert">
    <p>{sentence}</p>
    <div class="c-bar">
      <button type="button" disabled={isBusy} onClick={onReload}>
        重新载入（放弃我的改动）
      </button>
      <button type="button" disabled={isBusy} onClick={onInsist}>
        仍用我的内容
      </button>
    </div>
  </div>
)
