import type { Page } from 'playwright-core'

interface DomNode {
  readonly nodeId: number
  readonly nodeName: string
  readonly nodeValue: string
  readonly attributes?: readonly string[]
  readonly children?: readonly DomNode[]
  readonly shadowRoots?: readonly DomNode[]
}

export interface LayerElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } | null
}

/** What our own layer holds; its shadow root is closed, so only the debugger sees it. */
export async function readLayer(page: Page, selector: string): Promise<LayerElement[]> {
  const session = await page.context().newCDPSession(page)
  try {
    const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode }
    const host = find(root, (node) => node.nodeName === 'HONGXIAN-LAYER')
    const shadow = host?.shadowRoots?.[0]
    if (!shadow) return []
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: shadow.nodeId, selector })
    const found: LayerElement[] = []
    for (const nodeId of nodeIds) {
      const node = find(shadow, (candidate) => candidate.nodeId === nodeId)
      if (!node) continue
      const box = await session.send('DOM.getBoxModel', { nodeId }).then(
        ({ model: { border } }) => ({ left: border[0]!, top: border[1]!, right: border[2]!, bottom: border[5]! }),
        () => null,
      )
      found.push({ name: node.nodeName, attributes: pairs(node.attributes ?? []), text: textOf(node), box })
    }
    return found
  } finally {
    await session.detach()
  }
}

function find(node: DomNode, wanted: (node: DomNode) => boolean): DomNode | null {
  if (wanted(node)) return node
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    const found = find(child, wanted)
    if (found) return found
  }
  return null
}

function pairs(list: readonly string[]): Record<string, string> {
  const entries: [string, string][] = []
  for (let i = 0; i + 1 < list.length; i += 2) entries.push([list[i]!, list[i + 1]!])
  return Object.fromEntries(entries)
}

function textOf(node: DomNode): string {
  return node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(textOf).join('')
}

/** Words under each highlight of the page and its frames, by the name of the highlight. */
export async function highlightedWords(page: Page): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const frame of page.frames()) {
    const own = await frame.evaluate(() => {
      const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights
      return [...registry].map(([name, ranges]) => [name, [...ranges].map((range) => range.toString())] as const)
    })
    for (const [name, words] of own) all[name] = [...(all[name] ?? []), ...words]
  }
  return all
}

/** The page's own content, our layer left out, frames included. */
export function serialise(page: Page): Promise<string> {
  return page.evaluate(() => {
    const serial = (document: Document): string => {
      const copy = document.documentElement.cloneNode(true) as Element
      copy.querySelector('hongxian-layer')?.remove()
      const frames = [...document.querySelectorAll('iframe')]
      return (
        copy.outerHTML + frames.map((frame) => (frame.contentDocument ? serial(frame.contentDocument) : '')).join('')
      )
    }
    return serial(document)
  })
}
