import { type Context, Hono } from 'hono'
import { type IntranetDraft, openDraftsFolder } from './drafts-folder.ts'
import { draftPage, editorFrame, editPage, inboxPage, missingPage } from './pages.ts'

/**
 * 协同办公平台: the intranet of a county that does not exist, with its inbox of drafts, to try the extension on. It knows
 * nothing of the review service beside it.
 *
 * @param file where edits are kept; `null` keeps them in memory
 */
export function createIntranet(file: string | null): Hono {
  const folder = openDraftsFolder(file)
  const site = new Hono()
  const show = (c: Context, page: (draft: IntranetDraft) => ReturnType<typeof draftPage>) => {
    const draft = folder.find(c.req.param('id') ?? '')
    return draft ? c.html(page(draft)) : c.html(missingPage(), 404)
  }
  site.get('/', (c) => c.html(inboxPage(folder.list())))
  site.get('/drafts/:id', (c) => show(c, draftPage))
  site.get('/drafts/:id/edit', (c) => show(c, editPage))
  site.get('/drafts/:id/frame', (c) => show(c, editorFrame))
  site.post('/drafts/:id', async (c) => {
    const draft = folder.find(c.req.param('id'))
    if (!draft) return c.html(missingPage(), 404)
    const form = await c.req.parseBody({ all: true })
    const version = draft.versions?.[Number(form.version)]
    if (form.reset !== undefined) folder.reset(draft.id)
    else if (version) folder.save(draft.id, version.text)
    else if (form.text !== undefined) folder.save(draft.id, textOf(form.text, draft))
    return c.redirect(`/intranet/drafts/${draft.id}`, 303)
  })
  return site
}

/** Of a comparison every row is a field of its own. Browsers send lines ended by CR LF. */
function textOf(sent: unknown, draft: IntranetDraft): string {
  const fields = (Array.isArray(sent) ? sent : [sent]).map((field) => String(field).replace(/\r\n?/g, '\n'))
  return draft.rows ? fields.map((field) => field.replace(/\s*\n\s*/g, ' ').trim()).join('\n') : fields.join('\n')
}
