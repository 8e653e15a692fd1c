import { randomUUID } from 'node:crypto'
import { PROBLEMS, type ProblemMembers, type ProblemSlug } from '@hongxian/shared/api'

/** Thrown where a request cannot be answered; becomes the one error answer of the service. */
export class HttpProblem extends Error {
  readonly slug: ProblemSlug
  readonly detail: string
  readonly members: ProblemMembers
  constructor(slug: ProblemSlug, detail: string, members: ProblemMembers = {}) {
    super(`${slug}: ${detail}`)
    this.name = 'HttpProblem'
    this.slug = slug
    this.detail = detail
    this.members = members
  }
}

/** `application/problem+json` (RFC 9457). @param requestId found again in the log, where the request is logged */
export function problemResponse(problem: HttpProblem, requestId: string = randomUUID()): Response {
  const { status, title } = PROBLEMS[problem.slug]
  const document = {
    type: `/problems/${problem.slug}`,
    title,
    status,
    detail: problem.detail,
    instance: requestId,
    ...problem.members,
  }
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'x-request-id': requestId,
  }
  if (problem.slug === 'unauthenticated') headers['www-authenticate'] = 'Bearer'
  if (problem.members.retryAfterSeconds !== undefined)
    headers['retry-after'] = String(problem.members.retryAfterSeconds)
  return new Response(JSON.stringify(document), { status, headers })
}
