import type { Review } from '@hongxian/shared/api'
import { EVALUATION_NAMES, type EvaluationResult } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, isStale, sentenceOf } from './ask.ts'
import { FileLink, toBase64 } from './Materials.tsx'

interface InForceProps {
  readonly review: Review
  readonly onChange: () => void
}

/** 施行和后评估: how long a published document holds, how that was reached, and what evaluations came to. */
export function InForce({ review, onChange }: InForceProps) {
  const { inForce } = review
  if (inForce === null) return null
  const {
    publishedOn,
    validUntil,
    validityBasis,
    evaluationDue,
    evaluationBasis,
    evaluations,
    mayEvaluate,
    npcFiling,
  } = inForce
  return (
    <>
      <h2>施行和后评估</h2>
      <p>
        {publishedOn}公布{review.matter.registrationNumber !== null && `，登记号为${review.matter.registrationNumber}`}
        。{validUntil === null ? '没有确定有效期。' : `有效期至${validUntil}（${validityBasis ?? '文件载明'}）。`}
        {evaluationDue !== null && `应当于${evaluationDue}前后评估（${evaluationBasis}）。`}
      </p>
      {npcFiling && <NpcFiling filing={npcFiling} review={review} onChange={onChange} />}
      {evaluations.map(({ on, result, summary, validUntil: until, by, files }) => (
        <section key={`${on} ${result}`} class="c-move">
          <b>
            {on}　{EVALUATION_NAMES[result]}
          </b>
          {until !== null && `　${result === 'repeal' ? '失效日期为' : '有效期至'}${until}`}
          {`　${by.name}登记`}
          <p class="c-said">{summary}</p>
          {files.map((file) => (
            <FileLink key={file.id} file={file} />
          ))}
        </section>
      ))}
      {mayEvaluate && <Evaluate review={review} onChange={onChange} />}
    </>
  )
}

interface NpcFilingProps extends InForceProps {
  readonly filing: NonNullable<NonNullable<Review['inForce']>['npcFiling']>
}

/** 报送人大常委会备案: until when and why, or who is to say whether. */
function NpcFiling({ filing: { applies, due, steps, filedOn }, review, onChange }: NpcFilingProps) {
  const [error, setError] = useState('')
  if (filedOn !== null) return <p>已于{filedOn}报送人大常委会备案。</p>
  if (applies === false) return <p>{steps[0]}</p>
  if (applies)
    return (
      <p title={steps.slice(1).join('')}>
        {steps[0]}报送期限至{due}。
      </p>
    )
  const say = (issuedByGovernment: boolean) => () =>
    ask('changeMatter', {
      params: { draftId: review.draftId },
      body: { revision: review.revision, issuedByGovernment },
    }).then(onChange, (cause: unknown) => setError(sentenceOf(cause)))
  return (
    <p>
      {steps[0]}
      {review.mayFill && (
        <span class="c-bar">
          <button type="button" onClick={say(true)}>
            由本级人民政府或者其办公厅（室）制定
          </button>
          <button type="button" onClick={say(false)}>
            由其他机关制定
          </button>
        </span>
      )}
      {error && (
        <span role="alert" class="c-error">
          {error}
        </span>
      )}
    </p>
  )
}

const NOTHING = { on: '', result: '' as EvaluationResult | '', validUntil: '', summary: '' }

function Evaluate({ review, onChange }: InForceProps) {
  const [said, setSaid] = useState(NOTHING)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const { on, result, validUntil, summary } = said
  const say = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [key]: event.currentTarget.value })
  const [files, setFiles] = useState<readonly File[]>([])
  const submit = (event: Event) => {
    event.preventDefault()
    if (result === '') return
    setBusy(true)
    setError('')
    const until = result === 'amend' || validUntil === '' ? null : validUntil
    const send = async () => {
      const sent = await Promise.all(files.map(async (file) => ({ name: file.name, content: await toBase64(file) })))
      const body = { revision: review.revision, on, result, summary, validUntil: until, files: sent }
      return ask('recordEvaluation', { params: { draftId: review.draftId }, body })
    }
    send()
      .then(
        () => {
          setSaid(NOTHING)
          setFiles([])
          onChange()
        },
        (cause: unknown) => {
          setError(isStale(cause) ? '办理情况已有变化，页面已更新。请核对后再次登记。' : sentenceOf(cause))
          if (isStale(cause)) onChange()
        },
      )
      .finally(() => setBusy(false))
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <div class="c-bar">
        <b>登记后评估</b>
        <label>
          评估日期 <input type="date" aria-label="评估日期" required value={on} onInput={say('on')} />
        </label>
        <select aria-label="评估结论" required value={result} onChange={say('result')}>
          <option value="">评估结论</option>
          {Object.entries(EVALUATION_NAMES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        {result !== '' && result !== 'amend' && (
          <label>
            {result === 'keep' ? '新的有效期至' : '失效日期'}{' '}
            <input
              type="date"
              aria-label={result === 'keep' ? '新的有效期至' : '失效日期'}
              value={validUntil}
              onInput={say('validUntil')}
            />
          </label>
        )}
        {result === 'amend' && <span class="hx-quiet">原有效期不变，修改后的文本另行送审。</span>}
      </div>
      <label class="c-field">
        <span>合法性、合理性、可行性、实施效果等评估情况</span>
        <textarea rows={3} maxLength={10_000} required value={summary} onInput={say('summary')} />
      </label>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      <div class="c-bar">
        <label class="c-file">
          附评估报告等材料
          <input
            type="file"
            multiple
            aria-label="后评估材料"
            onChange={({ currentTarget }) => setFiles([...(currentTarget.files ?? [])])}
          />
        </label>
        {files.map(({ name }) => (
          <span key={name} class="hx-quiet">
            {name}
          </span>
        ))}
        <button type="submit" disabled={busy}>
          {busy ? '正在登记' : '登记'}
        </button>
      </div>
    </form>
  )
}
