import type { Span } from '@hongxian/shared/text'

/** Words of a clause with some of them pointed out. */
export function ClauseText({ text, spans }: { text: string; spans: readonly Span[] }) {
  const parts: preact.ComponentChildren[] = []
  let at = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at) continue
    parts.push(text.slice(at, span.start), <mark key={span.start}>{text.slice(span.start, span.end)}</mark>)
    at = span.end
  }
  parts.push(text.slice(at))
  return <span class="hx-law">{parts}</span>
}
