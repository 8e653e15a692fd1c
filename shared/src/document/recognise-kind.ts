import type { DocumentKind } from './document.ts'
import type { FrontMatter } from './front-matter.ts'
import type { ClauseNode } from './node.ts'

/** 文种 by title and shape, with how sure that is (0–1). */
export function recogniseKind(
  _text: string,
  frontMatter: FrontMatter,
  _nodes: readonly ClauseNode[],
): { kind: DocumentKind; confidence: number } {
  const title = frontMatter.title?.value ?? ''
  if (/合同|协议/.test(title)) return { kind: 'contract', confidence: 0.7 }
  if (/处罚决定书|强制.*决定书|行政.*决定书/.test(title)) return { kind: 'enforcement', confidence: 0.8 }
  if (/条例/.test(title) && !/通知|意见|办法/.test(title)) return { kind: 'regulation', confidence: 0.6 }
  return { kind: 'normative', confidence: 0.4 }
}
