import type { CarriedSpan } from './carried-span.ts'
import { findExact, QuoteIndex } from './match-quote.ts'
import type { SpanSelectors, TextQuoteSelector } from './selector.ts'

/** Shorter quotes must stand there to the letter: a short look-alike is everywhere. */
const APPROXIMATE_FROM = 12
/** Errors allowed, as a share of the quote's length. */
const ERRORS_ALLOWED = 0.15
/** How much better than the runner-up the answer must be, in characters of context and quote together. */
const CLEARLY_BETTER = 8

/**
 * Find a described place in a text whose history is not known. The inverse of `describeSpan`: in the text it was taken from
 * a span resolves to itself. Elsewhere an answer is given only when no second place comes near it.
 */
export function resolveSelectors(text: string, selectors: SpanSelectors): CarriedSpan {
  return resolveInIndex(() => new QuoteIndex(text), text, selectors)
}

/** `resolveSelectors` for many places of one text: the text is read once. */
export function createResolver(text: string): (selectors: SpanSelectors) => CarriedSpan {
  let index: QuoteIndex | undefined
  const indexOnce = () => {
    index ??= new QuoteIndex(text)
    return index
  }
  return (selectors) => resolveInIndex(indexOnce, text, selectors)
}

function resolveInIndex(index: () => QuoteIndex, text: string, selectors: SpanSelectors): CarriedSpan {
  const { quote, position } = selectors
  if (standsAt(text, quote, position.start))
    return { status: 'kept', span: { start: position.start, end: position.end } }
  const exact = findExact(text, quote.exact)
  if (exact.length > 0) return chooseExact(text, quote, exact)
  return chooseApproximate(index, text, quote)
}

/** The words and all of their context stand there. */
function standsAt(text: string, quote: TextQuoteSelector, start: number): boolean {
  const end = start + quote.exact.length
  return (
    text.startsWith(quote.exact, start) &&
    text.slice(Math.max(0, start - quote.prefix.length), start) === quote.prefix &&
    text.startsWith(quote.suffix, end)
  )
}

function chooseExact(text: string, quote: TextQuoteSelector, places: readonly number[]): CarriedSpan {
  const ranked = places
    .map((start) => ({ start, context: sharedContext(text, quote, start, start + quote.exact.length) }))
    .sort((x, y) => y.context - x.context)
  const [best, second] = ranked
  const isShort = quote.exact.length < APPROXIMATE_FROM
  const isAlone =
    second === undefined
      ? !isShort || best!.context >= CLEARLY_BETTER / 2
      : best!.context - second.context >= CLEARLY_BETTER
  if (!isAlone) return { status: 'orphaned', reason: second === undefined ? 'not-found' : 'ambiguous' }
  return { status: 'kept', span: { start: best!.start, end: best!.start + quote.exact.length } }
}

function chooseApproximate(index: () => QuoteIndex, text: string, quote: TextQuoteSelector): CarriedSpan {
  if (quote.exact.length < APPROXIMATE_FROM) return { status: 'orphaned', reason: 'not-found' }
  const maxErrors = Math.floor(quote.exact.length * ERRORS_ALLOWED)
  // The runner-up is sought more widely than the answer, so that it is not overlooked for being one error over the line.
  const margin = quote.exact.length < 24 ? 1 : 2
  const ranked = index()
    .findApproximate(quote.exact, maxErrors + margin)
    .map((match) => ({ ...match, worth: sharedContext(text, quote, match.start, match.end) - 4 * match.errors }))
    .sort((x, y) => y.worth - x.worth)
  const [best, second] = ranked
  if (!best || best.errors > maxErrors) return { status: 'orphaned', reason: 'not-found' }
  if (second && best.worth - second.worth < CLEARLY_BETTER) return { status: 'orphaned', reason: 'ambiguous' }
  return { status: 'edited', span: { start: best.start, end: best.end } }
}

/** Characters of context, going outwards from the quote, that also stand around the place. */
function sharedContext(text: string, quote: TextQuoteSelector, start: number, end: number): number {
  let before = 0
  while (before < quote.prefix.length && quote.prefix[quote.prefix.length - 1 - before] === text[start - 1 - before])
    before++
  let after = 0
  while (after < quote.suffix.length && quote.suffix[after] === text[end + after]) after++
  return before + after
}
