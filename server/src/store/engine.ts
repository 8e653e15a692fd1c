import SqliteDatabase from 'better-sqlite3'
import {
  type ColumnDefinitionNode,
  CompiledQuery,
  type DatabaseConnection,
  DataTypeNode,
  Kysely,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PostgresAdapter,
  PostgresDialect,
  RawNode,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDatabase as SqliteDialectDatabase,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'
import { keepWriteAheadLog } from './write-ahead-log.ts'

// Everything in which SQLite and PostgreSQL differ. All other files of the store speak to both alike.

export interface Engine {
  /** For migrations and for the one transaction that writes at a time. */
  readonly writer: Kysely<Tables>
  readonly reader: Kysely<Tables>
  /** The writer, giving columns the types that behave alike on both. */
  readonly forMigrations: Kysely<Tables>
  /** Before a transaction that writes. @throws where nothing can be put on disk any more */
  ready(): Promise<void>
  /** After a commit: resolves once it is on disk. */
  settle(): Promise<void>
  /** At the beginning of a transaction that writes: waits until nobody else writes, in whatever process. */
  takeTurn(db: Transaction<Tables>): Promise<void>
  /** Everything that `work` reads is of one instant. */
  snapshot<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Another number for whatever the reader can see since somebody committed, in whatever process; `null` where it cannot be told. */
  readonly readerState: (() => number) | null
  /** The engine's own way of copying itself to a file, where it has one. */
  readonly copyTo: ((file: string) => Promise<void>) | null
  close(): Promise<void>
}

export const isConnectionString = (database: string): boolean => /^postgres(ql)?:\/\//.test(database)

/** A database as it may be told: without the password, without options. */
export const nameOf = (database: string): string =>
  isConnectionString(database) ? database.replace(/:[^:@/]*@/, '@').replace(/\?.*$/s, '') : database

/**
 * @param database connection string of PostgreSQL, file of SQLite, or `:memory:` for one that is gone on close
 * @param isAlone for a file: nobody else may have it open until it is closed
 * @throws StoreError
 */
export const openEngine = (database: string, isAlone = false): Promise<Engine> =>
  isConnectionString(database) ? openPostgres(database) : openSqlite(database, isAlone)

/** The database cannot be used as it is; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

async function openSqlite(file: string, isAlone: boolean): Promise<Engine> {
  const sqlite = new SqliteDatabase(file)
  // Some file systems, shared ones above all, cannot have it.
  const hasLog = sqlite.pragma('journal_mode = WAL', { simple: true }) === 'wal'
  sqlite.pragma('foreign_keys = ON')
  if (isAlone) keepOthersOut(sqlite)
  sqlite.pragma('busy_timeout = 5000')
  const writer = kyselyOver(sqlite)
  const isOnlyConnection = isAlone || file === ':memory:'
  // What has been acknowledged survives a power cut, not only a crash of the process. Alone, SQLite waits for the disk itself.
  const log =
    isOnlyConnection || !hasLog ? null : keepWriteAheadLog(file, () => sqlite.pragma('wal_autocheckpoint = 1000'))
  sqlite.pragma(`synchronous = ${log ? 'NORMAL' : 'FULL'}`)
  if (log) sqlite.pragma('wal_autocheckpoint = 0')
  const openReader = () => new SqliteDatabase(file, { readonly: true })
  const readerConnection = isOnlyConnection ? sqlite : openReader()
  const reader = isOnlyConnection ? writer : kyselyOver(readerConnection)
  // Changes with every commit of another connection; where there is none, the store counts its own.
  const dataVersion = readerConnection.prepare('PRAGMA data_version').pluck()
  const letGo = (db: Kysely<Tables>) => (isOnlyConnection ? undefined : db.destroy())
  return {
    writer,
    reader,
    forMigrations: writer,
    ready: async () => log?.ready(),
    settle: async () => log?.settle(),
    async takeTurn(db) {
      // A transaction that has read before it writes is refused where another process wrote in between, so the lock comes
      // first. Where it cannot be had, the work's own write says why.
      await sql`DELETE FROM chain_heads WHERE false`.execute(db).catch(() => {})
    },
    readerState: () => dataVersion.get() as number,
    async snapshot(work) {
      const db = isOnlyConnection ? writer : kyselyOver(openReader())
      try {
        return await db.transaction().execute(work)
      } finally {
        await letGo(db)
      }
    },
    async copyTo(target) {
      await sqlite.backup(target)
    },
    async close() {
      await log?.close()
      await letGo(reader)
      await writer.destroy()
    },
  }
}

function keepOthersOut(sqlite: SqliteDatabase.Database): void {
  try {
    sqlite.pragma('busy_timeout = 0') // whoever has it open will not let go of it
    sqlite.pragma('locking_mode = EXCLUSIVE')
    sqlite.exec('BEGIN EXCLUSIVE; COMMIT')
  } catch (cause) {
    sqlite.close()
    throw new StoreError('数据库正在使用。请先停止服务。', { cause })
  }
}

const kyselyOver = (database: SqliteDatabase.Database) =>
  new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database: new KeptStatements(database) }) })

// The service has some two hundred of its own; lists of varying length (`in (?, ?, …)`) make more of them.
const STATEMENTS_KEPT = 500
const CHANGES_SCHEMA = /^\s*(create|alter|drop)\b/i

/** Compiles each SQL text once, not with every query: compiling is the larger part of a look-up of one row. */
class KeptStatements implements SqliteDialectDatabase {
  readonly #database: SqliteDatabase.Database
  readonly #kept = new Map<string, SqliteDatabase.Statement>()

  constructor(database: SqliteDatabase.Database) {
    this.#database = database
  }

  prepare(text: string): SqliteDatabase.Statement {
    // Columns of what was compiled before are those of the tables as they were before.
    if (CHANGES_SCHEMA.test(text)) this.#kept.clear()
    const kept = this.#kept.get(text)
    const statement = kept ?? this.#database.prepare(text)
    this.#kept.delete(text)
    this.#kept.set(text, statement)
    if (this.#kept.size > STATEMENTS_KEPT) this.#kept.delete(this.#kept.keys().next().value as string)
    return statement
  }

  close(): void {
    this.#kept.clear()
    this.#database.close()
  }
}

/** SQLite undoes a change of the schema like any other; kysely leaves it out for other reasons than ours. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

// Readers wait for one another only past this many; checks are counted by processors, not by connections.
const READERS = 8
// Any number will do, as long as nobody else on this database uses it.
const WRITING_LOCK = 7_274_496_021

async function openPostgres(connectionString: string): Promise<Engine> {
  const writer = poolOf(connectionString, 1)
  const reader = poolOf(connectionString, READERS)
  await refuseUnfit(writer, nameOf(connectionString))
  return {
    writer,
    reader,
    forMigrations: writer.withPlugin(new PostgresTypes()),
    ready: async () => {},
    settle: async () => {},
    async takeTurn(db) {
      await sql`SELECT pg_advisory_xact_lock(${sql.lit(WRITING_LOCK)})`.execute(db)
    },
    snapshot: (work) =>
      reader.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    readerState: null,
    copyTo: null,
    async close() {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

function poolOf(connectionString: string, max: number): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    // Counts come as numbers, as from SQLite; none here reaches 2^53.
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  // An idle connection that ends takes nothing with it; the next query opens another or says why it cannot.
  pool.on('error', () => {})
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool, onCreateConnection: beDurable }) })
}

/** What has been acknowledged is on disk, whatever the server's default. */
const beDurable = async (connection: DatabaseConnection): Promise<void> => {
  await connection.executeQuery(
    CompiledQuery.raw(`SELECT set_config('synchronous_commit', 'on', false)
                       WHERE current_setting('synchronous_commit') = 'off'`),
  )
}

async function refuseUnfit(db: Kysely<Tables>, name: string): Promise<void> {
  try {
    const { rows } = await sql<{ encoding: string }>`SELECT current_setting('server_encoding') AS encoding`.execute(db)
    const encoding = rows[0]?.encoding
    if (encoding !== 'UTF8')
      throw new StoreError(`数据库 ${name} 的编码为 ${encoding}，不能保存全部汉字。请另建编码为 UTF8 的数据库。`)
  } catch (cause) {
    await db.destroy()
    if (cause instanceof StoreError) throw cause
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : (cause as { code?: string }).code
    throw new StoreError(`数据库 ${name} 连接不上（${reason}）。请核对连接串，并确认数据库服务已经启动。`, { cause })
  }
}

// Texts compare by their bytes, as in SQLite, whatever the language of the server: pages of a list follow the same order.
const TYPES: Readonly<Record<string, string>> = { text: 'text COLLATE "C"', blob: 'bytea' }

/** Names the types of columns as PostgreSQL does. */
class PostgresTypes extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const type = DataTypeNode.is(node.dataType) ? TYPES[node.dataType.dataType] : undefined
    return type === undefined ? node : { ...node, dataType: RawNode.createWithSql(type) }
  }
  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.transformNode(node, queryId)
  }
  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

