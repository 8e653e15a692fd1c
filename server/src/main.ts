import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { compileRules, createApp, keepRules } from './app.ts'
import { createIdentityProvider } from './auth/index.ts'
import { createWorkerPool, type WorkerPool } from './batch/index.ts'
import { type Config, ConfigError } from './config.ts'
import type { LogRecord } from './http/index.ts'
import { createLawTextShelf, loadReference } from './law-texts/index.ts'
import { createAnalysis } from './routes/analysis.ts'
import { createRuleShelf } from './routes/rule-shelf.ts'
import { loadRuleSet, officeReader, updatedReference } from './rule-pack/index.ts'
import { keepIndexed, openStore, type Store, StoreError } from './store/index.ts'

/** A service that runs. */
export interface Service {
  readonly address: string
  readonly store: Store
  readonly app: Hono
  /** Whether the demo person is there, hence the sample intranet. */
  readonly isDemo: boolean
  /** Answers what is under way, writes what is waiting, and lets go of the database. */
  close(): Promise<void>
}

export interface ServeOptions {
  /** Prepares the store before anybody is let in. @returns account of the demo person, or `null` */
  readonly prepare?: (store: Store) => Promise<string | null>
}

/**
 * Opens the database, loads the rules and listens.
 *
 * @throws ConfigError with one sentence for whoever started it: port in use, folder not writable, rules faulty
 */
export async function startService(config: Config, options: ServeOptions = {}): Promise<Service> {
  const store = await openData(config)
  const log = createLog(config)
  let pool: WorkerPool | null = null
  try {
    const rules = await loadRules(config)
    pool = createWorkerPool({
      size: config.workers,
      longestQueue: config.queue,
      rules: { digest: rules.digest, json: rules.json },
      onLost: (reason) => log({ level: 'error', message: 'check worker lost', error: reason }),
    })
    await keepRules(store, rules)
    const demoAccount = (await options.prepare?.(store)) ?? null
    const intranetFile = join(config.dataDir, 'intranet.json')
    const clock = () => new Date()
    const analysis = createAnalysis(pool)
    const shelf = createRuleShelf(store, rules, analysis, clock)
    await shelf.reapply()
    const app = createApp({
      shelf,
      analysis,
      store,
      rules,
      pool,
      lawTexts: createLawTextShelf(config.dataDir),
      holidays: (await loadReference(config.dataDir)).holidays,
      config,
      identity: config.oidc && createIdentityProvider(config.oidc, clock),
      clock,
      log,
      demo: demoAccount === null ? null : { account: demoAccount, intranetFile },
    })
    const stopIndexing = keepIndexed(store, (error) =>
      log({ level: 'error', message: 'search index', error: reasonOf(error) }),
    )
    return { ...(await listening(app, config, store, pool, stopIndexing)), isDemo: demoAccount !== null }
  } catch (error) {
    await pool?.close()
    await store.close()
    throw error
  }
}

async function openData({ dataDir, database }: Config): Promise<Store> {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return await openStore(database)
  } catch (cause) {
    if (cause instanceof StoreError) throw new ConfigError(cause.message, { cause })
    throw new ConfigError(
      `数据文件夹 ${dataDir} 不能写入（${reasonOf(cause)}）。请检查权限，或者用环境变量 HONGXIAN_DATA 另行指定。`,
      { cause },
    )
  }
}

async function loadRules({ dataDir }: Config) {
  try {
    return compileRules(
      await loadRuleSet(undefined, { ...(await updatedReference(dataDir)), ...(await officeReader(dataDir)) }),
      false,
    )
  } catch (cause) {
    throw new ConfigError(`规则文件有误，服务未启动。请运行 hongxian rules test 查看：\n${reasonOf(cause)}`, { cause })
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

const CLOSE_WITHIN_MS = 5000

function listening(
  app: Hono,
  { host, port }: Config,
  store: Store,
  pool: WorkerPool,
  stopIndexing: () => Promise<void>,
): Promise<Omit<Service, 'isDemo'>> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (bound) => {
      const shown = host.includes(':') ? `[${host}]` : host
      resolve({ address: `http://${shown}:${bound.port}`, app, store, close })
    })
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(new ConfigError(listenSentence(error, host, port), { cause: error })),
    )

    async function close(): Promise<void> {
      await new Promise<void>((done) => {
        server.close(() => done())
        // Idle connections are kept open by browsers; they hold nothing that could be lost.
        if ('closeIdleConnections' in server) server.closeIdleConnections()
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), CLOSE_WITHIN_MS).unref()
      })
      await pool.close()
      await stopIndexing()
      await store.close()
    }
  })
}

function listenSentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `端口 ${port} 已被占用。请关闭占用它的程序，或者用环境变量 HONGXIAN_PORT 换一个端口。`
  if (error.code === 'EACCES') return `没有权限使用端口 ${port}。请用环境变量 HONGXIAN_PORT 换一个 1024 以上的端口。`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `本机没有地址 ${host}。请用环境变量 HONGXIAN_HOST 改正。`
  return `不能在 ${host}:${port} 提供服务：${error.message}`
}

/** Lines of one turn of the event loop are written together; errors, and what is left at the end, at once. */
function createLog(config: Config): (record: LogRecord) => void {
  let lines = ''
  const write = () => {
    if (lines !== '') process.stderr.write(lines)
    lines = ''
  }
  process.once('exit', write)
  return (record) => {
    if (config.log === 'quiet' && record.level !== 'error') return
    if (lines === '') setImmediate(write)
    lines += `${JSON.stringify({ time: new Date().toISOString(), ...record })}\n`
    if (record.level === 'error') write()
  }
}

/** Resolves on Ctrl-C or a request to end; a second one ends at once. */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        process.once(signal, () => process.exit(130))
        resolve()
      })
  })
}
