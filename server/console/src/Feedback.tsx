import type { CallOutput, FeedbackRow, Review } from '@hongxian/shared/api'
import {
  ANSWER_NAMES,
  Answer,
  type ItemAnswer,
  type ItemRecheck,
  refusalOfAnswers,
  refusalToAgree,
  sayItem,
} from '@hongxian/shared/review'
import { Cells } from '@hongxian/shared/ui'
import { ask, useLoaded } from './ask.ts'
import { useKept } from './kept.ts'
import { Blocked, isAboutItems, MoveForm } from './Moves.tsx'
import { PaperTools } from './PaperTools.tsx'
import { Reload } from './Reload.tsx'

interface FeedbackProps {
  readonly review: Review
  /** Of the text on the table now. */
  readonly versionId: string
  readonly onDone: () => void
}

/** What was filled in so far, by point. */
interface Filled {
  readonly answers: Readonly<Record<number, ItemAnswer>>
  readonly rechecks: Readonly<Record<number, ItemRecheck>>
}
const NOTHING_FILLED: Filled = { answers: {}, rechecks: {} }

/** 采纳情况: each point of the opinion with its answer, the clause before and after, and what the reviewer makes of it. */
export function Feedback({ review, versionId, onDone }: FeedbackProps) {
  const params = { draftId: review.draftId }
  const key = `${review.draftId} ${review.revision} ${versionId}`
  const loaded = useLoaded<CallOutput<'getFeedback'>>(key, () => ask('getFeedback', { params }))
  const [filled, setFilled] = useKept<Filled>(`feedback ${review.draftId} ${review.revision}`, NOTHING_FILLED)
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  const { rows, title, number, reviewed, revised, draftingUnit, reviewOffice } = loaded.value
  const moves = review.moves.filter(isAboutItems)
  const answers = rows.some(({ isOpen }) => isOpen) && moves.some(({ needs }) => needs.includes('answers'))
  const rechecks = moves.some(({ needs }) => needs.includes('agreement'))
  const propsOf = (row: FeedbackRow): RowProps => ({
    row,
    ...(answers && row.isOpen
      ? {
          answer: filled.answers[row.item] ?? null,
          onAnswer: (answer) => setFilled({ ...filled, answers: { ...filled.answers, [row.item]: answer } }),
        }
      : {}),
    ...(rechecks && row.rounds.length > 0
      ? {
          recheck: filled.rechecks[row.item] ?? null,
          onRecheck: (recheck) => setFilled({ ...filled, rechecks: { ...filled.rechecks, [row.item]: recheck } }),
        }
      : {}),
  })
  return (
    <>
      {loaded.error && <Reload loaded={loaded} />}
      <PaperTools exportWord={() => ask('exportFeedback', { params: { draftId: review.draftId } })} />
      <h2 class="c-sheet-title">《{title}》意见采纳情况反馈表</h2>
      <p class="c-sheet-note hx-quiet">
        审核意见书：{number}　审核文本：第{reviewed}稿　修改文本：{revised === null ? '尚未取得' : `第${revised}稿`}
      </p>
      {answers && revised === null && <p class="c-notice">尚未取得修改后的文本；按意见修改的，先录入新稿次。</p>}
      <table class="c-table c-feedback">
        <thead>
          <tr>
            <th>审核意见</th>
            <th>原条文</th>
            <th>修改后</th>
            <th>起草单位反馈</th>
            <th>复核意见</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.item} {...propsOf(row)} />
          ))}
        </tbody>
      </table>
      <p class="c-sheet-sign">
        <span>{draftingUnit}负责人（签字）：</span>
        <span>{reviewOffice}审核人（签字）：</span>
      </p>
      <Ending {...{ review, rows, filled, answers, rechecks, onDone }} onFill={setFilled} />
    </>
  )
}

interface EndingProps extends Pick<FeedbackProps, 'review' | 'onDone'> {
  readonly rows: readonly FeedbackRow[]
  readonly filled: Filled
  readonly answers: boolean
  readonly rechecks: boolean
  readonly onFill: (filled: Filled) => void
}

