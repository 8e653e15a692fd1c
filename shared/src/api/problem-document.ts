import { z } from 'zod'

/** The body of every failed request, `application/problem+json`. */
export const ProblemDocument = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** The request id, found in the log. */
  instance: z.string().optional(),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>
