import {
  CONTRACT,
  commonProblems,
  type Endpoint,
  PROBLEMS,
  ProblemDocument,
  type ProblemSlug,
  takesKey,
} from '@hongxian/shared/api'
import { ROLE_NAMES } from '@hongxian/shared/review'
import { z } from 'zod'

/** OpenAPI 3.1 of every endpoint, from the same values that serve them. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of Object.values(CONTRACT) as unknown as Endpoint[]) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '红线 Hongxian 合法性审核服务', version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'hongxian_session' },
      },
      schemas: { Problem: jsonSchema(ProblemDocument, 'output') },
    },
  }
}

const DESCRIPTION =
  '所有位置均为该稿次正文中的 UTF-16 码元序号，区间左闭右开。失败的请求一律答复 application/problem+json（RFC 9457）。'

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>
  return rest
}

function operationOf(endpoint: Endpoint): Record<string, unknown> {
  const success = {
    description: '成功',
    content: {
      'application/json': { schema: jsonSchema(endpoint.response, 'output'), ...exampleOf(endpoint.example?.response) },
    },
  }
  return {
    operationId: endpoint.name,
    tags: [endpoint.resource],
    summary: endpoint.summary,
    description: [endpoint.description, accessSentence(endpoint)].filter(Boolean).join('\n\n'),
    ...(endpoint.access === 'public' ? { security: [] } : { security: [{ bearer: [] }, { session: [] }] }),
    parameters: [
      ...pathParameters(endpoint),
      ...queryParameters(endpoint),
      ...(takesKey(endpoint) ? [KEY_HEADER] : []),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: jsonSchema(endpoint.body, 'input'), ...exampleOf(endpoint.example?.body) },
            },
          },
        }
      : {}),
    responses: { [endpoint.status]: success, ...problemResponses([...commonProblems(endpoint), ...endpoint.problems]) },
  }
}

const exampleOf = (example: unknown) => (example === undefined ? {} : { example })

/** Who may call, as a sentence. */
export function accessSentence({ access }: Pick<Endpoint, 'access'>): string {
  if (access === 'public') return '无须登录。'
  if (access === 'signed-in') return '须登录。'
  return `须登录，限${access.map((role) => ROLE_NAMES[role]).join('、')}。`
}

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    '请求编号，每一次提交用一个不同的。二十四小时内用同一编号重发同一请求的，不再办理，答复第一次的结果（并带 idempotency-replayed: true）；用于另一请求的，予以拒绝。',
  schema: { type: 'string', minLength: 16, maxLength: 200 },
}

const pathParameters = (endpoint: Endpoint) =>
  [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters(endpoint: Endpoint) {
  if (!endpoint.query) return []
  const schema = jsonSchema(endpoint.query, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }))
}

function problemResponses(slugs: readonly ProblemSlug[]): Record<string, unknown> {
  const byStatus = new Map<number, ProblemSlug[]>()
  for (const slug of new Set(slugs)) {
    const { status } = PROBLEMS[slug]
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug])
  }
  return Object.fromEntries(
    [...byStatus].sort().map(([status, found]) => [
      status,
      {
        description: found.map((slug) => `${PROBLEMS[slug].title}（${slug}）`).join('；'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}
