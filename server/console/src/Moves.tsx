import type { Colleague, Organisation, Review, User } from '@hongxian/shared/api'
import { CONCLUSION_NAMES, type Conclusion } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, isStale, sentenceOf } from './ask.ts'

type Move = Review['moves'][number]

interface MovesProps {
  readonly review: Review
  readonly me: User
  readonly colleagues: readonly Colleague[]
  readonly units: readonly Organisation[]
  readonly onDone: () => void
}

/** 可以办理的事项: those that can be done now first, then those that something stands in the way of. */
export function Moves({ review, me, colleagues, units, onDone }: MovesProps) {
  const isOpen = ({ blockedBy }: Move) => blockedBy.length === 0
  return (
    <>
      <h2>可以办理的事项</h2>
      <datalist id="c-units">
        {units
          .filter(({ id }) => id !== me.organisation.id)
          .map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
      </datalist>
      {review.moves.length === 0 && <p class="hx-quiet">当前环节没有由您办理的事项。</p>}
      {review.moves.filter(isOpen).map((move) => (
        <MoveForm
          key={`${review.revision} ${move.name}`}
          review={review}
          move={move}
          colleagues={colleagues}
          units={units}
          onDone={onDone}
        />
      ))}
      {review.moves
        .filter((move) => !isOpen(move))
        .map((move) => (
          <section key={move.name} class="c-move">
            <b>{move.label}</b>　<span class="hx-quiet">尚不能办理</span>
            <ul class="c-reasons">
              {move.blockedBy.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

interface MoveFormProps extends Omit<MovesProps, 'me'> {
  readonly move: Move
}

const CONCLUSIONS: readonly Conclusion[] = ['lawful', 'revise', 'unlawful']

/** What is told to others or fixes a number or a day: there is no way back but by another document. */
const FINAL: ReadonlySet<string> = new Set<Move['name']>([
  'declare-not-applicable',
  'sign-opinion',
  'deliberate',
  'sign',
  'register',
  'publish',
  'serve',
  'disclose',
  'file',
  'file-npc',
  'archive',
  'withdraw',
  'extend',
])

/** What the number of a move is the number of, and how one looks. */
const NUMBER_NAMES: Readonly<Partial<Record<Move['name'], readonly [name: string, example: string]>>> = {
  'sign-opinion': ['审核意见书编号', '如 临司审〔2026〕37号'],
  register: ['登记号', '登记号'],
}

/** What the day of a move is the day of. */
const DATE_NAMES: Readonly<Partial<Record<Move['name'], string>>> = {
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

/** What is said with a move where that is not the reason for it. */
const REASON_NAMES: Readonly<Partial<Record<Move['name'], string>>> = {
  'request-supplement': '需要补正的全部内容，一次告知',
  'reviewer-supplement': '需要补正的全部内容，一次告知',
  consult: '征求意见的单位和内容',
  'answer-opinion': '逐条说明采纳情况；未采纳的，说明理由',
  'fail-recheck': '仍需修改的内容',
  'change-at-meeting': '会上修改的内容',
}

const NOTHING_SAID = {
  reason: '',
  number: '',
  on: '',
  conclusion: '',
  reviewerId: '',
  unit: '',
  workdays: '',
  officeId: '',
}

/** One move with what must be said for it; one that cannot be taken back is asked for twice. */
function MoveForm({ review, move, colleagues, units, onDone }: MoveFormProps) {
  const [said, setSaid] = useState(NOTHING_SAID)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const say = (key: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [key]: event.currentTarget.value })
  const send = (event: Event) => {
    event.preventDefault()
    if (FINAL.has(move.name) && !isAsking) return setAsking(true)
    const { reason, number, on, conclusion, reviewerId, unit, workdays, officeId } = said
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
      ...(officeId ? { reviewOrganisationId: officeId } : {}),
    }
    setBusy(true)
    setError('')
    setAsking(false)
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
  const needs = new Set(move.needs)
  const reviewers = colleagues.filter(({ roles, disabled }) => roles.includes('reviewer') && !disabled)
  const [numberName, example] = NUMBER_NAMES[move.name] ?? ['编号', '编号']
  const reasonName = REASON_NAMES[move.name] ?? '理由'
  // Where it was submitted before, it goes again.
  const mayChoose = move.name === 'submit' && review.matter.takenIn === null && review.reviewOffice === null
  return (
    <form class="c-move c-bar" onSubmit={send}>
      <b>{move.label}</b>
      {move.name === 'answer-opinion' && review.matter.currentDigest === review.matter.reviewedDigest && (
        <span class="hx-quiet">尚未取得修改后的文本；按意见修改的，先录入新稿次。</span>
      )}
      {mayChoose && (
        <select aria-label="审核单位" value={said.officeId} onChange={say('officeId')} required>
          <option value="">审核单位</option>
          {units
            .filter(({ reviews }) => reviews)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      )}
      {mayChoose && !units.some(({ reviews }) => reviews) && (
        <span class="hx-quiet">没有可以送审的单位：审核单位应当先设立审核负责人。</span>
      )}
      {needs.has('conclusion') && (
        <select aria-label="审核结论" value={said.conclusion} onChange={say('conclusion')} required>
          <option value="">审核结论</option>
          {CONCLUSIONS.map((value) => (
            <option key={value} value={value}>
              {CONCLUSION_NAMES[review.matter.kind][value]}
            </option>
          ))}
        </select>
      )}
      {needs.has('reviewer') && (
        <select aria-label="承办人" value={said.reviewerId} onChange={say('reviewerId')} required>
          <option value="">承办人</option>
          {reviewers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {needs.has('reviewer') && reviewers.length === 0 && (
        <span class="hx-quiet">本单位没有审核承办人，请系统管理员设立。</span>
      )}
      {needs.has('number') && (
        <input aria-label={numberName} placeholder={example} value={said.number} onInput={say('number')} required />
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
        <textarea
          rows={2}
          aria-label={reasonName}
          placeholder={reasonName}
          maxLength={2000}
          value={said.reason}
          onInput={say('reason')}
          required
        />
      )}
      {isAsking ? (
        <span class="c-sure" role="alert">
          办理后不能撤回，是否确定？
          <button type="submit" class="hx-primary">
            确定
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            取消
          </button>
        </span>
      ) : (
        <button type="submit" disabled={busy}>
          {busy ? '正在办理' : '办理'}
        </button>
      )}
      {error && <p class="c-error">{error}</p>}
    </form>
  )
}
