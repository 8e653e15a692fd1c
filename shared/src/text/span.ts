import { z } from 'zod'

/** Half-open range `[start, end)` in UTF-16 code units of one version's canonical text. */
export const Span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })
export type Span = z.infer<typeof Span>
