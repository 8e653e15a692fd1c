import { MAX_GAP } from '@hongxian/shared/rule'
import { useRef, useState } from 'preact/hooks'
import { AddClause, Attribute } from './Attribute.tsx'
import { Chips } from './Chips.tsx'
import { PLACES, withClause } from './conditions.ts'
import { useForm } from './context.ts'
import { InText } from './InText.tsx'
import {
  alternativesOf,
  type Clause,
  clausesOf,
  contentOf,
  isPattern,
  type PatternShape,
  type Row,
  type RowPart,
  shapeOfPattern,
  writeChoices,
  writeRow,
} from './pattern-shape.ts'
import { isValues, removeIn, setIn, type Values } from './value.ts'
import { isSame } from './write-yaml.ts'

interface FieldProps {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** What this is, for whoever cannot see it. */
  readonly label: string
}

/** What is to be found, as a lawyer would say it. */
export function PatternField({ value, onChange, label }: FieldProps) {
  const shape = shapeOfPattern(value)
  switch (shape.kind) {
    case 'row':
      return <RowField value={value} row={shape.row} onChange={onChange} label={label} />
    case 'either':
      return <EitherField shape={shape} value={value} onChange={onChange} label={label} />
    case 'together':
      return <TogetherField shape={shape} value={value} onChange={onChange} label={label} />
    case 'content':
      return <PartContent value={value} onChange={onChange} label={label} />
    case 'all':
      return <AllField shape={shape} value={value as Values} onChange={onChange} label={label} />
    default:
      return <InText program={shape.program} />
  }
}

type ShapeProps<Kind> = FieldProps & { readonly shape: Extract<PatternShape, { kind: Kind }> }

const TOGETHER = { 同现: ['', ''] }

/** 任一: several ways to say it. */
function EitherField({ shape, value, onChange, label }: ShapeProps<'either'>) {
  const set = (of: readonly unknown[]) => onChange(of.length === 0 ? '' : setIn(value, shape.path, of))
  return (
    <>
      <ol class="f-either">
        {shape.of.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a way to say it has nothing but its place
          <li key={i}>
            <PatternField
              value={one}
              label={`${label}，第${i + 1}种说法`}
              onChange={(next) => set(shape.of.map((other, j) => (j === i ? next : other)))}
            />
            {shape.of.length > 1 && (
              <button
                type="button"
                class="hx-plain f-remove"
                aria-label={`删去${label}第${i + 1}种说法`}
                onClick={() => set(shape.of.filter((_, j) => j !== i))}
              >
                删去这种说法
              </button>
            )}
          </li>
        ))}
      </ol>
      <div class="f-adds">
        <button type="button" onClick={() => set([...shape.of, ''])}>
          加一种说法（依次出现）
        </button>
        <button type="button" onClick={() => set([...shape.of, TOGETHER])}>
          加一种说法（同时出现，不论先后）
        </button>
      </div>
    </>
  )
}

/** 同现: all of it, in whatever order. */
function TogetherField({ shape, value, onChange, label }: ShapeProps<'together'>) {
  const { scope } = useForm()
  const set = (of: readonly unknown[]) => onChange(setIn(value, shape.path, of))
  return (
    <div class="f-row">
      <span class="f-joint">{scope === '全文' ? '全文都有' : `同一${scope}中都有`}</span>
      {shape.of.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing but its place
        <span key={i} class="f-part">
          {i > 0 && <span class="f-joint">和</span>}
          <span class="f-slot">
            <PartContent
              value={one}
              label={`${label}，第${i + 1}部分`}
              onChange={(next) => set(shape.of.map((other, j) => (j === i ? next : other)))}
            />
            {shape.of.length > 2 && (
              <button
                type="button"
                class="hx-plain f-remove"
                aria-label={`删去${label}第${i + 1}部分`}
                onClick={() => set(shape.of.filter((_, j) => j !== i))}
              >
                删去
              </button>
            )}
          </span>
        </span>
      ))}
      <button type="button" class="f-next" onClick={() => set([...shape.of, ''])}>
        和
      </button>
    </div>
  )
}