/** What is left to fill in at once, and the moves that send it. */
function Ending({ review, rows, filled, answers, rechecks, onFill, onDone }: EndingProps) {
  const said = { answers: Object.values(filled.answers), rechecks: Object.values(filled.rechecks) }
  const adoptRest = () => {
    const rest = rows.filter(({ item, isOpen }) => isOpen && filled.answers[item] === undefined)
    onFill({ ...filled, answers: { ...filled.answers, ...byItem(rest.map((row) => adopted(row))) } })
  }
  const agreeToRest = () => {
    const rest = rows.filter(({ item, rounds }) => filled.rechecks[item] === undefined && isUnseen(rounds))
    const agreed = rest.map(({ item }) => ({ item, agreed: true, note: '' }))
    onFill({ ...filled, rechecks: { ...filled.rechecks, ...byItem(agreed) } })
  }
  const lackingFor = (name: Review['moves'][number]['name']): string | null =>
    name === 'answer-opinion' && answers
      ? refusalOfAnswers(review.matter, said.answers)
      : name === 'pass-recheck'
        ? refusalToAgree(review.matter, said.rechecks)
        : null
  return (
    <div class="c-bar-block">
      {answers && rows.some(({ item, isOpen }) => isOpen && filled.answers[item] === undefined) && (
        <button type="button" onClick={adoptRest}>
          其余均采纳
        </button>
      )}
      {rechecks && rows.some(({ item, rounds }) => filled.rechecks[item] === undefined && isUnseen(rounds)) && (
        <button type="button" onClick={agreeToRest}>
          其余均同意
        </button>
      )}
      {review.moves
        .filter(isAboutItems)
        .map((move) =>
          move.blockedBy.length > 0 ? (
            <Blocked key={move.name} move={move} />
          ) : (
            <MoveForm
              key={`${review.revision} ${move.name}`}
              review={review}
              move={move}
              colleagues={[]}
              units={[]}
              onDone={onDone}
              more={answers ? { answers: said.answers } : { rechecks: said.rechecks }}
              lacking={lackingFor(move.name)}
            />
          ),
        )}
    </div>
  )
}

const isUnseen = (rounds: FeedbackRow['rounds']): boolean => rounds.length > 0 && rounds.at(-1)?.recheck === null

const byItem = <T extends { readonly item: number }>(all: readonly T[]): Record<number, T> =>
  Object.fromEntries(all.map((one) => [one.item, one]))

/** Where the clause was changed, it is known where. */
const adopted = ({ item, change }: FeedbackRow, answer: Answer = 'adopted'): ItemAnswer => ({
  item,
  answer,
  reason: '',
  clause: change?.edited && answer !== 'declined' ? change.after.map(({ label }) => label).join('、') : '',
})

interface RowProps {
  readonly row: FeedbackRow
  readonly answer?: ItemAnswer | null
  readonly onAnswer?: (answer: ItemAnswer) => void
  readonly recheck?: ItemRecheck | null
  readonly onRecheck?: (recheck: ItemRecheck) => void
}

function Row({ row, answer = null, onAnswer, recheck = null, onRecheck }: RowProps) {
  const { item, change, rounds } = row
  return (
    <tr data-item={item} data-open={onAnswer !== undefined}>
      <td>
        <b>第{item}项</b>　<span class="hx-quiet">{row.heading}</span>
        <p>{sayItem(row)}</p>
      </td>
      <td>{change ? <Cells cells={change.before} mark="del" /> : <span class="hx-quiet">—</span>}</td>
      <td>{change ? <Revised change={change} /> : <span class="hx-quiet">—</span>}</td>
      <td>
        <Rounds rounds={rounds} />
        {onAnswer && <AnswerFields row={row} answer={answer} onAnswer={onAnswer} />}
      </td>
      <td>
        {rounds.length > 0 && <Rechecks rounds={rounds} />}
        {onRecheck && <RecheckFields item={item} recheck={recheck} onRecheck={onRecheck} />}
      </td>
    </tr>
  )
}

