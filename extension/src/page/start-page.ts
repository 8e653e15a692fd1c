import type { FromPage, ToPage } from '../messages.ts'
import { PageSession } from './page-session.ts'

type Listener = (message: unknown, sender: unknown, answer: (value: unknown) => void) => void

/** What the page code needs of the extension around it. */
export interface Runtime {
  send(message: FromPage): Promise<unknown>
  listen(listener: Listener): void
  unlisten(listener: Listener): void
  onInvalidated(stop: () => void): void
  isAlive(): boolean
}

/** Start on a page, or leave it to the frame above that can read this one. */
export function startPage(css: string, runtime: Runtime): void {
  if (isReadByParent()) return
  if (connectTo(runtime)) return
  const session = new PageSession(document, css, {
    send: (message) => (runtime.isAlive() ? runtime.send(message) : Promise.reject(new Error('invalidated'))),
  })
  const listener: Listener = (message, _sender, answer) => {
    if ((message as ToPage).type === 'stop') session.stop()
    answer((message as ToPage).type === 'stop' || session.receive(message as ToPage))
  }
  runtime.listen(listener)
  runtime.onInvalidated(() => session.stop('红线插件已更新，请刷新页面。'))
  session.start()
}

/** A same-origin frame is read together with the page around it, as one text. */
function isReadByParent(): boolean {
  try {
    return window.parent !== window && window.parent.document.documentElement !== null
  } catch {
    return false
  }
}

/** The service's own page on this machine hands out a sign-in: see background/connect. */
function connectTo(runtime: Runtime): boolean {
  const offer = location.pathname === '/demo/connect' ? document.querySelector<HTMLElement>('#hongxian-connect') : null
  const code = offer?.dataset.code || location.hash.slice(1)
  if (!offer || !code) return false
  void runtime.send({ type: 'connect', baseUrl: location.origin, code })
  return true
}
