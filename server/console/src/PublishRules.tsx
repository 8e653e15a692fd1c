import { useEffect, useRef } from 'preact/hooks'
import { FormEnd } from './FormEnd.tsx'

interface PublishRulesProps {
  readonly isBusy: boolean
  readonly error: string
  readonly note: string
  readonly onNote: (note: string) => void
  readonly onPublish: () => void
  readonly onClose: () => void
}

/** Asks what was changed, and publishes. */
export function PublishRules({ isBusy, error, note, onNote, onPublish, onClose }: PublishRulesProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="c-dialog" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onPublish()
        }}
      >
        <h2>发布本单位规则</h2>
        <p>发布后不可更改，立即成为本单位审核所用的规则。需要修改的，另行发布；需要撤回的，恢复使用以前的规则。</p>
        <label class="c-field">
          <span>变更说明（必填）</span>
          <textarea rows={4} maxLength={2000} value={note} onInput={(event) => onNote(event.currentTarget.value)} />
        </label>
        <FormEnd
          error={error}
          isBusy={isBusy}
          isComplete={note.trim() !== ''}
          label="确定发布"
          busyLabel="正在发布"
          onClose={onClose}
        />
      </form>
    </dialog>
  )
}
