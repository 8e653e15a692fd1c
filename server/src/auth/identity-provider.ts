import * as oidc from 'openid-client'

/** How this service is known at the office's 统一身份认证 (OpenID Connect). */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** `null` for a public client, which PKCE alone protects. */
  readonly clientSecret: string | null
  /** Address to come back to: `/sign-in` of this service as browsers reach it. */
  readonly redirectUri: string
  /** The claim that holds the account here. */
  readonly claim: string
  readonly scope: string
}

/** What one sign-in that has begun must be finished with. */
interface Begun {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly begunAt: number
}

export interface IdentityProvider {
  /** @returns the page to go to, and the key to finish with, known to this browser alone. @throws IdentityError */
  begin(): Promise<{ readonly location: string; readonly key: string }>
  /**
   * @param query as the provider sent the browser back with
   * @returns the account here that the provider vouches for, and its token that says so. @throws IdentityError
   */
  finish(key: string | null, query: string): Promise<Vouched>
  /** Notes by which token a session began. In memory: without it the provider asks whoever signs out to confirm. */
  keepToken(credentialId: string, idToken: string): void
  /** @returns the page on which that session ends at the provider too; `null` where it has none, or cannot be asked */
  end(credentialId: string): Promise<string | null>
}

export interface Vouched {
  readonly account: string
  readonly idToken: string
}

/** Nobody was vouched for; `detail` is a sentence for the person, `reason` a word for the log. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError'
  readonly kind: 'refused' | 'unavailable'
  readonly detail: string
  readonly reason: string
  constructor(kind: 'refused' | 'unavailable', detail: string, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.kind = kind
    this.detail = detail
    this.reason = reason
  }
}

/** Minutes that somebody has to type a password at the provider. */
export const FINISH_WITHIN_MS = 10 * 60_000
// More are under way at once only where somebody begins without end; the oldest go first.
const MOST_BEGUN = 10_000
const TOKENS_KEPT = 5000
const DISCOVER_AFTER_MS = 60 * 60_000
const TIMEOUT_S = 10
const CLOCK_TOLERANCE_S = 30

