import { existsSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, SqliteDialect, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
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
  /** Copies the database to `file` while it is in use. @throws if `file` exists */
  backup(file: string): Promise<void>
  /** Waits for the writes under way. */
  close(): Promise<void>
}

// Writes that wait at the same time share one transaction, hence one wait for the disk; each has a savepoint of its own.
const WRITES_PER_TRANSACTION = 64

/** Opens (and creates, and migrates) the database. @param file `:memory:` for one that is gone on close */
export async function openStore(file: string, clock: () => Date = () => new Date()): Promise<Store> {
  const sqlite = openSqlite(file)
  const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  await migrate(writer)
  const inMemory = file === ':memory:'
  const reader = inMemory
    ? writer
    : new Kysely<Tables>({ dialect: new SqliteDialect({ database: new SqliteDatabase(file, { readonly: true }) }) })
  const queue = createWriteQueue(writer, clock)
  return {
    db: reader,
    write: queue.write,
    async backup(target) {
      if (existsSync(target)) throw new Error(`已有文件 ${target}，不覆盖。`)
      await sqlite.backup(target)
    },
    async close() {
      await queue.idle()
      if (!inMemory) await reader.destroy()
      await writer.destroy()
    },
  }
}

function openSqlite(file: string): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(file)
  sqlite.pragma('journal_mode = WAL')
  // What has been acknowledged survives a power cut, not only a crash of the process.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  return sqlite
}

/** Brings the database to the newest shape; a database of a newer program is refused. */
async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('数据库升级失败。请用不低于上次的程序版本打开，或者从备份恢复。', { cause: error })
}

interface Job {
  run(writing: Writing): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

function createWriteQueue(db: Kysely<Tables>, clock: () => Date) {
  const waiting: Job[] = []
  let working: Promise<void> | null = null

  async function drain(): Promise<void> {
    while (waiting.length > 0) await runTogether(db, clock, waiting.splice(0, WRITES_PER_TRANSACTION))
    working = null
  }
  return {
    write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run: work, resolve: resolve as (value: unknown) => void, reject })
        working ??= Promise.resolve().then(drain)
      })
    },
    async idle(): Promise<void> {
      while (working) await working
    },
  }
}

/** Commits `jobs` as one; a job that throws is undone alone, unless the transaction itself fails. */
async function runTogether(db: Kysely<Tables>, clock: () => Date, jobs: readonly Job[]): Promise<void> {
  const tell: (() => void)[] = []
  let cause: unknown = null
  try {
    await db.transaction().execute(async (transaction) => {
      for (const job of jobs) {
        const now = clock()
        const writing = { db: transaction, at: now.toISOString(), newId: () => newId(now) }
        await sql`savepoint one_write`.execute(transaction)
        try {
          const value = await job.run(writing)
          tell.push(() => job.resolve(value))
        } catch (error) {
          cause = error
          await sql`rollback to savepoint one_write`.execute(transaction)
          cause = null
          tell.push(() => job.reject(error))
        }
        await sql`release savepoint one_write`.execute(transaction)
      }
    })
  } catch (error) {
    // A full disk ends the whole transaction, so that undoing fails too; what is told is why, not that.
    for (const job of jobs) job.reject(cause ?? error)
    return
  }
  for (const answer of tell) answer()
}
