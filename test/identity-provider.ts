import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'

/** What is to go wrong with the next sign-in. */
export interface Fault {
  /** Claims of the ID token that differ; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** The token is signed with a key that is not published, or not at all. */
  readonly signature?: 'foreign' | 'none'
  /** Sent back instead of a code. */
  readonly error?: string
  /** The token endpoint answers so. */
  readonly tokenStatus?: number
}

/** A small provider of OpenID Connect on loopback: whoever is sent there is `person` at once. It checks PKCE as it must. */
export async function startIdentityProvider(client: { readonly id: string; readonly secret: string | null }) {
  const published = await generateKeyPair('RS256')
  const foreign = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' }
  const codes = new Map<string, URLSearchParams>()
  let issuer = ''
  let fault: Fault = {}
  let person: Record<string, unknown> = { sub: 'p1' }
  let userInfo: Record<string, unknown> = {}
  const ended: Record<string, string>[] = []

  const answers: Record<string, (request: IncomingMessage, url: URL, response: ServerResponse) => Promise<void>> = {
    '/.well-known/openid-configuration': async (_, __, response) =>
      send(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        userinfo_endpoint: `${issuer}/userinfo`,
        end_session_endpoint: `${issuer}/end`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      }),
    // Whoever ends a session there is sent back to where the client wishes.
    '/end': async (_, { searchParams: asked }, response) => {
      ended.push(Object.fromEntries(asked))
      response.writeHead(302, { location: asked.get('post_logout_redirect_uri') as string }).end()
    },
    '/jwks': async (_, __, response) => send(response, 200, { keys: [jwk] }),
    '/userinfo': async (_, __, response) => send(response, 200, { sub: person.sub, ...userInfo }),
    '/authorize': async (_, { searchParams: asked }, response) => {
      const back = new URL(asked.get('redirect_uri') as string)
      back.searchParams.set('state', asked.get('state') as string)
      if (fault.error) back.searchParams.set('error', fault.error)
      else {
        const code = randomUUID()
        codes.set(code, asked)
        back.searchParams.set('code', code)
      }
      response.writeHead(302, { location: back.href }).end()
    },
    '/token': async (request, _, response) => {
      const given = new URLSearchParams(await textOf(request))
      const asked = codes.get(given.get('code') as string)
      codes.delete(given.get('code') as string)
      if (fault.tokenStatus) return send(response, fault.tokenStatus, { error: 'server_error' })
      const challenge = createHash('sha256')
        .update(given.get('code_verifier') ?? '')
        .digest('base64url')
      const isClient = client.secret
        ? basicOf(request) === `${client.id}:${client.secret}`
        : given.get('client_id') === client.id
      if (
        !asked ||
        !isClient ||
        challenge !== asked.get('code_challenge') ||
        asked.get('code_challenge_method') !== 'S256'
      )
        return send(response, 400, { error: 'invalid_grant' })
      const now = Math.floor(Date.now() / 1000)
      const claims = Object.fromEntries(
        Object.entries({
          iss: issuer,
          aud: client.id,
          iat: now,
          exp: now + 300,
          nonce: asked.get('nonce'),
          ...person,
          ...fault.claims,
        }).filter(([, value]) => value !== undefined),
      )
      const idToken =
        fault.signature === 'none'
          ? new UnsecuredJWT(claims).encode()
          : await new SignJWT(claims)
              .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
              .sign(fault.signature === 'foreign' ? foreign.privateKey : published.privateKey)
      send(response, 200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken })
    },
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url as string, issuer)
    const answer = answers[url.pathname]
    if (answer) answer(request, url, response).catch((error) => response.destroy(error))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    /** What was sent along by those who signed out. */
    ended,
    /** Who signs in from now on, by claims; what the ID token does not say the userinfo endpoint may. */
    become: (claims: Record<string, unknown>, more: Record<string, unknown> = {}) => {
      person = { sub: 'p1', ...claims }
      userInfo = more
    },
    goWrong: (next: Fault) => {
      fault = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Each part is form-encoded before the two are joined (RFC 6749, section 2.3.1). */
const basicOf = ({ headers }: IncomingMessage): string =>
  Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':')
    .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    .join(':')

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
