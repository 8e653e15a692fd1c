import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'

/** A browser that was started for the demo. */
export interface DemoBrowser {
  /** Resolves when its windows are closed. */
  readonly closed: Promise<void>
  /** Loads the extension, waits until it is signed in and the draft is on the page, opens the panel. @returns whether it did */
  openPanel(extension: string, draftPath: string): Promise<boolean>
  close(): void
}

export interface DemoBrowserOptions {
  readonly executable: string
  readonly extension: string
  /** Emptied first: a demo begins the same every time. */
  readonly profile: string
  readonly url: string
  readonly extraArgs: readonly string[]
  readonly isRoot: boolean
}

export function openDemoBrowser(options: DemoBrowserOptions): DemoBrowser {
  rmSync(options.profile, { recursive: true, force: true })
  const browser = spawn(options.executable, browserArguments(options), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const send = speakDevTools(browser)
  const closed = new Promise<void>((resolve) => {
    browser.once('exit', () => resolve())
    browser.once('error', () => resolve())
  })
  return {
    closed,
    openPanel: async (extension, draftPath) => {
      const worker = (await findWorker(send, 8000)) ?? (await loadUnpacked(send, extension))
      if (!worker) return false
      const isOnDraft = (target: Target) => target.type === 'page' && target.url.includes(draftPath)
      const draft = await waitFor(async () => (await targets(send)).find(isOnDraft), 15_000)
      return draft !== undefined && clickForPanel(send, worker, draftPath)
    },
    close: () => browser.kill(),
  }
}

function browserArguments({ extension, profile, url, extraArgs, isRoot }: DemoBrowserOptions): string[] {
  return [
    `--user-data-dir=${profile}`,
    `--load-extension=${extension}`,
    `--disable-extensions-except=${extension}`,
    // Newer branded browsers ignore --load-extension; then it is loaded over the pipe.
    '--enable-unsafe-extension-debugging',
    '--remote-debugging-pipe',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--window-size=1440,900',
    // The sandbox refuses to run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
    ...extraArgs,
    url,
  ]
}

interface Target {
  readonly targetId: string
  readonly type: string
  readonly url: string
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>

/** The DevTools protocol over two pipes, messages ended by NUL. A browser that is gone answers nothing: every call then fails. */
function speakDevTools(browser: ChildProcess): Send {
  const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, { resolve: (v: Record<string, unknown>) => void; reject: (e: Error) => void }>()
  let rest = ''
  let last = 0
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0')
    rest = messages.pop() ?? ''
    for (const text of messages) {
      const message = JSON.parse(text) as { id?: number; result?: Record<string, unknown>; error?: { message: string } }
      const call = message.id === undefined ? undefined : waiting.get(message.id)
      if (!call) continue
      waiting.delete(message.id as number)
      if (message.error) call.reject(new Error(message.error.message))
      else call.resolve(message.result ?? {})
    }
  })
  input.on('error', () => {}) // told by the exit of the process
  browser.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'))
  })
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
    })
}

const targets = async (send: Send): Promise<Target[]> => (await send('Target.getTargets')).targetInfos as Target[]

const findWorker = (send: Send, withinMs: number) =>
  waitFor(
    async () =>
      (await targets(send)).find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://')),
    withinMs,
  )

async function loadUnpacked(send: Send, path: string): Promise<Target | undefined> {
  await send('Extensions.loadUnpacked', { path }).catch(() => {}) // where that is refused too, no worker appears
  return findWorker(send, 5000)
}

/**
 * Opens the side panel as if a person had clicked, which it asks for. A worker cannot be lent a click, a page can: one of
 * the extension's own pages is opened for that moment.
 */
async function clickForPanel(send: Send, worker: Target, draftPath: string): Promise<boolean> {
  const { targetId } = await send('Target.createTarget', {
    url: new URL('/options.html', worker.url).href,
    background: true,
  })
  const run = (expression: string) => evaluate(send, targetId as string, expression)
  try {
    // The click is forgotten at the first wait, so the tab is looked up before.
    const wanted = JSON.stringify(draftPath)
    const find = `chrome.tabs.query({}).then((tabs) => tabs.find((tab) => tab.url?.includes(${wanted}))?.id)`
    const tab = await waitFor(() => run(find) as Promise<number | undefined>, 3000)
    return (
      tab !== undefined &&
      (await run(`chrome.sidePanel.open({ tabId: ${tab} }).then(() => true, () => false)`)) === true
    )
  } finally {
    await send('Target.closeTarget', { targetId })
  }
}

async function evaluate(send: Send, targetId: string, expression: string): Promise<unknown> {
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const options = { expression, awaitPromise: true, userGesture: true, returnByValue: true }
  const answer = await send('Runtime.evaluate', options, sessionId as string)
  return (answer.result as { value?: unknown } | undefined)?.value
}

async function waitFor<T>(look: () => Promise<T | undefined>, withinMs: number): Promise<T | undefined> {
  const until = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined || Date.now() > until) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
