import type { Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import { HttpProblem, htmlResponse, isFromHere, problemResponse } from '../http/index.ts'
import type { RouteDeps } from './deps.ts'

/**
 * The page by which the extension signs in to a demo: it carries a one-time code that the extension's content script picks
 * up. Codes are handed out to this machine only.
 */
export function mountDemo(app: Hono, { demoCodes }: RouteDeps): void {
  if (!demoCodes) return
  app.get('/demo/connect', (c) => {
    if (!isFromHere(c)) return problemResponse(new HttpProblem('forbidden', '连接页面只能在运行服务的本机打开。'))
    return htmlResponse(connectPage(demoCodes.issue(), originOf(c), nextOf(c)))
  })
  app.get('/demo/connect/state', (c) => c.json({ used: demoCodes.isUsed(c.req.query('code') ?? '') }))
}

const originOf = (c: Context): string => new URL(c.req.url).origin

/** Where to go on to: a path on this service, never elsewhere. */
function nextOf(c: Context): string {
  const next = c.req.query('next') ?? '/intranet'
  return /^\/(?![/\\])/.test(next) ? next : '/intranet'
}

const SCRIPT = `
const box = document.getElementById('hongxian-connect')
const timer = setInterval(async () => {
  const answer = await fetch('/demo/connect/state?code=' + encodeURIComponent(box.dataset.code)).then((r) => r.json(), () => null)
  if (!answer || !answer.used) return
  clearInterval(timer)
  box.dataset.state = 'connected'
  document.getElementById('told').textContent = '插件已登录，正在打开示例文件……'
  setTimeout(() => location.replace(box.dataset.next), 400)
}, 400)
setTimeout(() => { if (box.dataset.state === 'waiting') document.getElementById('hint').hidden = false }, 4000)`

const STYLE = `body{font:16px/1.8 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:36rem;margin:4rem auto;padding:0 1.5rem;color:#1c2530}
h1{font-size:1.25rem}`

const connectPage = (
  code: string,
  origin: string,
  next: string,
) => html`<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>连接插件 · 红线</title><meta name="hongxian-connect" content="1"><style>${raw(STYLE)}</style>
<h1>连接红线插件</h1>
<div id="hongxian-connect" data-base-url="${origin}" data-code="${code}" data-next="${next}" data-state="waiting">
<p id="told">正在连接插件，请稍候。</p>
<p id="hint" hidden>尚未连接。请确认浏览器已装好红线插件，然后刷新本页；也可以在插件的设置中填写服务地址 ${origin} 和演示账号登录。
<br><a href="${next}">直接打开示例文件</a></p></div><script>${raw(SCRIPT)}</script></html>`
