import type { z } from 'zod'
import type { Role } from '../review/role.ts'
import { addressOf, type EndpointName, type Method } from './addresses.ts'
import type { ProblemSlug } from './problem.ts'

/** Who may call: anybody, anybody signed in, or the holders of any one of these roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

export interface Endpoint<
  Name extends EndpointName = EndpointName,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Problem extends ProblemSlug = ProblemSlug,
> {
  readonly name: Name
  readonly method: Method
  readonly path: string
  /** One line of Chinese, the heading in the API page. */
  readonly summary: string
  readonly description?: string
  readonly resource: string
  readonly access: Access
  readonly query?: Query
  readonly body?: Body
  /** Bytes of a request, where it may be longer than others. */
  readonly bodyLimit?: number
  readonly response: Response
  /** Status of success; 200 unless told. */
  readonly status: 200 | 201
  /** Problems of this endpoint beyond the common ones of `commonProblems`. */
  readonly problems: readonly Problem[]
  readonly example?: { readonly body?: z.input<Body>; readonly response?: z.input<Response> }
}

type EndpointInput<
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
  Problem extends ProblemSlug,
> = Omit<
  Endpoint<EndpointName, Query, Body, Response, Problem>,
  'name' | 'method' | 'path' | 'problems' | 'access' | 'status'
> & {
  readonly access?: Access
  readonly status?: 200 | 201
  readonly problems?: readonly Problem[]
}

/** States one endpoint once; the client, the server and OpenAPI are derived from it. */
export function endpoint<
  const Name extends EndpointName,
  Response extends z.ZodType,
  const Problem extends ProblemSlug = never,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(name: Name, spec: EndpointInput<Query, Body, Response, Problem>): Endpoint<Name, Query, Body, Response, Problem> {
  return { access: 'signed-in', status: 200, problems: [], ...spec, name, ...addressOf(name) }
}

/** Whether a request may carry an `Idempotency-Key`: sent again under the same key within a day, it is not done again. */
export const takesKey = (of: Pick<Endpoint, 'access' | 'method'>): boolean =>
  of.method !== 'GET' && of.access !== 'public'

/** Problems that any endpoint of this shape can answer with, whatever its handler does. */
export function commonProblems(of: Pick<Endpoint, 'access' | 'body' | 'query' | 'method'>): ProblemSlug[] {
  const common: ProblemSlug[] = ['internal', 'too-many-requests']
  if (of.body || of.query) common.push('invalid-request')
  if (of.body) common.push('body-too-large', 'unsupported-media-type')
  if (of.access !== 'public') common.push('unauthenticated', 'password-change-required')
  if (Array.isArray(of.access)) common.push('forbidden')
  if (of.method !== 'GET') common.push('storage-unavailable')
  if (takesKey(of)) common.push('invalid-request', 'idempotency-conflict')
  return common
}
