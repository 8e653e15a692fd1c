import { parentPort, workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

// Copies what stands in the write-ahead log into the database file, whenever told to, while others read and write.

const sqlite = new SqliteDatabase(workerData as string)
sqlite.pragma('synchronous = FULL')
const copy = sqlite.prepare('PRAGMA wal_checkpoint(PASSIVE)')

parentPort?.on('message', () => parentPort?.postMessage(copy.get()))
