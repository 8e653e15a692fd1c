/** Longer quotations are cut in the middle: a message is a sentence, not a clause. */
const MAX_QUOTE = 60

/** Fill {命中} and the like; a name that is not known stays out. */
export function renderMessage(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => shorten(values[name.trim()] ?? ''))
}

function shorten(words: string): string {
  const line = words.replace(/\s+/g, '')
  return line.length <= MAX_QUOTE ? line : `${line.slice(0, 36)}……${line.slice(-20)}`
}