/** Authorisation code with PKCE, state and nonce; the ID token's signature is checked against the provider's keys. */
export function createIdentityProvider(config: OidcConfig, clock: () => Date): IdentityProvider {
  const begun = new Map<string, Begun>()
  const idTokens = new Map<string, string>()
  let known: { readonly client: oidc.Configuration; readonly at: number } | null = null

  async function client(): Promise<oidc.Configuration> {
    const now = clock().getTime()
    if (known === null || now - known.at > DISCOVER_AFTER_MS) known = { client: await discover(config), at: now }
    return known.client
  }

  return {
    async begin() {
      const at = await telling(client)
      const now = clock().getTime()
      for (const [key, { begunAt }] of begun)
        if (now - begunAt > FINISH_WITHIN_MS || begun.size >= MOST_BEGUN) begun.delete(key)
      const one = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
        begunAt: now,
      }
      const key = oidc.randomState()
      begun.set(key, one)
      const location = oidc.buildAuthorizationUrl(at, {
        redirect_uri: config.redirectUri,
        scope: config.scope,
        state: one.state,
        nonce: one.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(one.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { location: location.href, key }
    },

    async finish(key, query) {
      const one = key === null ? undefined : begun.get(key)
      // Once only, whatever comes of it.
      if (key !== null) begun.delete(key)
      if (!one || clock().getTime() - one.begunAt > FINISH_WITHIN_MS)
        throw new IdentityError('refused', '登录请求已经失效，或者不是由本浏览器发起的。请重新登录。', 'no-request')
      return telling(async () => vouchedFor(config, await client(), one, query))
    },

    keepToken(credentialId, idToken) {
      idTokens.set(credentialId, idToken)
      if (idTokens.size > TOKENS_KEPT) idTokens.delete(idTokens.keys().next().value as string)
    },

    async end(credentialId) {
      const idToken = idTokens.get(credentialId)
      idTokens.delete(credentialId)
      try {
        const at = await client()
        if (!at.serverMetadata().end_session_endpoint) return null
        // OpenID Connect RP-Initiated Logout 1.0, section 2
        return oidc.buildEndSessionUrl(at, {
          post_logout_redirect_uri: new URL('/', config.redirectUri).href,
          ...(idToken === undefined ? {} : { id_token_hint: idToken }),
        }).href
      } catch {
        // Nobody is kept from signing out here.
        return null
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<oidc.Configuration> {
  const server = new URL(issuer)
  const metadata = { [oidc.clockTolerance]: CLOCK_TOLERANCE_S }
  const by = (authentication: oidc.ClientAuth) =>
    oidc.discovery(server, clientId, metadata, authentication, {
      timeout: TIMEOUT_S,
      execute: [
        // Without it the library trusts the connection and leaves the signature alone.
        oidc.enableNonRepudiationChecks,
        // Configuration lets http through for this machine alone.
        ...(server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    })
  if (clientSecret === null) return by(oidc.None())
  const found = await by(oidc.ClientSecretBasic(clientSecret))
  const methods = found.serverMetadata().token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const takesPostOnly = methods.includes('client_secret_post') && !methods.includes('client_secret_basic')
  return takesPostOnly ? by(oidc.ClientSecretPost(clientSecret)) : found
}

async function vouchedFor(
  { redirectUri, claim }: OidcConfig,
  client: oidc.Configuration,
  { state, nonce, codeVerifier }: Begun,
  query: string,
): Promise<Vouched> {
  const url = new URL(redirectUri)
  url.search = query
  const tokens = await oidc.authorizationCodeGrant(client, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  })
  const idToken = tokens.claims()
  if (!idToken) throw new IdentityError('refused', BAD_TOKEN, 'no-id-token')
  const account = accountIn(idToken, claim)
  const token = tokens.id_token as string
  if (account !== null) return { account, idToken: token }
  const more = client.serverMetadata().userinfo_endpoint
    ? await oidc.fetchUserInfo(client, tokens.access_token, idToken.sub)
    : {}
  const found = accountIn(more, claim)
  if (found !== null) return { account: found, idToken: token }
  throw new IdentityError(
    'refused',
    `统一身份认证没有提供对应账号的信息（${claim}）。请联系系统管理员核对配置。`,
    'no-claim',
  )
}

/** An address that the provider itself has not verified is nobody's. */
function accountIn(claims: Readonly<Record<string, unknown>>, claim: string): string | null {
  const value = claims[claim]
  if (typeof value !== 'string' || value.trim() === '') return null
  return claim === 'email' && claims.email_verified === false ? null : value.trim()
}

const BAD_TOKEN =
  '身份令牌校验不通过，已拒绝登录。请重新登录；仍不成功的，请联系系统管理员核对统一身份认证的签发方、客户端和签名密钥。'
const UNAVAILABLE = '统一身份认证服务没有正常答复。请稍后重试，或者使用账号密码登录。'

/** Codes of the library with which the provider, not what it vouches for, is at fault. */
const PROVIDER_FAILED = new Set(['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_TIMEOUT'])

async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof IdentityError ? cause : explain(cause)
  }
}

function explain(cause: unknown): IdentityError {
  if (cause instanceof oidc.AuthorizationResponseError) {
    // The provider's own word may be anything; only what looks like a code is repeated.
    const code = /^[\w.-]{1,64}$/.test(cause.error) ? cause.error : '未说明'
    const detail =
      code === 'access_denied'
        ? '您取消了登录，或者没有获准使用本系统。'
        : `统一身份认证拒绝了登录请求（${code}）。请联系系统管理员。`
    return new IdentityError('refused', detail, code, { cause })
  }
  if (cause instanceof oidc.ResponseBodyError && cause.status < 500)
    return new IdentityError('refused', '统一身份认证不接受本次登录。请重新登录。', cause.error, { cause })
  if (cause instanceof oidc.ClientError && cause.code && !PROVIDER_FAILED.has(cause.code)) {
    const detail =
      cause.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'
        ? '身份令牌已经过期。请重新登录；仍不成功的，请系统管理员核对两台服务器的时间。'
        : BAD_TOKEN
    return new IdentityError('refused', detail, cause.code, { cause })
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new IdentityError('unavailable', UNAVAILABLE, reason, { cause })
}
