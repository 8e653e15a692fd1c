import { buildTree } from './build-tree.ts'
import { cutSentences } from './cut-sentences.ts'
import type { DocumentKind, IssuerLevel, ParsedDocument } from './document.ts'
import { findAnomalies } from './find-anomalies.ts'
import { levelOfIssuer } from './issuer-name.ts'
import { layOut } from './lay-out.ts'
import { muteInsertedLines, muteQuotedLines } from './quotations.ts'
import { readFrontMatter } from './read-front-matter.ts'
import { recogniseKind } from './recognise-kind.ts'
import { scanLines } from './scan-lines.ts'
import { splitGluedLines } from './split-glued-lines.ts'

export interface ParseOptions {
  /** 文种, where the caller knows it. */
  readonly kind?: DocumentKind
  /** `null` where the caller knows that none applies. */
  readonly issuerLevel?: IssuerLevel | null
  /** A passage cut out of a document. */
  readonly fragment?: boolean
}

/**
 * Read a text as a lawyer reads it. Any string yields a tree, in time linear in its length.
 */
export function parseDocument(text: string, options: ParseOptions = {}): ParsedDocument {
  const scan = scanLines(text)
  muteQuotedLines(text, scan.lines)
  muteInsertedLines(text, scan.lines)
  const lines = splitGluedLines(text, scan)
  const scopes = layOut(text, lines)
  const nodes = buildTree(text, lines, scopes)
  const sentences = cutSentences(text, lines, scan.sentenceEnds, nodes)
  const frontMatter = readFrontMatter(text, lines, scopes, sentences)
  const recognised = recogniseKind(text, frontMatter, nodes)
  return {
    text,
    kind: options.kind ?? recognised.kind,
    kindConfidence: options.kind === undefined ? recognised.confidence : 1,
    issuerLevel:
      options.issuerLevel === undefined
        ? levelOfIssuer(frontMatter.issuer?.value ?? frontMatter.title?.value ?? '')
        : options.issuerLevel,
    fragment: options.fragment ?? false,
    nodes,
    sentences,
    frontMatter,
    anomalies: findAnomalies(text, nodes),
  }
}
