import { saveWordFile } from '@hongxian/shared/ui'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { sentenceOf } from './ask.ts'

interface PaperToolsProps {
  readonly exportWord: () => Promise<Parameters<typeof saveWordFile>[0]>
  /** What is said beside the buttons. */
  readonly children?: ComponentChildren
}

/** A paper is printed, or taken into Word. */
export function PaperTools({ exportWord, children }: PaperToolsProps) {
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    setError('')
    exportWord()
      .then(saveWordFile, (reason: unknown) => setError(sentenceOf(reason)))
      .finally(() => setBusy(false))
  }
  return (
    <div class="c-bar">
      <button type="button" onClick={() => print()}>
        打印
      </button>
      <button type="button" disabled={isBusy} onClick={save}>
        {isBusy ? '正在生成' : '导出 Word'}
      </button>
      {children}
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
    </div>
  )
}
