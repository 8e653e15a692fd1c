import { buildTree } from './build-tree.ts'
import { cutSentences } from './cut-sentences.ts'
import type { DocumentKind, IssuerLevel, ParsedDocument } from './document.ts'
import type { FrontMatter, FrontMatterPart } from './front-matter.ts'
import { layOut } from './lay-out.ts'
import { muteQuotedLines } from './quotations.ts'
import { scanLines } from './scan-lines.ts'
import { splitGluedLines } from './split-glued-lines.ts'

// Front matter and kind are read thinly here until the readers for them land.

export interface ParseOptions {
  readonly kind?: DocumentKind
  readonly issuerLevel?: IssuerLevel | null
  readonly fragment?: boolean
}

/** Read a text as a document tree. Linear; hard input always yields a tree. */
export function parseDocument(text: string, options: ParseOptions = {}): ParsedDocument {
  const scan = scanLines(text)
  muteQuotedLines(text, scan.lines)
  const lines = splitGluedLines(text, scan)
  const nodes = buildTree(text, lines, layOut(text, lines))
  return {
    text,
    kind: options.kind ?? guessKind(text),
    kindConfidence: options.kind ? 1 : 0.5,
    issuerLevel: options.issuerLevel ?? null,
    fragment: options.fragment ?? false,
    nodes,
    sentences: cutSentences(text, lines, scan.sentenceEnds, nodes),
    frontMatter: readFrontMatter(text),
    anomalies: [],
  }
}

function readFrontMatter(text: string): FrontMatter {
  const part = (pattern: RegExp): FrontMatterPart | null => {
    const match = pattern.exec(text)
    return match ? { start: match.index, end: match.index + match[0].length, value: match[0] } : null
  }
  const first = /^\s*(\S[^\n]*)/.exec(text)
  const firstLine = first?.[1] ?? ''
  const isTitle =
    firstLine.length < 60 && !/[。；，]/.test(firstLine) && !/^第|^[一二三四五六七八九十]+、/.test(firstLine)
  return {
    title:
      isTitle && first
        ? { start: text.indexOf(firstLine), end: text.indexOf(firstLine) + firstLine.length, value: firstLine }
        : null,
    issuer: null,
    number: part(/[一-龥]{2,12}〔\d{4}〕\d+号/),
    addressees: null,
    signature: null,
    date: part(/\d{4}年\d{1,2}月\d{1,2}日\s*$/),
    effective: part(/自[^。\n]{2,24}起(施行|执行|生效|实施)/),
    validity: part(/有效期[^。\n]{1,20}/),
    basis: [],
    repeals: [],
    interpretation: part(/由[^。\n]{2,24}负责解释/),
    scope: null,
    annexes: [],
  }
}

function guessKind(text: string): DocumentKind {
  if (/决定书|当事人：|处罚决定/.test(text.slice(0, 400))) return 'enforcement'
  if (/甲方|乙方/.test(text)) return 'contract'
  return 'normative'
}
