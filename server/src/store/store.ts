import { existsSync } from 'node:fs'
import { type Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { copyRows } from './copy-rows.ts'
import { type Engine, openEngine, StoreError } from './engine.ts'
import { newId } from './ids.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Tables } from './tables.ts'

export type Reading = Kysely<Tables> | Transaction<Tables>

/** One write: everything done through `db` happens wholly or not at all, at the one instant `at`. */
export interface Writing {
  readonly db: Transaction<Tables>
  readonly at: string
  readonly newId: () => string
}

export interface Store {
  /** For queries only. */
  readonly db: Kysely<Tables>
  /**
   * Runs `work` in a transaction; resolves once it is on disk. Writes are done one after the other in the order they were
   * asked for, so `work` sees what the writes before it did. Inside `work` await nothing but its own queries.
   */
  write<T>(work: (writing: Writing) => Promise<T>): Promise<T>
  /** How many writes were asked for so far. */
  writes(): number
  /** Resolves once what can be read now is on disk; who was told of it then can rely on it. */
  settled(): Promise<void>
  /** While this stays the same, so does everything that can be read; `null` where the database does not tell. */
  stamp(): string | null
  /** Everything that `work` reads is of one instant, while others go on writing. */
  snapshot<T>(work: (db: Reading) => Promise<T>): Promise<T>
  /** Copies the database to `file`, one of SQLite whatever it is itself, while it is in use. @throws if `file` exists */
  backup(file: string): Promise<void>
  /** Waits for the writes under way. */
  close(): Promise<void>
}

// Writes that wait at the same time share one transaction, hence one wait for the disk; each has a savepoint of its own.
const WRITES_PER_TRANSACTION = 64

/**
 * Opens (and creates, and migrates) the database.
 *
 * @param database file of SQLite, `:memory:` for one that is gone on close, or connection string of PostgreSQL
 * @param isAlone for a file: nobody else may have it open until it is closed
 * @throws StoreError
 */
export async function openStore(
  database: string,
  clock: () => Date = () => new Date(),
  isAlone = false,
): Promise<Store> {
  const engine = await openEngine(database, isAlone)
  await migrate(engine).catch(async (error) => {
    await engine.close()
    throw error
  })
  const queue = createWriteQueue(engine, clock)
  const store: Store = {
    db: engine.reader,
    write: queue.write,
    writes: queue.count,
    settled: queue.settled,
    stamp: () => (engine.readerState ? `${engine.readerState()}/${queue.turns()}` : null),
    snapshot: engine.snapshot,
    async backup(target) {
      if (existsSync(target)) throw new Error(`已有文件 ${target}，不覆盖。`)
      await (engine.copyTo ? engine.copyTo(target) : copyToFile(store, target))
    },
    async close() {
      await queue.idle()
      await engine.close()
    },
  }
  return store
}

/** Brings the database to the newest shape, or to that of `last`; a database of a newer program is refused. */
export async function migrate(engine: Engine, last = Object.keys(MIGRATIONS).at(-1) as string): Promise<void> {
  const migrator = new Migrator({
    db: engine.forMigrations,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  })
  const { error } = await migrator.migrateTo(last)
  if (error) throw new StoreError('数据库升级失败。请用不低于上次的程序版本打开，或者从备份恢复。', { cause: error })
}

async function copyToFile(from: Store, file: string): Promise<void> {
  const copy = await openStore(file)
  try {
    await from.snapshot((source) => copy.write(({ db }) => copyRows(source, db)))
  } finally {
    await copy.close()
  }
}

interface Job {
  run(writing: Writing): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

function createWriteQueue(engine: Engine, clock: () => Date) {
  const waiting: Job[] = []
  let settling: Promise<void> = Promise.resolve()
  let working: Promise<void> | null = null
  let asked = 0
  let turns = 0

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      turns++
      const outcome = await runTogether(engine, clock, waiting.splice(0, WRITES_PER_TRANSACTION))
      turns++
      // Those that come next do not wait for the disk; they share the wait after this one.
      if (outcome) settling = Promise.all([settling, tell(outcome)]).then(() => {})
    }
    working = null
  }

  async function tell({ answers, jobs }: Outcome): Promise<void> {
    try {
      await engine.settle()
    } catch (error) {
      for (const job of jobs) job.reject(error)
      return
    }
    for (const answer of answers) answer()
  }
  return {
    write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
      asked++
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run: work, resolve: resolve as (value: unknown) => void, reject })
        working ??= Promise.resolve().then(drain)
      })
    },
    count: () => asked,
    /** Another number before, while and after each transaction. */
    turns: () => turns,
    async settled(): Promise<void> {
      await settling
    },
    async idle(): Promise<void> {
      while (working) await working
      await settling
    },
  }
}

/** What has been committed, to be told once it is on disk. */
interface Outcome {
  readonly jobs: readonly Job[]
  readonly answers: readonly (() => void)[]
}

/**
 * Commits `jobs` as one; a job that throws is undone alone, unless the transaction itself fails.
 *
 * @returns `null` where nothing was committed, which has been told then
 */
async function runTogether(engine: Engine, clock: () => Date, jobs: readonly Job[]): Promise<Outcome | null> {
  const answers: (() => void)[] = []
  let cause: unknown = null
  try {
    await engine.ready()
    await engine.writer.transaction().execute(async (transaction) => {
      await engine.takeTurn(transaction)
      for (const job of jobs) {
        const now = clock()
        const writing = { db: transaction, at: now.toISOString(), newId: () => newId(now) }
        await sql`savepoint one_write`.execute(transaction)
        try {
          const value = await job.run(writing)
          answers.push(() => job.resolve(value))
        } catch (error) {
          cause = error
          await sql`rollback to savepoint one_write`.execute(transaction)
          cause = null
          answers.push(() => job.reject(error))
        }
        await sql`release savepoint one_write`.execute(transaction)
      }
    })
  } catch (error) {
    // A full disk ends the whole transaction, so that undoing fails too; what is told is why, not that.
    for (const job of jobs) job.reject(cause ?? error)
    return null
  }
  return { jobs, answers }
}
