import { CloseBracket, charClass, Newline, OpenBracket } from '../text/char-class.ts'
import type { Anomaly, ClauseNode } from './node.ts'

/** Brackets of either width close one another: （草案) is untidy, not unpaired. */
const FAMILY = new Map<number, string>()
for (const [family, characters] of [
  ['（', '（(）)'],
  ['【', '【】'],
  ['〔', '〔［[〕］]'],
  ['《', '《》'],
  ['〈', '〈〉'],
  ['｛', '｛｝'],
  ['「', '「」'],
  ['『', '『』'],
] as const) {
  for (const character of characters) FAMILY.set(character.charCodeAt(0), family)
}
const CLOSING: Record<string, string> = {
  '（': '）',
  '【': '】',
  '〔': '〕',
  '《': '》',
  '〈': '〉',
  '｛': '｝',
  '「': '」',
  '『': '』',
}

/** Brackets and 书名号 that are not closed, or close nothing. A pair must close within its paragraph. */
export function findUnpaired(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const marks = findUnpairedOffsets(text, nodes)
  let last = 0
  return marks.map((at) => {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= at) last++
    let index = last
    while (index > 0 && nodes[index]!.end <= at) index = nodes[index]!.parent!
    const unit = text.charCodeAt(at)
    const family = FAMILY.get(unit)!
    const detail = charClass[unit] === OpenBracket ? `少一个${CLOSING[family]}` : `多一个${text[at]}`
    return { kind: 'unpaired' as const, at: nodes[index]!.label, detail, start: at, end: at + 1 }
  })
}

function findUnpairedOffsets(text: string, nodes: readonly ClauseNode[]): number[] {
  const found: number[] = []
  let open: number[] = []
  let marker = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const value = charClass[unit]
    if (value === Newline) {
      if (open.length > 0) found.push(...open)
      open = []
      continue
    }
    if (value !== OpenBracket && value !== CloseBracket) continue
    while (marker < nodes.length && (nodes[marker]!.marker?.end ?? 0) <= i) marker++
    const span = nodes[marker]?.marker
    if (span && i >= span.start && i < span.end) continue
    if (value === OpenBracket) open.push(i)
    else {
      const at = open.findLastIndex((start) => FAMILY.get(text.charCodeAt(start)) === FAMILY.get(unit))
      if (at < 0) found.push(i)
      else {
        for (let j = at + 1; j < open.length; j++) found.push(open[j]!)
        open.length = at
      }
    }
  }
  found.push(...open)
  return found.sort((a, b) => a - b)
}