function Revised({ change }: { change: NonNullable<FeedbackRow['change']> }) {
  if (change.after.length === 0) return <p>已删去</p>
  return (
    <>
      {!change.edited && <p class="c-missing">本条文字未改动</p>}
      <Cells cells={change.after} mark="ins" />
    </>
  )
}

/** The last answer in full; what was sent back before it in brief. */
function Rounds({ rounds }: Pick<FeedbackRow, 'rounds'>) {
  return (
    <>
      {rounds.map(({ answer, reason, clause, by, on, recheck }) => (
        <p key={`${on} ${answer} ${reason}`} class={recheck?.agreed === false ? 'hx-quiet' : ''}>
          <b>{ANSWER_NAMES[answer]}</b>
          {clause && `，见${clause}`}
          {reason && `：${reason}`}
          <small class="hx-quiet">
            {by} {on}
          </small>
        </p>
      ))}
    </>
  )
}

function Rechecks({ rounds }: Pick<FeedbackRow, 'rounds'>) {
  return (
    <>
      {rounds.map(
        ({ recheck }) =>
          recheck && (
            <p key={`${recheck.on} ${recheck.note}`}>
              <b class={recheck.agreed ? '' : 'c-missing'}>{recheck.agreed ? '同意' : '退回'}</b>
              {recheck.note && `：${recheck.note}`}
              <small class="hx-quiet">
                {recheck.by} {recheck.on}
              </small>
            </p>
          ),
      )}
    </>
  )
}

interface AnswerFieldsProps {
  readonly row: FeedbackRow
  readonly answer: ItemAnswer | null
  readonly onAnswer: (answer: ItemAnswer) => void
}

function AnswerFields({ row, answer, onAnswer }: AnswerFieldsProps) {
  return (
    <fieldset class="c-choice" aria-label={`第${row.item}项采纳情况`}>
      {Answer.options.map((value) => (
        <button
          type="button"
          key={value}
          aria-pressed={answer?.answer === value}
          onClick={() => {
            const begun = adopted(row, value)
            const clause = value === 'declined' ? '' : answer?.clause || begun.clause
            onAnswer({ ...begun, clause, reason: answer?.reason ?? '' })
          }}
        >
          {ANSWER_NAMES[value]}
        </button>
      ))}
      {answer && answer.answer !== 'declined' && (
        <input
          aria-label={`第${row.item}项修改所在条款`}
          placeholder="修改所在条款"
          maxLength={200}
          value={answer.clause}
          onInput={({ currentTarget: { value } }) => onAnswer({ ...answer, clause: value.trim() })}
        />
      )}
      {answer && answer.answer !== 'adopted' && (
        <Words
          label={`第${row.item}项未完全采纳的理由和依据`}
          value={answer.reason}
          onInput={(reason) => onAnswer({ ...answer, reason })}
        />
      )}
    </fieldset>
  )
}

interface RecheckFieldsProps {
  readonly item: number
  readonly recheck: ItemRecheck | null
  readonly onRecheck: (recheck: ItemRecheck) => void
}

function RecheckFields({ item, recheck, onRecheck }: RecheckFieldsProps) {
  return (
    <fieldset class="c-choice" aria-label={`第${item}项复核意见`}>
      {[true, false].map((agreed) => (
        <button
          type="button"
          key={String(agreed)}
          aria-pressed={recheck?.agreed === agreed}
          onClick={() => onRecheck({ item, agreed, note: recheck?.note ?? '' })}
        >
          {agreed ? '同意' : '退回'}
        </button>
      ))}
      {recheck?.agreed === false && (
        <Words
          label={`第${item}项退回的理由`}
          value={recheck.note}
          onInput={(note) => onRecheck({ ...recheck, note })}
        />
      )}
    </fieldset>
  )
}

interface WordsProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
}

const Words = ({ label, value, onInput }: WordsProps) => (
  <textarea
    rows={3}
    aria-label={label}
    placeholder={label.replace(/^第\d+项/, '')}
    maxLength={5000}
    value={value}
    onInput={({ currentTarget }) => onInput(currentTarget.value)}
  />
)
