import { HAS_SCOPES } from '@hongxian/shared/rule'
import { Chips } from './Chips.tsx'
import { ADDED, nameOf, PLACES, SAID } from './conditions.ts'
import { InText } from './InText.tsx'
import { NAMES } from './unshown.ts'
import { isValues, type Values, wordsOf } from './value.ts'

export function AddClause({ label, onAdd }: { label: string; onAdd: (key: string, isNot: boolean) => void }) {
  return (
    <select
      aria-label={label}
      value=""
      onChange={(event) => {
        const [key = '', not] = event.currentTarget.value.split(' ')
        event.currentTarget.value = ''
        if (key) onAdd(key, not === '非')
      }}
    >
      <option value="">{label}</option>
      <optgroup label="要有">
        {ADDED.map((key) => (
          <option key={key} value={key}>
            {nameOf(key)}
            {key in PLACES ? '……' : ''}
          </option>
        ))}
      </optgroup>
      <optgroup label="不能有">
        {ADDED.filter((key) => key !== '含部分' && key !== '缺部分').map((key) => (
          <option key={key} value={`${key} 非`}>
            {key in PLACES ? `${PLACES[key]}没有……` : SAID[key]?.[1]}
          </option>
        ))}
      </optgroup>
    </select>
  )
}

interface AttributeProps {
  readonly clauseKey: string
  readonly value: unknown
  readonly isNot: boolean
  readonly label: string
  readonly onChange: (value: unknown) => void
}

/** A condition that names one or several of a closed set, or just holds. */
export function Attribute({ clauseKey: key, value, isNot, label, onChange }: AttributeProps) {
  const said = SAID[key]?.[isNot ? 1 : 0]
  if (said === undefined) return <InText />
  const names = NAMES[key]
  if (names)
    return (
      <>
        <span class="f-joint">{said}</span>
        <Names names={names} chosen={wordsOf(value)} onChange={onChange} label={label} />
      </>
    )
  if (key === '引号内' || key === '完整文件')
    return <span class="f-joint">{SAID[key]?.[isNot === (value === false) ? 0 : 1]}</span>
  if (key === '引用上位法') {
    const detail: Values = isValues(value) ? value : { 范围: value }
    const write = (next: Values) => onChange(next.有条号 === true ? next : next.范围)
    return (
      <>
        <select
          aria-label={`${label}：在哪里`}
          value={String(detail.范围)}
          onChange={(event) => write({ ...detail, 范围: event.currentTarget.value })}
        >
          {Object.keys(HAS_SCOPES)
            .filter((name) => name !== '分句内')
            .map((name) => (
              <option key={name} value={name}>
                {PLACES[name]}
              </option>
            ))}
        </select>
        <span class="f-joint">{said}</span>
        <label>
          <input
            type="checkbox"
            checked={detail.有条号 === true}
            onChange={(event) => write({ ...detail, 有条号: event.currentTarget.checked })}
          />
          写明条款的才算
        </label>
      </>
    )
  }
  if (key === '引用' && isValues(value))
    return (
      <>
        <span class="f-joint">{said}</span>
        <input
          aria-label={`${label}：法律名称`}
          value={String(value.法律 ?? '')}
          onInput={(event) => onChange({ ...value, 法律: event.currentTarget.value })}
        />
        <input
          aria-label={`${label}：条款`}
          size={10}
          placeholder="第×条"
          value={String(value.条款 ?? '')}
          onInput={(event) => {
            const { 条款: _, ...rest } = value
            onChange(event.currentTarget.value === '' ? rest : { ...rest, 条款: event.currentTarget.value })
          }}
        />
      </>
    )
  if (key === '例外')
    return (
      <>
        <span class="f-joint">{said}</span>
        <Chips
          isPlain
          choices={wordsOf(value)}
          label={label}
          onChange={(next) => onChange(next.length === 1 ? next[0] : next)}
        />
      </>
    )
  return <InText />
}

interface NamesProps {
  readonly names: readonly string[]
  readonly chosen: readonly string[]
  readonly onChange: (names: unknown) => void
  readonly label: string
}

/** Several of a closed set; at least one stays. */
export function Names({ names, chosen, onChange, label }: NamesProps) {
  return (
    <fieldset class="f-names" aria-label={label}>
      {names
        .filter((name) => name !== '地方性法规' || chosen.includes(name))
        .map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              disabled={chosen.length === 1 && chosen[0] === name}
              onChange={(event) => {
                const next = names.filter((one) => (one === name ? event.currentTarget.checked : chosen.includes(one)))
                onChange(next.length === 1 ? next[0] : next)
              }}
            />
            {name}
          </label>
        ))}
    </fieldset>
  )
}
