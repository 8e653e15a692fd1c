import type { Page } from 'playwright-core'

/** Goes to a page of the console, the ledger unless told, and signs in there. Everybody of the demo has the same password. */
export async function signInAt(page: Page, serviceUrl: string, account = 'demo', place = ''): Promise<void> {
  await page.goto(`${serviceUrl}/${place}`)
  await page.fill('input[autocomplete=username]', account)
  await page.fill('input[type=password]', 'hongxian-demo')
  await page.click('button[type=submit]')
  await page.waitForSelector('header nav')
}

/** A picture of the whole page, where HONGXIAN_SCREENSHOTS names a folder for it. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.HONGXIAN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
