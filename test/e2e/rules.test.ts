import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { shoot, signInAt } from './console-page.ts'
import { type ServiceProcess, startService } from './service.ts'

// The page on which an office keeps rules of its own, in a real browser on a real service with its worker threads.

let service: ServiceProcess
let browser: Browser
let page: Page
let connection: { readonly baseUrl: string; readonly token: string }
const [first] = readFileSync(new URL('../corpus/drafts/drafts-versions.jsonl', import.meta.url), 'utf8').split('\n')
const text = (JSON.parse(first as string) as { text: string }).text

const RULE = `审核事项: set.license
名称: 居住环境
级别: 存疑
不适用例外: 全部
依据:
  - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: 其他规范性文件一律不得设定行政许可 }
规则:
  - 编号: living
    说明: 以改善居住环境为由
    匹配: 改善人民群众居住环境
    提示: “{命中}”请核对。
    建议: 核对。
    示例:
      应发现: [为改善人民群众居住环境。, 以改善人民群众居住环境为目的。, 改善人民群众居住环境的措施。]
      不应发现: [业主应当遵守管理规约。, 物业服务合同应当备案。]
`

beforeAll(async () => {
  service = await startService()
  const on = { baseUrl: service.url }
  const { token } = await call('signIn', { body: { account: 'demo', password: 'hongxian-demo' } }, on)
  connection = { ...on, token: token as string }
  await call('createCheck', { body: { sourceKey: 'd01', text } }, connection)
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
  await signInAt(page, service.url)
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
})

describe('the page of rules', () => {
  it('says what is in force while the office has no rules of its own', async () => {
    await page.click('nav >> text=规则')
    await page.waitForSelector('.c-in-force')
    expect(await page.textContent('.c-in-force')).toContain('自带规则集')
    expect(await page.textContent('main')).toContain('本单位尚未发布规则')
  })

  it('shows the line of a mistake, and a built-in rule ticked off in pack.yaml', async () => {
    await page.click('text=编写本单位规则')
    await page.click('button:text-is("文本")')
    await page.selectOption('select[aria-label=新建规则文件]', 'set.license')
    await page.fill('textarea[aria-label="set.license.yaml"]', RULE.replace('名称: ', '名称：'))
    await page.click('button:text-is("校验")')
    await page.waitForSelector('.c-report li')
    expect(await page.textContent('.c-report')).toContain('set.license.yaml 第2行第3列')
    expect(await page.textContent('.c-wrong')).toBe('2\n')
    await page.fill('textarea[aria-label="set.license.yaml"]', RULE)
    await page.click('button:text-is("自带规则的停用和级别")')
    await page.fill('input[aria-label=查找自带规则]', '保证金')
    await page.click('.c-panel button:text-is("查找")')
    await page.waitForSelector('.c-panel >> text=/共 \\d+ 条/')
    const row = page.locator('.c-picker tbody tr', { hasText: '保证金' }).first()
    await row.locator('input[type=checkbox]').check()
    const id = (await row.locator('code').textContent()) as string
    await page.click('button:text-is("文本")')
    await page.click('.c-editor-files button:text-is("pack.yaml")')
    expect(await page.inputValue('textarea[aria-label="pack.yaml"]')).toContain(`停用:\n  - ${id}\n`)
  })

  it('loses nothing that was typed when somebody else saved first', async () => {
    const draft = async () => (await call('getOfficeRules', {}, connection)).draft
    const { revision, files } = await draft()
    const others = files.map((file) => (file.name === 'pack.yaml' ? { ...file, text: `${file.text}# 他人\n` } : file))
    await call('saveRuleDraft', { body: { revision, files: others } }, connection)
    const mine = await page.inputValue('textarea[aria-label="pack.yaml"]')
    await page.click('button:text-is("保存草稿")')
    await page.waitForSelector('text=他人已先保存了草稿')
    expect(await page.inputValue('textarea[aria-label="pack.yaml"]')).toBe(mine)
    await shoot(page, 'rules-stale')
    await page.click('text=仍用我的内容')
    await page.waitForSelector('text=草稿已保存。')
    expect((await draft()).files.find(({ name }) => name === 'pack.yaml')?.text).toBe(mine)
  })

  it('tries out, publishes, and goes back', async () => {
    await page.click('button:text-is("试运行")')
    await page.waitForSelector('text=试运行结果', { timeout: 60_000 })
    expect(await page.textContent('.c-panel .c-table')).toMatch(
      /增加.*改善人民群众居住环境.*office\/set\.license#living/,
    )
    await page.click('.c-bar button:text-is("发布")')
    await page.fill('dialog textarea', '补充物业管理规则')
    await page.click('text=确定发布')
    await page.waitForSelector('.c-in-force >> text=第1号')
    expect(await page.textContent('.c-history')).toContain('发布第1号：补充物业管理规则')
    await page.click('button:text-is("停用本单位规则")')
    await page.fill('.c-panel input', '有待完善')
    await page.click('button:text-is("确定")')
    await page.waitForSelector('.c-in-force >> text=自带规则集')
    await page.click('button:text-is("恢复使用")')
    await page.fill('.c-panel input', '已经核对')
    await page.click('button:text-is("确定")')
    await page.waitForSelector('.c-in-force >> text=第1号')
  })

  it('goes by the same rules after the service was started again', async () => {
    await service.stop()
    await service.restart()
    await page.reload()
    await page.waitForSelector('.c-in-force >> text=第1号')
  })
})
