import { useEffect, useState } from 'preact/hooks'
import type { AskedConnection } from '../messages.ts'
import { notice, settings, tell } from './state.ts'

/** Address, account and password of the office's service; or confirmation at its console. */
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
  const [asked, setAsked] = useState<AskedConnection | null>(null)
  const askConsole = async (form: HTMLFormElement) => {
    const field = form.elements.namedItem('baseUrl') as HTMLInputElement
    if (!field.reportValidity()) return
    setBusy(true)
    setAsked(await tell<AskedConnection>({ type: 'sign-in-by-console', baseUrl: field.value }))
    setBusy(false)
  }
  useEffect(() => {
    if (!asked) return
    const timer = setTimeout(() => setAsked(null), Date.parse(asked.expiresAt) - Date.now())
    return () => clearTimeout(timer)
  }, [asked])
  if (asked)
    return (
      <div class="sign-in" role="status">
        <p>
          核对码 <strong class="number">{asked.number}</strong>
        </p>
        <p>已打开工作台。请在工作台登录，输入上述核对码，确认后本插件即自动登录。十分钟内有效。</p>
        <button type="button" onClick={() => setAsked(null)}>
          返回
        </button>
      </div>
    )
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
      <button type="button" disabled={busy} onClick={(event) => void askConsole(event.currentTarget.form!)}>
        在工作台确认登录（统一身份认证）
      </button>
      {notice.value && <p role="alert">{notice.value}</p>}
    </form>
  )
}
