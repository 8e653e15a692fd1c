// The service in a process of its own on loopback, with an empty store of its own and the demo person signed in.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { call } from '@hongxian/shared/api'

const BIN = fileURLToPath(new URL('../../server/bin/hongxian.mjs', import.meta.url))

/** @returns a process and the address it printed */
export function start(args, env = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', (code, signal) => {
      if (!child.killed) console.error(`${args.at(-1)} ended with ${code ?? signal}`)
      reject(new Error(`ended with ${code ?? signal}`))
    })
    child.stdout.on('data', (chunk) => {
      said += chunk
      const address = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said)?.[0]
      if (address) resolve({ child, address })
    })
  })
}

/** Where it keeps its database, who is signed in, and how to end it. */
export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), 'hongxian-bench-'))
  const { child, address } = await start([BIN, 'start'], {
    HONGXIAN_DATA: folder,
    HONGXIAN_PORT: '0',
    HONGXIAN_RATE: '0',
  })
  const body = { account: 'demo', password: 'hongxian-demo' }
  const { token } = await call('signIn', { body }, { baseUrl: address })
  return {
    child,
    address,
    client: { baseUrl: address, token },
    database: join(folder, 'hongxian.db'),
    /** Waits for it, so that nothing is left of it beside the next bench. */
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
