import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { buildCatalogue } from '@hongxian/shared/law'
import { compileRuleSet, type RuleSet, type RuleSetSource } from '@hongxian/shared/rule'
import { Hono } from 'hono'
import { createIntranet } from '../intranet/intranet.ts'
import { createAuthenticate, createConnections, type IdentityProvider } from './auth/index.ts'
import type { WorkerPool } from './batch/index.ts'
import type { Config } from './config.ts'
import {
  apiPage,
  createAnswerOnce,
  createMetrics,
  createRateLimit,
  HttpProblem,
  htmlResponse,
  isFromHere,
  type KeptAnswers,
  type LogRecord,
  openApiDocument,
  problemResponse,
} from './http/index.ts'
import type { LawTexts } from './law-texts/index.ts'
import { type Analysis, createAnalysis } from './routes/analysis.ts'
import { mountAnnotations } from './routes/annotations.ts'
import { mountChecks } from './routes/checks.ts'
import { mountConnections } from './routes/connections.ts'
import { mountConsole } from './routes/console.ts'
import { mountConsultations } from './routes/consultations.ts'
import { mountDemo } from './routes/demo.ts'
import { createDemoCodes } from './routes/demo-codes.ts'
import type { PublishedRules, RouteDeps } from './routes/deps.ts'
import { mountDrafts } from './routes/drafts.ts'
import { mountEvaluation } from './routes/evaluation.ts'
import { mountFeedback } from './routes/feedback.ts'
import { mountFindings } from './routes/findings.ts'
import { mountHealth, mountHistory } from './routes/history.ts'
import { mountLawWording } from './routes/law-wording.ts'
import { mountLedger } from './routes/ledger.ts'
import { loadCalendar } from './routes/load-calendar.ts'
import { mountMaterials } from './routes/materials.ts'
import { mountOfficeRules } from './routes/office-rules.ts'
import { mountPeople } from './routes/people.ts'
import { mountReminders } from './routes/reminders.ts'
import { mountReviews } from './routes/reviews.ts'
import { mountRuleSets } from './routes/rule-sets.ts'
import { createRuleShelf, type RuleShelf } from './routes/rule-shelf.ts'
import { mountSettings } from './routes/settings.ts'
import { mountSignIn } from './routes/sign-in.ts'
import { mountStatistics } from './routes/statistics.ts'
import { isStorageFailure, keepAnswer, keepRuleSet, releaseAnswer, reserveAnswer, type Store } from './store/index.ts'

const VERSION = '0.1.0'

export interface AppDeps {
  readonly store: Store
  /** The built-in rule set. */
  readonly rules: PublishedRules
  /** Made of the rest where not given: what offices put in force over the built-in rule set, and the work on texts. */
  readonly shelf?: RuleShelf
  readonly analysis?: Analysis
  /** Threads for the costly work; on this thread where there are none. */
  readonly pool?: WorkerPool | null
  readonly config: Pick<
    Config,
    | 'sessionHours'
    | 'tokenDays'
    | 'maxTextLength'
    | 'maxBodyBytes'
    | 'ratePerMinute'
    | 'signInRatePerMinute'
    | 'secureCookies'
  >
  /** Statute texts that were imported; none where not given. */
  readonly lawTexts?: (() => Promise<LawTexts>) | null
  /** Holidays by year, where newer than those of the product. */
  readonly holidays?: Readonly<Record<string, unknown>>
  readonly clock: () => Date
  readonly log: (record: LogRecord) => void
  /** 统一身份认证; none where not given. */
  readonly identity?: IdentityProvider | null
  /** The demo person's account, and where the sample intranet keeps what is edited there; `null` unless this is a demo. */
  readonly demo: { readonly account: string; readonly intranetFile: string | null } | null
}

/**
 * Makes a rule set ready to serve.
 *
 * @param isKept whether it stays compiled: a hundred megabytes that every collection of garbage walks through, of use only
 * where texts are checked on this thread
 * @throws RuleSetError when it names what is not there
 */
export function compileRules(source: RuleSetSource, isKept = true): PublishedRules {
  const json = JSON.stringify(source)
  const compiled = compileRuleSet(source)
  return publishedOf(json, source, isKept ? compiled : null)
}

/** Holds on to nothing of `source`. */
function publishedOf(json: string, source: RuleSetSource, compiled: RuleSet | null): PublishedRules {
  let ruleSet = compiled
  return {
    digest: source.digest,
    get ruleSet() {
      ruleSet ??= compileRuleSet(JSON.parse(json))
      return ruleSet
    },
    summaries: source.rules.map(({ id, code, severity, summary }) => ({ id, code, severity, summary })),
    ruleCount: source.rules.length,
    catalogue: buildCatalogue(source.reference),
    json,
    gzip: new Uint8Array(gzipSync(json)),
  }
}

