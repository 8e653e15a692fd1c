import type { FrontMatter, FrontMatterPart } from './front-matter.ts'
import { isDateLine, isTitleLike, type Scope } from './lay-out.ts'
import type { ClauseNode } from './node.ts'
import type { Line } from './scan-lines.ts'

/** Read what stands around the provisions. */
export function readFrontMatter(
  text: string,
  lines: readonly Line[],
  scopes: readonly Scope[],
  _nodes: readonly ClauseNode[],
): FrontMatter {
  const head = lines.slice(0, Math.min(scopes[0]?.provisions ?? 0, 12))
  const part = (line: Line | undefined): FrontMatterPart | null =>
    line === undefined ? null : { start: line.start, end: line.end, value: text.slice(line.start, line.end) }
  const number = head.find((line) =>
    /^\S{1,12}[〔[（(﹝]\d{4}[〕\])）﹞]\s*\d+\s*号$/.test(text.slice(line.start, Math.min(line.end, line.start + 40))),
  )
  return {
    title: part(head.find((line) => line !== number && isTitleLike(text, line) && !isDateLine(text, line))),
    issuer: null,
    number: part(number),
    addressees: null,
    signature: null,
    date: part(lines.findLast((line) => isDateLine(text, line))),
    effective: null,
    validity: null,
    basis: [],
    repeals: [],
    interpretation: null,
    scope: null,
    annexes: [],
  }
}
