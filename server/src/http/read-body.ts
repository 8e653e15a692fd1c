import { HttpProblem } from './problem.ts'

/**
 * The JSON of a request, never reading more than allowed.
 *
 * @param limit bytes
 * @throws HttpProblem `unsupported-media-type`, `body-too-large`, `invalid-request`
 */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new HttpProblem('unsupported-media-type', '请求内容应当为 JSON（content-type: application/json）。')
  const text = await readLimited(request, limit)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpProblem('invalid-request', '请求内容不是有效的 JSON。', {
      errors: [{ pointer: '', detail: '不是有效的 JSON' }],
    })
  }
  return value
}

const tooLarge = (limit: number) =>
  new HttpProblem('body-too-large', `请求内容超过 ${Math.floor(limit / 1024)} KB 的上限。`, { limit })

async function readLimited(request: Request, limit: number): Promise<string> {
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    if (Number(declared) > limit) throw tooLarge(limit)
    return request.text()
  }
  // Without a declared length the body is counted as it comes.
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

// NUL is refused by PostgreSQL; a lone surrogate has no UTF-8 and would come back as another text than was sent.
const UNSTORABLE = /\0|\p{Surrogate}/u

/** What cannot be stored cannot be the name of anything either: as it stands here, it is found nowhere. */
export const asStorable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')

/** JSON Pointer of the first string that cannot be stored as it is, or `null`. */
export function findUnstorable(value: unknown, pointer = ''): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? pointer : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = findUnstorable(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    if (found !== null) return found
  }
  return null
}
