interface FormEndProps {
  readonly error: string
  readonly isBusy: boolean
  readonly isComplete: boolean
  /** 确定; while it is under way, 正在办理. */
  readonly label: string
  readonly busyLabel: string
  readonly onClose: () => void
}

/** What went wrong, the button that does it, and the way out. */
export function FormEnd({ error, isBusy, isComplete, label, busyLabel, onClose }: FormEndProps) {
  return (
    <>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      <div class="c-bar">
        <button type="submit" class="hx-primary" disabled={isBusy || !isComplete}>
          {isBusy ? busyLabel : label}
        </button>
        <button type="button" onClick={onClose}>
          取消
        </button>
      </div>
    </>
  )
}
