import { describe, expect, it } from 'vitest'
import { openDraftsFolder } from '../intranet/drafts-folder.ts'
import { createIntranet } from '../intranet/intranet.ts'

const visible = (page: string) =>
  page
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')

describe('createIntranet', () => {
  it('lists every draft, each with a page that shows all of its text', async () => {
    const site = createIntranet(null)
    const drafts = openDraftsFolder(null).list()
    const inbox = await (await site.request('/')).text()
    expect(drafts.length).toBeGreaterThan(17)
    for (const draft of drafts) {
      expect(inbox).toContain(`/intranet/drafts/${draft.id}"`)
      const at = draft.page === 'editor' ? `/drafts/${draft.id}/frame` : `/drafts/${draft.id}`
      const squeezed = visible(await (await site.request(at)).text()).replace(/\s/g, '')
      for (const line of draft.text.split('\n')) expect(squeezed).toContain(line.replace(/\s/g, ''))
    }
  })

  it('saves what was edited, and puts the original back', async () => {
    const site = createIntranet(null)
    const post = (fields: Record<string, string>) =>
      site.request('/drafts/d05', { method: 'POST', body: new URLSearchParams(fields) })
    expect((await post({ text: '第一条 改过的正文。\r\n第二条 完。' })).status).toBe(303)
    expect(visible(await (await site.request('/drafts/d05')).text())).toContain('改过的正文。')
    await post({ reset: '1' })
    expect(visible(await (await site.request('/drafts/d05')).text())).not.toContain('改过的正文。')
  })

  it('puts another version of the first draft on its page', async () => {
    const site = createIntranet(null)
    await site.request('/drafts/d01', { method: 'POST', body: new URLSearchParams({ version: '1' }) })
    expect(visible(await (await site.request('/drafts/d01')).text())).toContain('（修改稿）')
  })
})
