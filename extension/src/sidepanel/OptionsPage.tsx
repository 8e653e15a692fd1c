import { SEVERITIES } from '@hongxian/shared/rule'
import { SeverityMark } from '@hongxian/shared/ui'
import { useEffect } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { changeSettings, readAccount, readSettings } from '../settings.ts'
import { SignInForm } from './SignInForm.tsx'
import { account, settings, tell, toggleSeverity } from './state.ts'

/** Which service, who is signed in, what is marked, where the extension keeps away. */
export function OptionsPage() {
  useEffect(() => {
    const load = async () => {
      const [read, who] = await Promise.all([readSettings(), readAccount()])
      // Both at once: who is signed in must not be shown the form first.
      account.value = who
      settings.value = read
    }
    void load()
    const listener = () => void load()
    browser.storage.onChanged.addListener(listener)
    return () => browser.storage.onChanged.removeListener(listener)
  }, [])
  const now = settings.value
  if (!now) return null
  const signedIn = account.value && account.value.baseUrl === now.serviceUrl ? account.value : null
  return (
    <main class="hx options">
      <h1>红线 合法性审核：设置</h1>
      <h2>审核服务</h2>
      {signedIn ? (
        <p>
          已登录 {signedIn.baseUrl}，{signedIn.user.organisation.name} {signedIn.user.name}。{' '}
          <button type="button" onClick={() => void tell({ type: 'sign-out' })}>
            退出登录
          </button>
          {signedIn.user.mustChangePassword && (
            <>
              <br />
              正在使用初始密码，请先在服务的网页上修改密码。
            </>
          )}
        </p>
      ) : (
        <SignInForm />
      )}
      <p class="hx-quiet">未登录时，文本只在本机检查，不上传。登录后，文本上传到上述地址，登记稿次并留痕。</p>
      <h2>在页面上标出</h2>
      {SEVERITIES.map((severity) => (
        <label class="check" key={severity}>
          <input
            type="checkbox"
            checked={now.drawn.includes(severity)}
            onChange={() => void toggleSeverity(severity)}
          />
          <SeverityMark severity={severity} />
        </label>
      ))}
      <h2>按键</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={now.letterKeys}
          onChange={(event) => void changeSettings({ letterKeys: event.currentTarget.checked })}
        />
        在侧边栏中用字母键处理（A 采纳、R 不采纳、N 批注）；使用读屏软件的，可以关闭
      </label>
      <h2>停用的网站</h2>
      {now.disabledSites.length === 0 && <p class="hx-quiet">无</p>}
      <ul>
        {now.disabledSites.map((site) => (
          <li key={site}>
            {site}{' '}
            <button
              type="button"
              class="hx-plain"
              onClick={() =>
                void changeSettings({ disabledSites: now.disabledSites.filter((other) => other !== site) })
              }
            >
              恢复
            </button>
          </li>
        ))}
      </ul>
    </main>
  )
}
