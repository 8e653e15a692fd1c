// Tests of the store run on PostgreSQL too where it is there: install it where that is possible, or say what is left out.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findPostgres } from './private-postgres.ts'

function install() {
  console.error('没有找到 PostgreSQL，正在安装 postgresql')
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], quiet)
}

const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
if (!findPostgres() && canInstall) {
  try {
    install()
  } catch (error) {
    console.error(`自动安装没有成功：${error instanceof Error ? error.message : String(error)}`)
  }
}
if (!findPostgres()) console.error('没有 PostgreSQL，相应的测试将跳过（Debian/Ubuntu：apt-get install postgresql）。')
