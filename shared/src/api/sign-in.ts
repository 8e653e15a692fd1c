import { z } from 'zod'
import { Role } from '../review/role.ts'
import { Id, Instant } from './common.ts'
import { endpoint } from './endpoint.ts'

export const User = z.object({
  id: Id,
  account: z.string(),
  name: z.string(),
  roles: z.array(Role),
  organisation: z.object({ id: Id, name: z.string() }),
  /** The password is the first one, handed out by somebody else: nothing else is answered until it is changed. */
  mustChangePassword: z.boolean(),
})
export type User = z.infer<typeof User>

export const SignInRequest = z.object({
  account: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** `extension` is answered with a bearer token, `console` with a cookie. */
  client: z.enum(['extension', 'console']).default('extension'),
  /** Name of the device in the list of tokens. */
  label: z.string().max(100).optional(),
})
export type SignInRequest = z.input<typeof SignInRequest>

export const SignInResponse = z.object({
  user: User,
  /** Bearer token, shown this once; `null` where a cookie was set. */
  token: z.string().nullable(),
  expiresAt: Instant,
})
export type SignInResponse = z.infer<typeof SignInResponse>

export const signIn = endpoint('signIn', {
  resource: '登录',
  summary: '登录',
  description: '连续输错密码达到限定次数的，账号锁定一段时间。',
  access: 'public',
  body: SignInRequest,
  response: SignInResponse,
  problems: ['sign-in-failed', 'account-locked'],
  example: { body: { account: 'shenhe', password: '********', client: 'extension', label: '办公电脑' } },
})

export const getSignInOptions = endpoint('getSignInOptions', {
  resource: '登录',
  summary: '可用的登录方式',
  access: 'public',
  response: z.object({
    /** 统一身份认证 (OpenID Connect) is configured. */
    oidc: z.boolean(),
  }),
})

export const beginOidc = endpoint('beginOidc', {
  resource: '登录',
  summary: '开始以统一身份认证登录',
  description:
    '答复统一身份认证的登录地址，浏览器随即前往；十分钟内有效，由同一浏览器完成。仅在配置了统一身份认证时可用。',
  access: 'public',
  response: z.object({ location: z.string() }),
  problems: ['not-found', 'identity-provider-unavailable'],
})

export const finishOidc = endpoint('finishOidc', {
  resource: '登录',
  summary: '完成以统一身份认证登录',
  description:
    '提交统一身份认证送回的参数。核验令牌的签名、签发方、受众、有效期和随机数后，按配置的声明对应本系统已有的账号；没有账号的，不予登录，也不自动设立。',
  access: 'public',
  body: z.object({
    /** What follows `?` in the address that the browser was sent back to. */
    query: z.string().min(1).max(8000),
  }),
  response: SignInResponse,
  problems: ['not-found', 'identity-refused', 'account-locked', 'identity-provider-unavailable'],
  example: { body: { query: 'code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj' } },
})

export const Done = z.object({ done: z.literal(true) })

export const beginConnection = endpoint('beginConnection', {
  resource: '登录',
  summary: '请求经工作台确认登录',
  description:
    '插件自行生成随机验证串，提交其 SHA-256（base64url），得到请求编号和核对码；随后打开工作台 /#/connect/{id}，由已登录的人员输入核对码确认。十分钟内有效。',
  access: 'public',
  body: z.object({
    challenge: z.string().regex(/^[\w-]{43}$/, '应当为 SHA-256 的 base64url'),
    /** Name of the device in the list of tokens. */
    label: z.string().trim().min(1).max(100).default('浏览器插件'),
  }),
  response: z.object({
    id: z.string(),
    /** Six digits, to be shown by the extension and typed at the console. */ number: z.string(),
    expiresAt: Instant,
  }),
  example: { body: { challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', label: '浏览器插件' } },
})

export const getConnection = endpoint('getConnection', {
  resource: '登录',
  summary: '等待确认的插件登录请求',
  response: z.object({ label: z.string(), address: z.string(), askedAt: Instant }),
  problems: ['connection-not-found'],
})

export const approveConnection = endpoint('approveConnection', {
  resource: '登录',
  summary: '确认插件登录',
  description: '插件将以确认人的身份登录，取得单独的登录凭证，可以随时撤销。核对码连续输错五次的，请求失效。',
  body: z.object({ number: z.string().min(1).max(20) }),
  response: Done,
  problems: ['connection-not-found', 'connection-number-wrong'],
})

export const completeConnection = endpoint('completeConnection', {
  resource: '登录',
  summary: '领取经工作台确认的登录凭证',
  description: '提交验证串；尚未确认的，各项为空，隔两秒再来领取。登录凭证只发放一次。',
  access: 'public',
  body: z.object({ verifier: z.string().min(43).max(128) }),
  response: z.object({ user: User.nullable(), token: z.string().nullable(), expiresAt: Instant.nullable() }),
  problems: ['connection-not-found'],
  example: { body: { verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' } },
})

export const signOut = endpoint('signOut', {
  resource: '登录',
  summary: '退出登录',
  description:
    '在工作台以统一身份认证登录的，统一身份认证提供退出地址时，一并答复该地址，浏览器前往后在统一身份认证同时退出，再回到工作台。',
  response: Done.extend({
    /** Where to go on to, so as to be signed out at the provider as well. */
    location: z.string().nullable(),
  }),
})

export const getMe = endpoint('getMe', { resource: '登录', summary: '当前用户', response: User })

export const changePassword = endpoint('changePassword', {
  resource: '登录',
  summary: '修改密码',
  description: '修改后，该账号在其他设备上的登录全部失效。',
  body: z.object({
    oldPassword: z.string().min(1).max(200),
    newPassword: z.string().min(10, '新密码至少十个字符').max(200),
  }),
  response: Done,
  problems: ['sign-in-failed'],
})

export const Token = z.object({
  id: Id,
  label: z.string(),
  client: z.enum(['extension', 'console']),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant,
  /** The one this request was made with. */
  current: z.boolean(),
})
export type Token = z.infer<typeof Token>

export const listTokens = endpoint('listTokens', {
  resource: '登录',
  summary: '本人有效的登录凭证',
  response: z.object({ items: z.array(Token) }),
})

export const revokeToken = endpoint('revokeToken', {
  resource: '登录',
  summary: '撤销一个登录凭证',
  response: Done,
  problems: ['token-not-found'],
})

export const connectDemo = endpoint('connectDemo', {
  resource: '登录',
  summary: '以一次性连接码登录演示服务',
  description: '仅在以 start 或者 demo 启动的演示服务上有效；连接码由本机的连接页面发放，使用一次即失效。',
  access: 'public',
  body: z.object({ code: z.string().min(1).max(100) }),
  response: SignInResponse,
  problems: ['not-found', 'sign-in-failed'],
})