/** Patterns with conditions beside them. */
function AllField({ shape, value, onChange, label }: ShapeProps<'all'> & { readonly value: Values }) {
  const change = (path: readonly (string | number)[], old: unknown, next: unknown) => {
    if (path.length > 0) return onChange(setIn(value, path, next))
    // A pattern that is one key of the map.
    const rest = Object.keys(old as Values).reduce<unknown>((left, key) => removeIn(left, [key]), value)
    onChange({ ...(isValues(next) ? next : { 任一: [next] }), ...(isValues(rest) ? rest : {}) })
  }
  return (
    <>
      {shape.patterns.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: told by place
        <div key={i}>
          {i > 0 && <p class="f-joint">并且有</p>}
          <PatternField
            value={one.value}
            label={shape.patterns.length > 1 ? `${label}，第${i + 1}组` : label}
            onChange={(next) => change(one.path, one.value, next)}
          />
        </div>
      ))}
      {shape.clauses.length > 0 && <p class="f-joint">{shape.patterns.length > 0 ? '并且' : '文件、语句符合'}</p>}
      <ClauseList value={value} clauses={shape.clauses} onChange={(next) => onChange(next ?? '')} label={label} />
    </>
  )
}

/** 句中依次出现: places with gaps between. What has no word yet stands here alone, the file does not have it. */
function RowField({ value, row, onChange, label }: FieldProps & { readonly row: Row }) {
  const { gap: usual } = useForm()
  const [parts, setParts] = useState<readonly RowPart[]>(row.parts)
  const [joint, setJoint] = useState<number | null>(null)
  const written = useRef(value)
  if (!isSame(written.current, value)) {
    written.current = value
    setParts(row.parts)
  }
  const set = (next: readonly RowPart[]) => {
    setParts(next)
    written.current = writeRow({ parts: next, isList: row.isList })
    onChange(written.current)
  }
  const change = (i: number, changed: Partial<RowPart>) =>
    set(parts.map((part, j) => (j === i ? { ...part, ...changed } : part)))
  return (
    <div class="f-row">
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has nothing but its place
        <span key={i} class="f-part">
          {i > 0 && (
            <button
              type="button"
              class="f-gap"
              aria-expanded={joint === i}
              title="点按可改间隔"
              onClick={() => setJoint(joint === i ? null : i)}
            >
              {part.gap === 0 ? '紧接' : `隔${part.gap ?? usual}字内`}
              {part.without.length > 0 && '，不含……'}
            </button>
          )}
          {joint === i && i > 0 && (
            <span class="f-gap-edit">
              <label>
                至多相隔
                <input
                  type="number"
                  min={0}
                  max={MAX_GAP}
                  value={part.gap ?? usual}
                  onChange={(event) =>
                    change(i, { gap: Math.min(MAX_GAP, Math.max(0, event.currentTarget.valueAsNumber || 0)) })
                  }
                />
                字
              </label>
              <span>中间不能有</span>
              <Chips
                isPlain
                choices={part.without}
                label={`${label}，第${i + 1}部分前面不能有的词`}
                onChange={(without) => change(i, { without })}
              />
            </span>
          )}
          <span class="f-slot" data-optional={part.isOptional}>
            <PartContent
              value={part.value}
              label={`${label}，第${i + 1}部分`}
              onChange={(next) => change(i, { value: next })}
            />
            {parts.length > 1 && (
              <span class="f-slot-end">
                <label>
                  <input
                    type="checkbox"
                    checked={part.isOptional}
                    onChange={(event) => change(i, { isOptional: event.currentTarget.checked })}
                  />
                  可有可无
                </label>
                <button
                  type="button"
                  class="hx-plain f-remove"
                  aria-label={`删去${label}第${i + 1}部分`}
                  onClick={() => set(parts.filter((_, j) => j !== i))}
                >
                  删去
                </button>
              </span>
            )}
          </span>
        </span>
      ))}
      <button
        type="button"
        class="f-next"
        aria-label={`${label}：接着出现`}
        onClick={() => set([...parts, { gap: null, without: [], isOptional: false, value: '' }])}
      >
        接着出现
      </button>
    </div>
  )
}

