import type { Colleague, Review } from '@hongxian/shared/api'
import type { Conclusion } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { Materials } from './Materials.tsx'

/** 办理: where the matter stands, what can be done, what stands in the way, and by when. */
export function Process({ draftId }: { draftId: string }) {
  const loaded = useLoaded<[Review, readonly Colleague[]]>(draftId, async () => {
    const [review, { items }] = await Promise.all([
      ask('getReview', { params: { draftId } }),
      ask('listColleagues', {}),
    ])
    return [review, items]
  })
  if (loaded.error) return <p class="c-error">{loaded.error}</p>
  if (!loaded.value) return <p class="hx-quiet">正在打开。</p>
  const [review, colleagues] = loaded.value
  return (
    <div class="c-process">
      <p>
        当前环节：<b>{review.stateName}</b>
      </p>
      {review.deadline && <Deadline deadline={review.deadline} />}
      <h2>送审材料</h2>
      <Materials review={review} onChange={loaded.reload} />
      <h2>可以办理的事项</h2>
      {review.moves.length === 0 && <p class="hx-quiet">当前环节没有由您办理的事项。</p>}
      {review.moves.map((move) => (
        <MoveForm
          key={`${move.name}${review.revision}`}
          review={review}
          move={move}
          colleagues={colleagues}
          onDone={loaded.reload}
        />
      ))}
    </div>
  )
}

function Deadline({ deadline }: { deadline: NonNullable<Review['deadline']> }) {
  const { name, due, workdaysLeft, steps } = deadline
  const left =
    workdaysLeft === null
      ? '暂停计算'
      : workdaysLeft < 0
        ? `已超期${-workdaysLeft}个工作日`
        : `还有${workdaysLeft}个工作日`
  return (
    <details>
      <summary>
        {name}期限：{due ?? '—'}（{left}）
      </summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  )
}

interface MoveFormProps {
  readonly review: Review
  readonly move: Review['moves'][number]
  readonly colleagues: readonly Colleague[]
  readonly onDone: () => void
}

const CONCLUSIONS: readonly (readonly [Conclusion, string])[] = [
  ['lawful', '合法'],
  ['revise', '应当予以修改'],
  ['unlawful', '不合法'],
]

/** One move with what must be said for it; where something stands in the way, the reasons instead of a button. */
function MoveForm({ review, move, colleagues, onDone }: MoveFormProps) {
  const [said, setSaid] = useState({ reason: '', number: '', on: '', conclusion: '', reviewerId: '' })
  const [error, setError] = useState('')
  const say = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [key]: event.currentTarget.value })
  const send = (event: Event) => {
    event.preventDefault()
    const { reason, number, on, conclusion, reviewerId } = said
    const body = {
      move: move.name,
      revision: review.revision,
      reason,
      number,
      ...(on ? { on } : {}),
      ...(conclusion ? { conclusion: conclusion as Conclusion } : {}),
      ...(reviewerId ? { reviewerId } : {}),
    }
    ask('makeMove', { params: { draftId: review.draftId }, body }).then(onDone, (cause: unknown) =>
      setError(sentenceOf(cause)),
    )
  }
  if (move.blockedBy.length > 0)
    return (
      <section class="c-move">
        <b>{move.label}</b>
        {move.blockedBy.map((reason) => (
          <p key={reason} class="hx-quiet">
            {reason}
          </p>
        ))}
      </section>
    )
  const needs = new Set(move.needs)
  return (
    <form class="c-move c-bar" onSubmit={send}>
      <b>{move.label}</b>
      {needs.has('conclusion') && (
        <select aria-label="审核结论" value={said.conclusion} onChange={say('conclusion')} required>
          <option value="">审核结论</option>
          {CONCLUSIONS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
      {needs.has('reviewer') && (
        <select aria-label="承办人" value={said.reviewerId} onChange={say('reviewerId')} required>
          <option value="">承办人</option>
          {colleagues
            .filter(({ roles, disabled }) => roles.includes('reviewer') && !disabled)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
      {needs.has('number') && (
        <input aria-label="编号" placeholder="编号" value={said.number} onInput={say('number')} required />
      )}
      {needs.has('date') && <input aria-label="日期" type="date" value={said.on} onInput={say('on')} required />}
      {needs.has('reason') && (
        <input aria-label="理由" placeholder="理由" value={said.reason} onInput={say('reason')} required />
      )}
      <button type="submit">办理</button>
      {error && <p class="c-error">{error}</p>}
    </form>
  )
}
