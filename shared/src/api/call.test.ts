import { describe, expect, it } from 'vitest'
import { type CallInit, call, callIfChanged, ProblemError, UnreachableError } from './call.ts'

/** Records what was asked for and answers with it. */
function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked: { url: string; init: CallInit }[] = []
  const fetch = async (url: string, init: CallInit) => {
    asked.push({ url, init })
    return new Response(status === 304 ? null : JSON.stringify(body), { status, headers })
  }
  return { asked, client: { baseUrl: 'http://h', token: 't', fetch } }
}

describe('call', () => {
  it('fills the path, drops absent query values and sends the token', async () => {
    const { asked, client } = answering(200, { items: [] })
    await call('getDraftHistory', { params: { draftId: 'a/b' }, query: { limit: 5, cursor: undefined } }, client)
    expect(asked[0]?.url).toBe('http://h/api/drafts/a%2Fb/history?limit=5')
    expect(asked[0]?.init.headers.authorization).toBe('Bearer t')
  })

  it('sends a body as JSON', async () => {
    const { asked, client } = answering(201, {})
    await call('createCheck', { body: { text: '第一条', url: 'http://x' } }, client)
    expect(asked[0]?.init).toMatchObject({ method: 'POST', body: '{"text":"第一条","url":"http://x"}' })
  })

  it('throws the problem the service states', async () => {
    const { client } = answering(404, {
      type: '/problems/draft-not-found',
      title: '没有找到该文件',
      detail: '请核对。',
    })
    const failure = call('getDraft', { params: { draftId: 'x' } }, client)
    await expect(failure).rejects.toBeInstanceOf(ProblemError)
    await expect(failure).rejects.toMatchObject({
      slug: 'draft-not-found',
      status: 404,
      message: '没有找到该文件：请核对。',
    })
  })

  it('says that nobody answered, and by which address', async () => {
    const client = { baseUrl: 'http://h', fetch: () => Promise.reject(new TypeError('refused')) }
    await expect(call('getHealth', {}, client)).rejects.toBeInstanceOf(UnreachableError)
    await expect(call('getHealth', {}, client)).rejects.toThrow('http://h')
  })

  it('takes an answer that is not JSON for somebody else', async () => {
    const client = { baseUrl: 'http://h', fetch: async () => new Response('<html>', { status: 502 }) }
    await expect(call('getHealth', {}, client)).rejects.toBeInstanceOf(UnreachableError)
  })

  it('answers null while the etag still holds', async () => {
    expect(await callIfChanged('getCurrentRuleSet', {}, answering(304, null).client, '"a"')).toBeNull()
    const fresh = await callIfChanged(
      'getCurrentRuleSet',
      {},
      answering(200, { digest: 'd' }, { etag: '"b"' }).client,
      '"a"',
    )
    expect(fresh).toEqual({ etag: '"b"', value: { digest: 'd' } })
  })
})
