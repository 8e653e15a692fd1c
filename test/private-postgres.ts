import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A PostgreSQL of our own in a temporary folder, reached by a socket there; gone when it is closed, or we are. */
export interface PrivatePostgres {
  /** @returns connection string of a new, empty database */
  newDatabase(): Promise<string>
  close(): Promise<void>
}

const PROGRAMS = ['initdb', 'postgres', 'psql']

/** Folder of the server's programs, the newest where there are several; `null` where none is installed. */
export function findPostgres(): string | null {
  const versions = '/usr/lib/postgresql'
  const folders = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : []
  const onPath = (process.env.PATH ?? '').split(':')
  const hasAll = (folder: string) => PROGRAMS.every((program) => existsSync(join(folder, program)))
  return [...folders, ...onPath].find(hasAll) ?? null
}

/** Why tests on PostgreSQL are left out; `null` where they can be made. */
export const missingPostgres: string | null = findPostgres()
  ? null
  : 'PostgreSQL 没有安装，相应的测试跳过（Debian/Ubuntu：apt-get install postgresql）'
if (missingPostgres) console.warn(missingPostgres)

export async function startPostgres(): Promise<PrivatePostgres> {
  const bin = findPostgres()
  if (!bin) throw new Error(missingPostgres ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'hx-pg-'))
  const user = ordinaryUser()
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid as number)
  const cluster = join(folder, 'cluster')
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--username=hongxian', '--no-sync']
  execFileSync(join(bin, 'initdb'), ['-D', cluster, ...locale], { ...user, cwd: folder, stdio: 'pipe' })
  const server = spawn('sh', ['-c', WITH_US, join(bin, 'postgres'), '-D', cluster, '-k', folder, ...SETTINGS], {
    ...user,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ask = (query: string) =>
    promisify(execFile)(join(bin, 'psql'), ['-h', folder, '-U', 'hongxian', '-d', 'postgres', '-qc', query])
  await untilReady(server, () => ask('SELECT 1'))
  let made = 0
  return {
    async newDatabase() {
      const name = `office_${++made}`
      await ask(`CREATE DATABASE ${name} TEMPLATE template0`)
      return `postgres://hongxian@${encodeURIComponent(folder)}/${name}`
    },
    async close() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.stdin?.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// The server ends when this process does, however it does: then nobody holds the other end of its input.
const WITH_US = '"$0" "$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server'
// What is tested is what the service makes of a server, not whether the server's disk is one.
const SETTINGS = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=100']

/** The server refuses to run as root. */
function ordinaryUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function untilReady(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await ask()
      return
    } catch (error) {
      if (server.exitCode !== null) throw new Error('PostgreSQL did not start', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error('PostgreSQL did not start within ten seconds')
}
