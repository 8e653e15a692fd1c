import { type Client, UnreachableError } from '@hongxian/shared/api'
import type { Browser } from 'wxt/browser'
import type { FromPage } from '../messages.ts'
import { type Account, changeSettings, readAccount, readSettings, writeAccount } from '../settings.ts'
import { afterAccountChange } from './account-change.ts'
import { forgetRuleSet } from './rule-set-cache.ts'

/**
 * Sign in by a one-time code that the service's own page on this machine handed out (`hongxian start` and `demo`).
 * Refused from any other page, and where the extension already works for another service.
 */
export async function connect(
  { baseUrl, code }: Extract<FromPage, { type: 'connect' }>,
  sender: Browser.runtime.MessageSender,
): Promise<string> {
  const { origin, hostname } = new URL(sender.url ?? '')
  if (origin !== baseUrl || !/^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
    throw new Error('只能由本机的审核服务发起连接。')
  const [settings, account] = await Promise.all([readSettings(), readAccount()])
  if (settings.locked && settings.serviceUrl !== baseUrl) throw new Error('服务地址由单位统一设定，不能改连。')
  if (account && account.baseUrl !== baseUrl) throw new Error(`插件已登录 ${account.baseUrl}，请先退出登录，再行连接。`)
  const answer = await redeem({ baseUrl }, code)
  await writeAccount({ baseUrl, token: answer.token ?? '', user: answer.user })
  await changeSettings({ serviceUrl: baseUrl })
  if (account?.baseUrl !== baseUrl) await forgetRuleSet()
  await afterAccountChange()
  return answer.user.name
}

/** The demo's own endpoint; it exists only while the demo organisation does. */
async function redeem(client: Client, code: string): Promise<Pick<Account, 'user'> & { token: string | null }> {
  let answer: Response
  try {
    answer = await fetch(`${client.baseUrl}/api/demo/connections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  } catch (error) {
    throw new UnreachableError(client.baseUrl, error)
  }
  if (!answer.ok) throw new Error('连接码已失效，请在服务页面上重新点击“连接插件”。')
  return answer.json()
}
