import { HttpProblem } from './problem.ts'

/**
 * The text of a request that says it is JSON, never reading more than allowed.
 *
 * @param limit bytes
 * @throws HttpProblem `unsupported-media-type`, `body-too-large`
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new HttpProblem('unsupported-media-type', '请求内容应当为 JSON（content-type: application/json）。')
  return readLimited(request, limit)
}

/** @throws HttpProblem `invalid-request` */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new HttpProblem('invalid-request', '请求内容不是有效的 JSON。', {
      errors: [{ pointer: '', detail: '不是有效的 JSON' }],
    })
  }
}

const tooLarge = (limit: number) =>
  new HttpProblem('body-too-large', `请求内容超过 ${Math.floor(limit / 1024)} KB 的上限。`, { limit })

async function readLimited(request: Request, limit: number): Promise<string> {
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    if (Number(declared) > limit) throw tooLarge(limit)
    // Not its bytes: they would be copied outside the heap, and many such copies have all of the heap walked through.
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
  return new TextDecoder().decode(Buffer.concat(chunks))
}

// NUL is refused by PostgreSQL; a lone surrogate has no UTF-8 and would come back as another text than was sent.
const UNSTORABLE = /\0|\p{Surrogate}/u
// Any half of a pair, without looking for the other half: ten times as quick, and hardly a text holds one.
const DOUBTFUL = /[\0\ud800-\udfff]/
const isStorable = (text: string): boolean => !(DOUBTFUL.test(text) && UNSTORABLE.test(text))

/** What cannot be stored cannot be the name of anything either: as it stands here, it is found nowhere. */
export const asStorable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')

/** JSON Pointer of the first string that cannot be stored as it is, or `null`. */
export function findUnstorable(value: unknown, pointer = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : pointer
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = findUnstorable(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    if (found !== null) return found
  }
  return null
}
