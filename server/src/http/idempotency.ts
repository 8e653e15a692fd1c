import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { HttpProblem } from './problem.ts'

/** What is on record under a person's key: `null` as an answer means that the request was begun and never answered. */
export interface Reservation {
  readonly requestDigest: string
  readonly answer: string | null
}

/** Keys that requests carried, by person, for a day. Both are digests: neither key nor answer can be read from the record. */
export interface KeptAnswers {
  /** Takes the key for this request. @returns what is on record already, or `null` where the key is now taken */
  reserve(userId: string, keyDigest: string, requestDigest: string): Promise<Reservation | null>
  keep(userId: string, keyDigest: string, answer: string): Promise<void>
  release(userId: string, keyDigest: string): Promise<void>
}

export interface Answered {
  readonly status: number
  readonly text: string
}

/** A request as far as it must be the same to be the same request. */
interface KeyedRequest {
  readonly userId: string
  readonly key: string
  /** Method and address. */
  readonly target: string
  readonly body: unknown
}

/**
 * Does the work of a request once, however often it is sent: who sends it again under the same key is given the first
 * answer. A refusal is not kept, for nothing was done.
 *
 * @throws HttpProblem `invalid-request`, `idempotency-conflict`
 */
export type AnswerOnce = (
  request: KeyedRequest,
  work: () => Promise<Answered>,
) => Promise<Answered & { readonly isRepeated: boolean }>

// Long enough that nobody hits on another's by chance.
const KEY = /^[\x21-\x7e]{16,200}$/

export function createAnswerOnce(kept: KeptAnswers): AnswerOnce {
  const underWay = new Map<string, Promise<unknown>>()

  return async ({ userId, key, target, body }, work) => {
    if (!KEY.test(key)) throw malformed()
    const keyDigest = sha256('key', key)
    const requestDigest = sha256(target, JSON.stringify(body ?? null))
    const name = `${userId} ${keyDigest}`
    while (underWay.has(name)) await underWay.get(name)?.catch(() => {})
    const answered = once()
    underWay.set(name, answered)
    try {
      return await answered
    } finally {
      underWay.delete(name)
    }

    async function once() {
      const known = await kept.reserve(userId, keyDigest, requestDigest)
      if (known) return { ...repeat(known, requestDigest, key), isRepeated: true }
      let answer: Answered
      try {
        answer = await work()
      } catch (error) {
        await kept.release(userId, keyDigest).catch(() => {}) // what failed is told, not this
        throw error
      }
      await kept.keep(userId, keyDigest, seal(answer, key))
      return { ...answer, isRepeated: false }
    }
  }
}

function repeat({ answer, requestDigest }: Reservation, sentDigest: string, key: string): Answered {
  if (requestDigest !== sentDigest)
    throw new HttpProblem('idempotency-conflict', '这一请求编号（Idempotency-Key）已用于另一请求。请换用新的编号。')
  if (answer === null)
    throw new HttpProblem(
      'idempotency-conflict',
      '编号相同的请求正在办理，或者上次办理中断、结果不明。请刷新后核对，需要再次提交的，换用新的编号。',
    )
  return unseal(answer, key)
}

const malformed = () =>
  new HttpProblem('invalid-request', '请求编号不符合要求。', {
    errors: [{ pointer: '/header/idempotency-key', detail: '请求编号为 16 至 200 个可见的 ASCII 字符' }],
  })

const sha256 = (...parts: readonly string[]): string => digest(...parts).toString('hex')

function digest(...parts: readonly string[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest()
}

// An answer holds first passwords and drafts. Only who sends the key again can read what is kept of it.
function seal(answer: Answered, key: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', digest('answer', key), iv)
  const sealed = [cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64')
}

function unseal(text: string, key: string): Answered {
  const bytes = Buffer.from(text, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', digest('answer', key), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
}
