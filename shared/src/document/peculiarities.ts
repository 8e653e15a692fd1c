import { CloseBracket, CloseQuote, charClass, OpenBracket, OpenQuote, Ordinal, Ordinary } from '../text/char-class.ts'
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

/** What one pass over the characters finds for the judges of the structure. */
export interface Peculiarities {
  /** Offsets of brackets and 书名号 without partner, rising. A pair must close before the next numbered unit. */
  readonly unpaired: readonly number[]
  /** Offsets of 第 outside quotations and 书名号, rising. */
  readonly ordinals: readonly number[]
}

export function scanPeculiarities(text: string, nodes: readonly ClauseNode[]): Peculiarities {
  const unpaired: number[] = []
  const ordinals: number[] = []
  const open: number[] = []
  const markers = nodes.filter((node) => node.marker !== null).map((node) => node.marker!)
  let next = 0
  let nextStart = markers[0]?.start ?? -1
  let quotes = 0
  for (let i = 0; i < text.length; i++) {
    if (i === nextStart) {
      moveAll(open, 0, unpaired)
      quotes = 0
      i = markers[next++]!.end - 1
      nextStart = markers[next]?.start ?? -1
      continue
    }
    const value = charClass[text.charCodeAt(i)]
    if (value === Ordinary) continue
    if (value === OpenBracket) open.push(i)
    else if (value === OpenQuote) quotes++
    else if (value === CloseQuote) quotes = Math.max(quotes - 1, 0)
    else if (value === Ordinal && quotes === 0) ordinals.push(i)
    else if (value === CloseBracket && !(open.length === 0 && isListMark(text, i))) close(text, i, open, unpaired)
  }
  moveAll(open, 0, unpaired)
  return { unpaired: unpaired.sort((a, b) => a - b), ordinals }
}

/** Move what stands from `from` on; a spread call would overflow the stack on a text of brackets. */
function moveAll(source: number[], from: number, target: number[]): void {
  for (let i = from; i < source.length; i++) target.push(source[i]!)
  source.length = from
}

/** 1） and a) number the members of a list: at the head of a line or after a mark, a digit or letter before. */
function isListMark(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit !== 0xff09 && unit !== 0x29) return false
  let from = at
  while (from > 0 && at - from < 3 && isAlphanumeric(text.charCodeAt(from - 1))) from--
  if (from === at) return false
  const before = charClass[text.charCodeAt(from - 1)]
  return from === 0 || (before !== undefined && before !== Ordinary) || '，、：:,.'.includes(text[from - 1]!)
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}

/** Deeper than this a partner is not looked for: ten thousand nested brackets must not cost their square. */
const MAX_DEPTH = 64

function close(text: string, at: number, open: number[], unpaired: number[]): void {
  const family = FAMILY.get(text.charCodeAt(at))
  for (let i = open.length - 1; i >= 0 && i >= open.length - MAX_DEPTH; i--) {
    if (FAMILY.get(text.charCodeAt(open[i]!)) !== family) continue
    moveAll(open, i + 1, unpaired)
    open.pop()
    return
  }
  unpaired.push(at)
}

/** Brackets and 书名号 that are not closed, or close nothing. */
export function describeUnpaired(text: string, nodes: readonly ClauseNode[], offsets: readonly number[]): Anomaly[] {
  let last = 0
  return offsets.map((at) => {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= at) last++
    let index = last
    while (index > 0 && nodes[index]!.end <= at) index = nodes[index]!.parent!
    const unit = text.charCodeAt(at)
    const isOpen = charClass[unit] === OpenBracket
    const detail = isOpen ? `少一个${CLOSING[FAMILY.get(unit)!]}。` : `多一个${text[at]}。`
    return { kind: 'unpaired' as const, at: nodes[index]!.label, detail, start: at, end: at + 1 }
  })
}
