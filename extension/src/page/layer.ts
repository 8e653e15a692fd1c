/** Our one element on the page: a closed shadow root beside the body, so that the page's own content is never written to. */
export interface Layer {
  readonly host: HTMLElement
  readonly shadow: ShadowRoot
  remove(): void
}

export const LAYER_TAG = 'hongxian-layer'

const HOST_STYLE = `:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  z-index: 2147483646 !important;
  pointer-events: none !important;
  overflow: hidden !important;
  display: block !important;
}
@media print { :host { display: none !important; } }`

export function createLayer(page: Document, css: string): Layer {
  const host = page.createElement(LAYER_TAG)
  const shadow = host.attachShadow({ mode: 'closed' })
  const style = page.createElement('style')
  style.textContent = `${HOST_STYLE}\n${css}`
  shadow.append(style)
  page.documentElement.append(host)
  return { host, shadow, remove: () => host.remove() }
}
