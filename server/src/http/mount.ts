import { hash, randomUUID } from 'node:crypto'
import {
  commonProblems,
  type Endpoint,
  type PathParams,
  type ProblemMembers,
  type ProblemSlug,
  takesKey,
} from '@hongxian/shared/api'
import { ROLE_NAMES } from '@hongxian/shared/review'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { type Actor, secretOf } from './actor.ts'
import type { AnswerOnce } from './idempotency.ts'
import { parseInput } from './parse-input.ts'
import { HttpProblem, problemResponse } from './problem.ts'
import { asStorable, parseJson, readBody } from './read-body.ts'

/** One line of the log. It never holds document text, queries or secrets. */
export interface LogRecord {
  readonly level: 'info' | 'error'
  readonly message: string
  readonly requestId?: string
  readonly method?: string
  /** The template, `/api/drafts/:draftId`. */
  readonly path?: string
  readonly status?: number
  readonly ms?: number
  readonly userId?: string
  readonly error?: string
}

export interface HttpDeps {
  readonly authenticate: (secret: string) => Promise<Actor | null>
  readonly limitRate: (key: string) => void
  readonly limitSignIn: (key: string) => void
  readonly maxBodyBytes: number
  readonly log: (record: LogRecord) => void
  readonly observe?: (endpoint: string, status: number, ms: number) => void
  /** For requests that carry an Idempotency-Key. */
  readonly answerOnce: AnswerOnce
  /** Disk full, read-only, database not to be reached. */
  readonly isStorageFailure: (error: unknown) => boolean
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every endpoint
type AnyEndpoint = Endpoint<any, any, any, any, any>
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type PublicOr<E extends AnyEndpoint> = E['access'] extends 'public' ? Actor | null : Actor

/** What a handler is handed: the parsed request, who asks, and its only ways to fail. */
export interface Handling<E extends AnyEndpoint> {
  readonly params: PathParams<E['name']>
  readonly query: Output<NonNullable<E['query']>>
  readonly body: Output<NonNullable<E['body']>>
  /** SHA-256 of the body as it was sent, where the endpoint is mounted with `Repeating`; empty elsewhere. */
  readonly sentDigest: string
  /** Somebody signed in; for a public endpoint nobody is asked and this throws. */
  readonly actor: PublicOr<E>
  readonly fail: (slug: E['problems'][number], detail: string, members?: ProblemMembers) => never
  readonly request: Request
  readonly address: string
  /** Headers of the answer. */
  readonly setHeader: (name: string, value: string) => void
  /** Answer 304: what the client has still holds. */
  readonly notModified: () => never
}

class NotModified extends Error {}

/** For an endpoint that is sent the same bodies again and again. */
export interface Repeating {
  /**
   * The answer to a body of this digest, which the handler has taken from the same actor's like before, where nothing that
   * it hangs on has changed since; `null` where it must be handled like any other.
   */
  readonly answerAgain: (sentDigest: string, actor: Actor) => RawJson | null
}

/** Serves an endpoint: signs in, checks roles, parses, calls the handler, and answers with JSON or a problem. */
export function mount<E extends AnyEndpoint>(
  app: Hono,
  deps: HttpDeps,
  endpoint: E,
  handle: (handling: Handling<E>) => Promise<z.input<E['response']> | RawJson>,
  repeating?: Repeating,
): void {
  const allowed = new Set<ProblemSlug>([...commonProblems(endpoint), ...endpoint.problems])
  app.on(endpoint.method, endpoint.path, async (c) => {
    const started = performance.now()
    const requestId = randomUUID()
    let actor: Actor | null = null
    let response: Response
    try {
      actor = await admit(c, deps, endpoint)
      response = await answer(c, deps, endpoint, actor, handle, requestId, repeating)
    } catch (error) {
      response = toResponse(error, requestId, endpoint, allowed, deps)
    }
    const ms = Math.round((performance.now() - started) * 10) / 10
    deps.observe?.(endpoint.name, response.status, ms)
    deps.log({
      level: 'info',
      message: 'request',
      requestId,
      method: endpoint.method,
      path: endpoint.path,
      status: response.status,
      ms,
      ...(actor ? { userId: actor.id } : {}),
    })
    return response
  })
}

/** JSON that stands ready, as text or as its UTF-8. */
export class RawJson {
  readonly content: string | Uint8Array<ArrayBuffer>
  /** The same, compressed once for all who can read it so. */
  readonly gzip: Uint8Array<ArrayBuffer> | null
  constructor(content: string | Uint8Array<ArrayBuffer>, gzip: Uint8Array<ArrayBuffer> | null = null) {
    this.content = content
    this.gzip = gzip
  }
}

async function admit(c: Context, deps: HttpDeps, endpoint: AnyEndpoint): Promise<Actor | null> {
  if (endpoint.access === 'public') {
    deps.limitSignIn(addressOfClient(c))
    return null
  }
  const carried = secretOf(c.req.raw.headers)
  if (!carried) throw new HttpProblem('unauthenticated', '请先登录。')
  if (carried.from === 'cookie') assertSameOrigin(c, endpoint)
  const actor = await deps.authenticate(carried.secret)
  if (!actor) throw new HttpProblem('unauthenticated', '登录已过期或者被撤销，请重新登录。')
  deps.limitRate(actor.id)
  if (
    actor.mustChangePassword &&
    endpoint.name !== 'changePassword' &&
    endpoint.name !== 'getMe' &&
    endpoint.name !== 'signOut'
  )
    throw new HttpProblem('password-change-required', '首次登录，请先修改密码。')
  if (Array.isArray(endpoint.access) && !endpoint.access.some((role) => actor.roles.includes(role)))
    throw new HttpProblem(
      'forbidden',
      `此事项由${endpoint.access.map((role) => ROLE_NAMES[role as keyof typeof ROLE_NAMES]).join('、')}办理。`,
    )
  return actor
}

/** A cookie is sent by whatever page asks; a write with one must come from our own pages. */
function assertSameOrigin(c: Context, endpoint: AnyEndpoint): void {
  if (endpoint.method === 'GET') return
  const origin = c.req.header('origin')
  if (origin === undefined || URL.parse(origin)?.host !== c.req.header('host'))
    throw new HttpProblem('unauthenticated', '请从本服务的页面提交，或者使用登录凭证。')
}

/** Network address of the caller; `local` where there is no network (`app.request`). */
const addressOfClient = (c: Context): string =>
  (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ??
  'local'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.|local$)/

/** Whether the caller is on this machine. */
export const isFromHere = (c: Context): boolean => LOOPBACK.test(addressOfClient(c))

async function answer<E extends AnyEndpoint>(
  c: Context,
  deps: HttpDeps,
  endpoint: E,
  actor: Actor | null,
  handle: (handling: Handling<E>) => Promise<z.input<E['response']> | RawJson>,
  requestId: string,
  repeating: Repeating | undefined,
): Promise<Response> {
  const always = { 'content-type': JSON_TYPE, 'cache-control': 'no-store', 'x-request-id': requestId }
  const key = c.req.header('idempotency-key')
  const sent = endpoint.body ? await readBody(c.req.raw, endpoint.bodyLimit ?? deps.maxBodyBytes) : null
  const sentDigest = repeating && sent !== null ? hash('sha256', sent) : ''
  if (repeating && actor && key === undefined) {
    const again = repeating.answerAgain(sentDigest, actor)
    if (again) return new Response(again.content, { status: endpoint.status, headers: always })
  }
  const headers = new Headers(always)
  const body = endpoint.body && sent !== null ? parseInput(endpoint.body, parseJson(sent), '') : undefined
  const query = endpoint.query ? parseInput(endpoint.query, c.req.query(), '/query') : undefined
  const produce = () =>
    handle({
      params: Object.fromEntries(
        Object.entries(c.req.param()).map(([name, value]) => [name, asStorable(value as string)]),
      ) as PathParams<E['name']>,
      query,
      body,
      sentDigest,
      actor: actor as PublicOr<E>,
      request: c.req.raw,
      address: addressOfClient(c),
      setHeader: (name, value) => headers.append(name, value),
      notModified: () => {
        throw new NotModified()
      },
      fail: (slug, detail, members) => {
        throw new HttpProblem(slug, detail, members)
      },
    } as Handling<E>)
  if (key !== undefined && actor && takesKey(endpoint)) {
    const request = { userId: actor.id, key, target: `${endpoint.method} ${c.req.path}`, body }
    const { text, status, isRepeated } = await deps.answerOnce(request, async () => ({
      status: endpoint.status,
      text: textOf(await produce()),
    }))
    if (isRepeated) headers.set('idempotency-replayed', 'true')
    return new Response(text, { status, headers })
  }
  const output = await produce().catch((error: unknown) => {
    if (error instanceof NotModified) return null
    throw error
  })
  if (output === null) return new Response(null, { status: 304, headers })
  if (!(output instanceof RawJson) || output.gzip === null || !/\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
    return new Response(output instanceof RawJson ? output.content : JSON.stringify(output), {
      status: endpoint.status,
      headers,
    })
  headers.set('content-encoding', 'gzip')
  headers.set('vary', 'accept-encoding')
  return new Response(output.gzip, { status: endpoint.status, headers })
}

const JSON_TYPE = 'application/json; charset=utf-8'

function textOf(output: unknown): string {
  if (!(output instanceof RawJson)) return JSON.stringify(output)
  return typeof output.content === 'string' ? output.content : Buffer.from(output.content).toString('utf8')
}

function toResponse(
  error: unknown,
  requestId: string,
  endpoint: AnyEndpoint,
  allowed: ReadonlySet<ProblemSlug>,
  deps: HttpDeps,
): Response {
  if (error instanceof HttpProblem && allowed.has(error.slug)) return problemResponse(error, requestId)
  deps.log({
    level: 'error',
    message: 'request failed',
    requestId,
    path: endpoint.path,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
  if (deps.isStorageFailure(error))
    return problemResponse(
      new HttpProblem(
        'storage-unavailable',
        '数据库暂时不能读写，本次操作没有生效。请联系管理员检查磁盘空间、数据文件夹的权限和数据库服务。',
      ),
      requestId,
    )
  return problemResponse(new HttpProblem('internal', '服务出现故障，本次操作没有生效。请将编号告知管理员。'), requestId)
}
