import { useEffect, useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'

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

/** What 统一身份认证 sent the browser back with, taken out of the address: it can be used once. */
function takeReturn(): string | null {
  if (location.pathname !== '/sign-in') return null
  const query = location.search.slice(1)
  history.replaceState(null, '', `/${sessionStorage.getItem(WANTED) ?? ''}`)
  sessionStorage.removeItem(WANTED)
  return query || null
}

/** The part of the console that was asked for before going to 统一身份认证. */
const WANTED = 'hongxian-wanted'

const returned = takeReturn()

/** The way by 统一身份认证: to it, and back from it. */
function useIdentity(onDone: () => void) {
  const options = useLoaded('options', () => ask('getSignInOptions', {}))
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(returned !== null)
  const fail = (reason: unknown) => {
    setError(sentenceOf(reason))
    setBusy(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what this page was opened with
  useEffect(() => {
    if (returned !== null) ask('finishOidc', { body: { query: returned } }).then(onDone, fail)
  }, [])
  const begin = () => {
    setError('')
    setBusy(true)
    sessionStorage.setItem(WANTED, location.hash)
    ask('beginOidc', {}).then(({ location: there }) => location.assign(there), fail)
  }
  return { isOffered: options.value?.oidc === true, error, isBusy, begin }
}

export function SignIn({ onDone }: { onDone: () => void }) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(() => ask('signIn', { body: { account, password, client: 'console' } }), onDone)
  const identity = useIdentity(onDone)
  return (
    <form class="c-card" onSubmit={form.onSubmit}>
      <h1>红线 合法性审核</h1>
      <Field label="账号" autocomplete="username" value={account} onValue={setAccount} />
      <Field label="密码" autocomplete="current-password" value={password} onValue={setPassword} />
      {form.message}
      <button type="submit" class="hx-primary">
        登录
      </button>
      {identity.isOffered && (
        <button type="button" disabled={identity.isBusy} onClick={identity.begin}>
          {identity.isBusy ? '正在登录' : '使用统一身份认证登录'}
        </button>
      )}
      {identity.error && (
        <p role="alert" class="c-error">
          {identity.error}
        </p>
      )}
    </form>
  )
}

interface ChangePasswordProps {
  readonly title?: string
  readonly oldLabel?: string
  readonly onDone: () => void
  /** Where it may be left for later: the first password may not. */
  readonly onClose?: () => void
}

export function ChangePassword({
  title = '修改初始密码',
  oldLabel = '初始密码',
  onDone,
  onClose,
}: ChangePasswordProps) {
  const [oldPassword, setOld] = useState('')
  const [newPassword, setNew] = useState('')
  const [again, setAgain] = useState('')
  const send = () =>
    newPassword === again
      ? ask('changePassword', { body: { oldPassword, newPassword } })
      : Promise.reject(new Error('两次填写的新密码不一致。'))
  const form = useForm(send, onDone)
  return (
    <form class="c-card" onSubmit={form.onSubmit}>
      <h1>{title}</h1>
      <Field label={oldLabel} autocomplete="current-password" value={oldPassword} onValue={setOld} />
      <Field label="新密码（至少十个字符）" autocomplete="new-password" value={newPassword} onValue={setNew} />
      <Field label="再次填写新密码" autocomplete="new-password" value={again} onValue={setAgain} />
      {form.message}
      <button type="submit" class="hx-primary">
        确定
      </button>
      {onClose && (
        <button type="button" onClick={onClose}>
          取消
        </button>
      )}
    </form>
  )
}
