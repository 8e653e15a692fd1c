import { z } from 'zod'

/**
 * Every way a request can fail (RFC 9457, `type: /problems/<slug>`). `title` is the fixed wording of the type; `detail` is
 * about the occurrence and says what to do next.
 */
export const PROBLEMS = {
  'invalid-request': { status: 422, title: '请求内容不符合要求' },
  unauthenticated: { status: 401, title: '尚未登录或登录已失效' },
  forbidden: { status: 403, title: '没有办理此事项的权限' },
  'not-found': { status: 404, title: '没有这个地址' },
  'draft-not-found': { status: 404, title: '没有找到该文件' },
  'version-not-found': { status: 404, title: '没有找到该稿次' },
  'rule-set-not-found': { status: 404, title: '没有找到该规则集' },
  'annotation-not-found': { status: 404, title: '没有找到该批注' },
  'stale-version': { status: 409, title: '稿次已更新' },
  'text-too-long': { status: 413, title: '文本过长' },
  'rule-file-invalid': { status: 422, title: '规则文件有误' },
  'rule-example-failed': { status: 422, title: '规则示例未通过' },
  'too-many-requests': { status: 429, title: '请求过于频繁' },
  internal: { status: 500, title: '服务内部错误' },
} as const

export type ProblemSlug = keyof typeof PROBLEMS

export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>
