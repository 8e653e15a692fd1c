import { browser } from 'wxt/browser'
import type { AskedConnection } from '../messages.ts'
import { type Account, changeSettings, readAccount, readSettings, trimSlash } from '../settings.ts'
import { recordText } from './review-text.ts'
import { forgetRuleSet, refreshRuleSet } from './rule-set-cache.ts'
import { sendWaiting } from './send-waiting.ts'
import { askForConnection, signIn } from './server-client.ts'
import { allReviews, changeReview } from './tab-review.ts'

/** @returns the person's name @throws ProblemError, UnreachableError */
export async function signInAndRecord(baseUrl: string, account: string, password: string): Promise<string> {
  const address = await addressFor(baseUrl)
  const before = await readAccount()
  const signedIn = await signIn(address, account, password)
  await settle(before, signedIn)
  return signedIn.user.name
}

/**
 * Sign in by confirming it at the console, which opens in a tab; the person may sign in there by whatever way the office has.
 *
 * @returns at once, with the number that the person types there. @throws ProblemError, UnreachableError
 */
export async function signInByConsole(baseUrl: string): Promise<AskedConnection> {
  const address = await addressFor(baseUrl)
  const { id, number, expiresAt, confirmed } = await askForConnection(address)
  await browser.tabs.create({ url: `${address}/#/connect/${id}` })
  const before = await readAccount()
  void confirmed
    .then((signedIn) => signedIn && settle(before, signedIn))
    .catch((error: unknown) => console.warn('红线：未能经工作台登录', error))
  return { number, expiresAt }
}

async function addressFor(baseUrl: string): Promise<string> {
  const { serviceUrl, locked } = await readSettings()
  return locked ? serviceUrl : trimSlash(baseUrl)
}

async function settle(before: Account | null, { baseUrl }: Account): Promise<void> {
  const { locked } = await readSettings()
  if (!locked) await changeSettings({ serviceUrl: baseUrl })
  if (before?.baseUrl !== baseUrl) await forgetRuleSet()
  await afterAccountChange()
}

/** Whoever signs in sees at once what the service knows; whoever signs out sees it no more. */
export async function afterAccountChange(): Promise<null> {
  const account = await readAccount()
  if (account) {
    await refreshRuleSet().catch((error: unknown) => console.warn('红线：规则集更新失败', error))
    await sendWaiting()
  }
  for (const { tabId } of await allReviews()) {
    if (!account)
      await changeReview(tabId, (review) => review && { ...review, draft: null, diff: null, findingChanges: null })
    await recordText(tabId)
  }
  return null
}
