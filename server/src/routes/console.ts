import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { html } from 'hono/html'
import { HttpProblem, htmlResponse, problemResponse } from '../http/index.ts'

const DIST = fileURLToPath(new URL('../../console/dist', import.meta.url))
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The console at `/`, as Vite built it. */
export function mountConsole(app: Hono): void {
  // `/sign-in` is where 统一身份认证 sends the browser back to.
  app.on('GET', ['/', '/sign-in'], () => {
    const page = join(DIST, 'index.html')
    if (!existsSync(page)) return htmlResponse(NOT_BUILT)
    return new Response(readFileSync(page), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy':
          "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      },
    })
  })
  app.get('/assets/:file', (c) => {
    const name = c.req.param('file')
    const file = join(DIST, 'assets', name)
    // Built names are plain words; anything else is not ours.
    if (!/^[\w-]+\.\w+$/.test(name) || !existsSync(file))
      return problemResponse(new HttpProblem('not-found', '没有这个文件。'))
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    return new Response(readFileSync(file), {
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

const NOT_BUILT = html`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>红线</title>
<p>工作台尚未构建。<a href="/api/docs">接口说明</a></p></html>`
