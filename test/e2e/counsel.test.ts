import { call } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMatter } from '../resilience/consulted.ts'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// A reviewer asks, counsel answers, each in a browser of their own: that counsel see nothing before they have stated that they
// have no interest, and one matter afterwards, is seen here as they see it.

let service: ServiceProcess
let browser: Browser
let reviewer: Page
let counsel: Page
let draftId: string

const signedIn = async (account: string): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage()
  await signInAt(page, service.url, account)
  return page
}
/** The state and the questions are loaded one after the other. */
const stands = (state: string) =>
  reviewer.waitForFunction(
    (wanted) => document.querySelector('.c-standing')?.textContent?.includes(`当前环节：${wanted}`),
    state,
  )
beforeAll(async () => {
  service = await startService()
  const baseUrl = service.url
  const { token } = await call('signIn', { body: { account: 'demo', password: 'hongxian-demo' } }, { baseUrl })
  const all: Parameters<typeof openMatter>[0] = (name, input) => call(name, input, { baseUrl, token: token as string })
  const text = '物业服务合同\n甲方：临江县机关事务中心\n乙方：某物业公司\n第一条 服务费每年十万元。'
  const matter = await openMatter(all, { sourceKey: 'c1', text, kind: 'contract' })
  await matter.move('accept')
  await matter.move('assign', { reviewerId: (await all('getMe', {})).id })
  draftId = matter.draftId
  browser = await launchBrowser()
  reviewer = await signedIn('demo')
  counsel = await signedIn('demo-counsel')
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

describe('a consultation in the console', () => {
  it('is asked by the reviewer', async () => {
    await reviewer.goto(`${service.url}/#/drafts/${draftId}`)
    await reviewer.click('button:text-is("办理")')
    await reviewer.click('button:text-is("咨询法律顾问或者专家")')
    await reviewer.selectOption('select[aria-label="受咨询人"]', { label: '演示法律顾问（法律顾问账号）' })
    await reviewer.fill('.c-panel textarea', '服务费有无上位法依据？')
    await shoot(reviewer, 'counsel-asking')
    await reviewer.click('button:text-is("提出咨询")')
    await reviewer.waitForSelector('text=等待声明有无利益冲突')
    await stands('征求意见、专家论证')
  })

  it('opens its matter to counsel after they have stated no conflict of interest', async () => {
    await counsel.click('nav >> text=向我提出的咨询')
    await counsel.reload()
    await counsel.waitForSelector('text=服务费有无上位法依据？')
    expect(await counsel.locator('main a').count()).toBe(0)
    await shoot(counsel, 'counsel-declaring')
    await counsel.click('button:text-is("没有利益冲突")')
    await counsel.click('main a')
    await counsel.waitForSelector('text=服务费每年十万元')
    await counsel.goBack()
    await counsel.fill('textarea', '有依据，建议补充支付条件。')
    await shoot(counsel, 'counsel-answering')
    await counsel.click('button:text-is("提交答复")')
    await counsel.waitForSelector('text=答：有依据，建议补充支付条件。')
  })

  it('goes on with the review, which shows what was said', async () => {
    await reviewer.reload()
    await reviewer.click('button:text-is("办理")')
    await reviewer.waitForSelector('text=答：有依据，建议补充支付条件。')
    await stands('审核中')
    await shoot(reviewer, 'counsel-answered')
    await reviewer.click('button:text-is("办理记录")')
    await reviewer.waitForSelector('text=法律顾问演示法律顾问答复咨询。')
  })

  it('is given more time once by the lead, which the date tells', async () => {
    await reviewer.click('button:text-is("办理")')
    const form = reviewer.locator('form.c-move', { hasText: '延长审核期限' })
    await form.locator('input[aria-label="延长的工作日数"]').fill('5')
    await form.locator('textarea[aria-label="理由"]').fill('需要实地核查')
    await shoot(reviewer, 'extension')
    await form.locator('button').click()
    await form.locator('text=办理后不能撤回，是否确定？').waitFor()
    await form.locator('button:text-is("确定")').click()
    await reviewer.waitForSelector('text=延长过一次，不得再次延长')
    await reviewer.click('summary >> text=合法性审核期限')
    await reviewer.waitForSelector('text=经审核负责人决定，延长5个工作日，理由：需要实地核查。')
    await shoot(reviewer, 'extension-made')
  })
})
