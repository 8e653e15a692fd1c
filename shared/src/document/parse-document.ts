import { buildTree } from './build-tree.ts'
import { cutSentences } from './cut-sentences.ts'
import type { DocumentKind, IssuerLevel, ParsedDocument } from './document.ts'
import { findAnomalies } from './find-anomalies.ts'
import type { FrontMatter } from './front-matter.ts'
import { levelOfIssuer, levelOfTitle } from './issuer-name.ts'
import { layOut } from './lay-out.ts'
import type { Anomaly } from './node.ts'
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
  const frontMatter = readFrontMatter(text, lines, scopes, sentences, nodes)
  const recognised = recogniseKind(text, frontMatter, nodes)
  const kind = options.kind ?? recognised.kind
  const issuerLevel = options.issuerLevel === undefined ? issuerLevelOf(frontMatter, kind) : options.issuerLevel
  const kindConfidence = options.kind === undefined ? recognised.confidence : 1
  const fragment = options.fragment ?? false
  return withAnomalies({ text, kind, kindConfidence, issuerLevel, fragment, nodes, sentences, frontMatter })
}

/** Documents whose anomalies have been looked for. */
const judged = new WeakSet<ParsedDocument>()

export function hasKnownAnomalies(document: ParsedDocument): boolean {
  return judged.has(document)
}

/** The anomalies cost a pass of their own and are looked for when first asked for. */
export function withAnomalies(parts: Omit<ParsedDocument, 'anomalies'>, known?: readonly Anomaly[]): ParsedDocument {
  let anomalies = known
  const document: ParsedDocument = {
    ...parts,
    get anomalies(): readonly Anomaly[] {
      anomalies ??= findAnomalies(parts.text, parts.nodes)
      judged.add(document)
      return anomalies
    },
  }
  if (known !== undefined) judged.add(document)
  return document
}

/** By the organ that issues it, else by the region its title names; a 条例 that names none is 行政法规. */
export function issuerLevelOf({ issuer, signature, title }: FrontMatter, kind: DocumentKind): IssuerLevel | null {
  const level =
    levelOfIssuer(issuer?.value ?? '') ?? levelOfIssuer(signature?.value ?? '') ?? levelOfTitle(title?.value ?? '')
  return level ?? (kind === 'regulation' && issuer === null && title !== null ? '国务院' : null)
}
