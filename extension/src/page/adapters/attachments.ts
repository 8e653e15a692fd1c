const FILE = /\.(docx?|wps|pdf|ofd|xlsx?|et)(\?|#|$)/i

/** Names of the files a page offers beside its draft. They are not read: the panel says so. */
export function attachmentNames(page: Document): string[] {
  const names = [...page.querySelectorAll('a[href]')].flatMap((link) => {
    const words = (link.textContent ?? '').trim()
    return FILE.test(link.getAttribute('href') ?? '') || FILE.test(words) ? [words || '附件'] : []
  })
  return [...new Set(names)].slice(0, 20)
}