/** What stands at one place. */
function PartContent({ value, onChange, label }: FieldProps) {
  const content = contentOf(value)
  if (content === null) return <InText />
  switch (content.kind) {
    case 'choices':
      return (
        <Chips
          choices={content.choices}
          label={label}
          onChange={(choices) => onChange(choices.length === 0 ? '' : writeChoices(choices))}
        />
      )
    case 'edge':
      return <span class="f-chip">{content.at === '〔头〕' ? '开头、标点之后' : '结尾、标点之前'}</span>
    case 'exactly':
      return <span class="f-chip">原样的“{content.text}”</span>
    case 'named':
      return (
        <>
          <PartContent
            value={content.value}
            label={label}
            onChange={(next) => onChange({ 取: content.name, 模式: next })}
          />
          <small class="hx-quiet">提示中写作“{`{${content.name}}`}”</small>
        </>
      )
    case 'number':
      return <Bounds name={content.name} bounds={content.bounds} label={label} onChange={onChange} />
    default:
      return <PatternField value={content.value} label={label} onChange={onChange} />
  }
}

/** 金额大于一千元: a number that is compared. */
function Bounds({
  name,
  bounds,
  label,
  onChange,
}: {
  name: string
  bounds: Values
  label: string
  onChange: (value: unknown) => void
}) {
  return (
    <span class="f-chips">
      <span class="f-chip" data-kind="number">
        <small>数</small>
        {name}
      </span>
      {Object.entries(bounds).map(([key, bound]) =>
        typeof bound === 'number' ? (
          <label key={key}>
            {key}{' '}
            <input
              type="number"
              aria-label={`${label}，${name}${key}`}
              value={bound}
              step="any"
              onChange={(event) => onChange({ [name]: { ...bounds, [key]: event.currentTarget.valueAsNumber || 0 } })}
            />
          </label>
        ) : (
          <small key={key}>
            {key}
            {String(bound)}
          </small>
        ),
      )}
    </span>
  )
}

interface ClauseListProps {
  /** What the paths of the clauses lead from. */
  readonly value: unknown
  readonly clauses: readonly Clause[]
  /** `undefined` where nothing is left. */
  readonly onChange: (value: unknown) => void
  readonly label: string
}

/** Conditions that must all hold. */
export function ClauseList({ value, clauses, onChange, label }: ClauseListProps) {
  return (
    <ul class="f-clauses">
      {clauses.map((clause, i) => (
        <li key={clause.path.join('/')}>
          <ClauseField
            clause={clause}
            label={`${label}，条件${i + 1}`}
            onChange={(key, next) => {
              const { path } = clause
              if (key === clause.key) return onChange(setIn(value, path, next))
              const at = [...path.slice(0, -1), key]
              onChange(setIn(removeIn(value, path), path.length === 0 ? [key] : at, next))
            }}
          />
          <button
            type="button"
            class="hx-plain f-remove"
            aria-label={`删去${label}，条件${i + 1}`}
            onClick={() => onChange(removeIn(value, clause.path))}
          >
            删去
          </button>
        </li>
      ))}
    </ul>
  )
}

interface ClauseFieldProps {
  readonly clause: Clause
  readonly label: string
  readonly onChange: (key: string, value: unknown) => void
  readonly isNot?: boolean
}

function ClauseField({ clause: { key, value }, label, onChange, isNot = false }: ClauseFieldProps) {
  const { scope } = useForm()
  const set = (next: unknown) => onChange(key, next)
  if (key === '')
    return (
      <>
        <span class="f-joint">{scope === '全文' ? '全文有' : `同一${scope}有`}</span>
        <PatternField value={value} label={label} onChange={set} />
      </>
    )
  if (key in PLACES)
    return <WordsClause clauseKey={key} value={value} isNot={isNot} label={label} onChange={onChange} />
  if (key === '非') {
    const inner = soleClause(value)
    if (inner)
      return (
        <ClauseField
          isNot={!isNot}
          clause={inner}
          label={label}
          onChange={(innerKey, next) => set({ [innerKey]: next })}
        />
      )
  }
  if (key === '非' || key === '任一' || key === '除非')
    return (
      <div class="f-group">
        <span class="f-joint">{key === '任一' ? '符合下列情形之一' : '没有下列任何一种情形'}</span>
        <AlternativeList value={value} label={label} onChange={(next) => set(next ?? [])} />
      </div>
    )
  return <Attribute clauseKey={key} value={value} isNot={isNot} label={label} onChange={set} />
}

