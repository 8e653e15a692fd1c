// The picture of the README: node test/e2e/take-screenshot.mjs [file]. A draft of the sample intranet with the panel beside.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchWithExtension } from './browser.ts'
import { startService } from './service.ts'

const file = process.argv[2] ?? fileURLToPath(new URL('../../docs/screenshots/review.png', import.meta.url))
const HEIGHT = 820
const service = await startService()
const browser = await launchWithExtension()
try {
  const connect = await browser.open(`${service.url}/demo/connect`)
  await connect.waitForURL(/\/intranet/, { timeout: 20_000 })
  const page = await browser.open(`${service.url}/intranet/drafts/d01`)
  await page.setViewportSize({ width: 1000, height: HEIGHT })
  const panel = await browser.openPanel(page)
  await panel.setViewportSize({ width: 400, height: HEIGHT })
  await panel.locator('.head', { hasText: '第1稿' }).waitFor()
  const illegal = panel.locator('.hx-finding', { has: panel.locator('[data-severity="illegal"]') })
  const card = illegal.first()
  await card.locator('.hx-quote').click()
  await card.getByRole('button', { name: /^依据/ }).click()
  await panel.evaluate(() => document.querySelector('main').scrollTo(0, 0))
  await card.scrollIntoViewIfNeeded()
  await panel.mouse.move(0, 0)
  await page.waitForTimeout(500)
  const [left, right] = [await page.screenshot(), await panel.screenshot()]
  const sheet = await browser.context.newPage()
  await sheet.setViewportSize({ width: 1401, height: HEIGHT })
  const image = (png) => `data:image/png;base64,${png.toString('base64')}`
  await sheet.setContent(
    `<style>body{margin:0;display:flex;gap:1px;background:#8a929e}img{display:block}</style><img src="${image(left)}"><img src="${image(right)}">`,
  )
  await sheet.waitForTimeout(200)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, await sheet.screenshot())
  console.log(file)
} finally {
  await browser.close()
  await service.close()
}
