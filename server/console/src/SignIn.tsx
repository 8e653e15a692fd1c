import { useState } from 'preact/hooks'
import { ask, sentenceOf } from './ask.ts'

interface FieldProps {
  readonly label: string
  readonly autocomplete: string
  readonly value: string
  readonly onValue: (value: string) => void
}

function Field({ label, autocomplete, value, onValue }: FieldProps) {
  const isSecret = autocomplete.endsWith('password')
  const onInput = (event: { currentTarget: HTMLInputElement }) => onValue(event.currentTarget.value)
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: one of two controls stands inside
    <label class="c-field">
      <span>{label}</span>
      {isSecret ? (
        <input type="password" autocomplete={autocomplete} value={value} onInput={onInput} required />
      ) : (
        <input autocomplete={autocomplete} value={value} onInput={onInput} required />
      )}
    </label>
  )
}

/** A form that does one thing and says why where it could not. */
function useForm(send: () => Promise<unknown>, onDone: () => void) {
  const [error, setError] = useState('')
  const onSubmit = (event: Event) => {
    event.preventDefault()
    setError('')
    send().then(onDone, (reason: unknown) => setError(sentenceOf(reason)))
  }
  return {
    onSubmit,
    message: error && (
      <p role="alert" class="c-error">
        {error}
      </p>
    ),
  }
}

export function SignIn({ onDone }: { onDone: () => void }) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(() => ask('signIn', { body: { account, password, client: 'console' } }), onDone)
  return (
    <form class="c-card" onSubmit={form.onSubmit}>
      <h1>红线 合法性审核</h1>
      <Field label="账号" autocomplete="username" value={account} onValue={setAccount} />
      <Field label="密码" autocomplete="current-password" value={password} onValue={setPassword} />
      {form.message}
      <button type="submit" class="hx-primary">
        登录
      </button>
    </form>
  )
}

export function ChangePassword({ onDone }: { onDone: () => void }) {
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const form = useForm(() => ask('changePassword', { body: { oldPassword, newPassword } }), onDone)
  return (
    <form class="c-card" onSubmit={form.onSubmit}>
      <h1>修改初始密码</h1>
      <Field label="初始密码" autocomplete="current-password" value={oldPassword} onValue={setOld} />
      <Field label="新密码（至少十个字符）" autocomplete="new-password" value={newPassword} onValue={setNew} />
      {form.message}
      <button type="submit" class="hx-primary">
        确定
      </button>
    </form>
  )
}
