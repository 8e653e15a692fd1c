import { z } from 'zod'

/** Identifier given by the service; opaque to clients. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '编号格式不正确')
/** Instant in UTC, ISO 8601 with milliseconds. */
export const Instant = z.iso.datetime()
/** Calendar day, YYYY-MM-DD. */
export const Day = z.iso.date('应当是日历上的一天，写作 YYYY-MM-DD')
/** SHA-256 in lower-case hexadecimal. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, '摘要格式不正确')

/** A person as others see them. */
export const Person = z.object({ id: Id, name: z.string() })
export type Person = z.infer<typeof Person>

/** How many entries of a list are asked for. */
export const limitUpTo = (most: number, usual: number) => {
  const said = `应当为 1 至 ${most} 的整数`
  return z.coerce.number(said).int(said).min(1, said).max(most, said).default(usual)
}

/** What somebody wrote: white space alone is nothing. */
export const Words = z
  .string()
  .min(1, { error: '正文不能为空', abort: true })
  .refine((text) => /\S/.test(text), '正文不能为空')

export const PageQuery = z.object({
  limit: limitUpTo(100, 20),
  /** As handed out in `next`. */
  cursor: z.string().max(200).optional(),
})

/** One page of a list; `next` is the cursor of the following page, `null` on the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** A file for Word and WPS. Sent inside JSON, so that a browser extension and an OA system fetch it like anything else. */
export const WordFile = z.object({
  name: z.string().describe('文件名，以 .docx 结尾'),
  base64: z.base64().describe('文件内容'),
})
export type WordFile = z.infer<typeof WordFile>
