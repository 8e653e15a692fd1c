import { z } from 'zod'

/** W3C Web Annotation: the words, and what stands before and after them. */
export const TextQuoteSelector = z.object({
  type: z.literal('TextQuoteSelector'),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
})
export type TextQuoteSelector = z.infer<typeof TextQuoteSelector>

/** W3C Web Annotation: UTF-16 code units, half-open. */
export const TextPositionSelector = z.object({
  type: z.literal('TextPositionSelector'),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
})
export type TextPositionSelector = z.infer<typeof TextPositionSelector>

/** A place in a text, told in two ways: where, and which words. */
export const SpanSelectors = z.object({ quote: TextQuoteSelector, position: TextPositionSelector })
export type SpanSelectors = z.infer<typeof SpanSelectors>
