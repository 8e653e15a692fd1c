import { isSpaceUnit } from '../text/char-class.ts'
import { readNumeral } from '../text/numeral.ts'
import type { Span } from '../text/span.ts'
import type { Anomaly, ClauseNode } from './node.ts'

const WORDS = ['附件', '附表', '附图', '附录']

/** A mention of the document's own 附件; `number` is `null` for 见附件. */
interface Mention extends Span {
  readonly word: string
  readonly number: number | null
}

/** Numbers in a row stay small: 附件200 is no annex of a document. */
const LARGEST = 200

/**
 * 附件 that a document names and neither carries nor, where it carries none at all, lists: each number once, at its first
 * mention. Of a document without any, whose 附件 may stand in files of their own, the first mention tells of them all. A list
 * of 附件 and a note of another document's 附件 name none.
 */
export function findDanglingAnnexes(text: string, nodes: readonly ClauseNode[]): Anomaly[] {
  const annexes = nodes.filter((node) => node.kind === 'annex')
  const carried = new Set(annexes.flatMap((node) => keysOf(text, node)))
  for (const [word, number] of headLines(text)) carried.add(`${word}${number ?? 1}`)
  const listed = annexes.length === 0 ? readAnnexList(text) : []
  const anomalies: Anomaly[] = []
  let last = 0
  let isTold = false
  for (const mention of findMentions(text)) {
    while (last + 1 < nodes.length && nodes[last + 1]!.start <= mention.start) last++
    const key = `${mention.word}${mention.number ?? 1}`
    if (carried.has(key) || (mention.number === null && annexes.length > 0)) continue
    const label = labelOutside(nodes, last, mention.start)
    if (label === null) continue
    const words = text.slice(mention.start, mention.end)
    const isUnlisted = listed.length > 0 && !listed.includes(mention.number ?? 1)
    if (annexes.length === 0 && !isUnlisted && isTold) continue
    const detail =
      annexes.length > 0
        ? `文中附有附件，但没有${words}。`
        : `${isUnlisted ? '附件清单中没有' : '文中没有附上'}${words}。`
    anomalies.push({ kind: 'dangling-annex', at: label, detail, start: mention.start, end: mention.end })
    if (annexes.length === 0 && !isUnlisted) isTold = true
    else carried.add(key)
  }
  return anomalies
}

/** Numbers of the list 附件：1.… 2.… that a document ends with; 1 for one without a number; empty where there is none. */
export function readAnnexList(text: string): number[] {
  const list =
    /(?:^|\n)[ \t\u3000]*附[ \u3000]*件[ \u3000]*[:：]([^\n]*)((?:\n[ \t\u3000]*[\d０-９]{1,2}[.．、][^\n]*)*)/.exec(
      text,
    )
  if (list === null) return []
  const first = readNumeral(list[1]!.trimStart(), 0)
  const others = list[2]!.split('\n').flatMap((line) => readNumeral(line.trimStart(), 0)?.value ?? [])
  return [first?.value ?? 1, ...others]
}

/** 附件1 of a node by word and number; an unnumbered one is the first of its kind. */
function keysOf(text: string, node: ClauseNode): string[] {
  const word =
    WORDS.find((one) =>
      text
        .slice(node.start, node.start + 6)
        .replace(/\s/g, '')
        .startsWith(one),
    ) ?? '附件'
  return [`${word}${node.number ?? 1}`]
}

/** Lines that are the head of an annex though no node begins there: 附表2 inside 附件1, 附件3 alone on its line. */
function* headLines(text: string): Generator<readonly [word: string, number: number | null]> {
  for (const match of text.matchAll(/(?:^|\n)[ \t\u3000]*(附[ \u3000]*[件表图录])([^\n]{0,60})/g)) {
    const rest = match[2]!.trim()
    const number = readNumeral(rest, 0)
    const behind = rest.slice(number?.end ?? 0).trim()
    // 附件：1.… and 附件1：… announce; a sentence speaks of one.
    if (/^[:：]/.test(behind) || /[。；，]/.test(behind)) continue
    yield [match[1]!.replace(/\s/g, ''), number?.value ?? null]
  }
}

function* findMentions(text: string): Generator<Mention> {
  for (let at = text.indexOf('附'); at >= 0; at = text.indexOf('附', at + 1)) {
    const word = WORDS.find((one) => text.startsWith(one, at))
    if (word === undefined || isElsewhere(text, at)) continue
    let from = at + word.length
    while (from - at < 6 && isSpaceUnit(text.charCodeAt(from))) from++
    const number = readNumeral(text, from)
    const isNumbered = number !== null && number.value > 0 && number.value < LARGEST
    if (!isNumbered && !isPointedAt(text, at, at + word.length)) continue
    // 附件3份, 附件一并报送
    if (
      isNumbered &&
      /^(?:份|张|页|个|套|式|并|律|旦|般|起|同|定|[.．]\d)/.test(text.slice(number.end, number.end + 2))
    )
      continue
    yield { word, number: isNumbered ? number.value : null, start: at, end: isNumbered ? number.end : at + word.length }
  }
}

/** 见附件, （附件）, 详见附表: the word alone points at an annex only so. */
function isPointedAt(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 4), at)
  if (/(?:见|详见|按照?|如|参照)[“《]?$/.test(before)) return !/^[的材资要中]/.test(text.slice(end, end + 1))
  return /[（(]$/.test(before) && /^[）)]/.test(text.slice(end, end + 1))
}

/** Another document's 附件, and a line that lists or heads 附件. */
function isElsewhere(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  // ----附件4 is a way through a site.
  if (/(?:^|\n)[ \t\u3000]*$|[—-]{2,}$/.test(before)) return true
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (/[》号）)](?:的|中的?|所附|规定的|后的?)?[“《]?$/.test(line) && !/(?:见|[（(])$/.test(line)) return true
  return (
    /(?:原|其|该|上述|国家|省|市|部|委|合同|协议|招标文件|申请|报告|邮件|电子|年|文件|通知)(?:的|中的?)?$/.test(line) ||
    isInTitle(line)
  )
}

/** 《…附件1…》 is a name. */
function isInTitle(line: string): boolean {
  return line.lastIndexOf('《') > line.lastIndexOf('》')
}

/** Label of the clause at an offset; `null` inside an annex, which may speak of its own. */
function labelOutside(nodes: readonly ClauseNode[], from: number, offset: number): string | null {
  let index: number | null = from
  let label: string | null = null
  while (index !== null) {
    const node: ClauseNode = nodes[index]!
    if (node.end > offset || index === 0) {
      if (node.kind === 'annex') return null
      label ??= node.label
    }
    index = node.parent
  }
  return label
}
