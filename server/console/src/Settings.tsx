import type { OfficeSetting, OfficeSettingsView, User } from '@hongxian/shared/api'
import { SETTINGS, type Setting } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, isStale, sentenceOf, useLoaded } from './ask.ts'
import { Conflict } from './Conflict.tsx'
import { Reload } from './Reload.tsx'
import { timeOf } from './words.ts'

type Value = OfficeSetting['value']
/** As typed; an empty text goes back to the default. */
type Typed = Readonly<Record<string, string>>

const UNITS: Readonly<Record<Setting['unit'], string>> = {
  workday: '个工作日',
  day: '日',
  month: '个月',
  year: '年',
  number: '',
  switch: '',
  text: '',
}

const GROUPS = [...new Set(Object.values(SETTINGS).map(({ group }) => group))]

// What is on record may name a setting that this version does not have any more.
const settingOf = (key: string) => (SETTINGS as Readonly<Record<string, Setting>>)[key]

const keptWords = (key: string, value: Value): string =>
  value === null ? `默认（${wordsOf(key, settingOf(key)?.fallback ?? null)}）` : wordsOf(key, value)

function wordsOf(key: string, value: Value): string {
  const setting = settingOf(key)
  if (value === null || !setting) return '不设定'
  if (typeof value === 'string') return value
  return typeof value === 'boolean' ? (value ? '是' : '否') : `${value}${UNITS[setting.unit]}`
}

/** 设定: the limits and ways that local rules leave to the office, with what holds, since when, and who changed it. */
export function Settings({ me }: { me: User }) {
  const loaded = useLoaded<OfficeSettingsView>('settings', () => ask('getSettings', {}))
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  return (
    <>
      <h1>期限和办理设定</h1>
      {loaded.error && <Reload loaded={loaded} />}
      <p class="hx-quiet">
        国家规定有上下限的，只能在其范围内设定；其余为地方通行规定，依照本地规定设定。变更只适用于此后开始计算的期限，已经确定的期限不变。
        {!me.roles.includes('admin') && '由系统管理员变更。'}
      </p>
      <Form view={loaded.value} mayChange={me.roles.includes('admin')} onChange={loaded.reload} />
      <Changes view={loaded.value} />
    </>
  )
}

interface FormProps {
  readonly view: OfficeSettingsView
  readonly mayChange: boolean
  readonly onChange: () => void
}

function Form({ view, mayChange, onChange }: FormProps) {
  const [typed, setTyped] = useState<Typed>({})
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [isConflict, setConflict] = useState(false)
  const giveUp = () => {
    setTyped({})
    setReason('')
    setConflict(false)
    onChange()
  }
  const save = () => {
    const values = Object.fromEntries(Object.entries(typed).map(([key, text]) => [key, readValue(key, text)]))
    setBusy(true)
    setError('')
    ask('changeSettings', { body: { revision: view.revision, values, reason } })
      .then(giveUp, (cause: unknown) => {
        if (!isStale(cause)) return setError(sentenceOf(cause))
        setConflict(true)
        onChange()
      })
      .finally(() => setBusy(false))
  }
  const isTyped = Object.keys(typed).length > 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {GROUPS.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <table class="c-table c-settings">
            <tbody>
              {view.settings
                .filter(({ key }) => SETTINGS[key].group === group)
                .map((one) => (
                  <Row
                    key={one.key}
                    one={one}
                    typed={typed[one.key]}
                    onType={mayChange && !busy ? (text) => setTyped({ ...typed, [one.key]: text }) : null}
                  />
                ))}
            </tbody>
          </table>
        </section>
      ))}
      {mayChange && isConflict && (
        <Conflict
          sentence="设定已由他人变更。您的改动没有保存，仍保留在表中。"
          isBusy={busy}
          onReload={giveUp}
          onInsist={save}
        />
      )}
      {mayChange && (
        <div class="c-bar">
          <input
            aria-label="变更理由"
            placeholder="变更理由，如所依照的本地规定"
            required
            maxLength={2000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <button type="submit" class="hx-primary" disabled={busy || !isTyped || reason.trim() === ''}>
            {busy ? '正在保存' : '保存'}
          </button>
        </div>
      )}
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
    </form>
  )
}

function readValue(key: string, text: string): Value {
  if (text === '') return null
  const unit = settingOf(key)?.unit
  return unit === 'text' ? text : unit === 'switch' ? text === 'true' : Number(text)
}

interface RowProps {
  readonly one: OfficeSetting
  readonly typed: string | undefined
  /** `null` where the person may only read. */
  readonly onType: ((text: string) => void) | null
}

function Row({ one, typed, onType }: RowProps) {
  const { name, unit, min, max, note, basis } = SETTINGS[one.key]
  const kept = one.since === null ? '' : String(one.value)
  const shown = typed ?? kept
  const fallback = `默认${wordsOf(one.key, one.fallback)}`
  const take = (event: { currentTarget: { value: string } }) => onType?.(event.currentTarget.value)
  return (
    <tr>
      <td>{name}</td>
      <td>
        {onType === null ? (
          wordsOf(one.key, one.value)
        ) : unit === 'switch' ? (
          <select aria-label={name} value={shown} onChange={take}>
            <option value="">{fallback}</option>
            <option value="true">是</option>
            <option value="false">否</option>
          </select>
        ) : unit === 'text' ? (
          <input
            class="c-wide"
            aria-label={name}
            maxLength={max ?? 0}
            placeholder="不设定"
            value={shown}
            onInput={take}
          />
        ) : (
          <>
            <input
              type="number"
              aria-label={name}
              min={min ?? 0}
              max={max ?? 0}
              placeholder={one.fallback === null ? '不设定' : String(one.fallback)}
              value={shown}
              onInput={take}
            />{' '}
            {UNITS[unit]}
          </>
        )}
      </td>
      <td class="c-wrap hx-quiet">
        {one.since === null ? fallback : `${one.since}设定（${fallback}）`}
        {min !== undefined && unit !== 'text' && `，可以设定${min}至${max}${UNITS[unit]}`}。{basis && `${basis}。`}
        {note}
      </td>
    </tr>
  )
}

function Changes({ view }: { view: OfficeSettingsView }) {
  if (view.changes.length === 0) return null
  return (
    <>
      <h2>变更记录</h2>
      <ul class="c-history">
        {view.changes.map(({ at, by, reason, changed }) => (
          <li key={at}>
            {`${timeOf(at)}　${by.name}　`}
            {changed
              .map(
                ({ key, before, after }) =>
                  `${settingOf(key)?.name ?? key}：由${keptWords(key, before)}改为${keptWords(key, after)}`,
              )
              .join('；')}
            。理由：{reason}
          </li>
        ))}
      </ul>
    </>
  )
}
