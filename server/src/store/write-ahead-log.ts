import { close, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'

/**
 * Waits for the disk in place of SQLite, so that nobody else is kept waiting meanwhile: SQLite itself would wait on the thread
 * that commits. It commits with `synchronous = NORMAL`, which writes the log without syncing it, and a commit is acknowledged
 * after `settle`: together that is `synchronous = FULL`.
 */
export interface WriteAheadLog {
  /** Before a transaction: waits where the log has grown so long that it must be copied first. @throws once a sync has failed */
  ready(): Promise<void>
  /** After a commit: resolves once everything committed by now is on disk. */
  settle(): Promise<void>
  close(): Promise<void>
}

// A log of a few megabytes, as SQLite keeps by default.
const COMMITS_PER_COPY = 24
// Past this, in pages of 4 KB, writers wait, so that the log can begin anew.
const LONGEST_LOG = 4000

const sync = promisify(fdatasync)

/** Pages of the log, and how many of them stand in the file of the database by now; -1 where somebody else was copying. */
interface Copied {
  readonly log: number
  readonly checkpointed: number
}

/**
 * @param file of the database, already in WAL mode
 * @param copyHere where no thread can do it: have SQLite copy the log on this one
 */
export function keepWriteAheadLog(file: string, copyHere: () => void): WriteAheadLog {
  let descriptor: number | null = null
  let underWay: Promise<void> | null = null
  let next: Promise<void> | null = null
  let failure: Error | null = null
  let copier: Worker | null = null
  let copying: Promise<void> | null = null
  let copied = () => {}
  let hasGivenUp = false
  let commits = 0
  let isTooLong = false
  let isWhole = false

  async function syncOnce(): Promise<void> {
    try {
      // It is there from the first commit on, and as long as somebody has the database open.
      descriptor ??= openSync(`${file}-wal`, 'r+')
      await sync(descriptor)
    } catch (cause) {
      // What the disk did with what it was given is not known any more; nothing is acknowledged until somebody looks at it.
      failure ??= Object.assign(new Error('the log could not be put on disk', { cause }), {
        code: 'SQLITE_IOERR_FSYNC',
      })
      throw failure
    } finally {
      underWay = null
    }
  }

  /** One at a time; who commits while one is under way waits for the one after it, together with all others who do. */
  function settle(): Promise<void> {
    if (!underWay) {
      underWay = syncOnce()
      return underWay
    }
    next ??= underWay
      .catch(() => {})
      .then(() => {
        next = null
        underWay = syncOnce()
        return underWay
      })
    return next
  }

  function copy(): Promise<void> {
    if (hasGivenUp) return Promise.resolve()
    copying ??= new Promise<void>((resolve) => {
      copier ??= openCopier()
      copied = () => {
        // The process may end while the copier waits for work, not while it has some.
        copier?.unref()
        copying = null
        resolve()
      }
      copier.ref()
      copier.postMessage(null)
    })
    return copying
  }

  function openCopier(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file, execArgv: [] })
    worker.on('message', ({ log, checkpointed }: Copied) => {
      isTooLong = log > LONGEST_LOG
      isWhole = checkpointed === log
      copied()
    })
    worker.on('error', () => {
      hasGivenUp = true
      isTooLong = false
      copyHere()
    })
    worker.on('exit', () => {
      copier = null
      copied()
    })
    return worker
  }

  return {
    async ready() {
      if (failure) throw failure
      if (!isTooLong) return
      await copying
      await copy()
      // Copied to the end, it begins anew with the next commit. Whoever reads an old state for long may stand in the way.
      if (isWhole) isTooLong = false
    },
    settle() {
      if (++commits % COMMITS_PER_COPY === 0) void copy()
      return settle()
    },
    async close() {
      await next?.catch(() => {})
      await underWay?.catch(() => {})
      await copying
      await copier?.terminate()
      if (descriptor !== null) await promisify(close)(descriptor)
    },
  }
}
