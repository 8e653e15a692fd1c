import { addressOf, CONTRACT, type Endpoint, type EndpointName } from '@hongxian/shared/api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE_FILES, samplesFor, type Things } from '../architecture/samples.ts'
import { startCpuTimer } from '../cpu-time.ts'
import { onEachEngine } from '../engines.ts'
import { openConsultation } from './consulted.ts'
import { openOffices } from './office.ts'

// Malformed, oversized and hostile requests: answered with a problem, never with a failure of ours and never slowly.

const ENDPOINTS = Object.values(CONTRACT) as unknown as Endpoint[]
const TEXT = '第一条 未经备案的企业，不得在本县从事物业服务活动。'
onEachEngine((newDatabase) => {
  let offices: Awaited<ReturnType<typeof openOffices>>
  let things: Things

  beforeAll(async () => {
    offices = await openOffices(await newDatabase())
    const all = await offices.as('ours-all')
    const { draft, version, findings, ruleSetDigest } = await all('createCheck', {
      body: { url: 'http://oa/1', text: TEXT },
    })
    const annotation = await all('createAnnotation', {
      body: { versionId: version.id, span: { start: 0, end: 3 }, quote: '第一条', body: '批注' },
    })
    const material = await all('attachMaterial', {
      params: { draftId: draft.id },
      body: { material: 'n1', name: '送审函.txt', content: Buffer.from('送审函').toString('base64') },
    })
    const { items } = await (await offices.as('ours-none'))('listTokens', {})
    // Compiles the rules of the samples, which later requests find ready.
    await all('dryRunRules', { body: { files: OFFICE_FILES } })
    const { items: colleagues } = await all('listColleagues', { query: {} })
    const idOf = (account: string) => colleagues.find((one) => one.account === account)?.id as string
    const consulted = await openConsultation(all, `合同\n${TEXT}`, idOf('ours-counsel'))
    const findingId = findings[0]?.id as string
    const tokenId = items[0]?.id as string
    things = {
      draftId: draft.id,
      versionId: version.id,
      otherVersionId: version.id,
      findingId,
      annotationId: annotation.id,
      tokenId,
      materialId: material.id,
      consultedDraftId: consulted.draftId,
      consultationId: consulted.consultationId,
      text: TEXT,
      ruleSetDigest,
      revision: 1,
      userId: idOf('ours-maintainer'),
      organisationId: (await all('getMe', {})).organisation.id,
    }
  }, 60_000)
  afterAll(() => offices.store.close())

  /** A word that breaks what is written carelessly. */
  const hostile = fc.constantFrom<unknown>(
    '',
    ' ',
    '\0',
    '\ud800',
    "'; DROP TABLE users; --",
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '%',
    '_',
    '🀄'.repeat(50),
    '条'.repeat(30_000),
    '__proto__',
    'constructor',
    -1,
    0,
    1.5,
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER,
    null,
    true,
    [],
    {},
    [[[[[]]]]],
    { toString: 'x' },
    { length: 1e9 },
    '9999-99-99',
    '0000-00-00',
    '２０２６-01-01',
    'hx_',
  )
  const anything = fc.oneof(hostile, fc.jsonValue({ maxDepth: 4 }))

  /** A valid body with one or more places put wrong, or something else altogether. */
  const spoilt = (body: unknown): fc.Arbitrary<unknown> => {
    if (typeof body !== 'object' || body === null) return anything
    const keys = [...Object.keys(body), '__proto__', 'extra']
    const change = fc.tuple(fc.constantFrom(...keys), fc.option(anything, { nil: undefined }))
    const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const entries = new Map(Object.entries(body))
      for (const [key, value] of changes) entries.set(key, value)
      return Object.fromEntries(entries)
    })
    return fc.oneof({ weight: 5, arbitrary: changed }, { weight: 1, arbitrary: anything })
  }

  const inPath = fc.oneof(
    fc.constantFrom(
      'x',
      '%00',
      '..%2f..',
      '%',
      '%E0%A4%A',
      'a'.repeat(5000),
      "'%20OR%201=1",
      '%F0%9F%80%84',
      '__proto__',
    ),
    fc.string({ maxLength: 30 }).map(encodeURIComponentSafe),
  )

  function encodeURIComponentSafe(text: string): string {
    return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')) || 'x'
  }

  const asQuery = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

  const SLOWEST_MS = 2000

  async function send(
    name: EndpointName,
    path: string,
    body: string | undefined,
    contentType = 'application/json',
  ): Promise<Response> {
    // Those that end the sign-in are tried without one, so that the others keep theirs.
    const token = name === 'signOut' || name === 'revokeToken' ? 'hx_none' : await offices.tokenOf('ours-all')
    const elapsed = startCpuTimer()
    const response = await offices.app.request(path, {
      method: addressOf(name).method,
      headers: { 'content-type': contentType, authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    })
    expect(elapsed()).toBeLessThan(SLOWEST_MS)
    return response
  }

  async function expectAnswer(response: Response, tried: string): Promise<void> {
    const text = await response.text()
    expect(response.status, `${tried}\n${text}`).toBeLessThan(500)
    if (response.status >= 400)
      expect(response.headers.get('content-type'), tried).toMatch(/^application\/problem\+json/)
  }

  const RUNS = { numRuns: 60, seed: 20_261_121 }
  const fill = (name: EndpointName, value: string) => addressOf(name).path.replace(/:\w+/g, () => value)
  const sampleOf = (name: EndpointName) =>
    samplesFor(things)[name] as { params?: Record<string, string>; body?: object; query?: object }

  describe('hostile requests', () => {
    it.each(ENDPOINTS.filter(({ body }) => body).map(({ name }) => name))(
      '%s withstands spoilt bodies',
      async (name) => {
        const { params, body } = sampleOf(name)
        const path = addressOf(name).path.replace(/:(\w+)/g, (_, param: string) => params?.[param] ?? 'x')
        await fc.assert(
          fc.asyncProperty(spoilt(body), async (wrong) => {
            const text = JSON.stringify(wrong) ?? ''
            await expectAnswer(await send(name, path, text), text.slice(0, 500))
          }),
          RUNS,
        )
        for (const raw of [
          '',
          '{',
          '[',
          '"',
          '\ufeff{}',
          '{"a":1}{"b":2}',
          `${'['.repeat(50_000)}`,
          `{"text":"${'\\u0000'.repeat(100)}"}`,
          'null',
          '1e999',
        ])
          await expectAnswer(await send(name, path, raw), raw.slice(0, 50))
        const form = await send(name, path, 'text=1', 'application/x-www-form-urlencoded')
        expect(form.status).toBe(name === 'signOut' ? 401 : 415)
      },
    )

    it.each(ENDPOINTS.filter(({ path }) => path.includes(':')).map(({ name }) => name))(
      '%s withstands spoilt paths',
      async (name) => {
        const { body } = sampleOf(name)
        await fc.assert(
          fc.asyncProperty(inPath, async (value) => {
            await expectAnswer(await send(name, fill(name, value), body && JSON.stringify(body)), value)
          }),
          RUNS,
        )
      },
    )

    it.each(ENDPOINTS.filter(({ query }) => query).map(({ name }) => name))(
      '%s withstands spoilt queries',
      async (name) => {
        const { params, query } = sampleOf(name)
        const path = addressOf(name).path.replace(/:(\w+)/g, (_, param: string) => params?.[param] ?? 'x')
        const keys = [...Object.keys(query ?? {}), 'limit', 'cursor', 'q', 'kind', 'since', 'asOf', 'source']
        await fc.assert(
          fc.asyncProperty(
            fc.dictionary(fc.constantFrom(...keys), anything.map(asQuery), { maxKeys: 4 }),
            async (wrong) => {
              const search = new URLSearchParams(
                Object.entries(wrong).map(([key, value]) => [key, value.slice(0, 3000)]),
              )
              await expectAnswer(await send(name, `${path}?${search}`, undefined), String(search).slice(0, 300))
            },
          ),
          RUNS,
        )
      },
    )

    it('never made the service itself fail', () => {
      expect(offices.failures).toEqual([])
    })

    it('left the history whole', async () => {
      expect(await (await offices.as('ours-all'))('verifyHistory', {})).toMatchObject({ valid: true })
    })
  })
})
