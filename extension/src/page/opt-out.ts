/** Attributes by which owners of pages and fields keep checkers away. */
const SAYS_NO = '[data-hongxian="off"], [data-gramm="false"], [data-lt-active="false"]'

/**
 * Does the place ask checkers to stay away? `spellcheck="false"` counts on a field or an editable box. It does not on an
 * editing frame's body: editors put it there themselves, to keep the browser's red lines out of Chinese text.
 */
export function isOptedOut(root: Element): boolean {
  if (root.closest(SAYS_NO)) return true
  const field = root.closest('textarea, input, [contenteditable]')
  return field !== null && field.tagName !== 'BODY' && field.getAttribute('spellcheck') === 'false'
}
