import type { CallInput, Colleague, Organisation, Review, User } from '@hongxian/shared/api'
import type { Conclusion } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, isStale, sentenceOf } from './ask.ts'
import { MoveFields, NOTHING_SAID, type Said } from './MoveFields.tsx'

export type Move = Review['moves'][number]

interface MovesProps {
  readonly review: Review
  readonly me: User
  readonly colleagues: readonly Colleague[]
  readonly units: readonly Organisation[]
  readonly onDone: () => void
  /** Leads to where the points of the opinion are answered one by one. */
  readonly onFeedback: () => void
}

/** Made where the points of the opinion stand. */
export const isAboutItems = ({ needs }: Move): boolean =>
  needs.some((need) => need === 'answers' || need === 'agreement' || need === 'objection')

/** 可以办理的事项: those that can be done now first, then those that something stands in the way of. */
export function Moves({ review, me, colleagues, units, onDone, onFeedback }: MovesProps) {
  const isOpen = ({ blockedBy }: Move) => blockedBy.length === 0
  const hasItems = review.matter.opinionItems > 0
  const isElsewhere = (move: Move) => hasItems && isAboutItems(move)
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
      {review.moves.some(isElsewhere) && (
        <section class="c-move c-bar">
          <b>
            {review.moves
              .filter(isElsewhere)
              .map(({ label }) => label)
              .join('、')}
          </b>
          <button type="button" onClick={onFeedback}>
            逐项办理
          </button>
        </section>
      )}
      {review.moves
        .filter((move) => isOpen(move) && !isElsewhere(move))
        .map((move) => (
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
        .filter((move) => !isOpen(move) && !isElsewhere(move))
        .map((move) => (
          <Blocked key={move.name} move={move} />
        ))}
    </>
  )
}

/** What stands in the way of a move. */
export const Blocked = ({ move }: { move: Move }) => (
  <section class="c-move">
    <b>{move.label}</b>　<span class="hx-quiet">尚不能办理</span>
    <ul class="c-reasons">
      {move.blockedBy.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  </section>
)

interface MoveFormProps extends Omit<MovesProps, 'me' | 'onFeedback'> {
  readonly move: Move
  /** Said outside the form: the answers to the points of the opinion, and what the reviewer made of them. */
  readonly more?: Pick<CallInput<'makeMove'>['body'], 'answers' | 'rechecks'>
  /** Why it cannot be made as yet, one sentence. */
  readonly lacking?: string | null
}

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

/** Mostly done on the day that they are written down. */
const DONE_NOW: ReadonlySet<string> = new Set<Move['name']>(['sign-opinion', 'pass-recheck'])

/** By the clock of this machine, YYYY-MM-DD. */
const today = (): string => new Date().toLocaleDateString('sv-SE')

/** One move with what must be said for it; one that cannot be taken back is asked for twice. */
export function MoveForm({ review, move, colleagues, units, onDone, more = {}, lacking = null }: MoveFormProps) {
  const [said, setSaid] = useState<Said>({ ...NOTHING_SAID, on: DONE_NOW.has(move.name) ? today() : '' })
  const [isAsking, setAsking] = useState(false)
  const { error, isBusy, make } = useMove(review, onDone)
  const send = (event: Event) => {
    event.preventDefault()
    if (FINAL.has(move.name) && !isAsking) return setAsking(true)
    setAsking(false)
    void make({ ...bodyOf(move, said), ...more }).then((isDone) => isDone && setSaid(NOTHING_SAID))
  }
  return (
    <form class="c-move c-bar" onSubmit={send}>
      <b>{move.label}</b>
      <MoveFields review={review} move={move} colleagues={colleagues} units={units} said={said} onSay={setSaid} />
      {isAsking ? (
        <Sure onClose={() => setAsking(false)} />
      ) : (
        <button type="submit" disabled={isBusy || lacking !== null}>
          {isBusy ? '正在办理' : '办理'}
        </button>
      )}
      {lacking !== null && <span class="hx-quiet">{lacking}</span>}
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
    </form>
  )
}

const Sure = ({ onClose }: { onClose: () => void }) => (
  <span class="c-sure" role="alert">
    办理后不能撤回，是否确定？
    <button type="submit" class="hx-primary">
      确定
    </button>
    <button type="button" onClick={onClose}>
      取消
    </button>
  </span>
)

type MoveBody = Omit<CallInput<'makeMove'>['body'], 'revision'>

const bodyOf = (move: Move, { on, conclusion, reviewerId, workdays, officeId, ...words }: Said): MoveBody => ({
  move: move.name,
  ...words,
  ...(on ? { on } : {}),
  ...(workdays ? { workdays: Number(workdays) } : {}),
  ...(conclusion ? { conclusion: conclusion as Conclusion } : {}),
  ...(reviewerId ? { reviewerId } : {}),
  ...(officeId ? { reviewOrganisationId: officeId } : {}),
})

/** Makes moves of a matter as it was seen; told whether it was made. */
function useMove({ draftId, revision }: Review, onDone: () => void) {
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const make = async (said: MoveBody): Promise<boolean> => {
    setBusy(true)
    setError('')
    try {
      await ask('makeMove', { params: { draftId }, body: { ...said, revision } })
      onDone()
      return true
    } catch (cause) {
      setError(isStale(cause) ? '他人已先行办理，页面已更新为最新情况。请核对后再次办理。' : sentenceOf(cause))
      if (isStale(cause)) onDone()
      return false
    } finally {
      setBusy(false)
    }
  }
  return { error, isBusy, make }
}
