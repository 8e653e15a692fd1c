import type { Span } from '../text/index.ts'
import type { SpanSelectors } from './selector.ts'

/** Context kept on either side, in UTF-16 code units. */
const CONTEXT_LENGTH = 32

/**
 * Tell a place of a text so that it can be found again without that text. The inverse of `resolveSelectors`.
 *
 * @throws RangeError if the span reaches past the end of the text or is reversed
 */
export function describeSpan(text: string, span: Span): SpanSelectors {
  const { start, end } = span
  if (start < 0 || end < start || end > text.length) {
    throw new RangeError(`span ${start}–${end} is not inside a text of ${text.length}`)
  }
  return {
    quote: {
      type: 'TextQuoteSelector',
      exact: text.slice(start, end),
      prefix: text.slice(wholeBoundary(text, Math.max(0, start - CONTEXT_LENGTH)), start),
      suffix: text.slice(end, wholeBoundary(text, Math.min(text.length, end + CONTEXT_LENGTH))),
    },
    position: { type: 'TextPositionSelector', start, end },
  }
}

/** `at`, or one unit later where `at` stands inside a surrogate pair. */
function wholeBoundary(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return at > 0 && at < text.length && code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
