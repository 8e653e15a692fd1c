import { useState } from 'preact/hooks'
import { notice, settings, tell } from './state.ts'

/** Address, account and password of the office's service. */
export function SignInForm({ onDone }: { onDone?: () => void }) {
  const [busy, setBusy] = useState(false)
  const locked = settings.value?.locked ?? false
  const submit = async (form: HTMLFormElement) => {
    setBusy(true)
    const field = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value
    const name = await tell<string>({
      type: 'sign-in',
      baseUrl: field('baseUrl'),
      account: field('account'),
      password: field('password'),
    })
    setBusy(false)
    if (name !== null) onDone?.()
  }
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
    >
      <label>
        服务地址{locked ? '（由单位统一设定）' : ''}
        <input
          name="baseUrl"
          type="url"
          required
          readOnly={locked}
          placeholder="https://shenhe.example.gov.cn"
          defaultValue={settings.value?.serviceUrl ?? ''}
        />
      </label>
      <label>
        账号
        <input name="account" required autocomplete="username" />
      </label>
      <label>
        密码
        <input name="password" type="password" required autocomplete="current-password" />
      </label>
      <button type="submit" class="hx-primary" disabled={busy}>
        {busy ? '正在登录' : '登录'}
      </button>
      {notice.value && <p role="alert">{notice.value}</p>}
    </form>
  )
}
