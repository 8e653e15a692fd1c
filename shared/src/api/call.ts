import type { z } from 'zod'
import { addressOf, type EndpointName, type PathParams } from './addresses.ts'
import type { Contract } from './contract.ts'
import type { ProblemMembers, ProblemSlug } from './problem.ts'

/** How to reach the service. `fetch` is the platform's unless given; the console needs no token, its cookie is sent. */
export interface Client {
  /** `http://127.0.0.1:8790`, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string
  readonly token?: string | undefined
  readonly fetch?: (url: string, init: CallInit) => Promise<CallAnswer>
  readonly signal?: StopSignal
  /** A name of this one write, 16 to 200 ASCII characters: sent again within a day, it is not done again. */
  readonly idempotencyKey?: string
}

/** The part of `AbortSignal` that can be named without DOM and without Node; the platform's own is handed through. */
export interface StopSignal {
  readonly aborted: boolean
}

/** The part of `RequestInit` used here; named so that this file compiles without DOM and without Node. */
export interface CallInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly signal?: StopSignal
}

/** The part of `Response` used here. */
export interface CallAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  json(): Promise<unknown>
}

type Given<Part extends string, Value> = [Value] extends [undefined] ? object : { readonly [K in Part]: Value }
type QueryInput<Name extends EndpointName> = Contract[Name] extends { readonly query?: infer Q extends z.ZodType }
  ? z.input<Q>
  : undefined
type BodyInput<Name extends EndpointName> = Contract[Name] extends { readonly body?: infer B extends z.ZodType }
  ? z.input<B>
  : undefined

/** What a caller hands over: `params` for a path with parameters, `query` and `body` where the endpoint takes them. */
export type CallInput<Name extends EndpointName> = (keyof PathParams<Name> extends never
  ? object
  : { readonly params: PathParams<Name> }) &
  Given<'query', QueryInput<Name>> &
  Given<'body', BodyInput<Name>>

/** What the service answers. */
export type CallOutput<Name extends EndpointName> = z.output<Contract[Name]['response']>

/** The service refused, with its reason: `title` and `detail` are fit to be shown. */
export class ProblemError extends Error {
  readonly slug: ProblemSlug
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly members: ProblemMembers
  constructor(document: { type?: unknown; title?: unknown; status?: unknown; detail?: unknown }, status: number) {
    const title = typeof document.title === 'string' ? document.title : '服务未能办理'
    const detail = typeof document.detail === 'string' ? document.detail : ''
    super(detail === '' ? title : `${title}：${detail}`)
    this.name = 'ProblemError'
    this.slug = String(document.type ?? '').replace('/problems/', '') as ProblemSlug
    this.status = status
    this.title = title
    this.detail = detail
    this.members = document as ProblemMembers
  }
}

/** Nobody answered, or what answered is not the service. The message is fit to be shown. */
export class UnreachableError extends Error {
  constructor(baseUrl: string, cause: unknown) {
    super(`无法连接审核服务（${baseUrl === '' ? '本站' : baseUrl}）。请检查网络和服务地址。`, { cause })
    this.name = 'UnreachableError'
  }
}

/**
 * Calls an endpoint by name. The answer is trusted to have the declared shape: the service speaks from the same contract,
 * and a page need not carry the schemas.
 *
 * @throws ProblemError when the service refuses; UnreachableError when it cannot be reached
 */
export async function call<Name extends EndpointName>(
  name: Name,
  input: CallInput<Name>,
  client: Client,
): Promise<CallOutput<Name>> {
  const answer = await send(name, input, client, {})
  return (await readJson(answer, client)) as CallOutput<Name>
}

/**
 * As `call`, for an endpoint that answers with an ETag: `null` when the service still has what `etag` names.
 *
 * @param etag as answered before, or `null` to get it in any case
 */
export async function callIfChanged<Name extends EndpointName>(
  name: Name,
  input: CallInput<Name>,
  client: Client,
  etag: string | null,
): Promise<{ readonly etag: string | null; readonly value: CallOutput<Name> } | null> {
  const answer = await send(name, input, client, etag === null ? {} : { 'if-none-match': etag })
  if (answer.status === 304) return null
  return { etag: answer.headers.get('etag'), value: (await readJson(answer, client)) as CallOutput<Name> }
}

async function send(
  name: EndpointName,
  input: { readonly params?: object; readonly query?: unknown; readonly body?: unknown },
  client: Client,
  extraHeaders: Record<string, string>,
): Promise<CallAnswer> {
  const { method, path } = addressOf(name)
  const headers: Record<string, string> = { accept: 'application/json', ...extraHeaders }
  if (client.token) headers.authorization = `Bearer ${client.token}`
  if (client.idempotencyKey) headers['idempotency-key'] = client.idempotencyKey
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  const init: CallInit = {
    method,
    headers,
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(client.signal === undefined ? {} : { signal: client.signal }),
  }
  const platform = globalThis as unknown as { fetch: (url: string, init: CallInit) => Promise<CallAnswer> }
  const fetch = client.fetch ?? ((url: string, init: CallInit) => platform.fetch(url, init))
  let answer: CallAnswer
  try {
    answer = await fetch(client.baseUrl + fillPath(path, input.params) + queryString(input.query), init)
  } catch (cause) {
    throw new UnreachableError(client.baseUrl, cause)
  }
  if (!answer.ok && answer.status !== 304)
    throw new ProblemError((await readJson(answer, client)) as object, answer.status)
  return answer
}

async function readJson(answer: CallAnswer, client: Client): Promise<unknown> {
  try {
    return await answer.json()
  } catch (cause) {
    throw new UnreachableError(client.baseUrl, cause)
  }
}

function fillPath(path: string, params: object = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  )
}

function queryString(query: unknown): string {
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  return `?${pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`).join('&')}`
}
