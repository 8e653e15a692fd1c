import type { ChangeMatterRequest, Review } from '@hongxian/shared/api'
import type { MatterFacts, Procedures, ReviewKind } from '@hongxian/shared/review'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { ask, isStale, sentenceOf } from './ask.ts'
import { Conflict } from './Conflict.tsx'

interface FactsProps {
  readonly review: Review
  readonly onChange: () => void
}

const KINDS: readonly (readonly [ReviewKind, string])[] = [
  ['normative', '行政规范性文件'],
  ['decision', '重大行政决策'],
  ['contract', '政府合同'],
  ['enforcement', '重大行政执法决定'],
]

type Question = readonly [fact: keyof MatterFacts, question: string, consequence: string, kinds?: readonly ReviewKind[]]

const DRAFTED: readonly ReviewKind[] = ['normative', 'decision']

/** Each fact in the words of the text that asks it, and what hangs on the answer. */
const QUESTIONS: readonly Question[] = [
  [
    'touchesBusiness',
    '是否涉及经营者经济活动',
    '涉及的，应当有公平竞争审查结论。未经审查的，不得出台（《公平竞争审查条例》第十八条），不予受理，也不得提请集体审议。未判明的，不予受理。',
    ['normative', 'decision', 'contract'],
  ],
  [
    'affectsPublic',
    '是否涉及公民、法人和其他组织切身利益',
    '涉及的，行政规范性文件应当附公开征求意见证明。未判明的，不予受理。',
    DRAFTED,
  ],
  [
    'isTechnical',
    '专业性、技术性是否较强',
    '较强的，重大行政决策应当经专家论证并附论证意见，否则不得提请集体审议。',
    DRAFTED,
  ],
  ['isRisky', '是否存在重大风险', '可能影响社会稳定、公共安全、生态环境、财政的，应当有风险评估报告。', DRAFTED],
  [
    'isSecret',
    '是否依法不予公开',
    '依法不予公开的，不要求公众参与和公开征求意见（《重大行政决策程序暂行条例》第十四条）。',
    ['decision'],
  ],
  ['isUrgent', '是否属于突发事件等紧急情形', '如实记载，供审核时掌握；不免除合法性审核。'],
  [
    'needsEnforcementReview',
    '是否属于应当法制审核的情形',
    '属于《行政处罚法》第五十八条规定情形的，未经法制审核或者审核未通过，不得作出决定。',
    ['enforcement'],
  ],
]

/** Facts that stand at “no” until somebody says otherwise; the others wait for an answer. */
const TWO_VALUED: ReadonlySet<string> = new Set(['isSecret', 'isUrgent', 'needsEnforcementReview'])

type Step = readonly [step: keyof Procedures, name: string, consequence: string, kinds: readonly ReviewKind[]]

const STEPS: readonly Step[] = [
  ['publicParticipation', '公众参与完成日期', '未填的，重大行政决策不予受理。', ['decision']],
  ['expertReview', '专家论证完成日期', '专业性、技术性较强的，提请集体审议前应当完成。', ['decision']],
  ['riskAssessment', '风险评估完成日期', '存在重大风险的，提请集体审议前应当完成。', ['decision']],
  [
    'hearingOfParty',
    '告知并听取陈述、申辩（听证）日期',
    '未填的，不得作出决定（《行政处罚法》第六十二条）。',
    ['enforcement'],
  ],
]

const CONCLUSIONS = [
  ['no-restriction', '不具有排除、限制竞争效果'],
  ['exception', '适用例外规定'],
  ['violates', '不符合公平竞争审查标准'],
] as const

const IsOpen = createContext(true)

