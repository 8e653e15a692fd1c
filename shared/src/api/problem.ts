/**
 * Every way a request can fail (RFC 9457, `type: /problems/<slug>`). `title` is the fixed wording of the type; `detail` is
 * about the occurrence and says what to do next. Free of zod, so that a page can carry it; the schema is `ProblemDocument`.
 */
export const PROBLEMS = {
  'invalid-request': { status: 422, title: '请求内容不符合要求' },
  unauthenticated: { status: 401, title: '尚未登录或登录已失效' },
  'sign-in-failed': { status: 401, title: '账号或密码不正确' },
  'identity-refused': { status: 401, title: '不能以统一身份认证登录' },
  'account-locked': { status: 423, title: '账号已锁定' },
  'password-change-required': { status: 403, title: '须先修改初始密码' },
  forbidden: { status: 403, title: '没有办理此事项的权限' },
  'not-found': { status: 404, title: '没有这个地址' },
  'draft-not-found': { status: 404, title: '没有找到该文件' },
  'version-not-found': { status: 404, title: '没有找到该稿次' },
  'finding-not-found': { status: 404, title: '没有找到该审核发现' },
  'annotation-not-found': { status: 404, title: '没有找到该批注' },
  'rule-set-not-found': { status: 404, title: '没有找到该规则集' },
  'connection-not-found': { status: 404, title: '没有找到该登录请求' },
  'connection-number-wrong': { status: 422, title: '核对码不正确' },
  'token-not-found': { status: 404, title: '没有找到该登录凭证' },
  'user-not-found': { status: 404, title: '没有找到该用户' },
  'organisation-not-found': { status: 404, title: '没有找到该单位' },
  'material-not-found': { status: 404, title: '没有找到该材料' },
  'consultation-not-found': { status: 404, title: '没有找到该咨询' },
  'stale-version': { status: 409, title: '内容已有变化' },
  'move-refused': { status: 409, title: '不符合办理条件' },
  'already-exists': { status: 409, title: '已经存在' },
  'idempotency-conflict': { status: 409, title: '重复的请求编号' },
  'text-too-long': { status: 413, title: '文本过长' },
  'body-too-large': { status: 413, title: '请求内容过大' },
  'unsupported-media-type': { status: 415, title: '请求格式不受支持' },
  'rule-file-invalid': { status: 422, title: '规则文件有误' },
  'rule-example-failed': { status: 422, title: '规则示例未通过' },
  'calendar-missing': { status: 422, title: '缺少该年度的节假日安排' },
  'too-many-requests': { status: 429, title: '请求过于频繁' },
  internal: { status: 500, title: '服务内部错误' },
  'identity-provider-unavailable': { status: 503, title: '统一身份认证暂时不可用' },
  'service-busy': { status: 503, title: '审核任务较多' },
  'check-interrupted': { status: 503, title: '审核中断' },
  'storage-unavailable': { status: 503, title: '数据暂时不能写入' },
} as const

export type ProblemSlug = keyof typeof PROBLEMS

/** Members beyond the standard ones that a problem of each type carries. */
export interface ProblemMembers {
  /** JSON Pointers into the request; `/query/limit` for a query parameter. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
  readonly id?: string
  readonly currentVersionId?: string
  /** When the decision in force was made; `null` for none. */
  readonly decidedAt?: string | null
  /** UTF-16 code units. */
  readonly length?: number
  readonly limit?: number
  /** Reasons why a move is refused, each one sentence. */
  readonly reasons?: readonly string[]
  readonly retryAfterSeconds?: number
}