const isPostgres = (db: Pick<Kysely<unknown>, 'getExecutor'>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter

/** A slip in our own code must not rewrite what is only ever appended. For migrations. */
export async function keepAppendOnly(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  if (isPostgres(db))
    await sql`CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`.execute(db)
  for (const table of tables)
    for (const operation of ['UPDATE', 'DELETE']) {
      const refusal = isPostgres(db)
        ? 'FOR EACH ROW EXECUTE FUNCTION refuse_change()'
        : `BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`
      await sql
        .raw(`CREATE TRIGGER ${table}_no_${operation.toLowerCase()} BEFORE ${operation} ON ${table} ${refusal}`)
        .execute(db)
    }
}

/**
 * Where single characters and pairs of them are looked up. SQLite: a full-text table without the texts, its rows numbered in
 * `draft_numbers`; PostgreSQL: arrays under a GIN index. Both are made of what other tables hold, and are never copied.
 */
export async function createSearchIndex(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE draft_unindexed (draft_id text PRIMARY KEY)`.execute(db)
  if (isPostgres(db)) {
    await sql`CREATE TABLE draft_grams (draft_id text COLLATE "C" PRIMARY KEY, grams text[] NOT NULL)`.execute(db)
    await sql`CREATE INDEX draft_grams_held ON draft_grams USING gin (grams)`.execute(db)
    // The table looks small to the planner, which does not count what it costs to fetch arrays that lie beside it.
    await sql`CREATE FUNCTION drafts_holding(wanted text[]) RETURNS SETOF text LANGUAGE sql STABLE
              SET enable_seqscan = off AS 'SELECT draft_id FROM draft_grams WHERE grams @> wanted'`.execute(db)
  } else {
    await sql`CREATE TABLE draft_numbers (number integer PRIMARY KEY, draft_id text NOT NULL UNIQUE)`.execute(db)
    await sql`CREATE VIRTUAL TABLE draft_grams USING fts5 (
                grams, content='', contentless_delete=1, detail=none, tokenize='ascii')`.execute(db)
  }
  await sql`INSERT INTO draft_unindexed SELECT id FROM drafts`.execute(db)
}

/** The draft is to be indexed anew. */
export async function markUnindexed(db: Kysely<Tables>, draftId: string): Promise<void> {
  await sql`INSERT INTO draft_unindexed (draft_id) VALUES (${draftId}) ON CONFLICT DO NOTHING`.execute(db)
}

/** @param limit `null` for all */
export async function markedDrafts(db: Kysely<Tables>, limit: number | null): Promise<string[]> {
  const { rows } = await sql<{ draft_id: string }>`
    SELECT draft_id FROM draft_unindexed ${limit === null ? sql`` : sql`LIMIT ${sql.lit(limit)}`}`.execute(db)
  return rows.map((row) => row.draft_id)
}

export async function unmark(db: Kysely<Tables>, draftId: string): Promise<void> {
  await sql`DELETE FROM draft_unindexed WHERE draft_id = ${draftId}`.execute(db)
}

/** @param grams of letters and digits alone */
export async function putGrams(db: Kysely<Tables>, draftId: string, grams: readonly string[]): Promise<void> {
  if (isPostgres(db)) {
    await sql`INSERT INTO draft_grams (draft_id, grams) VALUES (${draftId}, ${[...grams]}::text[])
              ON CONFLICT (draft_id) DO UPDATE SET grams = excluded.grams`.execute(db)
    return
  }
  await sql`INSERT INTO draft_numbers (draft_id) VALUES (${draftId}) ON CONFLICT DO NOTHING`.execute(db)
  await sql`INSERT OR REPLACE INTO draft_grams (rowid, grams)
            SELECT number, ${grams.join(' ')} FROM draft_numbers WHERE draft_id = ${draftId}`.execute(db)
}

/** Some of the drafts that hold all of these. */
export async function findHolding(db: Kysely<Tables>, grams: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await (isPostgres(db)
    ? sql<{ draft_id: string }>`SELECT drafts_holding(${[...grams]}::text[]) AS draft_id LIMIT ${sql.lit(limit)}`
    : sql<{ draft_id: string }>`
        SELECT draft_id FROM (SELECT rowid FROM draft_grams WHERE draft_grams MATCH ${grams.join(' AND ')}
                              LIMIT ${sql.lit(limit)}) AS found
        JOIN draft_numbers ON draft_numbers.number = found.rowid`
  ).execute(db)
  return rows.map((row) => row.draft_id)
}

/** That a row of `drafts` holds all of these, for a query that goes through them in another order. */
export const isHolding = (db: Kysely<Tables>, grams: readonly string[]) =>
  isPostgres(db)
    ? sql<boolean>`drafts.id IN (SELECT drafts_holding(${[...grams]}::text[]))`
    : sql<boolean>`(SELECT number FROM draft_numbers WHERE draft_id = drafts.id) IN
                     (SELECT rowid FROM draft_grams WHERE draft_grams MATCH ${grams.join(' AND ')})`

/** That a row of `drafts` is not in the index as it is now. */
export const isMarked = sql<boolean>`drafts.id IN (SELECT draft_id FROM draft_unindexed)`

// SQLite's own words; PostgreSQL's classes: connection, resources, operator's intervention, system; and read-only.
const FAILURE_CODES =
  /^(SQLITE_(FULL|READONLY|IOERR|BUSY|CANTOPEN)|ENOSPC|EROFS|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08\d|53\d|57P|58\d|25006)/
const FAILURE_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/** Disk full, read-only, not to be reached: nothing was lost, and it is not for the caller to cure. */
export function isStorageFailure(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return (
    (typeof code === 'string' && FAILURE_CODES.test(code)) ||
    (typeof message === 'string' && FAILURE_MESSAGES.test(message))
  )
}
