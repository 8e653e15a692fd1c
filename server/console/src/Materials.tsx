import type { Review, StoredMaterial } from '@hongxian/shared/api'
import { saveFile } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'

interface MaterialsProps {
  readonly review: Review
  readonly onChange: () => void
}

/** 送审材料: what the matter must have, the files that are there, and, while papers are open, the way to put in more. */
export function Materials({ review, onChange }: MaterialsProps) {
  const { draftId, revision, papersOpen } = review
  const stored = useLoaded<readonly StoredMaterial[]>(`${draftId} ${revision}`, async () => {
    const { items } = await ask('listMaterials', { params: { draftId } })
    return items
  })
  return (
    <ul class="c-materials">
      {review.materials.map(({ id, name, there }) => (
        <li key={id}>
          <span class="c-paper-name">{name}</span>
          <span class={there ? '' : 'c-missing'}>{absenceOf(review, id) ?? (there ? '已提交' : '缺少')}</span>
          {(stored.value ?? [])
            .filter(({ material }) => material === id)
            .map((file) => (
              <FileLink key={file.id} file={file} />
            ))}
          {papersOpen && <Submission review={review} paper={{ id, name, there }} onChange={onChange} />}
        </li>
      ))}
      {stored.error && <li class="c-error">{stored.error}</li>}
    </ul>
  )
}

function absenceOf({ matter }: Review, material: string): string | null {
  const state = matter.materials.find(({ id }) => id === material)
  return state?.status === 'absent' && state.reason !== '' ? `未附文件，理由：${state.reason}` : null
}

/** A file on record, to be opened. */
export function FileLink({
  file,
}: {
  file: Pick<StoredMaterial, 'id' | 'name'> & Partial<Pick<StoredMaterial, 'addedBy'>>
}) {
  const [error, setError] = useState('')
  const open = () =>
    ask('getMaterial', { params: { materialId: file.id } }).then(
      ({ name, mediaType, content }) => saveFile(name, mediaType, content),
      (reason: unknown) => setError(sentenceOf(reason)),
    )
  return (
    <>
      <button type="button" title={file.addedBy ? `${file.addedBy.name}上传` : file.name} onClick={open}>
        {file.name}
      </button>
      {error && <span class="c-error">{error}</span>}
    </>
  )
}

/** A file for one paper, or the reason why there is none. */
function Submission({ review, paper, onChange }: MaterialsProps & { paper: Review['materials'][number] }) {
  const [error, setError] = useState('')
  const [reason, setReason] = useState('')
  const told = (done: Promise<unknown>) =>
    done.then(
      () => {
        setError('')
        onChange()
      },
      (cause: unknown) => setError(sentenceOf(cause)),
    )
  const { draftId, revision } = review
  const { id: material, name, there } = paper
  const isAbsent = absenceOf(review, material) !== null
  const upload = async (file: File) =>
    ask('attachMaterial', { params: { draftId }, body: { material, name: file.name, content: await toBase64(file) } })
  const explain = () => {
    const others = review.matter.materials.filter(({ id }) => id !== material)
    const materials = [...others, { id: material, status: 'absent' as const, reason }]
    return ask('changeMatter', { params: { draftId }, body: { revision, materials } })
  }
  return (
    <>
      <label class="c-file">
        {there && !isAbsent ? '再传一份' : '上传文件'}
        <input
          type="file"
          aria-label={`上传${name}`}
          onChange={({ currentTarget: { files } }) => files?.[0] && told(upload(files[0]))}
        />
      </label>
      {!there && (
        <input
          aria-label={`缺少${name}的理由`}
          placeholder="没有文件的，说明理由"
          value={reason}
          onInput={({ currentTarget: { value } }) => setReason(value)}
        />
      )}
      {!there && reason.trim() !== '' && (
        <button type="button" onClick={() => told(explain())}>
          填报理由
        </button>
      )}
      {error && <p class="c-error">{error}</p>}
    </>
  )
}

export const toBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new Error(`“${file.name}”不能读取。`))
    reader.readAsDataURL(file)
  })
