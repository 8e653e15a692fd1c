import type { RuleFileText } from '@hongxian/shared/api'
import { DEFAULT_GAP, MAX_GAP, SCOPES, SEVERITY_NAMES } from '@hongxian/shared/rule'
import { dayInChina } from '@hongxian/shared/text'
import { useMemo, useState } from 'preact/hooks'
import { AddClause, Names } from './Attribute.tsx'
import { Authorities } from './Authorities.tsx'
import { withClause } from './conditions.ts'
import { type FormContext, faultsWithin, RuleFormContext, useForm } from './context.ts'
import { Examples } from './Examples.tsx'
import { InText } from './InText.tsx'
import { AlternativeList, ClauseList, PatternField } from './PatternField.tsx'
import { clausesOf, isPattern } from './pattern-shape.ts'
import { changeRule, type ReadFile, type RulePlace, readFile } from './rule-file.ts'
import { TryOut } from './TryOut.tsx'
import { type Base, layBase, listLexicons, tryRule } from './try-rule.ts'
import { NAMES, unshownOf } from './unshown.ts'
import { getIn, isValues, listOf, type Path, type Values, wordsOf } from './value.ts'

export interface ReviewItem {
  readonly code: string
  readonly name: string
  readonly group: string
}

interface RuleFormProps {
  readonly files: readonly RuleFileText[]
  readonly place: RulePlace
  readonly builtIn: Base
  readonly items: readonly ReviewItem[]
  /** Sentences to begin trying with. */
  readonly sentences: string
  readonly onFiles: (files: readonly RuleFileText[]) => void
  readonly onMove: (item: ReviewItem) => void
  readonly onRemove: () => void
  readonly onText: () => void
}

/** One rule, field by field. It is the same file that the text shows: what is not touched here stays as it was typed. */
export function RuleForm(props: RuleFormProps) {
  const file = useMemo(
    () => readFile(props.files.find(({ name }) => name === props.place.file) ?? NO_FILE),
    [props.files, props.place.file],
  )
  const rule = file.rules[props.place.index]
  if (!file.value) return <p class="c-error">文件 {props.place.file} 的写法有错误，请先在“文本”中改正，再逐项填写。</p>
  if (!rule) return <p class="hx-quiet">没有这条规则。</p>
  return <Fields {...props} file={file} shared={file.value} rule={rule} />
}

const NO_FILE: RuleFileText = { name: '', text: '' }

interface FieldsProps extends RuleFormProps {
  readonly file: ReadFile
  readonly shared: Values
  readonly rule: Values
}

