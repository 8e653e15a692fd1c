import type { CallOutput, Colleague, Consultation, CounselCapacity, Review, User } from '@hongxian/shared/api'
import { saveFile } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { FormEnd } from './FormEnd.tsx'
import { toBase64 } from './Materials.tsx'
import { Reload } from './Reload.tsx'
import { timeOf } from './words.ts'

const CAPACITIES: readonly (readonly [CounselCapacity, string])[] = [
  ['counsel', '法律顾问'],
  ['public-lawyer', '公职律师'],
  ['expert', '专家'],
]
const capacityOf = (capacity: CounselCapacity): string => CAPACITIES.find(([one]) => one === capacity)?.[1] ?? ''

const isOpen = ({ answer, withdrawn, declaration }: Consultation): boolean =>
  answer === null && withdrawn === null && declaration?.hasConflict !== true

/** Where it stands, in a few words. */
function stateOf(one: Consultation): string {
  if (one.withdrawn !== null) return `已撤回：${one.withdrawn}`
  if (one.declaration?.hasConflict) return `有利益冲突，终止：${one.declaration.note}`
  if (one.answer)
    return `${timeOf(one.answer.at)}答复${one.answer.materialId === null ? '' : `（${one.answer.by.name}记录）`}`
  if (one.counsel.id !== null && one.declaration === null) return `等待声明有无利益冲突，${one.due}前答复`
  return `等待答复，${one.due}前`
}

interface ConsultationsProps {
  readonly review: Review
  readonly me: User
  readonly colleagues: readonly Colleague[]
  readonly onChange: () => void
}

/** 咨询 of one matter: whom the reviewer asked, what they said, and the way to ask. */
export function Consultations({ review, me, colleagues, onChange }: ConsultationsProps) {
  const { draftId, matter } = review
  const loaded = useLoaded<CallOutput<'listConsultations'>>(draftId, () =>
    ask('listConsultations', { params: { draftId } }),
  )
  const isReviewer = matter.reviewerId === me.id
  const mayAsk = isReviewer && (matter.state === 'reviewing' || matter.state === 'consulting')
  const change = () => {
    loaded.reload()
    onChange()
  }
  const items = loaded.value?.items ?? []
  if (items.length === 0 && !mayAsk && !loaded.error) return null
  return (
    <>
      <h2>法律顾问、专家咨询</h2>
      {loaded.error && <Reload loaded={loaded} />}
      {items.map((one) => (
        <section key={one.id} class="c-move">
          <p>
            <b>
              {capacityOf(one.counsel.capacity)}　{one.counsel.name}
            </b>
            {`　${stateOf(one)}`}
          </p>
          <p class="c-said">问：{one.question}</p>
          {one.answer && <p class="c-said">答：{one.answer.text}</p>}
          {one.answer?.materialId && <Paper materialId={one.answer.materialId} />}
          {isReviewer && isOpen(one) && <Closing one={one} onDone={change} />}
        </section>
      ))}
      {mayAsk && <Asking key={`ask ${draftId}`} draftId={draftId} colleagues={colleagues} me={me} onDone={change} />}
    </>
  )
}

function Paper({ materialId }: { materialId: string }) {
  const [error, setError] = useState('')
  const open = () =>
    ask('getMaterial', { params: { materialId } }).then(
      ({ name, mediaType, content }) => saveFile(name, mediaType, content),
      (reason: unknown) => setError(sentenceOf(reason)),
    )
  return (
    <>
      <button type="button" onClick={open}>
        书面意见
      </button>
      {error && <span class="c-error">{error}</span>}
    </>
  )
}

/** Does one thing at a time, and says why where it could not. */
function useSending(onDone: () => void) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const send = (work: () => Promise<unknown>) => {
    setBusy(true)
    setError('')
    work()
      .then(onDone, (reason: unknown) => setError(sentenceOf(reason)))
      .finally(() => setBusy(false))
  }
  return { isBusy, error, send }
}

interface AskingProps {
  readonly draftId: string
  readonly colleagues: readonly Colleague[]
  readonly me: User
  readonly onDone: () => void
}

const NOTHING_ASKED = { counselId: '', name: '', capacity: 'counsel' as CounselCapacity, question: '', due: '' }

function Asking({ draftId, colleagues, me, onDone }: AskingProps) {
  const [said, setSaid] = useState(NOTHING_ASKED)
  const [isAsking, setAsking] = useState(false)
  const { isBusy, error, send } = useSending(() => {
    setSaid(NOTHING_ASKED)
    setAsking(false)
    onDone()
  })
  const say = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [key]: event.currentTarget.value })
  if (!isAsking)
    return (
      <button type="button" onClick={() => setAsking(true)}>
        咨询法律顾问或者专家
      </button>
    )
  const { counselId, name, capacity, question, due } = said
  const whom = counselId === '' ? { name } : { counselId }
  const submit = (event: Event) => {
    event.preventDefault()
    send(() =>
      ask('askCounsel', { params: { draftId }, body: { ...whom, capacity, question, ...(due ? { due } : {}) } }),
    )
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <div class="c-bar">
        <select aria-label="受咨询人" value={counselId} onChange={say('counselId')}>
          <option value="">没有账号，填写姓名</option>
          {colleagues
            .filter(({ id, roles, disabled }) => roles.includes('counsel') && !disabled && id !== me.id)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}（法律顾问账号）
              </option>
            ))}
        </select>
        {counselId === '' && (
          <input aria-label="姓名" placeholder="姓名、单位" maxLength={100} value={name} onInput={say('name')} />
        )}
        <select aria-label="身份" value={capacity} onChange={say('capacity')}>
          {CAPACITIES.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <label>
          答复期限 <input type="date" aria-label="答复期限" value={due} onInput={say('due')} />
        </label>
        <span class="hx-quiet">未填的，按本单位设定计算</span>
      </div>
      <label class="c-field">
        <span>咨询的问题</span>
        <textarea rows={3} maxLength={5000} value={question} onInput={say('question')} />
      </label>
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={question.trim() !== '' && (counselId !== '' || name.trim() !== '')}
        label="提出咨询"
        busyLabel="正在办理"
        onClose={() => setAsking(false)}
      />
    </form>
  )
}

