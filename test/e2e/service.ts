import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HONGXIAN = fileURLToPath(new URL('../../server/bin/hongxian.mjs', import.meta.url))

/** A real service in a process of its own, with a data folder of its own. */
export interface ServiceProcess {
  readonly url: string
  /** As when the office's machine goes down: the data stays. */
  stop(): Promise<void>
  restart(): Promise<void>
  /** Stop for good and clear away the data. */
  close(): Promise<void>
}

/** @param env settings beyond the data folder, once the address is known */
export async function startService(env: (url: string) => Record<string, string> = () => ({})): Promise<ServiceProcess> {
  const data = await mkdtemp(join(tmpdir(), 'hongxian-data-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let running = await launch(port, data, url, env(url))
  const stop = () => end(running)
  return {
    url,
    stop,
    restart: async () => {
      running = await launch(port, data, url, env(url))
    },
    close: async () => {
      await stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function launch(port: number, data: string, url: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [HONGXIAN, 'start', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  let complaint = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2_000)
  })
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`服务没有启动：${complaint}`)
    const answer = await fetch(`${url}/health`).catch(() => null)
    if (answer?.ok) return child
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  child.kill()
  throw new Error(`服务三十秒内没有启动：${complaint}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
