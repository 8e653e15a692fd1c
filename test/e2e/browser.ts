import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page, type Worker } from 'playwright-core'
import { findChromium } from './find-browser.ts'

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

function pathOfChromium(): string {
  const path = findChromium()
  if (!path) throw new Error('没有 Chromium：先运行 node test/ensure-browser.mjs')
  return path
}

/** A browser without the extension, for page code that is injected. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: pathOfChromium(), args: QUIET })
}

/** The built extension, loaded in a fresh profile. */
export interface ExtensionBrowser {
  readonly context: BrowserContext
  readonly id: string
  /** The service worker as it now runs; a slept one is another object after it woke. */
  worker(): Promise<Worker>
  open(url: string): Promise<Page>
  /** The side panel's page, fixed on a tab. */
  openPanel(page: Page, width?: number): Promise<Page>
  tabIdOf(page: Page): Promise<number>
  close(): Promise<void>
}

export const BUILT_CHROME = fileURLToPath(new URL('../../extension/.output/chrome-mv3', import.meta.url))
export const BUILT_FIREFOX = fileURLToPath(new URL('../../extension/.output/firefox-mv3', import.meta.url))

export async function launchWithExtension(
  options: { dark?: boolean; args?: string[] } = {},
): Promise<ExtensionBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'hongxian-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: pathOfChromium(),
    headless: true,
    viewport: { width: 1000, height: 760 },
    colorScheme: options.dark ? 'dark' : 'light',
    args: [
      ...QUIET,
      '--disable-component-update',
      '--disable-sync',
      `--disable-extensions-except=${BUILT_CHROME}`,
      `--load-extension=${BUILT_CHROME}`,
      ...(options.args ?? []),
    ],
  })
  const first = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const id = new URL(first.url()).host
  const worker = async () => context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const tabIdOf = async (page: Page) => {
    const found = await (await worker()).evaluate(async (url) => {
      const api = (
        globalThis as unknown as { chrome: { tabs: { query(q: object): Promise<{ id: number; url: string }[]> } } }
      ).chrome
      return (await api.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1
    }, page.url())
    return found
  }
  return {
    context,
    id,
    worker,
    tabIdOf,
    open: async (url) => {
      const page = await context.newPage()
      await page.goto(url)
      return page
    },
    openPanel: async (page, width = 400) => {
      const tab = await tabIdOf(page)
      const panel = await context.newPage()
      await panel.setViewportSize({ width, height: 760 })
      await panel.goto(`chrome-extension://${id}/sidepanel.html?tab=${tab}`)
      return panel
    },
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}
