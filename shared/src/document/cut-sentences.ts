import { isSpaceUnit } from '../text/char-class.ts'
import type { Sentence } from './document.ts'
import type { ClauseNode } from './node.ts'
import type { Line } from './scan-lines.ts'

/** Sentences in order: each ends at 。；！？ or its line, holds no number of a clause, and knows its innermost clause. */
export function cutSentences(
  text: string,
  lines: readonly Line[],
  ends: readonly number[],
  nodes: readonly ClauseNode[],
): Sentence[] {
  const sentences: Sentence[] = []
  let next = 0
  let last = 0 // of the nodes that begin at or before the sentence
  for (const line of lines) {
    let start = line.words
    while (next < ends.length && ends[next]! <= start) next++
    for (;;) {
      const isInside = next < ends.length && ends[next]! < line.end
      const end = isInside ? ends[next++]! : line.end
      while (start < end && isSpaceUnit(text.charCodeAt(start))) start++
      if (start < end) {
        while (last + 1 < nodes.length && nodes[last + 1]!.start <= start) last++
        sentences.push({ start, end, node: innermost(nodes, last, start) })
      }
      start = end
      if (!isInside) break
    }
  }
  return sentences
}

/** The clause that still holds `offset`: the last that began before it, or one above. */
function innermost(nodes: readonly ClauseNode[], last: number, offset: number): number {
  let node = last
  while (node > 0 && nodes[node]!.end <= offset) node = nodes[node]!.parent!
  return node
}
