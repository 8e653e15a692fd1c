/** Longer quotations are cut in the middle: a message is a sentence, not a clause. */
const MAX_QUOTE = 60

/** Fill {命中} and the like with what `fill` says; a name it does not know stays out. */
export function renderMessage(template: string, fill: (name: string) => string | undefined): string {
  let rendered = ''
  let from = 0
  for (let brace = template.indexOf('{'); brace >= 0; brace = template.indexOf('{', from)) {
    const end = template.indexOf('}', brace)
    if (end < 0) break
    rendered += template.slice(from, brace) + shorten(fill(template.slice(brace + 1, end).trim()) ?? '')
    from = end + 1
  }
  return rendered + template.slice(from)
}

function shorten(words: string): string {
  const line = /\s/.test(words) ? words.replace(/\s+/g, '') : words
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, 36)}……${line.slice(-20)}`
}