/** 判明事项、履行程序、公平竞争审查: the answers that materials and gates depend on, with what each one opens. */
export function Facts({ review, onChange }: FactsProps) {
  const { matter } = review
  const { kind } = matter
  const applies = (kinds?: readonly ReviewKind[]) => kinds === undefined || kinds.includes(kind)
  return (
    <>
      <h2>判明事项</h2>
      <FactsForm
        review={review}
        onChange={onChange}
        isOpen={review.papersOpen}
        closed="受理以后，判明的事项不能改动；确需更正的，通知补正后填报。"
        read={(form) => ({
          kind: textIn(form, 'kind') as ReviewKind,
          facts: Object.fromEntries(
            QUESTIONS.filter(([, , , kinds]) => applies(kinds)).map(([fact]) => [fact, answerIn(form, fact)]),
          ),
        })}
      >
        <Line name="文件类别" note="决定送审材料、审核期限和后续环节。">
          <Choice name="kind" label="文件类别" value={kind} options={KINDS} />
        </Line>
        {QUESTIONS.filter(([, , , kinds]) => applies(kinds)).map(([fact, question, consequence]) => (
          <Line key={fact} name={question} note={consequence} missing={matter.facts[fact] === null}>
            <Choice
              name={fact}
              label={question}
              value={String(matter.facts[fact] ?? '')}
              options={[...(TWO_VALUED.has(fact) ? [] : [['', '尚未判明'] as const]), ['true', '是'], ['false', '否']]}
            />
          </Line>
        ))}
      </FactsForm>
      {STEPS.some(([, , , kinds]) => applies(kinds)) && (
        <>
          <h2>履行程序情况</h2>
          <Steps review={review} onChange={onChange} />
        </>
      )}
      {kind !== 'enforcement' && matter.facts.touchesBusiness !== false && (
        <>
          <h2>公平竞争审查</h2>
          <Competition review={review} onChange={onChange} />
        </>
      )}
    </>
  )
}

function Steps({ review, onChange }: FactsProps) {
  const { kind, procedures } = review.matter
  const steps = STEPS.filter(([, , , kinds]) => kinds.includes(kind))
  const hasComment = kind === 'decision'
  return (
    <FactsForm
      review={review}
      onChange={onChange}
      isOpen={review.mayFill}
      closed="由起草承办人、收件人或者登记员填报。"
      read={(form) => ({
        procedures: {
          ...Object.fromEntries(steps.map(([step]) => [step, textIn(form, step) || null])),
          ...(hasComment
            ? {
                publicCommentDays: textIn(form, 'publicCommentDays') ? Number(textIn(form, 'publicCommentDays')) : null,
                shortCommentReason: textIn(form, 'shortCommentReason'),
              }
            : {}),
        },
      })}
    >
      {steps.map(([step, name, consequence]) => (
        <Line key={step} name={name} note={consequence}>
          <Field name={step} label={name} type="date" value={String(procedures[step] ?? '')} />
        </Line>
      ))}
      {hasComment && (
        <>
          <Line name="公开征求意见天数" note="一般不少于30日（《重大行政决策程序暂行条例》第十五条）。">
            <Field
              name="publicCommentDays"
              label="公开征求意见天数"
              type="number"
              value={String(procedures.publicCommentDays ?? '')}
            />
          </Line>
          <Line name="不足30日的理由" note="不足30日且未说明理由的，不予受理。">
            <Field name="shortCommentReason" label="不足30日的理由" type="text" value={procedures.shortCommentReason} />
          </Line>
        </>
      )}
    </FactsForm>
  )
}

function Competition({ review, onChange }: FactsProps) {
  const { fairCompetition } = review.matter
  return (
    <FactsForm
      review={review}
      onChange={onChange}
      isOpen={review.mayFill}
      closed="由公平竞争审查员、起草承办人、收件人或者登记员填报。"
      read={(form) => {
        const conclusion = textIn(form, 'conclusion') as (typeof CONCLUSIONS)[number][0] | ''
        const [on, basis] = [textIn(form, 'on'), textIn(form, 'basis')]
        if (conclusion === '') return { fairCompetition: null }
        return on === '' ? '应当填写公平竞争审查日期。' : { fairCompetition: { conclusion, on, basis } }
      }}
    >
      <Line
        name="审查结论"
        note="涉及经营者经济活动的，没有结论或者不符合审查标准，不予受理，也不得提请集体审议。"
        missing={fairCompetition === null && review.matter.facts.touchesBusiness === true}
      >
        <Choice
          name="conclusion"
          label="公平竞争审查结论"
          value={fairCompetition?.conclusion ?? ''}
          options={[['', '尚未审查'], ...CONCLUSIONS]}
        />
      </Line>
      <Line name="审查日期" note="作出审查结论的日期。">
        <Field name="on" label="公平竞争审查日期" type="date" value={fairCompetition?.on ?? ''} />
      </Line>
      <Line name="例外的理由和实施期限" note="适用例外规定的，应当说明（《公平竞争审查条例》第十二条）。">
        <Field name="basis" label="例外的理由和实施期限" type="text" value={fairCompetition?.basis ?? ''} />
      </Line>
    </FactsForm>
  )
}

type Change = Omit<ChangeMatterRequest, 'revision'>

interface FactsFormProps extends FactsProps {
  readonly isOpen: boolean
  /** Why it cannot be filled in now, or by this person. */
  readonly closed: string
  /** What the form says, or the sentence about what it lacks. */
  readonly read: (form: FormData) => Change | string
  readonly children: ComponentChildren
}

