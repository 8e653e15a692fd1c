// Memory of the service over an hour's worth of checks at one a second: edits of fifty drafts in turn, every check on record.
// Resident memory is that of the whole process with its workers; what matters is that it stops growing.
import { readFileSync } from 'node:fs'
import { call } from '@hongxian/shared/api'
import { startService } from './spawn-service.mjs'

const CHECKS = 3600
const DRAFTS = 50
const SHOWN = [100, 600, 1200, 1800, 2400, 3000, CHECKS]
const LENGTH = 2000
const AT_ONCE = 4

const drafts = readFileSync(new URL('../corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line).text.slice(0, LENGTH))

/** Draft after draft, each with one number changed since it was last sent. */
const requestOf = (i) => ({
  sourceKey: `bench-${i % DRAFTS}`,
  kind: 'normative',
  issuerLevel: '县',
  text: `${drafts[(i % DRAFTS) % drafts.length]}\n附注${i}。`,
})

/** Megabytes. */
function residentOf({ child }) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
  return Math.round(Number(kilobytes) / 1024)
}

export async function run() {
  if (process.platform !== 'linux') return [{ name: 'resident memory is read from /proc: Linux only' }]
  const service = await startService()
  try {
    const shown = {}
    let sent = 0
    for (const until of SHOWN) {
      const sendRest = async () => {
        while (sent < until) await call('createCheck', { body: requestOf(sent++) }, service.client)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, sendRest))
      shown[`MB after ${until}`] = residentOf(service)
    }
    return [{ name: `resident memory, checks of ${DRAFTS} drafts in turn`, ...shown }]
  } finally {
    await service.stop()
  }
}
