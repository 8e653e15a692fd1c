/**
 * How a page is named to the service: its address. Single-page applications keep the document's number behind the hash,
 * which the service would drop.
 */
export function sourceOf(url: string): string {
  const [address = '', hash = ''] = url.split('#', 2)
  return /^!?\//.test(hash) ? url : address
}
