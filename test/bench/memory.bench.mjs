// Memory of the service over an hour's worth of checks of a busy office: one a second, 3,600 drafts of ten thousand characters,
// none of which was seen before, each put on record. Resident memory is that of the whole process with its threads, heap that
// of the thread that answers; what matters is that they stop growing.
import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import { startService } from './spawn-service.mjs'

const CHECKS = 3600
const SHOWN = [100, 900, 1800, 2700, CHECKS]
const LENGTH = 10_000
const AT_ONCE = 4

const drafts = readFileSync(new URL('../corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).text)

/** Drafts from another one on each time, each with a number of its own. */
function requestOf(i) {
  let text = ''
  for (let k = 0; text.length < LENGTH; k++)
    text += `${drafts[(i * 7 + k * (1 + (i % 11))) % drafts.length]}\n附注${i}。\n`
  return { sourceKey: `bench-${i}`, kind: 'normative', issuerLevel: '县', text: text.slice(0, LENGTH) }
}

/** Megabytes. */
function residentOf({ child }) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
  return Math.round(Number(kilobytes) / 1024)
}

/** Megabytes in use, with what has not been collected yet. */
async function heapOf({ address }) {
  const metrics = await (await fetch(`${address}/metrics`)).text()
  return Math.round(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)[1]) / 2 ** 20)
}

export async function run() {
  if (process.platform !== 'linux') return [{ name: 'resident memory is read from /proc: Linux only' }]
  const service = await startService()
  try {
    const resident = {}
    const heap = {}
    let sent = 0
    for (const until of SHOWN) {
      const sendRest = async () => {
        while (sent < until) await call('createCheck', { body: requestOf(sent++) }, service.client)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, sendRest))
      resident[`MB after ${until}`] = residentOf(service)
      heap[`MB after ${until}`] = await heapOf(service)
    }
    return [
      { name: 'resident memory, texts never seen', ...resident },
      { name: 'heap of the main thread', ...heap },
    ]
  } finally {
    await service.stop()
  }
}
