import type { Draft, User } from '@hongxian/shared/api'
import type { Role } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, sentenceOf } from './ask.ts'
import { FormEnd } from './FormEnd.tsx'
import { KIND_NAMES } from './words.ts'

const ENTERING: ReadonlySet<Role> = new Set<Role>(['drafter', 'intake', 'reviewer', 'second', 'lead'])

/** Whether somebody may put a text on record. */
export const mayEnter = ({ roles }: User): boolean => roles.some((role) => ENTERING.has(role))

/** The kinds that are reviewed; the others come of what a text is. */
const KINDS = ['normative', 'decision', 'contract', 'enforcement'] as const

interface TextFormProps {
  /** The document that this is the next version of; a new one where absent. */
  readonly draftId?: string
  readonly onDone: (draft: Draft) => void
  readonly onClose: () => void
}

/** A text put on record by hand, for whoever has it in Word or WPS and not on a page that the extension reads. */
export function TextForm({ draftId, onDone, onClose }: TextFormProps) {
  const [text, setText] = useState('')
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const send = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setError('')
    const of = draftId === undefined ? { sourceKey: `工作台录入 ${crypto.randomUUID().slice(0, 8)}` } : { draftId }
    const body = {
      ...of,
      text: text.replace(/\r\n?/g, '\n'),
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(kind ? { kind: kind as Draft['kind'] } : {}),
    }
    ask('createCheck', { body })
      .then(
        ({ draft }) => onDone(draft),
        (reason: unknown) => setError(sentenceOf(reason)),
      )
      .finally(() => setBusy(false))
  }
  const take = (file: File) => file.text().then(setText, () => setError(`“${file.name}”不能读取。`))
  return (
    <form class="c-panel" onSubmit={send}>
      <p class="hx-quiet">
        在 Word、WPS
        中全选、复制，粘贴到下面，自动编号的条款号一并带入；也可以选取文本文件（.txt）。文件原件在“办理”中作为送审材料上传。
      </p>
      {draftId === undefined && (
        <div class="c-bar">
          <label>
            标题{' '}
            <input
              value={title}
              maxLength={200}
              placeholder="不填的，从正文识别"
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
          <label>
            文件类别{' '}
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              <option value="">从正文识别</option>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {KIND_NAMES[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <label class="c-field">
        <span>{draftId === undefined ? '正文' : '新稿次的正文'}</span>
        <textarea rows={14} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <label class="c-file">
        选取文本文件
        <input
          type="file"
          accept=".txt,text/plain"
          aria-label="选取文本文件"
          onChange={({ currentTarget: { files } }) => files?.[0] && take(files[0])}
        />
      </label>{' '}
      <span class="hx-quiet">共 {text.length} 字</span>
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={text.trim() !== ''}
        label="登记并审核"
        busyLabel="正在审核"
        onClose={onClose}
      />
    </form>
  )
}