/** The only condition in a 非, which is then said as 没有. */
function soleClause(value: unknown): Clause | null {
  const only = Array.isArray(value) ? null : isPattern(value) ? null : clausesOf(value)
  return only?.length === 1 && only[0]?.path.length === 1 ? only[0] : null
}

interface WordsClauseProps {
  readonly clauseKey: string
  readonly value: unknown
  readonly isNot: boolean
  readonly label: string
  readonly onChange: (key: string, value: unknown) => void
}

/** Words looked for somewhere around what was found. */
function WordsClause({ clauseKey: key, value, isNot, label, onChange }: WordsClauseProps) {
  const isBeside = key === '前' || key === '后'
  const detail = isBeside && isValues(value) && '有' in value ? value : null
  const words = detail ? detail.有 : value
  const write = (to: string, changed: unknown, extra: Values) => {
    const { 间隔, 范围, ...others } = extra
    const rest = { ...others, ...(间隔 === undefined ? {} : { 间隔 }), ...(范围 === undefined ? {} : { 范围 }) }
    const { 有: _, ...kept } = rest as Values
    onChange(to, (to === '前' || to === '后') && Object.keys(kept).length > 0 ? { 有: changed, ...kept } : changed)
  }
  const options = Object.keys(PLACES).filter((name) => name !== '同分句' || key === '同分句')
  return (
    <>
      <select
        aria-label={`${label}：在哪里`}
        value={key}
        onChange={(event) => write(event.currentTarget.value, words, detail ?? {})}
      >
        {options.map((name) => (
          <option key={name} value={name}>
            {PLACES[name]}
          </option>
        ))}
      </select>
      {isBeside && (
        <label class="f-within">
          <input
            type="number"
            min={0}
            max={MAX_GAP}
            placeholder="不限"
            aria-label={`${label}：多少字以内`}
            value={typeof detail?.间隔 === 'number' ? detail.间隔 : ''}
            onChange={(event) => {
              const width = event.currentTarget.valueAsNumber
              const { 间隔: _, ...rest } = detail ?? {}
              write(key, words, Number.isNaN(width) ? rest : { ...rest, 间隔: width })
            }}
          />
          字以内{detail?.范围 !== undefined && `、同一${String(detail.范围)}`}
        </label>
      )}
      <span class="f-joint">{isNot ? '没有' : '有'}</span>
      <PatternField value={words} label={label} onChange={(next) => write(key, next, detail ?? {})} />
    </>
  )
}

interface AlternativeListProps {
  readonly value: unknown
  /** `undefined` where nothing is left. */
  readonly onChange: (value: unknown) => void
  readonly label: string
}

/** Conditions of which any suffices: 除非, 非, 任一. */
export function AlternativeList({ value, onChange, label }: AlternativeListProps) {
  const { scope } = useForm()
  const items = value === undefined ? [] : alternativesOf(value)
  const add = (item: unknown) =>
    onChange(value === undefined ? [item] : Array.isArray(value) ? [...value, item] : [value, item])
  const write = (path: readonly (string | number)[], next: unknown) =>
    onChange(next === undefined ? removeIn(value, path) : setIn(value, path, next))
  return (
    <>
      <ol class="f-either">
        {items.map((item, i) => {
          const name = `${label}，第${i + 1}项`
          const clauses = isPattern(item.value) ? null : clausesOf(item.value)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an item has nothing but its place
            <li key={i}>
              {isPattern(item.value) ? (
                <>
                  <span class="f-joint">{scope === '全文' ? '全文有' : `同一${scope}有`}</span>
                  <PatternField value={item.value} label={name} onChange={(next) => write(item.path, next)} />
                </>
              ) : clauses ? (
                <ClauseList
                  value={item.value}
                  clauses={clauses}
                  label={name}
                  onChange={(next) => write(item.path, next)}
                />
              ) : (
                <InText />
              )}
              <span class="f-item-end">
                {clauses && (
                  <AddClause
                    label="并且"
                    onAdd={(key, isNot) => write(item.path, withClause(item.value, key, isNot))}
                  />
                )}
                <button
                  type="button"
                  class="hx-plain f-remove"
                  aria-label={`删去${name}`}
                  onClick={() => write(item.path, undefined)}
                >
                  删去这一项
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      <AddClause label={`${label}：加一项`} onAdd={(key, isNot) => add(withClause({}, key, isNot))} />
    </>
  )
}
