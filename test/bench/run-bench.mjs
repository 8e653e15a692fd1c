#!/usr/bin/env node
// Runs every `*.bench.mjs` of this folder, each in a process of its own, one after another, and prints its rows.
// Compare ratios, not milliseconds: the peers run beside us in the same process.
//
//   pnpm bench [NAME …] [--json]
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const asJson = process.argv.includes('--json')
const benches = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(`${name}.`)))
  .sort()

let failed = 0
for (const file of benches) {
  // A process of its own: one bench's garbage and compiled code must not weigh on the next.
  const script = `const { run } = await import(${JSON.stringify(join(folder, file))}); console.log('ROWS' + JSON.stringify(await run())); process.exit(0)`
  const child = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const rows = child.stdout.split('\n').find((line) => line.startsWith('ROWS'))
  if (child.status !== 0 || rows === undefined) {
    failed++
    console.error(`${file} failed\n${child.stderr}`)
    continue
  }
  const parsed = JSON.parse(rows.slice(4))
  if (asJson) for (const row of parsed) console.log(JSON.stringify({ bench: file.replace('.bench.mjs', ''), ...row }))
  else {
    console.log(`\n# ${file.replace('.bench.mjs', '')}`)
    console.table(Object.fromEntries(parsed.map(({ name, ...figures }) => [name, figures])))
  }
}
process.exitCode = failed > 0 ? 1 : 0
