import { changeSettings, readAccount, readSettings, trimSlash } from '../settings.ts'
import { recordText } from './review-text.ts'
import { forgetRuleSet, refreshRuleSet } from './rule-set-cache.ts'
import { sendWaiting } from './send-waiting.ts'
import { signIn } from './server-client.ts'
import { allReviews, changeReview } from './tab-review.ts'

/** @returns the person's name @throws ProblemError, UnreachableError */
export async function signInAndRecord(baseUrl: string, account: string, password: string): Promise<string> {
  const { serviceUrl, locked } = await readSettings()
  const address = locked ? serviceUrl : trimSlash(baseUrl)
  const before = await readAccount()
  const signedIn = await signIn(address, account, password)
  if (!locked) await changeSettings({ serviceUrl: address })
  if (before?.baseUrl !== address) await forgetRuleSet()
  await afterAccountChange()
  return signedIn.user.name
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
