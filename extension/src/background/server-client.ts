import {
  type CallInput,
  type CallOutput,
  type Client,
  call,
  callIfChanged,
  type EndpointName,
  ProblemError,
  UnreachableError,
} from '@hongxian/shared/api'
import { type Account, readAccount, readSettings, trimSlash, writeAccount } from '../settings.ts'

/** The service cannot be used: nobody set one, or nobody is signed in there. */
export class NoServiceError extends Error {
  readonly state: 'off' | 'signed-out'
  /** @param meanwhile what that means for whoever asked, without its full stop */
  constructor(state: 'off' | 'signed-out', meanwhile = '文本只在本机检查') {
    super(`${state === 'off' ? '尚未设置审核服务' : '尚未登录审核服务'}，${meanwhile}。`)
    this.name = 'NoServiceError'
    this.state = state
  }
}

/** How long the service may take before we go on without it. */
const TIMEOUT_MS = 20_000

async function clientOf(): Promise<{ client: Client; account: Account }> {
  const [settings, account] = await Promise.all([readSettings(), readAccount()])
  if (!settings.serviceUrl) throw new NoServiceError('off')
  if (!account || account.baseUrl !== settings.serviceUrl) throw new NoServiceError('signed-out')
  const client = { baseUrl: account.baseUrl, token: account.token, signal: AbortSignal.timeout(TIMEOUT_MS) }
  return { client, account }
}

/**
 * Ask the office's service, signed in as the person at this machine.
 *
 * @param idempotencyKey name of a write that may be sent again: the service does it once
 * @throws NoServiceError, UnreachableError, ProblemError; a refused token also signs the person out
 */
export async function ask<Name extends EndpointName>(
  name: Name,
  input: CallInput<Name>,
  idempotencyKey?: string,
): Promise<CallOutput<Name>> {
  const { client, account } = await clientOf()
  try {
    return await call(name, input, idempotencyKey === undefined ? client : { ...client, idempotencyKey })
  } catch (error) {
    await forgetRefusedToken(error, account)
    throw error
  }
}

/** As `ask`, `null` while the service still has what `etag` names. */
export async function askIfChanged<Name extends EndpointName>(name: Name, input: CallInput<Name>, etag: string | null) {
  const { client } = await clientOf()
  return callIfChanged(name, input, client, etag)
}

async function forgetRefusedToken(error: unknown, account: Account): Promise<void> {
  if (!(error instanceof ProblemError) || error.status !== 401) return
  const now = await readAccount()
  if (now?.token === account.token) await writeAccount(null)
}

/** Sign in with account and password. @throws ProblemError, UnreachableError */
export async function signIn(baseUrl: string, account: string, password: string): Promise<Account> {
  const address = trimSlash(baseUrl)
  const client = { baseUrl: address, signal: AbortSignal.timeout(TIMEOUT_MS) }
  const body = { account, password, client: 'extension' as const, label: '浏览器插件' }
  const answer = await call('signIn', { body }, client)
  const signedIn = { baseUrl: address, token: answer.token ?? '', user: answer.user }
  await writeAccount(signedIn)
  return signedIn
}

/** Between two looks whether it was confirmed. */
const LOOK_EVERY_MS = 2000

/**
 * Ask to be signed in by somebody who confirms it at the console. The token is handed to whoever knows the verifier, which
 * never leaves this place before that.
 *
 * @returns `confirmed` resolves with the account once somebody did, with `null` once the request is void
 */
export async function askForConnection(baseUrl: string) {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const body = { challenge: toBase64Url(new Uint8Array(digest)), label: '浏览器插件' }
  const asked = await call('beginConnection', { body }, { baseUrl, signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { ...asked, confirmed: waitForConfirmation(baseUrl, asked.id, asked.expiresAt, verifier) }
}

async function waitForConfirmation(
  baseUrl: string,
  connectionId: string,
  expiresAt: string,
  verifier: string,
): Promise<Account | null> {
  while (Date.now() < Date.parse(expiresAt)) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    // Reading the storage also keeps the background awake meanwhile.
    const before = await readAccount()
    try {
      const client = { baseUrl, signal: AbortSignal.timeout(TIMEOUT_MS) }
      const answer = await call('completeConnection', { params: { connectionId }, body: { verifier } }, client)
      if (!answer.user || answer.token === null) continue
      const signedIn = { baseUrl, token: answer.token, user: answer.user }
      await writeAccount(signedIn)
      return signedIn
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) return null
      // Out of reach for a moment: the person may still be typing. Signed in otherwise meanwhile: no need to go on.
      if (before) return null
    }
  }
  return null
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

export async function signOut(): Promise<void> {
  try {
    await ask('signOut', {} as CallInput<'signOut'>)
  } catch (error) {
    // Out of reach: the token is forgotten here and runs out there.
    if (!(error instanceof UnreachableError || error instanceof NoServiceError || error instanceof ProblemError))
      throw error
  }
  await writeAccount(null)
}
