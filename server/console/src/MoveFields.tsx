import type { Colleague, Organisation, Review } from '@hongxian/shared/api'
import { CONCLUSION_NAMES, type Conclusion } from '@hongxian/shared/review'
import type { JSX } from 'preact'

type Move = Review['moves'][number]

export const NOTHING_SAID = {
  reason: '',
  number: '',
  on: '',
  conclusion: '',
  reviewerId: '',
  unit: '',
  workdays: '',
  officeId: '',
}
/** What was filled in, as it stands in the fields. */
export type Said = typeof NOTHING_SAID

interface MoveFieldsProps {
  readonly review: Review
  readonly move: Move
  readonly colleagues: readonly Colleague[]
  readonly units: readonly Organisation[]
  readonly said: Said
  readonly onSay: (said: Said) => void
}

interface FieldProps extends MoveFieldsProps {
  readonly say: (key: keyof Said) => (event: { currentTarget: { value: string } }) => void
}

/** The fields of a move, one for each of its needs. */
export function MoveFields(props: MoveFieldsProps) {
  const { review, move, said, onSay } = props
  const say: FieldProps['say'] = (key) => (event) => onSay({ ...said, [key]: event.currentTarget.value })
  // Where it was submitted before, it goes again.
  const mayChoose = move.name === 'submit' && review.matter.takenIn === null && review.reviewOffice === null
  return (
    <>
      {mayChoose && <OfficeField {...props} say={say} />}
      {move.assigns !== null && <span>按登记号模板取号：{move.assigns}</span>}
      {move.needs.map((need) => {
        const Field = FIELDS[need]
        return Field && <Field key={need} {...props} say={say} />
      })}
    </>
  )
}

const CONCLUSIONS: readonly Conclusion[] = ['lawful', 'revise', 'unlawful']

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
  'answer-opinion': '采纳情况；未采纳的，说明理由',
  'fail-recheck': '意见书以外仍需修改的内容（没有的不填）',
  'change-at-meeting': '会上修改的内容',
}

const FIELDS: Readonly<Partial<Record<Move['needs'][number], (props: FieldProps) => JSX.Element>>> = {
  conclusion: ConclusionField,
  reviewer: ReviewerField,
  number: NumberField,
  unit: UnitField,
  date: DateField,
  workdays: WorkdaysField,
  reason: (props) => <ReasonField {...props} required />,
  objection: (props) => <ReasonField {...props} required={false} />,
}

function OfficeField({ units, said, say }: FieldProps) {
  const offices = units.filter(({ reviews }) => reviews)
  return (
    <>
      <select aria-label="审核单位" value={said.officeId} onChange={say('officeId')} required>
        <option value="">审核单位</option>
        {offices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {offices.length === 0 && <span class="hx-quiet">没有可以送审的单位：审核单位应当先设立审核负责人。</span>}
    </>
  )
}

function ConclusionField({ review, said, say }: FieldProps) {
  return (
    <select aria-label="审核结论" value={said.conclusion} onChange={say('conclusion')} required>
      <option value="">审核结论</option>
      {CONCLUSIONS.map((value) => (
        <option key={value} value={value}>
          {CONCLUSION_NAMES[review.matter.kind][value]}
        </option>
      ))}
    </select>
  )
}

function ReviewerField({ colleagues, said, say }: FieldProps) {
  const reviewers = colleagues.filter(({ roles, disabled }) => roles.includes('reviewer') && !disabled)
  return (
    <>
      <select aria-label="承办人" value={said.reviewerId} onChange={say('reviewerId')} required>
        <option value="">承办人</option>
        {reviewers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {reviewers.length === 0 && <span class="hx-quiet">本单位没有审核承办人，请系统管理员设立。</span>}
    </>
  )
}

function NumberField({ move, said, say }: FieldProps) {
  const [name, example] = NUMBER_NAMES[move.name] ?? ['编号', '编号']
  return <input aria-label={name} placeholder={example} value={said.number} onInput={say('number')} required />
}

function UnitField({ said, say }: FieldProps) {
  return (
    <input
      aria-label="送审单位"
      placeholder="送审单位"
      list="c-units"
      maxLength={200}
      value={said.unit}
      onInput={say('unit')}
      required
    />
  )
}

function DateField({ move, said, say }: FieldProps) {
  const name = DATE_NAMES[move.name] ?? '日期'
  return (
    <label>
      {name} <input aria-label={name} type="date" value={said.on} onInput={say('on')} required />
    </label>
  )
}

function WorkdaysField({ said, say }: FieldProps) {
  return (
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
  )
}

function ReasonField({ move, said, say, required }: FieldProps & { required: boolean }) {
  const name = REASON_NAMES[move.name] ?? '理由'
  return (
    <textarea
      rows={2}
      aria-label={name}
      placeholder={name}
      maxLength={2000}
      value={said.reason}
      onInput={say('reason')}
      required={required}
    />
  )
}
