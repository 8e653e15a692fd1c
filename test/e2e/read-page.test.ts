import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { bundlePageCode } from './bundle.ts'
import { servePages } from './serve-pages.ts'

// Purpose: what a browser shows, and only that, becomes the canonical text, on each kind of page; nothing is written to
// the page by reading it. Layout decides both, so no cheaper test serves.

interface Read {
  readonly lines: readonly string[]
  readonly faithful: boolean
  readonly unchanged: boolean
  readonly attachments: readonly { readonly name: string; readonly url: string }[]
}

let browser: Browser
let pages: Awaited<ReturnType<typeof servePages>>
let code: string

beforeAll(async () => {
  code = await bundlePageCode('src/page/read-page.ts', 'hongxianPage')
  browser = await launchBrowser()
  pages = await servePages()
})
afterAll(async () => {
  await browser.close()
  await pages.close()
})

async function read(name: string, prepare?: (page: Page) => Promise<void>): Promise<Read | null> {
  const page = await browser.newPage()
  await page.goto(`${pages.url}/${name}.html`)
  await prepare?.(page)
  const result = await page.evaluate(`${code}; (() => {
    const serial = (doc) => new XMLSerializer().serializeToString(doc) +
      [...doc.querySelectorAll('iframe')].map((frame) => serial(frame.contentDocument)).join('')
    const before = serial(document)
    const draft = hongxianPage.readPage(document)
    if (!draft) return null
    const words = (source) => 'data' in source ? source.data : source.value
    return {
      lines: draft.text.split('\\n'),
      attachments: draft.attachments,
      unchanged: serial(document) === before,
      faithful: draft.pieces.every((piece) =>
        draft.text.slice(piece.start, piece.start + piece.length) === words(piece.source).slice(piece.from, piece.from + piece.length)),
    }
  })()`)
  await page.close()
  return result as Read | null
}

describe('reading a page', () => {
  it('takes title, provisions, rows and signature of an article, and none of the page around it', async () => {
    const result = await read('article')
    expect(result?.lines).toEqual([
      '临江县预拌混凝土管理办法',
      '第一条 为加强预拌混凝土管理，根据有关法律、法规，结合本县实际，制定本办法。',
      '第二条 未经备案的企业，不得在本县从事预拌混凝土生产经营活动。',
      '第三条 企业应当提交下列材料：',
      '（一）营业执照；',
      '（二）资质证书。',
      '档次 日产量 备注',
      '甲 2000立方米以上 含本数',
      '第四条 违反本办法规定的，由县住房和城乡建设局处以三万元罚款。',
      '第五条 本办法自2027年1月1日起施行。',
      '临江县人民政府',
      '2026年11月2日',
    ])
  })

  it('reads an editing frame with the title of its form, not the hidden copy', async () => {
    const result = await read('editor')
    expect(result?.lines[0]).toBe('临江县共享电动车管理规定')
    expect(result?.lines[1]).toBe('第一条 为规范共享电动车管理，制定本规定。')
    expect(result?.lines).toHaveLength(7)
  })

  it('reads what stands in a textarea now', async () => {
    const result = await read('textarea', (page) =>
      page.fill(
        'textarea',
        '第一条 为加强管理，制定本办法。\n\n　第二条 未经批准的，不得设置户外广告，违者依法处理。\n第三条 自公布之日起施行，以前规定同时废止，另有规定的从其规定。',
      ),
    )
    expect(result?.lines.slice(0, 3)).toEqual([
      '临江县户外广告设置管理办法',
      '第一条 为加强管理，制定本办法。',
      '第二条 未经批准的，不得设置户外广告，违者依法处理。',
    ])
  })

  it('reads only the draft column of a comparison table', async () => {
    const result = await read('table')
    expect(result?.lines).toEqual([
      '临江县户外广告设置管理办法（送审稿）',
      '第一条 为加强户外广告设置管理，制定本办法。',
      '第二条 设置户外广告应当经县城市管理局批准。',
      '未经批准的，不得设置户外广告。',
      '第三条 违反本办法的，处以一万元罚款。',
      '第四条 本办法自2027年1月1日起施行。',
    ])
  })

  it.each(['article', 'editor', 'textarea', 'table'])(
    'leaves %s as it is, every piece equal to its source',
    async (name) => {
      expect(await read(name)).toMatchObject({ unchanged: true, faithful: true })
    },
  )

  it('finds no draft in a list of drafts', async () => {
    expect(await read('list')).toBeNull()
  })

  it('names the attachments it did not read', async () => {
    const result = await read('article', (page) =>
      page.evaluate(() => {
        document
          .querySelector('.share')!
          .insertAdjacentHTML('beforebegin', '<p><a href="/f/1.docx">附件1：申请表</a></p>')
      }),
    )
    expect(result?.attachments).toEqual([{ name: '附件1：申请表.docx', url: `${pages.url}/f/1.docx` }])
  })

  it('reads list numbers as drawn, and no text twice from a slot', async () => {
    const result = await read('article', (page) =>
      page.evaluate(() => {
        document
          .querySelector('#content')!
          .insertAdjacentHTML('beforeend', '<ol start="3"><li>提出申请；</li><li>受理审查。</li></ol>')
      }),
    )
    expect(result?.lines).toContain('3. 提出申请；')
    expect(result?.lines).toContain('4. 受理审查。')
  })
})
