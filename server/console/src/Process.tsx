import type { Colleague, Review, User } from '@hongxian/shared/api'
import type { Conclusion } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, isStale, sentenceOf, useLoaded } from './ask.ts'
import { Consultations } from './Consultations.tsx'
import { Facts } from './Facts.tsx'
import { InForce } from './InForce.tsx'
import { Materials } from './Materials.tsx'
import { Reload } from './Reload.tsx'

/** 办理: where the matter stands, what can be done, what stands in the way, and by when. */
export function Process({ draftId, me }: { draftId: string; me: User }) {
  const loaded = useLoaded<[Review, readonly Colleague[], readonly string[]]>(draftId, async () => {
    const [review, { items }, organisations] = await Promise.all([
      ask('getReview', { params: { draftId } }),
      ask('listColleagues', { query: {} }),
      ask('listOrganisations', {}),
    ])
    return [review, items, organisations.items.map(({ name }) => name)]
  })
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  const [review, colleagues, units] = loaded.value
  const { takenIn } = review.matter
  return (
    <div class="c-process">
      {loaded.error && <Reload loaded={loaded} />}
      <p>
        当前环节：<b>{review.stateName}</b>
        {takenIn && `　送审单位：${takenIn.unit}（${takenIn.on}收到，收件登记）`}
      </p>
      {review.deadline && <Deadline deadline={review.deadline} />}
      <Facts review={review} onChange={loaded.reload} />
      <h2>送审材料</h2>
      <Materials review={review} onChange={loaded.reload} />
      <Consultations review={review} me={me} colleagues={colleagues} onChange={loaded.reload} />
      <InForce review={review} onChange={loaded.reload} />
      <h2>可以办理的事项</h2>
      <datalist id="c-units">
        {units.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      {review.moves.length === 0 && <p class="hx-quiet">当前环节没有由您办理的事项。</p>}
      {review.moves.map((move) => (
        <MoveForm key={move.name} review={review} move={move} colleagues={colleagues} onDone={loaded.reload} />
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

/** What the day of a move is the day of. */
const DATE_NAMES: Readonly<Partial<Record<Review['moves'][number]['name'], string>>> = {
  'take-in': '收到日期',
  'sign-opinion': '签发日期',
  'pass-recheck': '复核日期',
  deliberate: '审议日期',
  publish: '公布日期',
  serve: '送达日期',
  disclose: '公示日期',
  file: '报送日期',
  'file-npc': '报送日期',
}

const NOTHING_SAID = { reason: '', number: '', on: '', conclusion: '', reviewerId: '', unit: '', workdays: '' }

/** One move with what must be said for it; where something stands in the way, the reasons instead of a button. */
function MoveForm({ review, move, colleagues, onDone }: MoveFormProps) {
  const [said, setSaid] = useState(NOTHING_SAID)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const say = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [key]: event.currentTarget.value })
  const send = (event: Event) => {
    event.preventDefault()
    const { reason, number, on, conclusion, reviewerId, unit, workdays } = said
    const body = {
      move: move.name,
      revision: review.revision,
      reason,
      number,
      unit,
      ...(on ? { on } : {}),
      ...(workdays ? { workdays: Number(workdays) } : {}),
      ...(conclusion ? { conclusion: conclusion as Conclusion } : {}),
      ...(reviewerId ? { reviewerId } : {}),
    }
    setBusy(true)
    setError('')
    ask('makeMove', { params: { draftId: review.draftId }, body })
      .then(
        () => {
          setSaid(NOTHING_SAID)
          onDone()
        },
        (cause: unknown) => {
          setError(isStale(cause) ? '他人已先行办理，页面已更新为最新情况。请核对后再次办理。' : sentenceOf(cause))
          if (isStale(cause)) onDone()
        },
      )
      .finally(() => setBusy(false))
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
      {move.assigns !== null && <span>按登记号模板取号：{move.assigns}</span>}
      {needs.has('unit') && (
        <input
          aria-label="送审单位"
          placeholder="送审单位"
          list="c-units"
          maxLength={200}
          value={said.unit}
          onInput={say('unit')}
          required
        />
      )}
      {needs.has('date') && (
        <label>
          {DATE_NAMES[move.name] ?? '日期'}{' '}
          <input
            aria-label={DATE_NAMES[move.name] ?? '日期'}
            type="date"
            value={said.on}
            onInput={say('on')}
            required
          />
        </label>
      )}
      {needs.has('workdays') && (
        <label>
          延长{' '}
          <input
            aria-label="延长的工作日数"
            type="number"
            min={1}
            max={60}
            value={said.workdays}
            onInput={say('workdays')}
            required
          />{' '}
          个工作日
        </label>
      )}
      {needs.has('reason') && (
        <input aria-label="理由" placeholder="理由" value={said.reason} onInput={say('reason')} required />
      )}
      <button type="submit" disabled={busy}>
        {busy ? '正在办理' : '办理'}
      </button>
      {error && <p class="c-error">{error}</p>}
    </form>
  )
}