function Fields({
  files,
  place,
  builtIn,
  items,
  sentences,
  shared,
  rule,
  onFiles,
  onMove,
  onRemove,
  onText,
}: FieldsProps) {
  const [text, setText] = useState(sentences)
  const lists = files.find(({ name }) => name === 'lexicons.yaml')?.text
  const exceptions = files.find(({ name }) => name === 'exceptions.yaml')?.text
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the files only these two count
  const base = useMemo(() => layBase(builtIn, files), [builtIn, lists, exceptions])
  const trial = useMemo(() => tryRule(base, shared, rule, dayInChina(new Date())), [base, shared, rule])
  const lexicons = useMemo(() => listLexicons(base, shared), [base, shared])
  const set = (path: Path, value: unknown) => onFiles(changeRule(files, place, path, value))
  const context: FormContext = {
    lexicons,
    gap: Number(rule.间隔 ?? shared.间隔 ?? DEFAULT_GAP),
    scope: String(rule.范围 ?? '句'),
    faults: trial.faults,
    onText,
  }
  const code = String(shared.审核事项 ?? '')
  const isShared = (key: string) => rule[key] === undefined && shared[key] !== undefined
  const example = (key: '应发现' | '不应发现', sentence: string) => {
    const list = listOf(getIn(rule, ['示例', key])).filter((one) => one !== '')
    set(['示例', key], [...list, sentence])
  }
  return (
    <RuleFormContext.Provider value={context}>
      <div class="f-fields">
        {unshownOf(rule).length > 0 && <InText />}
        <section>
          <h2>什么问题</h2>
          <div class="c-bar">
            <label>
              审核事项{' '}
              <select
                value={code}
                onChange={(event) => {
                  const item = items.find((one) => one.code === event.currentTarget.value)
                  if (item) onMove(item)
                }}
              >
                {!items.some((item) => item.code === code) && <option value={code}>{code}</option>}
                {items.map((item) => (
                  <option key={item.code} value={item.code}>
                    {item.name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              级别{' '}
              <select
                value={String(rule.级别 ?? shared.级别 ?? '')}
                onChange={(event) => set(['级别'], event.currentTarget.value)}
              >
                {Object.values(SEVERITY_NAMES).map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
            <button type="button" class="hx-plain f-remove" onClick={onRemove}>
              删除这条规则
            </button>
          </div>
          <Faults at={['级别']} />
          <label class="c-field">
            <span>一句话说明</span>
            <input
              value={String(rule.说明 ?? '')}
              placeholder="发现什么问题，如：以备案作为从事活动的前提"
              onInput={(event) => set(['说明'], event.currentTarget.value)}
            />
          </label>
          <Faults at={['说明']} isQuiet={isBlank(rule.说明)} />
        </section>

        <section>
          <h2>找什么</h2>
          <p class="hx-quiet">
            一格里写几个词，任何一个出现都算；词也可以从词表选。格与格之间可以隔几个字。写“经…同意”表示中间可以隔开。
          </p>
          <PatternField value={rule.匹配 ?? ''} label="找什么" onChange={(next) => set(['匹配'], next)} />
          {isPattern(rule.匹配) && !(isValues(rule.匹配) && '程序' in rule.匹配) && (
            <AddClause
              label="再加条件：并且……"
              onAdd={(key, isNot) => set(['匹配'], withClause(rule.匹配 ?? '', key, isNot))}
            />
          )}
          <Faults at={['匹配']} isQuiet={isUnwritten(rule.匹配)} />
        </section>

        <section>
          <h2>但有下列情形之一的除外</h2>
          <AlternativeList value={rule.除非} label="除外情形" onChange={(next) => set(['除非'], next)} />
          <Faults at={['除非']} />
          <Exceptions
            rule={rule}
            shared={shared}
            code={code}
            base={base}
            onChange={(next) => set(['不适用例外'], next)}
          />
        </section>

        <section>
          <h2>例句</h2>
          {(['应发现', '不应发现'] as const).map((key) => (
            <div key={key}>
              <Examples
                name={key}
                value={getIn(rule, ['示例', key])}
                states={key === '应发现' ? trial.finds : trial.passes}
                onChange={(next) => set(['示例', key], next)}
                onTry={setText}
              />
              <Faults at={['示例', key]} isQuiet={listOf(getIn(rule, ['示例', key])).every(isBlank)} />
            </div>
          ))}
        </section>

        <section>
          <h2>依据</h2>
          <Authorities
            value={rule.依据 ?? shared.依据}
            isShared={isShared('依据')}
            onChange={(next) => set(['依据'], next)}
          />
          <Faults at={['依据']} isQuiet={rule.依据 === undefined && shared.依据 === undefined} />
        </section>

        <section>
          <h2>向审核人说什么</h2>
          <Message
            name="提示"
            hint="命中的词句存在什么问题"
            value={rule.提示}
            onChange={(next) => set(['提示'], next)}
          />
          <Message name="建议" hint="应当怎么改" value={rule.建议} onChange={(next) => set(['建议'], next)} />
        </section>

        <More rule={rule} shared={shared} onSet={set} />
      </div>
      <TryOut trial={trial} text={text} onText={setText} onExample={example} />
    </RuleFormContext.Provider>
  )
}

const isBlank = (value: unknown): boolean => String((isValues(value) ? value.文 : value) ?? '').trim() === ''

/** Nothing but empty places. */
const isUnwritten = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (isValues(value) || Array.isArray(value) ? Object.values(value).every(isUnwritten) : false)

/** What is wrong at a place of the rule; quiet where nothing was written yet. */
function Faults({ at, isQuiet = false }: { at: Path; isQuiet?: boolean }) {
  const faults = faultsWithin(useForm().faults, at)
  if (isQuiet) return faults.length > 0 ? <p class="hx-quiet f-fault">尚未填写。</p> : null
  return (
    <>
      {faults.map((fault) => (
        <p
          key={fault.detail}
          role={fault.isWarning ? undefined : 'alert'}
          class={fault.isWarning ? 'hx-quiet f-fault' : 'c-error f-fault'}
        >
          {fault.isWarning && '提醒：'}
          {fault.detail}
        </p>
      ))}
    </>
  )
}

interface ExceptionsProps {
  readonly rule: Values
  readonly shared: Values
  readonly code: string
  readonly base: Base
  readonly onChange: (value: unknown) => void
}

/** The named exceptions that hold for rules of this 审核事项, all of them unless the author says otherwise. */
function Exceptions({ rule, shared, code, base, onChange }: ExceptionsProps) {
  const out = wordsOf(rule.不适用例外 ?? shared.不适用例外)
  const fitting = base.exceptions.filter(
    ({ codes }) => codes.length === 0 || codes.some((one) => code === one || code.startsWith(`${one}.`)),
  )
  const isOut = (id: string) => out.includes(id) || out.includes('全部')
  return (
    <fieldset class="f-exceptions">
      <legend>默认例外（属于打勾的情形的，不作为发现）</legend>
      {fitting.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={!isOut(id)}
            onChange={(event) => {
              const next = fitting
                .map((one) => one.id)
                .filter((one) => (one === id ? !event.currentTarget.checked : isOut(one)))
              const others = out.filter((one) => one !== '全部' && !fitting.some((exception) => exception.id === one))
              const all = [...next, ...others]
              onChange(all.length === 0 && shared.不适用例外 === undefined ? undefined : all)
            }}
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

interface MessageProps {
  readonly name: '提示' | '建议'
  readonly hint: string
  readonly value: unknown
  readonly onChange: (value: string) => void
}

const INSERTED = { 命中: '命中的词句', 句: '所在句', 条: '所在条款', 发文机关: '发文机关' }

function Message({ name, hint, value, onChange }: MessageProps) {
  const text = String(value ?? '')
  return (
    <>
      <label class="c-field">
        <span>
          {name}（{hint}）
        </span>
        <textarea rows={2} value={text} onInput={(event) => onChange(event.currentTarget.value)} />
      </label>
      <p class="f-inserts">
        插入：
        {Object.entries(INSERTED).map(([key, said]) => (
          <button
            key={key}
            type="button"
            class="hx-plain"
            aria-label={`${name}中插入${said}`}
            onClick={() => onChange(`${text}{${key}}`)}
          >
            {said}
          </button>
        ))}
      </p>
      <Faults at={[name]} isQuiet={text.trim() === ''} />
    </>
  )
}

interface MoreProps {
  readonly rule: Values
  readonly shared: Values
  readonly onSet: (path: Path, value: unknown) => void
}

/** What most rules leave as it is. */
function More({ rule, shared, onSet }: MoreProps) {
  const applies = rule.适用 ?? shared.适用
  const chosen = isValues(applies) ? applies : {}
  const isOwn = ['范围', '间隔', '标示', '适用', '情形', '修正'].some((key) => rule[key] !== undefined)
  const apply = (key: string, next: unknown) => {
    const { [key]: _, ...rest } = chosen
    const all = next === undefined ? rest : { ...rest, [key]: next }
    onSet(['适用'], Object.keys(all).length > 0 ? all : undefined)
  }
  return (
    <details open={isOwn} class="f-more">
      <summary>更多设置：适用的文件、范围、间隔、标示、特殊情形</summary>
      {['文种', '效力级别', '发文层级'].map((key) => (
        <p key={key}>
          适用的{key}：
          {chosen[key] === undefined ? (
            <>
              不限{' '}
              <button type="button" onClick={() => apply(key, NAMES[key]?.slice(0, 1))}>
                限定
              </button>
            </>
          ) : (
            <>
              <Names
                names={NAMES[key] ?? []}
                chosen={wordsOf(chosen[key])}
                label={`适用的${key}`}
                onChange={(next) => apply(key, next)}
              />
              <button type="button" onClick={() => apply(key, undefined)}>
                不限
              </button>
            </>
          )}
        </p>
      ))}
      <div class="c-bar">
        <Choice
          name="范围"
          said="各部分应当在同一"
          options={Object.keys(SCOPES)}
          usual="句"
          value={rule.范围}
          onSet={onSet}
        />
        <Choice
          name="标示"
          said="在原文上标出"
          options={['命中', '分句', '句']}
          usual="命中"
          value={rule.标示}
          onSet={onSet}
        />
        <label>
          没有写明的间隔至多{' '}
          <input
            type="number"
            min={0}
            max={MAX_GAP}
            value={Number(rule.间隔 ?? shared.间隔 ?? DEFAULT_GAP)}
            onChange={(event) => onSet(['间隔'], event.currentTarget.valueAsNumber || 0)}
          />
          字
        </label>
      </div>
      <Circumstances value={rule.情形} onChange={(next) => onSet(['情形'], next)} />
      {(rule.修正 === undefined || typeof rule.修正 === 'string') && (
        <label class="c-field">
          <span>可以直接替换命中词句的改法（没有的不填）</span>
          <input
            value={String(rule.修正 ?? '')}
            onInput={(event) => onSet(['修正'], event.currentTarget.value || undefined)}
          />
        </label>
      )}
      <p class="hx-quiet">编号：{String(rule.编号 ?? '')}</p>
      <Faults at={['适用']} />
      <Faults at={['情形']} />
      <Faults at={['编号']} />
    </details>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly said: string
  readonly options: readonly string[]
  readonly usual: string
  readonly value: unknown
  readonly onSet: (path: Path, value: unknown) => void
}

const Choice = ({ name, said, options, usual, value, onSet }: ChoiceProps) => (
  <label>
    {said}{' '}
    <select
      value={String(value ?? usual)}
      onChange={(event) => onSet([name], event.currentTarget.value === usual ? undefined : event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  </label>
)

/** 情形: another severity where something holds. */
function Circumstances({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const list = listOf(value).filter(isValues)
  const set = (i: number, next: Values) => onChange(list.map((one, j) => (j === i ? next : one)))
  return (
    <div>
      {list.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: told by place
        <div key={i} class="f-group">
          <When value={one.当} label={`特殊情形${i + 1}`} onChange={(next) => set(i, { ...one, 当: next })} />
          <label>
            级别改为{' '}
            <select value={String(one.级别)} onChange={(event) => set(i, { ...one, 级别: event.currentTarget.value })}>
              {Object.values(SEVERITY_NAMES).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>{' '}
          <button
            type="button"
            class="hx-plain f-remove"
            onClick={() => onChange(list.length === 1 ? undefined : list.filter((_, j) => j !== i))}
          >
            删去
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...list, { 当: { 发文层级: '乡' }, 级别: '违法' }])}>
        加一种特殊情形，另定级别
      </button>
    </div>
  )
}

/** All of these must hold. */
function When({ value, label, onChange }: { value: unknown; label: string; onChange: (value: unknown) => void }) {
  const clauses = isValues(value) && !isPattern(value) ? clausesOf(value) : null
  if (clauses === null) return <InText />
  return (
    <>
      <ClauseList value={value} clauses={clauses} label={label} onChange={(next) => onChange(next ?? {})} />
      <AddClause label={`${label}：并且……`} onAdd={(key, isNot) => onChange(withClause(value, key, isNot))} />
    </>
  )
}
