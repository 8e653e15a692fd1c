import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const folder = new URL('pages/', import.meta.url)

/** Serve `test/e2e/pages` on a free port of this machine. */
export async function servePages(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const name = (request.url ?? '/').split('?')[0]!.slice(1)
    try {
      if (!/^[\w-]+\.html$/.test(name)) throw new Error('no such page')
      const body = await readFile(fileURLToPath(new URL(name, folder)))
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (name === 'strict.html') response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'")
      response.end(body)
    } catch {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