/** Keeps the source of a rule set, so that every check can show years later what it used. */
export const keepRules = (store: Store, { digest, json, ruleCount }: PublishedRules): Promise<void> =>
  store.write((writing) => keepRuleSet(writing, { digest, source: json, ruleCount }))

const keptAnswers = (store: Store): KeptAnswers => ({
  reserve: (userId, keyDigest, requestDigest) =>
    store.write((writing) => reserveAnswer(writing, { userId, keyDigest, requestDigest })),
  keep: (userId, keyDigest, answer) => store.write((writing) => keepAnswer(writing, userId, keyDigest, answer)),
  release: (userId, keyDigest) => store.write((writing) => releaseAnswer(writing, userId, keyDigest)),
})

/** The whole service as one function from request to response. */
export function createApp(deps: AppDeps): Hono {
  const { store, config, clock } = deps
  const metrics = createMetrics()
  const analysis = deps.analysis ?? createAnalysis(deps.pool ?? null)
  const routes: RouteDeps = {
    observe: metrics.observe,
    store,
    rules: deps.shelf ?? createRuleShelf(store, deps.rules, analysis, clock),
    analysis,
    calendar: loadCalendar(deps.holidays),
    lawTexts: deps.lawTexts ?? null,
    clock,
    log: deps.log,
    isStorageFailure,
    answerOnce: createAnswerOnce(keptAnswers(store)),
    authenticate: createAuthenticate(store, clock),
    limitRate: createRateLimit(config.ratePerMinute, clock),
    limitSignIn: createRateLimit(config.signInRatePerMinute, clock),
    lifetimes: config,
    identity: deps.identity ?? null,
    connections: createConnections(clock),
    maxBodyBytes: config.maxBodyBytes,
    maxTextLength: config.maxTextLength,
    secureCookies: config.secureCookies,
    version: VERSION,
    demoCodes: deps.demo && createDemoCodes(deps.demo.account, clock),
  }
  const app = new Hono()
  allowExtensions(app)
  mountHealth(app, routes)
  mountSignIn(app, routes)
  mountConnections(app, routes)
  mountChecks(app, routes)
  mountDrafts(app, routes)
  mountFindings(app, routes)
  mountAnnotations(app, routes)
  mountRuleSets(app, routes)
  mountOfficeRules(app, routes)
  mountLawWording(app, routes)
  mountHistory(app, routes)
  mountReviews(app, routes)
  mountFeedback(app, routes)
  mountEvaluation(app, routes)
  mountReminders(app, routes)
  mountMaterials(app, routes)
  mountConsultations(app, routes)
  mountPeople(app, routes)
  mountSettings(app, routes)
  mountStatistics(app, routes)
  mountLedger(app, routes)
  mountDemo(app, routes)
  mountConsole(app)
  if (deps.demo) {
    app.get('/intranet/', (c) => c.redirect('/intranet', 301))
    app.route('/intranet', createIntranet(deps.demo.intranetFile))
  }
  app.get('/metrics', async (c) =>
    isFromHere(c)
      ? c.text(await metrics.text(), 200, { 'content-type': metrics.contentType })
      : problemResponse(new HttpProblem('forbidden', '运行指标只提供给本机的监控程序。')),
  )
  app.get('/api/openapi.json', (c) => c.json(openApiDocument(VERSION)))
  app.get('/api/docs', () => htmlResponse(apiPage(VERSION)))
  app.notFound((c) => {
    const requestId = randomUUID()
    deps.log({ level: 'info', message: 'no such address', requestId, method: c.req.method, status: 404 })
    return problemResponse(new HttpProblem('not-found', '请核对地址；接口说明见 /api/docs。'), requestId)
  })
  return app
}

const EXTENSION_ORIGIN = /^(chrome|moz)-extension:\/\/[\w-]+$/

/** Extensions call with their token from their own origin; no cookie goes along, and web pages are not let in. */
function allowExtensions(app: Hono): void {
  app.use('/api/*', async (c, next) => {
    const origin = c.req.header('origin')
    const isExtension = origin !== undefined && EXTENSION_ORIGIN.test(origin)
    if (c.req.method === 'OPTIONS' && isExtension)
      return new Response(null, { status: 204, headers: corsHeaders(origin) })
    await next()
    if (isExtension) for (const [name, value] of Object.entries(corsHeaders(origin))) c.res.headers.set(name, value)
  })
}

const corsHeaders = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type, if-none-match, idempotency-key',
  'access-control-expose-headers': 'etag, x-request-id, retry-after, idempotency-replayed',
  'access-control-max-age': '3600',
  vary: 'origin',
})
