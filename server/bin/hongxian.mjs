#!/usr/bin/env node
// The only file that must parse on any Node: the rest relies on type stripping (Node 24).
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `需要 Node.js 24 或更高版本，当前为 ${process.version}。请用“npx -y pnpm@12 start”启动，它会自带所需版本。`,
  )
  process.exit(1)
}
const { main } = await import('../src/cli/main.ts')
process.exitCode = await main(process.argv.slice(2))
