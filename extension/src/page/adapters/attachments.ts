import type { Attachment } from '../../review.ts'

const FILE = /\.(docx?|wps|pdf|ofd|txt|xlsx?|et)(?=\?|#|$)/i

/** The files a page offers. They are not read with it: the panel names them, and opens those it can. */
export function attachmentsOf(page: Document): Attachment[] {
  const found = new Map<string, Attachment>()
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const words = (link.textContent ?? '').trim()
    const [kind] = words.match(FILE) ?? link.href.match(FILE) ?? []
    if (!kind || !/^https?:$/.test(link.protocol) || link.closest('[hidden]')) continue
    const name = FILE.test(words) ? words : `${words || '附件'}${kind.toLowerCase()}`
    if (!found.has(name)) found.set(name, { name, url: link.href })
  }
  return [...found.values()].slice(0, 20)
}