/** What was typed into a form and is not saved, by name of its field. */
type Typed = Readonly<Record<string, string>>

const Typing = createContext<{ readonly typed: Typed; readonly isConflict: boolean }>({ typed: {}, isConflict: false })

/**
 * Saved on the revision that was shown: what somebody else has saved meanwhile is not written over. What was typed stays
 * until it is saved or given up, whatever is loaded in between.
 */
function FactsForm({ review, onChange, isOpen, closed, read, children }: FactsFormProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [typed, setTyped] = useState<Typed>({})
  const [isConflict, setConflict] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const saved = useRef<Typed>({})
  // What was saved is shown as typed until what is on record is loaded; what was typed since stays typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each revision that is loaded
  useEffect(() => {
    const isOpenStill = ([name, value]: [string, string]) => saved.current[name] !== value
    setTyped((before) => Object.fromEntries(Object.entries(before).filter(isOpenStill)))
    saved.current = {}
  }, [review.revision])
  const take = ({ target }: Event) => {
    const { name, value } = target as HTMLInputElement
    setTyped((before) => ({ ...before, [name]: value }))
  }
  const settle = (kept: Typed) => {
    saved.current = kept
    setConflict(false)
    onChange()
  }
  const giveUp = () => {
    setTyped({})
    settle({})
  }
  const save = () => {
    const { draftId, revision } = review
    const change = read(new FormData(form.current as HTMLFormElement))
    if (typeof change === 'string') return setError(change)
    setBusy(true)
    setError('')
    ask('changeMatter', { params: { draftId }, body: { revision, ...change } })
      .then(
        () => settle(typed),
        (cause: unknown) => {
          if (!isStale(cause)) return setError(sentenceOf(cause))
          setConflict(true)
          onChange()
        },
      )
      .finally(() => setBusy(false))
  }
  return (
    <form
      ref={form}
      class="c-facts"
      onInput={take}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Typing.Provider value={{ typed, isConflict }}>
        <IsOpen.Provider value={isOpen && !busy}>{children}</IsOpen.Provider>
      </Typing.Provider>
      {isConflict ? (
        <Conflict
          sentence="他人已先保存了办理情况。您改动的各项没有保存，仍保留在表中；没有改动的各项已更新为最新内容。"
          isBusy={busy}
          onReload={giveUp}
          onInsist={save}
        />
      ) : isOpen ? (
        <button type="submit" disabled={busy}>
          {busy ? '正在保存' : '保存'}
        </button>
      ) : (
        <p class="hx-quiet">{closed}</p>
      )}
      {error && (
        <p class="c-error" role="alert">
          {error}
        </p>
      )}
    </form>
  )
}

interface LineProps {
  readonly name: string
  readonly note: string
  readonly missing?: boolean
  readonly children: ComponentChildren
}

const Line = ({ name, note, missing = false, children }: LineProps) => (
  <div class="c-fact">
    <span class={missing ? 'c-missing' : ''}>{name}</span>
    {children}
    <span class="hx-quiet">{note}</span>
  </div>
)

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
}

function Choice({ name, label, value, options }: ChoiceProps) {
  const { typed, isConflict } = useContext(Typing)
  const chosen = typed[name] ?? value
  return (
    <span>
      <select name={name} aria-label={label} value={chosen} disabled={!useContext(IsOpen)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
      {isConflict && chosen !== value && <Theirs words={options.find(([option]) => option === value)?.[1] ?? ''} />}
    </span>
  )
}

/** What is on record instead of what one typed. */
const Theirs = ({ words }: { words: string }) => <small class="c-theirs">现登记为：{words || '未填'}</small>

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly type: 'date' | 'number' | 'text'
  readonly value: string
}

function Field({ name, label, type, value }: FieldProps) {
  const { typed, isConflict } = useContext(Typing)
  const shown = typed[name] ?? value
  return (
    <span>
      <input
        name={name}
        aria-label={label}
        type={type as 'text'} // preact's types want a literal here
        value={shown}
        min={type === 'number' ? 0 : undefined}
        maxLength={type === 'text' ? 2000 : undefined}
        disabled={!useContext(IsOpen)}
      />
      {isConflict && shown !== value && <Theirs words={value} />}
    </span>
  )
}

const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

const answerIn = (form: FormData, fact: string): boolean | null => {
  const said = textIn(form, fact)
  return said === '' ? null : said === 'true'
}
