import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { OidcConfig } from './auth/index.ts'

/** How this service runs. Read from the environment once; every setting has a default that is right for one office. */
export interface Config {
  /** HONGXIAN_DATA: folder of the database and of imported law texts; created where it is missing. */
  readonly dataDir: string
  /** HONGXIAN_DATABASE: connection string of PostgreSQL, `postgres://…`; by default a file of SQLite in `dataDir`. */
  readonly database: string
  /** HONGXIAN_HOST: address to listen on. */
  readonly host: string
  /** HONGXIAN_PORT */
  readonly port: number
  /** HONGXIAN_SESSION_HOURS: how long the console stays signed in. */
  readonly sessionHours: number
  /** HONGXIAN_TOKEN_DAYS: how long an extension stays signed in. */
  readonly tokenDays: number
  /** HONGXIAN_MAX_TEXT: longest text, UTF-16 code units. */
  readonly maxTextLength: number
  /** HONGXIAN_MAX_BODY: longest request, bytes. */
  readonly maxBodyBytes: number
  /** HONGXIAN_RATE: requests a minute of one person; 0 for no limit. */
  readonly ratePerMinute: number
  /** HONGXIAN_SIGN_IN_RATE: requests a minute of one address that is not signed in; 0 for no limit. */
  readonly signInRatePerMinute: number
  /**
   * HONGXIAN_WORKERS: threads that check texts; by default as many as there are processors on Linux, where they give way to
   * the one that answers, and one fewer elsewhere.
   */
  readonly workers: number
  /** HONGXIAN_QUEUE: texts that wait to be checked; past so many a check is refused for the moment. */
  readonly queue: number
  /** HONGXIAN_HTTPS=1: the service stands behind HTTPS, cookies are sent over nothing else. */
  readonly secureCookies: boolean
  /**
   * 统一身份认证 by OpenID Connect; `null` unless HONGXIAN_OIDC_ISSUER is set. HONGXIAN_OIDC_CLIENT_ID and HONGXIAN_ADDRESS (this
   * service as browsers reach it) go with it, HONGXIAN_OIDC_CLIENT_SECRET unless the client is public. HONGXIAN_OIDC_CLAIM names the
   * claim that holds the account here (preferred_username), HONGXIAN_OIDC_SCOPE what is asked for (openid profile).
   */
  readonly oidc: OidcConfig | null
  /** HONGXIAN_LOG: `json` one line a request, `quiet` errors only. */
  readonly log: 'json' | 'quiet'
}

/** A setting cannot be used; the message says which and how to put it right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

/** @param root folder that relative paths and the default data folder start from */
export function readConfig(env: Environment, root: string): Config {
  const log = env.HONGXIAN_LOG ?? 'json'
  if (log !== 'json' && log !== 'quiet') throw new ConfigError(`HONGXIAN_LOG 应当为 json 或者 quiet，现为“${log}”。`)
  const dataDir = env.HONGXIAN_DATA ? resolve(root, env.HONGXIAN_DATA) : join(root, 'data')
  return {
    dataDir,
    database: connectionString(env) ?? join(dataDir, 'hongxian.db'),
    host: env.HONGXIAN_HOST ?? '127.0.0.1',
    port: integer(env, 'HONGXIAN_PORT', 8790, 0, 65_535),
    sessionHours: integer(env, 'HONGXIAN_SESSION_HOURS', 12, 1, 720),
    tokenDays: integer(env, 'HONGXIAN_TOKEN_DAYS', 90, 1, 3650),
    maxTextLength: integer(env, 'HONGXIAN_MAX_TEXT', 500_000, 1, 50_000_000),
    maxBodyBytes: integer(env, 'HONGXIAN_MAX_BODY', 8_000_000, 1024, 500_000_000),
    ratePerMinute: integer(env, 'HONGXIAN_RATE', 1200, 0, 1_000_000),
    signInRatePerMinute: integer(env, 'HONGXIAN_SIGN_IN_RATE', 120, 0, 1_000_000),
    workers: integer(env, 'HONGXIAN_WORKERS', defaultWorkers(), 1, 256),
    queue: integer(env, 'HONGXIAN_QUEUE', 100, 1, 100_000),
    secureCookies: env.HONGXIAN_HTTPS === '1',
    oidc: oidcConfig(env),
    log,
  }
}

const defaultWorkers = (): number =>
  Math.max(1, process.platform === 'linux' ? availableParallelism() : availableParallelism() - 1)

function connectionString({ HONGXIAN_DATABASE: given }: Environment): string | null {
  if (!given || /^postgres(ql)?:\/\//.test(given)) return given || null
  // What was given may hold a password.
  throw new ConfigError('HONGXIAN_DATABASE 应当为 PostgreSQL 的连接串，例如 postgres://用户:密码@主机:5432/库名。')
}

function oidcConfig(env: Environment): OidcConfig | null {
  const issuer = env.HONGXIAN_OIDC_ISSUER
  if (!issuer) return null
  const clientId = env.HONGXIAN_OIDC_CLIENT_ID
  if (!clientId) throw new ConfigError('设置了 HONGXIAN_OIDC_ISSUER 的，还应当设置 HONGXIAN_OIDC_CLIENT_ID。')
  const scope = env.HONGXIAN_OIDC_SCOPE || 'openid profile'
  if (!scope.split(/\s+/).includes('openid'))
    throw new ConfigError(`HONGXIAN_OIDC_SCOPE 应当含有 openid，现为“${scope}”。`)
  return {
    issuer: trusted('HONGXIAN_OIDC_ISSUER', issuer).href,
    clientId,
    clientSecret: env.HONGXIAN_OIDC_CLIENT_SECRET || null,
    redirectUri: new URL('/sign-in', trusted('HONGXIAN_ADDRESS', env.HONGXIAN_ADDRESS ?? '')).href,
    claim: env.HONGXIAN_OIDC_CLAIM || 'preferred_username',
    scope,
  }
}

const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Codes and tokens travel there: over HTTPS, or not beyond this machine. */
function trusted(name: string, address: string): URL {
  const url = URL.parse(address)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))) return url
  throw new ConfigError(`${name} 应当为 https:// 开头的地址，现为“${address}”。`)
}

function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new ConfigError(`${name} 应当为 ${min} 至 ${max} 的整数，现为“${text}”。`)
}
