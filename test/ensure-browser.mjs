// Tests in a real browser need one: find it, or install it where that is possible, or say plainly what to install.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './e2e/find-browser.ts'

function canInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

function install() {
  console.error('没有找到 Chromium，正在安装 chromium 和 fonts-noto-cjk')
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet)
}

function main() {
  if (!findChromium() && canInstall()) {
    try {
      install()
    } catch (error) {
      console.error(`自动安装没有成功：${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const found = findChromium()
  if (!found) {
    console.error(
      '测试需要 Chromium 内核的浏览器和中文字体。请安装（Debian/Ubuntu：apt-get install chromium fonts-noto-cjk），' +
        '或者用环境变量 CHROMIUM 指明浏览器的路径。\n' +
        'The tests need a Chromium-family browser and a Chinese font. Install them, or set CHROMIUM to the path of one.',
    )
    process.exit(1)
  }
  if (process.platform === 'linux' && !hasChineseFont())
    console.error('提示：没有中文字体（fonts-noto-cjk），截图中的汉字会显示为方框。')
}

main()
