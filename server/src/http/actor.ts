import type { User } from '@hongxian/shared/api'

/** The person a request is made by, and what they signed in with. */
export interface Actor extends User {
  readonly credentialId: string
  readonly client: 'extension' | 'console'
  readonly method: 'password' | 'oidc'
}

export const SESSION_COOKIE = 'hongxian_session'

/** The secret a request carries: a bearer token goes before the cookie. */
export function secretOf(headers: Headers): { secret: string; from: 'bearer' | 'cookie' } | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer) return { secret: bearer, from: 'bearer' }
  const cookie = new RegExp(`(?:^|; *)${SESSION_COOKIE}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1]
  return cookie ? { secret: cookie, from: 'cookie' } : null
}

export function sessionCookie(secret: string, expiresAt: string, isSecure: boolean): string {
  const parts = [
    `${SESSION_COOKIE}=${secret}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Expires=${new Date(expiresAt).toUTCString()}`,
  ]
  if (isSecure) parts.push('Secure')
  return parts.join('; ')
}
