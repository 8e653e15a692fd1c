import { z } from 'zod'
import { HttpProblem } from './problem.ts'
import { findUnstorable } from './read-body.ts'

z.config(z.locales.zhCN())

/**
 * @param part where in the request the value stands: `''` for the body, `/query`, `/path`
 * @throws HttpProblem `invalid-request` that names every place
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, part: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success)
    throw new HttpProblem('invalid-request', '请按提示更正后重新提交。', {
      errors: result.error.issues.map((issue) => toError(issue, part)),
    })
  // Only what the schema lets through is looked at: a hostile body is cut down first.
  const unstorable = findUnstorable(result.data, part)
  if (unstorable !== null)
    throw new HttpProblem('invalid-request', '内容含有无法保存的字符。', {
      errors: [{ pointer: unstorable, detail: '含有无效字符（空字符或者不成对的代理项）' }],
    })
  return result.data
}

function toError(issue: z.core.$ZodIssue, part: string): { pointer: string; detail: string } {
  const path = issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { pointer: part + path, detail: issue.message }
}
