import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExtensionBrowser, launchWithExtension } from './browser.ts'
import { highlightedWords } from './layer.ts'
import { makeDocx, paragraph } from './make-docx.ts'
import { servePages } from './serve-pages.ts'
import { type ServiceProcess, startService } from './service.ts'
import { soon } from './soon.ts'

// Purpose: drafts come as Word files and in mails as often as on pages. A file dropped, chosen or a text pasted is shown,
// marked and recorded as a page is, with the numbers that Word counts by itself and without what was struck.

let service: ServiceProcess
let browser: ExtensionBrowser
let pages: Awaited<ReturnType<typeof servePages>>
let panel: Page

beforeAll(async () => {
  service = await startService()
  browser = await launchWithExtension()
  pages = await servePages()
  const connect = await browser.open(`${service.url}/demo/connect`)
  await connect.waitForURL(/\/intranet/, { timeout: 30_000 })
  panel = await browser.openPanel(await browser.open(`${pages.url}/list.html`))
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
  await pages?.close()
})

const LISTS = `<w:abstractNum w:abstractNumId="4">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>`
const numbered = (level: number, words: string) =>
  paragraph(words, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`)
const run = (kind: 'ins' | 'del', words: string) =>
  kind === 'ins'
    ? `<w:ins><w:r><w:t>${words}</w:t></w:r></w:ins>`
    : `<w:del><w:r><w:delText>${words}</w:delText></w:r></w:del>`

const draft = (activity: string) =>
  makeDocx(
    [
      paragraph('临江县共享电动车管理办法', '<w:jc w:val="center"/>'),
      numbered(0, '为了规范共享电动车经营，制定本办法。'),
      numbered(0, activity),
      numbered(0, '经营企业应当遵守下列规定：'),
      numbered(1, '按照划定的区域停放车辆；'),
      numbered(1, '每半年公布一次收费标准。'),
      `<w:p>${run('del', '三')}${run('ins', '五')}<w:r><w:t>个工作日内办结。</w:t></w:r></w:p>`,
      `<w:tbl><w:tr><w:tc>${paragraph('事项')}</w:tc><w:tc>${paragraph('标准')}</w:tc></w:tr></w:tbl>`,
      numbered(0, '本办法自2027年1月1日起施行。'),
    ].join(''),
    LISTS,
  )

async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  await page.evaluate(
    ([called, base64]) => {
      const bytes = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], called!))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    },
    [name, content.toString('base64')],
  )
}

const marked = async (page: Page) => Object.values(await highlightedWords(page)).flat()

describe('a Word file', () => {
  let page: Page

  it('dropped on the panel opens in a page, numbers and accepted changes included', async () => {
    await panel.getByText('正文在附件中的').waitFor()
    const opened = browser.context.waitForEvent('page')
    await drop(panel, '送审稿.docx', draft('未经备案的企业，不得在本县从事共享电动车经营活动。'))
    page = await opened
    await page.locator('.sheet').waitFor()
    const lines = await page.locator('.sheet p').allTextContents()
    expect(lines).toEqual([
      '临江县共享电动车管理办法',
      '第一条　为了规范共享电动车经营，制定本办法。',
      '第二条　未经备案的企业，不得在本县从事共享电动车经营活动。',
      '第三条　经营企业应当遵守下列规定：',
      '（一）按照划定的区域停放车辆；',
      '（二）每半年公布一次收费标准。',
      '五个工作日内办结。',
      '事项',
      '标准',
      '第四条　本办法自2027年1月1日起施行。',
    ])
    expect(await page.locator('header').textContent()).toContain('文件带有修订痕迹，按接受全部修订后的文字审核。')
  })

  it('is marked and recorded as a page is, and is there again after loading anew', async () => {
    await soon(async () => (await marked(page)).join()).toContain('未经备案的企业')
    const side = await browser.openPanel(page)
    await soon(() => side.locator('.head').textContent()).toMatch(/共享电动车管理办法.*第1稿/)
    expect(await side.locator('.label').first().textContent()).toBe('第二条')
    await page.reload()
    await soon(async () => (await marked(page)).join()).toContain('未经备案的企业')
    await side.close()
  })

  it('of the same name and related wording is the next version', async () => {
    await drop(page, '送审稿.docx', draft('企业应当自开业之日起三十日内向县交通运输局备案。'))
    await soon(() => page.locator('.sheet').textContent()).toContain('自开业之日起')
    const side = await browser.openPanel(page)
    await soon(() => side.locator('.head').textContent()).toMatch(/第2稿 · 对照第1稿/)
    await side.close()
  })

  it.each([
    ['批复.pdf', '%PDF-1.7', '版式文件'],
    ['旧稿.doc', '\xd0\xcf\x11\xe0', '另存为 .docx'],
    ['坏的.docx', '不是压缩文件', '不是有效的 docx 文件'],
    ['半截.docx', 'PK\x03\x04', '已经损坏'],
    ['台账.xlsx', 'PK', '不是可以审核的格式'],
  ])('that cannot be read (%s) is refused with what to do', async (name, content, advice) => {
    await drop(page, name, Buffer.from(content, 'latin1'))
    await soon(() => page.locator('.trouble').textContent()).toContain(advice)
    expect(await page.locator('.sheet').count()).toBe(1)
  })
})

describe('an attachment of a page', () => {
  it('is fetched as the person would get it, and reviewed, from the panel of a page without a draft', async () => {
    const file = draft('未经登记的企业，不得在本县从事共享电动车经营活动。')
    const site = createServer((request, response) => {
      if (request.url === '/') {
        response.setHeader('set-cookie', 'session=1; HttpOnly; SameSite=Lax')
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end('<h1>公文审签单</h1><a href="/get?id=1">车辆管理办法.docx</a> <a href="/get?id=2">说明.pdf</a>')
      } else if (request.headers.cookie === 'session=1' && request.url === '/get?id=1') response.end(file)
      else response.writeHead(403).end()
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const list = await browser.open(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
    const side = await browser.openPanel(list)
    await soon(() => side.locator('.empty').textContent()).toContain('本页附件：车辆管理办法.docx、说明.pdf')
    const opened = browser.context.waitForEvent('page')
    await side.getByRole('button', { name: '车辆管理办法.docx' }).click()
    const page = await opened
    await soon(async () => (await marked(page)).join()).toContain('未经登记的企业')
    await page.close()
    await list.evaluate(() => document.querySelector('a')!.setAttribute('href', '/get?id=3'))
    await side.getByRole('button', { name: '重新识别' }).click()
    await side.getByRole('button', { name: '车辆管理办法.docx' }).click()
    await soon(() => side.getByRole('alert').textContent()).toBe('附件“车辆管理办法.docx”没有取到。请下载后拖到本栏。')
    site.closeAllConnections()
    site.close()
  })
})

describe('a pasted text', () => {
  it('is nobody’s draft before it is sent off, then reviewed like a page', async () => {
    const opened = browser.context.waitForEvent('page')
    await panel.getByRole('button', { name: '审核文件' }).click()
    const page = await opened
    const side = await browser.openPanel(page)
    const words =
      '关于停放管理的通知\n\n各乡镇人民政府：\r\n一、未经登记的企业，不得在本县从事停车经营活动。\n二、请遵照执行。'
    await page.getByLabel('粘贴正文').fill(words)
    await soon(() => side.locator('.empty').textContent()).toContain('粘贴正文后')
    expect(await marked(page)).toEqual([])
    await page.getByRole('button', { name: '审核粘贴的正文' }).click()
    await soon(async () => (await marked(page)).join()).toContain('未经登记的企业')
    await soon(() => side.locator('.head').textContent()).toMatch(/关于停放管理的通知.*第1稿/)
  })
})