/** The reviewer records an answer given on paper, or takes the question back. */
function Closing({ one, onDone }: { one: Consultation; onDone: () => void }) {
  const [way, setWay] = useState<'none' | 'record' | 'withdraw'>('none')
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const { isBusy, error, send } = useSending(onDone)
  const params = { consultationId: one.id }
  if (way === 'none')
    return (
      <div class="c-bar">
        <button type="button" onClick={() => setWay('record')}>
          记录书面答复
        </button>
        <button type="button" onClick={() => setWay('withdraw')}>
          撤回咨询
        </button>
      </div>
    )
  const submit = (event: Event) => {
    event.preventDefault()
    send(async () =>
      way === 'withdraw'
        ? ask('withdrawConsultation', { params, body: { reason: text } })
        : ask('answerConsultation', {
            params,
            body: {
              answer: text,
              ...(file ? { paper: { name: file.name, content: await toBase64(file) } } : {}),
            },
          }),
    )
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <label class="c-field">
        <span>{way === 'record' ? '答复要点' : '撤回的理由'}</span>
        <textarea rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {way === 'record' && (
        <label class="c-file">
          {file ? file.name : '附书面意见'}
          <input
            type="file"
            aria-label="附书面意见"
            onChange={({ currentTarget: { files } }) => setFile(files?.[0] ?? null)}
          />
        </label>
      )}
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={text.trim() !== '' && (way === 'withdraw' || file !== null)}
        label="确定"
        busyLabel="正在办理"
        onClose={() => setWay('none')}
      />
    </form>
  )
}

/** 向我提出的咨询: for 法律顾问 with an account. */
export function MyConsultations() {
  const loaded = useLoaded<CallOutput<'listMyConsultations'>>('mine', () => ask('listMyConsultations', {}))
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  return (
    <>
      <h1>向我提出的咨询</h1>
      {loaded.error && <Reload loaded={loaded} />}
      {loaded.value.items.length === 0 && <p class="hx-quiet">没有咨询。</p>}
      {loaded.value.items.map((one) => (
        <section key={one.id} class="c-move">
          <p>
            <b>
              {one.declaration?.hasConflict === false ? <a href={`#/drafts/${one.draftId}`}>{one.title}</a> : one.title}
            </b>
            {`　${one.askedBy.name}于${timeOf(one.askedAt)}提出　${stateOf(one)}`}
          </p>
          <p class="c-said">问：{one.question}</p>
          {one.answer && <p class="c-said">答：{one.answer.text}</p>}
          {isOpen(one) &&
            (one.declaration === null ? (
              <Declaring one={one} onDone={loaded.reload} />
            ) : (
              <Answering one={one} onDone={loaded.reload} />
            ))}
        </section>
      ))}
    </>
  )
}

function Declaring({ one, onDone }: { one: Consultation; onDone: () => void }) {
  const [note, setNote] = useState('')
  const { isBusy, error, send } = useSending(onDone)
  const declare = (hasConflict: boolean) =>
    send(() => ask('declareInterest', { params: { consultationId: one.id }, body: { hasConflict, note } }))
  return (
    <>
      <p class="hx-quiet">
        查阅文本前，请声明与本件有无利益冲突：本人、所在机构是否代理本件当事人，是否与本件有其他利害关系。
      </p>
      <div class="c-bar">
        <button type="button" disabled={isBusy} onClick={() => declare(false)}>
          没有利益冲突
        </button>
        <input
          aria-label="利益冲突的情况"
          placeholder="有利益冲突的，说明情况"
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <button type="button" disabled={isBusy || note.trim() === ''} onClick={() => declare(true)}>
          有利益冲突
        </button>
      </div>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
    </>
  )
}

function Answering({ one, onDone }: { one: Consultation; onDone: () => void }) {
  const [text, setText] = useState('')
  const { isBusy, error, send } = useSending(onDone)
  return (
    <form
      class="c-panel"
      onSubmit={(event) => {
        event.preventDefault()
        send(() => ask('answerConsultation', { params: { consultationId: one.id }, body: { answer: text } }))
      }}
    >
      <label class="c-field">
        <span>答复</span>
        <textarea rows={5} maxLength={20_000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      <div class="c-bar">
        <button type="submit" class="hx-primary" disabled={isBusy || text.trim() === ''}>
          {isBusy ? '正在办理' : '提交答复'}
        </button>
        <span class="hx-quiet">提交后不能改动；供审核参考，不代替审核意见。</span>
      </div>
    </form>
  )
}
