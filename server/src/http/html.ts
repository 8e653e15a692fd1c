type Markup = ReturnType<typeof import('hono/html').html>

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // Nothing is fetched from outside this service; an office network has no outside.
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
}

/** A page as an answer. */
export async function htmlResponse(page: Markup, status = 200): Promise<Response> {
  return new Response(String(await page), { status, headers: HEADERS })
}
