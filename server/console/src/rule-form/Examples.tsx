import type { ExampleState } from './try-rule.ts'
import { NAMES } from './unshown.ts'
import { isValues, listOf, type Values } from './value.ts'

const STATES = {
  应发现: { right: '发现', wrong: '未发现', blank: '' },
  不应发现: { right: '未发现', wrong: '发现', blank: '' },
} as const

interface ExamplesProps {
  readonly name: '应发现' | '不应发现'
  readonly value: unknown
  readonly states: readonly ExampleState[]
  readonly onChange: (value: readonly unknown[]) => void
  /** Asks why it comes out as it does. */
  readonly onTry: (sentence: string) => void
}

/** Sentences that the rule must find, or must pass, and how each comes out now. */
export function Examples({ name, value, states, onChange, onTry }: ExamplesProps) {
  const list = listOf(value)
  const set = (i: number, next: unknown) => onChange(list.map((other, j) => (j === i ? next : other)))
  return (
    <div class="f-examples">
      <strong>{name === '应发现' ? '应当发现的句子' : '不应当发现的句子'}</strong>
      <span class="hx-quiet">{name === '应发现' ? '至少三句，自己写' : '至少两句，写差一点就命中的合法说法'}</span>
      {list.map((example, i) => {
        const detail = isValues(example) ? example : null
        const text = String(detail ? (detail.文 ?? '') : example)
        const state = states[i] ?? 'blank'
        const write = (words: string) => set(i, detail ? { ...detail, 文: words } : words)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an example has nothing but its place
          <div key={i} class="f-example" data-state={state}>
            <textarea
              aria-label={`${name}第${i + 1}句`}
              rows={text.includes('\n') ? Math.min(8, text.split('\n').length) : text.length > 40 ? 2 : 1}
              value={text}
              onInput={(event) => write(event.currentTarget.value)}
            />
            <span class="f-example-state">{STATES[name][state]}</span>
            {state === 'wrong' && (
              <button type="button" class="hx-plain" onClick={() => onTry(text)}>
                为什么
              </button>
            )}
            <button
              type="button"
              class="hx-plain f-remove"
              aria-label={`删去${name}第${i + 1}句`}
              onClick={() => onChange(list.filter((_, j) => j !== i))}
            >
              删去
            </button>
            {detail && <ReadAs detail={detail} label={`${name}第${i + 1}句`} onChange={(next) => set(i, next)} />}
          </div>
        )
      })}
      <div class="f-adds">
        <button type="button" onClick={() => onChange([...list, ''])}>
          加一句
        </button>
      </div>
    </div>
  )
}

/** What an example is read as, where it is not the usual. */
function ReadAs({ detail, label, onChange }: { detail: Values; label: string; onChange: (next: Values) => void }) {
  const choose = (key: '文种' | '发文层级') => (
    <select
      aria-label={`${label}的${key}`}
      value={String(detail[key] ?? '')}
      onChange={(event) => {
        const { [key]: _, ...rest } = detail
        onChange(event.currentTarget.value === '' ? rest : { ...rest, [key]: event.currentTarget.value })
      }}
    >
      <option value="">{key}照常</option>
      {NAMES[key]?.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
  return (
    <span class="f-read-as">
      当作 {choose('文种')} {choose('发文层级')}
      <label>
        <input
          type="checkbox"
          checked={detail.全文 === true}
          onChange={(event) => {
            const { 全文: _, ...rest } = detail
            onChange(event.currentTarget.checked ? { ...rest, 全文: true } : rest)
          }}
        />
        整份文件
      </label>
    </span>
  )
}
