import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// A lawyer who has never seen YAML writes a rule field by field, sees what it finds while writing, and publishes it.

let service: ServiceProcess
let browser: Browser
let page: Page
let connection: { readonly baseUrl: string; readonly token: string }
const [first] = readFileSync(new URL('../corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8').split('\n')
const draft = (JSON.parse(first as string) as { text: string }).text

const FOUND = '未经村民委员会盖章的农户，不得晾晒粮食。'

beforeAll(async () => {
  service = await startService()
  const on = { baseUrl: service.url }
  const { token } = await call('signIn', { body: { account: 'demo', password: 'hongxian-demo' } }, on)
  connection = { ...on, token: token as string }
  const { findings } = await call('createCheck', { body: { sourceKey: 'd01', text: draft } }, connection)
  const alarm = findings.find(({ rule }) => rule.includes('#'))
  await call(
    'decideFinding',
    {
      params: { findingId: alarm?.id as string },
      body: { decision: 'rejected', reason: '本条有上位法依据。', falseAlarm: true },
    },
    connection,
  )
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await signInAt(page, service.url)
  await page.click('nav >> text=规则')
  await page.click('text=编写本单位规则')
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

/** A picture of what one sees without scrolling, where HONGXIAN_SCREENSHOTS names a folder for it. */
async function see(name: string): Promise<void> {
  const folder = process.env.HONGXIAN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/rule-form-${name}.png` })
}

const typeWords = async (label: string, ...words: string[]) => {
  for (const word of words) {
    await page.fill(`input[aria-label="${label}"]`, word)
    await page.press(`input[aria-label="${label}"]`, 'Enter')
  }
}
const tried = () => page.locator('.f-line').first()

describe('the form of a rule', () => {
  it('begins with nothing and says what is missing', async () => {
    await page.waitForSelector('text=本单位还没有自己的规则')
    await see('empty')
    await page.selectOption('select[aria-label=新写一条规则]', 'set.license')
    await page.waitForSelector('.f-fields')
    expect(await page.textContent('.f-fields')).toContain('尚未填写')
    await see('blank')
  })

  it('shows at once what is found, underlined, and why', async () => {
    await page.fill('.f-fields input[placeholder^=发现什么问题]', '以盖章作为晾晒粮食的前提')
    await page.fill('textarea[aria-label=试用的句子]', FOUND)
    await typeWords('找什么，第1种说法，第1部分', '未经', '没有')
    expect(await tried().textContent()).toContain('发现')
    await page.click('button[aria-label="找什么，第1种说法：接着出现"]')
    await typeWords('找什么，第1种说法，第2部分', '盖章')
    await page.click('button[aria-label="找什么，第1种说法：接着出现"]')
    await page.click('button[aria-label="找什么，第1种说法，第3部分：选词表"]')
    await page.fill('dialog input[type=search]', '不得')
    await page.waitForSelector('.f-lexicon-words >> text=严禁')
    await see('lexicons')
    await page.click('dialog .f-lexicon-columns li button:has-text("不得词")')
    await page.click('dialog button:has-text("选用")')
    await page.waitForSelector('.f-line[data-found=true]')
    expect(await tried().locator('.f-hit').textContent()).toContain('未经村民委员会盖章')
    await page.fill('textarea[aria-label=试用的句子]', '未经盖章的农户应当补办。')
    await page.waitForSelector('.f-line[data-found=false]')
    expect(await tried().textContent()).toMatch(/为什么.*没有命中.*：没有/)
    await see('why-not')
  })

  it('takes exceptions, and tells that one kept it silent', async () => {
    await page.selectOption('select[aria-label="除外情形：加一项"]', '同句')
    await typeWords('除外情形，第1项，条件1，第1部分', '应急处置')
    await page.fill('textarea[aria-label=试用的句子]', '应急处置期间，未经盖章的农户，不得晾晒粮食。')
    await page.waitForSelector('text=未发现（属于例外）')
    expect(await tried().textContent()).toContain('同一句里有“应急处置”')
    await page.selectOption('select[aria-label=在最近办理的文件上试]', { index: 1 })
    await page.waitForSelector('.f-line >> text=/物业管理.*：发现 0 处/')
    await page.click('.f-line button:text-is("收起")')
  })

  it('judges each example while it is typed', async () => {
    const finds = [FOUND, '没有经村里盖章的农户，不准在晒场晾晒粮食。', '未经盖章的，严禁晾晒粮食。']
    for (const [i, sentence] of finds.entries()) {
      if (i > 0) await page.locator('.f-examples button:text-is("加一句")').first().click()
      await page.fill(`textarea[aria-label="应发现第${i + 1}句"]`, sentence)
    }
    await page.fill('textarea[aria-label="不应发现第1句"]', '未经盖章的农户，不得晾晒粮食，应当先行报告。')
    await page.waitForSelector('.f-example[data-state=wrong]')
    await see('examples')
    await page.fill('textarea[aria-label="不应发现第1句"]', '农户晾晒粮食，应当保持道路畅通。')
    await page.locator('.f-examples button:text-is("加一句")').last().click()
    await page.fill('textarea[aria-label="不应发现第2句"]', '村民委员会应当妥善保管公章。')
    await page.waitForSelector('text=应发现的已发现 3／3，不应发现的未发现 2／2')
  })

  it('takes a law in force, and refuses one that was repealed', async () => {
    await page.fill('input[aria-label=查找依据的法律]', '合同法')
    await page.waitForSelector('.f-law-search li:has-text("中华人民共和国合同法")')
    const repealed = page.locator('.f-law-search li', { has: page.locator('button:text-is("中华人民共和国合同法")') })
    expect(await repealed.locator('button').first().isDisabled()).toBe(true)
    expect(await repealed.textContent()).toContain('民法典')
    await see('repealed')
    await page.fill('input[aria-label=查找依据的法律]', '行政许可法')
    await page.click('.f-law-search button:text-is("中华人民共和国行政许可法")')
    await page.fill('input[aria-label=依据1的条款]', '170')
    await page.press('input[aria-label=依据1的条款]', 'Tab')
    await page.waitForSelector('text=没有第一百七十条')
    await page.fill('input[aria-label=依据1的条款]', '17')
    await page.press('input[aria-label=依据1的条款]', 'Tab')
    await page.fill('textarea[aria-label=依据1的要旨]', '其他规范性文件一律不得设定行政许可')
    expect(await page.inputValue('input[aria-label=依据1的条款]')).toBe('第十七条')
    await page
      .locator('label', { hasText: '提示（' })
      .locator('textarea')
      .fill('“{命中}”以盖章作为前提，涉嫌设定行政许可。')
    await page.locator('label', { hasText: '建议（' }).locator('textarea').fill('删去以盖章作为前提的内容。')
    expect(await page.locator('.f-fields .c-error').count()).toBe(0)
  })

  it('is the same file that the text shows', async () => {
    await page.click('button:text-is("文本")')
    await page.click('.c-editor-files button:text-is("set.license.yaml")')
    const text = await page.inputValue('textarea[aria-label="set.license.yaml"]')
    expect(text).toContain('- 【未经｜没有】…盖章…〔不得词〕')
    expect(text).toContain('- 同句: 应急处置')
    await page.fill('textarea[aria-label="set.license.yaml"]', text.replace('    级别:', '    # 经过讨论\n    级别:'))
    await page.click('button:text-is("逐项填写")')
    await page.selectOption('.f-fields select:has(option:text-is("不当"))', '不当')
    await page.click('button:text-is("文本")')
    expect(await page.inputValue('textarea[aria-label="set.license.yaml"]')).toContain(
      '    # 经过讨论\n    级别: 不当\n',
    )
    await page.click('button:text-is("逐项填写")')
  })

  it('turns a false alarm into a change of the rules', async () => {
    await page.click('button:text-is("不采纳的发现")')
    await page.waitForSelector('text=本条有上位法依据。')
    await see('rejected')
    await page.click('button:text-is("本单位降为提示")')
    await page.waitForSelector('button:text-is("已降为提示，撤回")')
    await page.click('button:text-is("另写一条，此句不应发现")')
    await page.waitForSelector('.f-fields')
    const passes = await page.inputValue('textarea[aria-label="不应发现第1句"]')
    expect(passes.length).toBeGreaterThan(5)
    expect(draft).toContain(passes)
    page.once('dialog', (dialog) => dialog.accept())
    await page.click('button:text-is("删除这条规则")')
    await page.waitForSelector('.f-empty')
  })

  it('is published, and a check goes by it', async () => {
    await page.click('.f-list button:text-is("以盖章作为晾晒粮食的前提")')
    await page.waitForSelector('.f-fields')
    await page.click('button:text-is("校验")')
    await page.waitForSelector('text=/校验通过，运行示例 5 个/')
    await page.click('.c-bar button:text-is("发布")')
    await page.fill('dialog textarea', '补充晾晒粮食的规则')
    await page.click('text=确定发布')
    await page.waitForSelector('.c-in-force >> text=第1号')
    const text = `清水镇晾晒粮食管理办法\n第一条 ${FOUND}\n第二条 本办法自印发之日起施行。`
    const { findings } = await call('createCheck', { body: { sourceKey: 'drying', text } }, connection)
    // Of several rules that speak of the same words, the strongest stands first.
    expect(findings.flatMap(({ rule, also = [] }) => [rule, ...also.map((other) => other.rule)])).toContain(
      'office/set.license#rule-1',
    )
  })
})
